"""Twenty large keys a page: the alphabet in two halves, and nothing that changes its place."""

import pytest

from ui.kiosk.inputs import KeyLayer
from ui.kiosk.large_keys import CELLS, large_keyboard, next_half
from ui.kiosk.wording import Wording

LETTERS = (KeyLayer.LETTERS, KeyLayer.LATER_LETTERS)


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
    assert ("half" in places) is (layer in LETTERS)
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
