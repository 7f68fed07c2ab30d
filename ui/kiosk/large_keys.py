"""Twenty keys a page in place of thirty: the alphabet in two halves, each key a finger wide."""

from ui.kiosk.inputs import KeyLayer
from ui.kiosk.key_layout import letters_of, next_layer, placed, turn_of
from ui.kiosk.view import KeyboardView
from ui.kiosk.wording import KeyWords

CELLS = 20
COLUMNS, HIGH_COLUMNS = 7, 5
"""Three rows of seven, or four of five where a screen is high: no key goes round the end of one."""

_SPACE_AT, _SPACE_SPAN = 16, 3
_FULL_STOP = "."
_NUMBERS = "1234567890,?!"


def large_keyboard(layer: KeyLayer, language: str, words: KeyWords) -> KeyboardView:
    """Return the keys of a page. Space and erasing stay in their places on all of them."""
    letters = _on_page(layer, language)
    faces = [(sign.upper() if sign != "ß" else sign, sign, "letter", 1) for sign in letters]
    if layer in {KeyLayer.LETTERS, KeyLayer.LATER_LETTERS}:
        other = _other_half(layer)
        ends = _on_page(other, language)
        half = f"{ends[0].upper()}-{ends[-1].upper()}"
        faces.append((half, words.half_spoken.format(half=half), "half", 1))
    faces.append((*turn_of(next_layer(_whole(layer), language), words), "layer", 1))
    if len(faces) < _SPACE_AT:
        faces += [(_FULL_STOP, _FULL_STOP, "letter", 1)] * (_SPACE_AT - len(faces))
    faces.append((words.space, words.space, "space", _SPACE_SPAN))
    faces.append((words.erase, words.erase_spoken, "erase", 1))
    return KeyboardView(tuple(placed(faces)), COLUMNS, HIGH_COLUMNS, CELLS)


def next_half(layer: KeyLayer) -> KeyLayer:
    """Return the other half of the alphabet."""
    return _other_half(layer)


def _other_half(layer: KeyLayer) -> KeyLayer:
    return KeyLayer.LETTERS if layer is KeyLayer.LATER_LETTERS else KeyLayer.LATER_LETTERS


def _whole(layer: KeyLayer) -> KeyLayer:
    return KeyLayer.LETTERS if layer is KeyLayer.LATER_LETTERS else layer


def _on_page(layer: KeyLayer, language: str) -> str:
    if layer is KeyLayer.NUMBERS:
        return _NUMBERS
    if layer is KeyLayer.ACCENTS:
        return letters_of(KeyLayer.ACCENTS, language)[: len(_NUMBERS)]
    alphabet = letters_of(KeyLayer.LETTERS, language)
    first = (len(alphabet) + 1) // 2
    return alphabet[:first] if layer is KeyLayer.LETTERS else alphabet[first:]
