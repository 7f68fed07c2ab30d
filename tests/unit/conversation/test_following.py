"""What a short answer means hangs on the question before it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.conversation.following import (
    FRESH,
    Answer,
    AnswerWords,
    Asked,
    follow,
    last_asked,
    load_answer_words,
)
from app.conversation.history import Message, Speaker
from app.conversation.intents import Intent, Understood
from app.conversation.wording import WordingError
from app.ids import MessageId, ResidentId, TurnId, new_uuid
from tests.fakes.clock import NOON

UNSURE = Understood(Intent.GENERAL, between=(Intent.CONNECT, Intent.SOOTHE, Intent.GENERAL))
SURE = Understood(Intent.REMINISCE, (), 0.9)
SOOTHE = Asked(Intent.SOOTHE)
ASSESS = Asked(Intent.ASSESS)
CHOICES = Asked(Intent.GENERAL, (Intent.REMINISCE, Intent.BRIDGE, Intent.CONNECT))


@pytest.fixture(scope="module")
def words(resources: Path) -> AnswerWords:
    return load_answer_words(resources / "intents" / "answers.yaml")


def reply(text: str, speaker: Speaker = Speaker.LILO, **trace: Any) -> Message:
    ids = MessageId(new_uuid()), TurnId(new_uuid()), ResidentId(new_uuid())
    return Message(*ids, speaker, text, NOON, (), trace)


@pytest.mark.parametrize(
    "said",
    [
        "Yes",
        "yes please",
        "Oh yes, please, love.",
        "Yeah, go on then",
        "Aye",
        "Si",
        "Go on then.",
        "That would be lovely",
        "I'd like that very much",
        "Why not?",
        "All right then",
        "Please do",
        "tell her",
        "quite a bit",
    ],
)
def test_a_yes_goes_on_with_what_was_asked(words: AnswerWords, said: str) -> None:
    meant = follow(words, said, UNSURE, SOOTHE)
    assert (meant.understood.primary, meant.answer) == (Intent.SOOTHE, Answer.YES)
    assert meant.understood.is_sure


@pytest.mark.parametrize(
    "said",
    [
        "No",
        "no thank you",
        "Nope",
        "Not really, dear",
        "Not just now",
        "I'd rather not",
        "Not at all",
        "never",
        "Leave it",
        "Maybe later",
        "I don't want to",
        "hardly ever",
    ],
)
def test_a_no_is_a_no_whatever_it_sounds_like(words: AnswerWords, said: str) -> None:
    assert follow(words, said, SURE, SOOTHE).answer is Answer.NO


@pytest.mark.parametrize(
    "said", ["Not at all", "Several days", "nearly every day", "A little", "now and again", "never"]
)
def test_how_often_is_an_answer_of_its_own_to_a_check_in(words: AnswerWords, said: str) -> None:
    meant = follow(words, said, UNSURE, ASSESS)
    assert (meant.understood.primary, meant.answer) == (Intent.ASSESS, Answer.DEGREE)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("The first one", Intent.REMINISCE),
        ("the second one, please", Intent.BRIDGE),
        ("Two", Intent.BRIDGE),
        ("number three", Intent.CONNECT),
        ("the last one", Intent.CONNECT),
        ("a chat", Intent.CONNECT),
        ("old times", Intent.REMINISCE),
        ("a message", Intent.BRIDGE),
    ],
)
def test_a_choice_is_taken_by_its_place_or_its_words(
    words: AnswerWords, said: str, intent: Intent
) -> None:
    meant = follow(words, said, UNSURE, CHOICES)
    assert (meant.understood.primary, meant.answer) == (intent, Answer.CHOICE)


def test_a_yes_to_choices_takes_the_first_and_a_no_none(words: AnswerWords) -> None:
    assert follow(words, "yes", UNSURE, CHOICES).understood.primary is Intent.REMINISCE
    refused = follow(words, "none of them", UNSURE, CHOICES)
    assert (refused.understood.primary, refused.answer) == (Intent.CONNECT, Answer.NO)


def test_a_place_that_was_not_offered_is_no_choice(words: AnswerWords) -> None:
    two = Asked(Intent.GENERAL, (Intent.REMINISCE, Intent.BRIDGE))
    assert follow(words, "the third one", UNSURE, two).answer is None


def test_a_few_unclear_words_stay_with_the_question(words: AnswerWords) -> None:
    meant = follow(words, "Birds, mostly", UNSURE, Asked(Intent.GROUND))
    assert (meant.understood.primary, meant.answer) == (Intent.GROUND, Answer.OPEN)
    assert follow(words, "Birds, mostly", SURE, Asked(Intent.GROUND)).answer is None
    assert follow(words, "Birds, mostly?", UNSURE, Asked(Intent.GROUND)).answer is None
    assert follow(words, "Birds, mostly", UNSURE, CHOICES).answer is None


@pytest.mark.parametrize(
    "said",
    [
        "Yes, and then my mother came in from the yard with the washing",
        "No, I want to tell you about the boat we had on the river",
        "Yesterday was hard",
        "Nobody came",
        "I know the second verse",
    ],
)
def test_what_says_more_than_an_answer_stands_for_itself(words: AnswerWords, said: str) -> None:
    meant = follow(words, said, SURE, SOOTHE)
    assert (meant.understood, meant.answer, meant.asked) == (SURE, None, None)


def test_without_a_question_before_a_yes_is_read_as_it_is(words: AnswerWords) -> None:
    assert follow(words, "yes", SURE, None).understood is SURE


def test_nothing_makes_less_of_a_crisis(words: AnswerWords) -> None:
    crisis = Understood(Intent.CRISIS, (), 1.0)
    assert follow(words, "no", crisis, SOOTHE).understood is crisis


def test_the_last_question_is_read_from_the_record() -> None:
    message = reply(
        "I may have misunderstood. Would you like a chat or a story?",
        agent="general",
        intent="SOOTHE",
        offered=["CONNECT", "REMINISCE"],
    )
    asked = last_asked([message], NOON)
    assert asked == Asked(Intent.GENERAL, (Intent.CONNECT, Intent.REMINISCE))
    proposed = reply("Shall I pass that on?", agent="bridge", proposed="tell_staff")
    assert last_asked([proposed], NOON) == Asked(Intent.BRIDGE, (), "tell_staff")


def test_there_is_no_question_where_none_was_asked_lately() -> None:
    asking = reply("How are you?", agent="soothe")
    assert last_asked([], NOON) is None
    assert last_asked([asking, reply("Fine.", Speaker.RESIDENT)], NOON) is None
    assert last_asked([reply("That is kind.", agent="soothe")], NOON) is None
    assert last_asked([asking], NOON + FRESH) is not None
    assert last_asked([asking], NOON + FRESH + timedelta(seconds=1)) is None
    for other in ("plain", "memory", "safety", ""):
        assert last_asked([reply("How are you?", agent=other)], NOON) is None
    broken = reply("Which?", agent="general", offered=["NOTHING"])
    kept = last_asked([broken], NOON)
    assert kept is not None
    assert kept.offered == ()


@pytest.mark.parametrize("content", ["", "yes: [", "openers: [oh]", "- a list"])
def test_damaged_words_are_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(WordingError, match=r"answers\.yaml cannot be used"):
        load_answer_words(path)
