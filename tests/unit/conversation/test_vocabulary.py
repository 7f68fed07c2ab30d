import pytest

from app.conversation.vocabulary import WordList, finished, unfinished_word, words_of


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", ""),
        ("Hello", "Hello"),
        ("Hello ", ""),
        ("I can't", "can't"),
        ("At 4", ""),
        ("¿Dónde está mi ni", "ni"),
        ("well…th", "th"),
    ],
)
def test_the_word_being_written_is_the_last_one(text: str, word: str) -> None:
    assert unfinished_word(text) == word


@pytest.mark.parametrize(
    ("text", "word", "whole"),
    [
        ("my da", "daughter", "my daughter "),
        ("Da", "daughter", "Daughter "),
        ("ca", "Carol", "Carol "),
        ("", "tea", "tea "),
    ],
)
def test_a_word_is_finished_with_a_space_and_its_capital(text: str, word: str, whole: str) -> None:
    assert finished(text, word) == whole


def test_what_is_written_often_and_late_comes_first() -> None:
    words = WordList(words_of(["cake cake", "Carol", "cat"]))
    assert words.beginning_with("ca", 3) == ("cake", "cat", "Carol")


def test_a_name_keeps_its_capital_and_a_sentence_does_not() -> None:
    words = WordList(words_of(["Tea with Carol.", "More tea, Carol."]))
    assert words.beginning_with("te", 3) == ("tea",)
    assert words.beginning_with("ca", 3) == ("Carol",)


def test_the_word_itself_is_not_offered_nor_anything_for_nothing() -> None:
    words = WordList(["garden", "gardens"])
    assert words.beginning_with("garden", 3) == ("gardens",)
    assert words.beginning_with("", 3) == ()
    assert words.beginning_with("gar", 0) == ()


def test_curly_and_straight_apostrophes_are_one_word() -> None:
    assert len(WordList(["don’t", "don't"]).beginning_with("don", 5)) == 1


def test_short_words_and_numbers_are_not_kept() -> None:
    assert list(words_of(["I am 12 or so, Äpfel"])) == ["Äpfel"]
