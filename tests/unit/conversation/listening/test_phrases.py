"""The closed grammar: what is a phrase, what it wishes for, and what is done about it."""

from pathlib import Path

import pytest

from app.clinical import ScaleId
from app.clinical.scale_files import load_scales, load_speech
from app.clinical.understanding import Command, confirms, understand
from app.clinical.understanding import Wished as Commanded
from app.conversation.listening import (
    Act,
    Ask,
    Expected,
    Nothing,
    Recognised,
    SpokenPhrases,
    Trust,
    Wish,
    Wished,
    answers,
    crisis_answers,
    decide,
    load_phrases,
    plain_phrase,
)
from app.conversation.wording import WordingError
from resources import RESOURCES

FILE = RESOURCES / "speech" / "listening.yaml"


@pytest.fixture(scope="module")
def phrases() -> SpokenPhrases:
    return load_phrases(FILE)


@pytest.fixture(scope="module")
def asked(phrases: SpokenPhrases) -> Expected:
    """A reminder about a medicine."""
    wishes = phrases.saying(Wish.NURSE, Wish.STOP, Wish.AGAIN, Wish.YES, Wish.NO)
    return Expected({**wishes, **phrases.choosing(["done", "later"], ["done"])}, has_question=True)


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("Call the nurse!", Wish.NURSE),
        ("help", Wish.NURSE),
        ("That’s right.", Wish.YES),
        ("no", Wish.NO),
        ("Say it again", Wish.AGAIN),
        ("STOP", Wish.STOP),
        ("not now", Wish.CHOOSE),
    ],
)
def test_a_phrase_is_known_however_it_is_written(asked: Expected, said: str, wish: Wish) -> None:
    wished = asked.wish_of(said)
    assert wished is not None
    assert wished.wish is wish


@pytest.mark.parametrize(
    "said", ["", "help yourself to cake", "the nurse was here", "no I mean yes", "stop the bus"]
)
def test_a_phrase_within_other_words_is_none(asked: Expected, said: str) -> None:
    assert asked.wish_of(said) is None


def test_every_phrase_is_in_plain_words(phrases: SpokenPhrases) -> None:
    for phrase in phrases.everything:
        assert phrase == plain_phrase(phrase) != ""


def test_no_phrase_wishes_for_two_things_at_once(phrases: SpokenPhrases) -> None:
    wishes = [Wish.NURSE, Wish.STOP, Wish.AGAIN, Wish.HOME, Wish.YES, Wish.NO]
    said = [phrase for wish in wishes for phrase in phrases.saying(wish)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("text", "more"),
    [("i was thinking and", True), ("my", True), ("i am tired", False), ("", False)],
)
def test_words_after_which_more_follows(phrases: SpokenPhrases, text: str, more: bool) -> None:
    assert phrases.is_open_ended(text) is more


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "listening.yaml"
    broken.write_text("phrases: {nurse: []}\n", "utf-8")
    with pytest.raises(WordingError, match="cannot be used"):
        load_phrases(broken)


def heard(text: str, confidence: float) -> Recognised:
    return Recognised(text, confidence, is_final=True)


@pytest.mark.parametrize(
    ("text", "confidence", "decided"),
    [
        ("call the nurse", 0.9, Act),
        ("call the nurse", 0.5, Ask),
        ("call the nurse", 0.1, Nothing),
        ("later", 0.9, Act),
        ("later", 0.5, Ask),
        # A medicine is asked about however well it was heard.
        ("i have taken it", 0.99, Ask),
        ("yes", 0.3, Act),
        ("yes", 0.2, Nothing),
        ("stop", 0.3, Act),
        ("i can't breathe", 0.99, Nothing),
        ("", 0.0, Nothing),
    ],
)
def test_what_a_closed_grammar_hears(
    asked: Expected, text: str, confidence: float, decided: type
) -> None:
    assert isinstance(decide(heard(text, confidence), asked, Trust(), is_free=False), decided)


@pytest.mark.parametrize(
    ("text", "confidence", "decided"),
    [
        ("i was thinking about the bakery", 0.8, Act),
        ("i was thinking about the bakery", 0.4, Ask),
        ("help me", 0.9, Act),
        ("help me", 0.5, Ask),
    ],
)
def test_what_free_speech_hears(
    asked: Expected, text: str, confidence: float, decided: type
) -> None:
    decision = decide(heard(text, confidence), asked, Trust(), is_free=True)
    assert isinstance(decision, decided)
    wished = asked.wish_of(text) or Wished(Wish.SAY)
    assert decision == decided(wished, text, confidence)


def test_silence_and_noise_are_told_apart(asked: Expected) -> None:
    assert decide(heard("", 0.0), asked, Trust(), is_free=True) == Nothing(was_speech=False)
    assert decide(heard("", 0.01), asked, Trust(), is_free=True) == Nothing(was_speech=True)


def test_a_closed_grammar_never_gives_words_to_be_screened_for_danger(asked: Expected) -> None:
    """What it hears is a wish; only answers of a scale go on as words."""
    for phrase in asked.phrases:
        decision = decide(heard(phrase, 1.0), asked, Trust(), is_free=False)
        assert isinstance(decision, Act | Ask)
        assert decision.wished.wish is not Wish.SAY
    scale = Expected(answers(["Not at all", "Several days"]), has_question=True)
    decision = decide(heard("several days", 0.3), scale, Trust(), is_free=False)
    assert decision == Act(Wished(Wish.SAY), "several days", 0.3)


def test_what_may_be_said_beside_an_answer_is_understood_by_whoever_asks(
    phrases: SpokenPhrases,
) -> None:
    speech = load_speech(RESOURCES / "scales" / "shared" / "speech.yaml")
    scale = load_scales(RESOURCES / "scales")[ScaleId.PHQ9]
    ways = phrases.check_in
    said = {
        Command.REPEAT: ways.repeat,
        Command.SKIP: ways.skip,
        Command.STOP: ways.stop,
        Command.BACK: ways.back,
    }
    for command, sayings in said.items():
        for saying in sayings:
            assert understand(saying, scale, speech) == Commanded(command), saying
    assert all(confirms(phrase, speech) is True for phrase in ways.confirm)
    assert all(confirms(phrase, speech) is False for phrase in ways.refuse)


def test_the_first_answer_of_a_crisis_that_a_phrase_can_mean_is_meant() -> None:
    found = crisis_answers([("Yes", "I can"), ("No, it’s hard", "no"), ("I can’t say", "no")])
    assert found["no"] == Wished(Wish.ANSWER, "1")
    assert found["i can't say"] == Wished(Wish.ANSWER, "2")


@pytest.mark.parametrize(
    ("text", "before", "form"),
    [
        ("call the nurse", "i need a nurse", Ask),
        ("several days", "several days", Act),
        ("several days", "call the nurse", Nothing),
    ],
)
def test_two_tries_that_were_heard_as_the_same_count_together(
    phrases: SpokenPhrases, text: str, before: str, form: type[object]
) -> None:
    expected = Expected({**phrases.saying(Wish.NURSE), **answers(["several days"])})
    heard, earlier = Recognised(text, 0.14), Recognised(before, 0.14)
    alone = decide(heard, expected, Trust(), is_free=False)
    assert alone == Nothing(was_speech=True, nearly=heard)
    assert isinstance(decide(heard, expected, Trust(), is_free=False, before=earlier), form)


def test_a_bad_and_a_middling_try_are_not_one_clear_hearing(phrases: SpokenPhrases) -> None:
    expected = Expected(phrases.saying(Wish.NURSE))
    earlier, heard = Recognised("call the nurse", 0.24), Recognised("call the nurse", 0.7)
    assert isinstance(decide(heard, expected, Trust(), is_free=False, before=earlier), Ask)
    clear = Recognised("call the nurse", 0.8)
    assert isinstance(decide(clear, expected, Trust(), is_free=False, before=earlier), Act)
