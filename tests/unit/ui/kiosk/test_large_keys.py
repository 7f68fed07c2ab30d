"""Twenty large keys a page: the alphabet in two halves, and nothing that changes its place."""

import pytest

from app.identity import KeyOrder
from ui.kiosk.check_in_view import CheckInInputs
from ui.kiosk.inputs import KeyLayer, Screen, TalkInputs
from ui.kiosk.key_layout import keyboard, letters_of, next_layer
from ui.kiosk.large_keys import CELLS, large_keyboard, next_half
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.wording import Wording

LETTERS = (KeyLayer.LETTERS, KeyLayer.LATER_LETTERS)
ACCENTS = (KeyLayer.ACCENTS, KeyLayer.LATER_ACCENTS)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("layer", list(KeyLayer))
def test_a_page_fills_its_cells_and_no_key_goes_round_the_end_of_a_row(
    wording: Wording, layer: KeyLayer, language: str
) -> None:
    board = large_keyboard(layer, language, wording.keys)
    assert [key.at for key in board.keys] == [
        sum(k.span for k in board.keys[:n]) for n in range(len(board.keys))
    ]
    assert sum(key.span for key in board.keys) == CELLS
    for columns in (board.columns, board.high_columns):
        for key in board.keys:
            assert key.at % columns + key.span <= columns, key.text
    places = {key.kind: key.at for key in board.keys}
    assert (places["space"], places["erase"]) == (16, 19)
    assert ("half" in places) is (layer is not KeyLayer.NUMBERS)
    assert all(key.text and key.spoken for key in board.keys)


@pytest.mark.parametrize(
    ("language", "alphabet", "half"),
    [("en", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "N-Z"), ("es", "ABCDEFGHIJKLMNÑOPQRSTUVWXYZ", "Ñ-Z")],
)
def test_both_halves_are_the_alphabet_and_each_leads_to_the_other(
    wording: Wording, language: str, alphabet: str, half: str
) -> None:
    pages = [large_keyboard(layer, language, wording.keys).keys for layer in LETTERS]
    letters = [key.text for page in pages for key in page if key.kind == "letter"]
    assert "".join(letter for letter in letters if letter != ".") == alphabet
    assert [key.text for key in pages[0] if key.kind == "half"] == [half]
    assert [next_half(layer) for layer in LETTERS] == list(reversed(LETTERS))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_accent_and_sign_that_words_need_is_on_a_page(
    wording: Wording, language: str
) -> None:
    boards = [large_keyboard(layer, language, wording.keys).keys for layer in KeyLayer]
    letters = [[key.spoken for key in page if key.kind == "letter"] for page in boards]
    there = {sign for page in letters for sign in page}
    assert there >= set(letters_of(KeyLayer.ACCENTS, language)) | set("1234567890.,?!'-:")
    for page in letters:
        assert len(page) == len(set(page))
    assert {next_half(layer) for layer in ACCENTS} == set(ACCENTS)
    assert len({next_layer(layer, language) for layer in ACCENTS}) == 1


def test_letters_in_another_order_are_all_there_whatever_half_was_shown(wording: Wording) -> None:
    for language in ("en", "es"):
        first, later = (
            keyboard(KeyOrder.QWERTY, layer, language, wording.keys) for layer in LETTERS
        )
        assert first == later


def test_each_text_begins_with_the_first_keys(model: KioskViewModel) -> None:
    state = model._state
    for opened in ("talk", "check_in"):
        state.change(screen=Screen.HOME)
        state.change(layer=KeyLayer.LATER_LETTERS)
        if opened == "talk":
            state.change(screen=Screen.TALK, talk=TalkInputs(is_writing=True))
        else:
            state.change(screen=Screen.CHECK_IN, check_in=CheckInInputs(is_writing=True))
        assert state.inputs.layer is KeyLayer.LETTERS
        state.change(layer=KeyLayer.LATER_LETTERS)
        state.change_talk(draft="ne")
        assert state.inputs.layer is KeyLayer.LATER_LETTERS


def test_the_next_person_begins_with_the_first_keys(model: KioskViewModel) -> None:
    model._state.change(layer=KeyLayer.LATER_LETTERS)
    model._seat._clear()
    assert model._state.inputs.layer is KeyLayer.LETTERS
