"""The keys of the keyboard on the screen: thirty cells, ten to a row or six."""

from collections.abc import Sequence

from app.identity import KeyOrder
from ui.kiosk.inputs import KeyLayer
from ui.kiosk.view import KeyboardView, KeyFace
from ui.kiosk.wording import KeyWords

CELLS = 30
QWERTY_COLUMNS = 10

_ABC = "abcdefghijklmnopqrstuvwxyz"
_ABC_ES = "abcdefghijklmnñopqrstuvwxyz"
_QWERTY = "qwertyuiopasdfghjklzxcvbnm"
_QWERTY_ES = "qwertyuiopasdfghjklñzxcvbnm"
_NUMBERS = "1234567890.,?!'\"-:;()/&+%$"
_ACCENTS = "áéíóúüñ¿¡çàèìòùâêîôûäöåøæß"

_SPACE = "␣"

_ERASE_AFTER = "l"
"""On an English QWERTY the ninth letter of the second row leaves a cell for erasing."""

_ROUND = (KeyLayer.LETTERS, KeyLayer.NUMBERS, KeyLayer.ACCENTS)
_ROUND_ES = (KeyLayer.LETTERS, KeyLayer.ACCENTS, KeyLayer.NUMBERS)
"""In Spanish hardly a sentence goes without an accent: it is one touch away."""


def next_layer(layer: KeyLayer, language: str) -> KeyLayer:
    """Return what the key that turns the keyboard leads to."""
    layers = _ROUND_ES if language == "es" else _ROUND
    layer = {
        KeyLayer.LATER_LETTERS: KeyLayer.LETTERS,
        KeyLayer.LATER_ACCENTS: KeyLayer.ACCENTS,
    }.get(layer, layer)
    return layers[(layers.index(layer) + 1) % len(layers)]


def keyboard(order: KeyOrder, layer: KeyLayer, language: str, words: KeyWords) -> KeyboardView:
    """Return the keys; every layer fills thirty cells, so that nothing changes its place."""
    letters = _letters(order, layer, language)
    turn = turn_of(next_layer(layer, language), words)
    is_split = letters == _QWERTY
    rest = CELLS - len(letters) - 2
    faces: list[tuple[str, str, str, int]] = []
    for letter in letters:
        faces.append((letter.upper() if letter != "ß" else letter, letter, "letter", 1))
        if is_split and letter == _ERASE_AFTER:
            faces.append((words.erase, words.erase_spoken, "erase", 1))
    faces.append((*turn, "layer", 1))
    # One cell holds no word that can be read: its sign stands there, and is spoken as the word.
    faces.append((words.space if rest > 1 else _SPACE, words.space, "space", rest))
    if not is_split:
        faces.append((words.erase, words.erase_spoken, "erase", 1))
    columns = QWERTY_COLUMNS if order is KeyOrder.QWERTY else 0
    return KeyboardView(tuple(placed(faces)), columns)


def letters_of(layer: KeyLayer, language: str) -> str:
    """Return letters in the order of the alphabet, or the signs of a layer."""
    return _letters(KeyOrder.ABC, layer, language)


def _letters(order: KeyOrder, layer: KeyLayer, language: str) -> str:
    match layer:
        case KeyLayer.NUMBERS:
            return _NUMBERS
        case KeyLayer.ACCENTS | KeyLayer.LATER_ACCENTS:
            return _ACCENTS
        case KeyLayer.LETTERS | KeyLayer.LATER_LETTERS if order is KeyOrder.QWERTY:
            # The halves are of the large keys alone.
            return _QWERTY_ES if language == "es" else _QWERTY
        case KeyLayer.LETTERS | KeyLayer.LATER_LETTERS:
            return _ABC_ES if language == "es" else _ABC


def turn_of(to: KeyLayer, words: KeyWords) -> tuple[str, str]:
    """Return what stands on the key that turns the keyboard there, and what is said of it."""
    match to:
        case KeyLayer.NUMBERS:
            return words.numbers, words.numbers_spoken
        case KeyLayer.ACCENTS | KeyLayer.LATER_ACCENTS:
            return words.accents, words.accents_spoken
        case KeyLayer.LETTERS | KeyLayer.LATER_LETTERS:
            return words.letters, words.letters_spoken


def placed(faces: Sequence[tuple[str, str, str, int]]) -> list[KeyFace]:
    """Return keys in their cells: text, what is said, kind, cells wide."""
    at, keys = 0, []
    for text, spoken, kind, span in faces:
        keys.append(KeyFace(text, spoken, kind, at, span))
        at += span
    return keys
