"""Disclosure: each day anew, after three hours, and whenever somebody asks."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import resources as resources_package
from app.safety.disclosure import Occasion, load_disclosure_book, occasion
from app.safety.errors import SafetyDataError
from app.safety.outgoing import ScreenedSentence, load_outgoing_screen

CRISIS = Path(resources_package.__file__).parent / "crisis"
PATH = CRISIS / "disclosure.yaml"
BOOK = load_disclosure_book(PATH)
NEW_YORK = ZoneInfo("America/New_York")
MORNING = datetime(2026, 11, 3, 9, 0, tzinfo=NEW_YORK)


def test_the_first_conversation_of_a_day() -> None:
    assert occasion(None, MORNING, NEW_YORK) is Occasion.FIRST_TODAY
    yesterday = MORNING - timedelta(hours=10)
    assert occasion(yesterday, MORNING, NEW_YORK) is Occasion.FIRST_TODAY
    assert occasion(MORNING, MORNING, NEW_YORK) is None


def test_the_day_is_that_of_the_facility() -> None:
    # In UTC these two are of one day; in New York midnight lies between them.
    late = datetime(2026, 11, 3, 23, 50, tzinfo=NEW_YORK).astimezone(UTC)
    later = late + timedelta(minutes=20)
    assert late.date() == later.date()
    assert occasion(late, later, NEW_YORK) is Occasion.FIRST_TODAY
    assert occasion(late, later, UTC) is None


def test_again_after_three_hours() -> None:
    assert occasion(MORNING, MORNING + timedelta(hours=2, minutes=59), NEW_YORK) is None
    assert occasion(MORNING, MORNING + timedelta(hours=3), NEW_YORK) is Occasion.THREE_HOURS


def test_a_clock_that_was_set_back_silences_nothing() -> None:
    assert occasion(MORNING + timedelta(hours=2), MORNING, NEW_YORK) is Occasion.FIRST_TODAY


@given(st.datetimes(), st.datetimes())
def test_never_longer_than_three_hours_without_it(last: datetime, now: datetime) -> None:
    last, now = last.replace(tzinfo=UTC), now.replace(tzinfo=UTC)
    if abs(now - last) >= timedelta(hours=3):
        assert occasion(last, now, UTC) is not None


def test_the_words_are_filled_in() -> None:
    words = BOOK.words("default", Occasion.FIRST_TODAY, "Margaret", MORNING)
    assert words.speech == (
        "Good morning, Margaret.",
        "Before we talk: I am Lilo, a computer program.",
        "I am not a person.",
    )
    assert words.screen == "Lilo is a computer program, not a person."


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [
        (4, "Hello"),
        (5, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (17, "Good afternoon"),
        (18, "Good evening"),
        (21, "Good evening"),
        (22, "Hello"),
    ],
)
def test_the_greeting_is_that_of_the_hour(hour: int, greeting: str) -> None:
    words = BOOK.words("illinois", Occasion.FIRST_TODAY, "Ida", MORNING.replace(hour=hour))
    assert words.speech[0] == f"{greeting}, Ida."


def everything() -> Iterator[tuple[str, Occasion, str]]:
    for name in BOOK.profiles:
        for when in Occasion:
            words = BOOK.words(name, when, "Margaret", MORNING)
            for sentence in (*words.speech, words.screen):
                yield name, when, sentence


def test_every_sentence_passes_the_screen_for_what_lilo_says() -> None:
    screen = load_outgoing_screen(CRISIS / "outgoing.yaml")
    for name, when, sentence in everything():
        screened = screen.screen(sentence)
        assert isinstance(screened, ScreenedSentence), (name, when, sentence, screened)


def test_every_wording_says_what_lilo_is() -> None:
    for name in BOOK.profiles:
        for when in Occasion:
            words = BOOK.words(name, when, "Margaret", MORNING)
            spoken = " ".join(words.speech)
            assert "computer program" in spoken, (name, when)
            assert "not" in spoken.split("computer program")[1], (name, when)
            assert "Lilo" in words.screen, (name, when)
            assert not words.filled("Margaret", "Good morning").screen.count("{")


@pytest.mark.parametrize(
    ("state", "asked_for"),
    [
        ("new_york", "You are not communicating with a human."),
        ("california", "Lilo is artificially generated and not human."),
        ("illinois", "It gives no therapy."),
    ],
)
def test_a_state_has_the_words_its_law_asks_for(state: str, asked_for: str) -> None:
    for when in Occasion:
        assert asked_for in BOOK.words(state, when, "Ida", MORNING).screen
        assert not set(BOOK.words(state, when, "Ida", MORNING).speech) <= set(
            BOOK.words("default", when, "Ida", MORNING).speech
        )


def test_an_unknown_profile_is_named_with_those_there_are() -> None:
    with pytest.raises(SafetyDataError, match="atlantis") as caught:
        BOOK.words("atlantis", Occasion.ASKED, "Ida", MORNING)
    assert "new_york" in caught.value.remedy


ASKS = """
    Are you real?
    Are you a real person?
    Am I talking to a person?
    Are you a robot
    is there somebody in there?
    Who are you?
    What are you?
    are you a row bot
    are you reel
    am i talking too a person
    Are you one of them computers?
    Is this a recording?
    Are you a person or a machine?
    Who am I talking to?
    Who's this?
    Hello, who's this I'm talking to?
    Are you human
    Are you a nurse?
    You're not real, are you?
    Are you a machine, dear?
    Is there a wee man in there?
    Is that a real woman talking?
    Who is it in that box?
    Are you alive?
    Is anybody behind the screen?
    And who the devil are you?
    I don't know who you are
    Tell me who you are.
    what kind of thing are you
    is it a person or a machine
    Are you just a computer program?
    am i speaking to a real human being
    Who are you, love?
    Hello? Are you there? Are you a person?
    Are you really there or is it a machine?
    is this a machine im talking to
    Are you a girl or a boy?
    are you flesh and blood
    are you a living person
    My tea is cold. Anyway, are you a real nurse?
"""

ASKS_NOT = """
    Are you there?
    Hello, are you there
    Are you really going to tell Carol?
    Who are you voting for?
    Who are you calling stupid?
    What are you doing?
    How are you?
    Are you a fan of cricket?
    I was talking to a person from the council
    My daughter is a nurse
    Is there somebody who can help me?
    Is there anybody coming today?
    Are you real sure about that?
    Is it real cold outside?
    The computer said no
    Is this a good time?
    Are you coming tomorrow?
    Who is that in the garden?
    There is a man in my room
    Are you listening?
    What are you having for tea?
    She asked me who are you and I said her mother
    Is it a human right?
    I am not a machine you know
    Is it a girl or a boy, did she have it?
    Are you a doctor's daughter?
    Is the doctor in
    Who is coming today
    what's this talking about the war
    There's nobody in there, the room is empty
    Who's there?
    Is that the nurse?
    do you know who you are talking about
    Is there somebody in the office who could sit down with me?
    Is there anybody in the kitchen?
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("said", lines(ASKS))
def test_who_asks_is_understood(said: str) -> None:
    assert BOOK.asks_whether_human(said)


@pytest.mark.parametrize("said", lines(ASKS_NOT))
def test_other_questions_are_others(said: str) -> None:
    assert not BOOK.asks_whether_human(said)


# Others cover the same lines; this one is long.
@pytest.mark.no_cover
@given(st.text(max_size=300))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert BOOK.asks_whether_human(text) in {True, False}


def changed(tmp_path: Path, change: Callable[[Any], object]) -> Path:
    raw = yaml.safe_load(PATH.read_text("utf-8"))
    change(raw)
    path = tmp_path / "disclosure.yaml"
    path.write_text(yaml.safe_dump(raw), "utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda raw: raw["profiles"]["default"]["says"].pop("asked"), "no words for: asked"),
        (
            lambda raw: raw["profiles"]["default"]["says"]["asked"].update(screen="{room}"),
            "only {name} and {greeting}",
        ),
        (lambda raw: raw.update(asking=["(are you"]), "pattern of asking"),
        (lambda raw: raw.update(not_asking=["(are you"]), "pattern of asking"),
        (lambda raw: raw["greetings"].pop("night"), "night"),
    ],
)
def test_what_is_wrong_with_the_file_is_named(
    tmp_path: Path, change: Callable[[Any], object], told: str
) -> None:
    with pytest.raises(SafetyDataError, match=r"disclosure\.yaml") as caught:
        load_disclosure_book(changed(tmp_path, change))
    assert told in caught.value.message


def test_without_exceptions_all_that_asks_asks(tmp_path: Path) -> None:
    book = load_disclosure_book(changed(tmp_path, lambda raw: raw.pop("not_asking")))
    assert book.asks_whether_human("She said who are you")
    assert not BOOK.asks_whether_human("She said who are you")
