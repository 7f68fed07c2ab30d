"""Twenty keys a page in place of thirty: the alphabet in two halves, each key a finger wide."""

from ui.kiosk.inputs import KeyLayer
from ui.kiosk.key_layout import letters_of, next_layer, placed, turn_of
from ui.kiosk.view import KeyboardView
from ui.kiosk.wording import KeyWords

CELLS = 20
COLUMNS, HIGH_COLUMNS = 7, 5
"""Three rows of seven, or four of five where a screen is high: no key goes round the end of one."""

_SPACE_AT, _SPACE_SPAN = 16, 3
_NUMBERS = "1234567890.,?'-"
_SPARE = {KeyLayer.ACCENTS: "!", KeyLayer.LATER_ACCENTS: ":"}
"""The sign on the cell that is left over: a full stop, or what the numbers have no room for."""

_OTHER = {
    KeyLayer.LETTERS: KeyLayer.LATER_LETTERS,
    KeyLayer.LATER_LETTERS: KeyLayer.LETTERS,
    KeyLayer.ACCENTS: KeyLayer.LATER_ACCENTS,
    KeyLayer.LATER_ACCENTS: KeyLayer.ACCENTS,
}


def large_keyboard(layer: KeyLayer, language: str, words: KeyWords) -> KeyboardView:
    """Return the keys of a page. Space and erasing stay in their places on all of them."""
    letters = _on_page(layer, language)
    faces = [(_face(sign), sign, "letter", 1) for sign in letters]
    if layer in _OTHER:
        ends = _on_page(_OTHER[layer], language)
        half = f"{_face(ends[0])}-{_face(ends[-1])}"
        faces.append((half, words.half_spoken.format(half=half), "half", 1))
    faces.append((*turn_of(next_layer(layer, language), words), "layer", 1))
    if len(faces) < _SPACE_AT:
        spare = _SPARE.get(layer, ".")
        faces.append((spare, spare, "letter", 1))
    faces.append((words.space, words.space, "space", _SPACE_SPAN))
    faces.append((words.erase, words.erase_spoken, "erase", 1))
    return KeyboardView(tuple(placed(faces)), COLUMNS, HIGH_COLUMNS, CELLS)


def next_half(layer: KeyLayer) -> KeyLayer:
    """Return the other half of the alphabet, or of the letters with accents."""
    return _OTHER.get(layer, layer)


def _face(sign: str) -> str:
    return sign.upper() if sign != "ß" else sign


def _on_page(layer: KeyLayer, language: str) -> str:
    if layer is KeyLayer.NUMBERS:
        return _NUMBERS
    is_first = layer in {KeyLayer.LETTERS, KeyLayer.ACCENTS}
    signs = letters_of(layer, language)
    first = (len(signs) + 1) // 2
    return signs[:first] if is_first else signs[first:]
