"""What varies in writing is folded away, and what matters stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.safety.folding import Clause, Folder

PLAIN = Folder({})


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("I CAN'T", "i cant"),
        ("I can’t breathe!!", "i cant breathe"),
        ("can`t canʼt can‘t", "cant cant cant"),
        ("Zoë's café", "zoes cafe"),
        ("well-being", "well being"),
        ("help\tme\nnow", "help me now"),
        ("No,I fell", "no, i fell"),
        ("No , , , I fell ,", "no, i fell"),
        (", leading", "leading"),
        ("what? now", "what now"),
        ("heeeelp", "help"),
        ("heelp", "heelp"),
        ("ﬁre", "fire"),
        ("", ""),
        ("🙂", ""),
    ],
)
def test_case_signs_accents_and_stretching_are_folded_away(written: str, folded: str) -> None:
    assert PLAIN.fold(written) == folded


def test_listed_spellings_are_mended_as_whole_words() -> None:
    folder = Folder({"strock": "stroke", "too die": "to die"})
    assert folder.fold("a strock") == "a stroke"
    assert folder.fold("Want too die") == "want to die"
    assert folder.fold("strocking too diet") == "strocking too diet"


def test_the_longer_spelling_wins_over_its_beginning() -> None:
    folder = Folder({"cant": "cannot", "cant breath": "cannot breathe"})
    assert folder.fold("cant breath") == "cannot breathe"


@pytest.mark.parametrize(
    ("raw", "asks"),
    [("Is it a stroke?", True), ("Is it? ", True), ("Is it", False), ("? no", False), ("", False)],
)
def test_a_clause_knows_whether_it_asks(raw: str, *, asks: bool) -> None:
    assert PLAIN.clause(raw).asks is asks


def test_a_clause_keeps_what_was_said() -> None:
    assert PLAIN.clause("I can’t!") == Clause("I can’t!", "i cant", asks=False)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
def test_folding_any_text_gives_single_spaced_words_and_commas(text: str) -> None:
    folded = PLAIN.fold(text)
    assert folded == " ".join(folded.split())
    assert not set(folded) & set("'’?!.;\n\t")
    assert not folded.startswith((",", " "))
    assert not folded.endswith((",", " "))


@given(st.text(alphabet="abc ,'?é!", max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = PLAIN.fold(text)
    assert PLAIN.fold(once) == once
