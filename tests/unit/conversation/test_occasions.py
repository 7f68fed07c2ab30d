"""A conversation begins, is taken up again, and ends."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.conversation.history import Message, Speaker
from app.conversation.occasions import (
    LATELY,
    Occasion,
    OccasionWords,
    last_time,
    load_occasions,
)
from app.conversation.wording import WordingError
from app.ids import MessageId, ResidentId, TurnId, new_uuid
from tests.fakes.clock import NOON


@pytest.fixture(scope="module")
def words(resources: Path) -> OccasionWords:
    return load_occasions(resources / "intents" / "occasions.yaml")


def message(text: str, speaker: Speaker = Speaker.LILO, days_ago: int = 0) -> Message:
    ids = MessageId(new_uuid()), TurnId(new_uuid()), ResidentId(new_uuid())
    return Message(*ids, speaker, text, NOON - timedelta(days=days_ago))


@pytest.mark.parametrize(
    "said", ["Hello", "Good morning, Lilo!", "hi there", "Oh hello dear", "Good evening to you"]
)
def test_the_first_greeting_of_a_day_is_one(words: OccasionWords, said: str) -> None:
    assert words.occasion_of(said, [], NOON) is Occasion.GREETING
    assert words.occasion_of(said, [message("Sleep well.", days_ago=1)], NOON) is Occasion.GREETING
    assert words.occasion_of(said, [message("How are you?")], NOON) is None


@pytest.mark.parametrize(
    "said",
    ["Goodbye", "Good night, Lilo", "Right, bye for now", "I must go now", "night night love",
     "Well, thank you, goodbye then", "See you tomorrow", "That was nice of you. Goodnight."],
)  # fmt: skip
def test_a_goodbye_is_one_at_any_time(words: OccasionWords, said: str) -> None:
    assert words.occasion_of(said, [message("How are you?")], NOON) is Occasion.GOODBYE


@pytest.mark.parametrize(
    "said",
    [
        "Hello, I have fallen and I cannot get up",
        "Good morning, what day is it",
        "I said goodbye to him at the station",
        "I must go home now",
        "It was a good night",
        "I said goodbye. I was nineteen then.",
        "Please ask the nurse for another blanket. Good night.",
        "Can somebody bring me my glasses? Thank you. Good night.",
        "Will you wake me at eight? Good night.",
        "My knee has been bad all day. Bye.",
        "",
    ],
)
def test_what_says_more_is_answered_for_that(words: OccasionWords, said: str) -> None:
    assert words.occasion_of(said, [], NOON) is None


def test_what_was_said_last_time_is_of_an_earlier_day() -> None:
    before = message("How is it now?", days_ago=2)
    assert last_time([message("x", days_ago=5), before, message("Today.")], NOON) is before
    assert last_time([message("Today.")], NOON) is None
    assert last_time([message("x", Speaker.RESIDENT, days_ago=1)], NOON) is None


def test_somebody_in_bed_is_known_by_their_words(words: OccasionWords) -> None:
    said = message("I'm in bed today", Speaker.RESIDENT)
    assert words.is_in_bed("Something I can do from my bed", [])
    assert words.is_in_bed("Give me something to do", [said])
    assert not words.is_in_bed("Give me something to do", [message("Are you in bed?")])
    assert not words.is_in_bed("The flower bed needs weeding", [])
    assert not words.is_in_bed("Hello", [said, *[message("x")] * LATELY])


@pytest.mark.parametrize("content", ["", "greeting: ['[']", "goodbye: [x]"])
def test_damaged_words_are_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "occasions.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(WordingError, match=r"occasions\.yaml cannot be used"):
        load_occasions(path)
