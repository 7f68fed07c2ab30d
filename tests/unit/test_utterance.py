"""Whatever comes in becomes clean words of bounded length, or an error that says what was wrong."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.utterance import (
    LONG_CHARACTERS,
    MAX_CHARACTERS,
    EmptyUtteranceError,
    EndlessUtteranceError,
    HeardBy,
    UnreadableUtteranceError,
    Utterance,
    UtteranceError,
    sentences,
    utterance_from,
)


@pytest.mark.parametrize("raw", ["", " ", "\n\t\r ", "\x00\x01", "\u200b\u200d\ufeff", "\u202e"])
def test_nothing_said_is_an_empty_utterance(raw: str) -> None:
    with pytest.raises(EmptyUtteranceError) as refused:
        utterance_from(raw)
    assert refused.value.code == "utterance.empty"


@pytest.mark.parametrize("raw", ["🙂", "👵🏽❤️", "?!…", "---", "👨‍👩‍👧", "\ud800", "♥ ♥"])
def test_signs_without_letters_are_unreadable(raw: str) -> None:
    with pytest.raises(UnreadableUtteranceError) as refused:
        utterance_from(raw)
    assert refused.value.code == "utterance.unreadable"


@pytest.mark.parametrize("raw", ["a", "5", "é", "א", "字"])
def test_one_letter_or_digit_of_any_script_is_enough(raw: str) -> None:
    assert utterance_from(raw).text == raw


def test_ten_thousand_characters_are_taken_whole() -> None:
    raw = "word " * 2_000
    utterance = utterance_from(raw)
    assert len(raw) == 10_000
    assert utterance.text == raw.strip()
    assert utterance.is_long


def test_the_longest_message_is_taken_and_one_character_more_is_refused_whole() -> None:
    assert len(utterance_from("a" * MAX_CHARACTERS).text) == 20_000
    with pytest.raises(EndlessUtteranceError) as refused:
        utterance_from("a" * 20_001)
    assert refused.value.code == "utterance.endless"
    assert "20,001 characters" in refused.value.message
    assert "at most 20,000" in refused.value.message


def test_errors_never_quote_what_was_said() -> None:
    with pytest.raises(EndlessUtteranceError) as refused:
        utterance_from("secret " * 4_000)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  hello \n\t there ", "hello there"),
        ("line\r\nbreak", "line break"),
        ("bell\x07 and null\x00", "bell and null"),
        ("ki\u200dll", "kill"),
        ("ki\u200bll ki\u200cll ki\ufeffll", "kill kill kill"),
        ("soft\u00adhyphen", "softhyphen"),
        ("private\ue000use", "privateuse"),
        ("\u202eabc\u202c", "abc"),
        ("cafe\u0301", "café"),
        ("שלום עולם", "שלום עולם"),
        ("مرحبا بك", "مرحبا بك"),
        ("half \ud83d a smile", "half \ufffd a smile"),
        ("whole \ud83d\ude42 smile", "whole 🙂 smile"),
        ("no\u00a0break", "no break"),
    ],
)
def test_what_cannot_be_read_is_cleaned_away_and_words_stay(raw: str, text: str) -> None:
    assert utterance_from(raw).text == text


def test_how_it_was_heard_is_kept() -> None:
    assert utterance_from("hi", heard_by=HeardBy.SPEECH, confidence=0.4, language="ga") == (
        Utterance("hi", HeardBy.SPEECH, 0.4, "ga")
    )
    assert utterance_from("hi") == Utterance("hi", HeardBy.KEYBOARD, 1.0, "en")


@pytest.mark.parametrize(("length", "is_long"), [(LONG_CHARACTERS, False), (1_501, True)])
def test_more_than_a_person_says_in_one_go_is_long(length: int, *, is_long: bool) -> None:
    assert utterance_from("a" * length).is_long is is_long


def test_sentences_are_split_at_their_ends() -> None:
    assert sentences("I fell. Help! Can you come? Now; please") == (
        "I fell.",
        "Help!",
        "Can you come?",
        "Now;",
        "please",
    )
    assert sentences("") == ()


def test_a_number_is_not_a_sentence_end() -> None:
    assert sentences("It is 3.5 miles") == ("It is 3.5 miles",)


def test_short_thoughts_stay_one_clause_and_long_ones_are_split_where_a_new_one_begins() -> None:
    short = utterance_from("I had tea and then I had cake")
    assert short.clauses == ("I had tea and then I had cake",)
    long = utterance_from(
        "My daughter came on the bus all the way from Leeds this morning with flowers "
        "but my chest has gone ever so tight since she went away again today"
    )
    assert long.clauses == (
        "My daughter came on the bus all the way from Leeds this morning with flowers",
        "but my chest has gone ever so tight since she went away again today",
    )


def test_each_sentence_is_a_clause_of_its_own() -> None:
    assert utterance_from("I fell. I can't get up.").clauses == ("I fell.", "I can't get up.")


any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=400)


@given(any_text)
def test_any_text_gives_clean_words_or_an_error_of_its_own(raw: str) -> None:
    try:
        text = utterance_from(raw).text
    except UtteranceError as refused:
        error = refused
    else:
        assert text == " ".join(text.split())
        assert any(character.isalnum() for character in text)
        assert not [c for c in text if unicodedata.category(c).startswith("C")]
        text.encode()  # whole, so that it can be stored and embedded
        return
    assert error.message
    assert error.remedy


@given(any_text)
def test_a_second_cleaning_finds_nothing_but_accents_to_join(raw: str) -> None:
    try:
        once = utterance_from(raw).text
    except UtteranceError:
        return
    assert utterance_from(once).text == unicodedata.normalize("NFC", once)


@given(st.text(max_size=300))
def test_no_word_is_lost_between_the_clauses(raw: str) -> None:
    try:
        utterance = utterance_from(raw)
    except UtteranceError:
        return
    assert " ".join(utterance.clauses).split() == utterance.text.split()
