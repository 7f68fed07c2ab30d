"""Lilo says that it is a program: each day, after three hours, when asked; kept and audited."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.conversation import CrisisOpened, Disclosed, Heard, Spoken, TurnDone, TurnEvent
from app.conversation.disclosing import Discloser
from app.safety import ScreenedSentence
from app.safety.disclosure import Occasion, load_disclosure_book

Build = Callable[..., Any]
SCREEN = "Lilo is a computer program, not a person."


@pytest.fixture
def discloser(resources: Path, clock: Any) -> Discloser:
    book = load_disclosure_book(resources / "crisis" / "disclosure.yaml")
    return Discloser(book, "default", clock, ZoneInfo("America/New_York"))


@pytest.fixture
def open_house(build: Build, discloser: Discloser) -> Any:
    return build(discloser=discloser)


def kept(house: Any) -> list[str]:
    """The occasions in the audit log."""
    with house.database.reading() as unit:
        entries = unit.audit.entries()
    return [e.details["occasion"] for e in entries if e.action == "conversation.disclosed"]


def said(events: list[TurnEvent]) -> list[str]:
    return [event.sentence.text for event in events if isinstance(event, Spoken)]


async def test_the_first_conversation_of_the_day_begins_with_what_lilo_is(open_house: Any) -> None:
    events = await open_house.take("I had toast")
    assert isinstance(events[0], Heard)
    shown = events[1]
    assert isinstance(shown, Disclosed)
    assert shown.screen.text == SCREEN
    spoken = [event for event in events if isinstance(event, Spoken)]
    about = [event.sentence.text for event in spoken if event.is_disclosure]
    assert about[1:] == ["Before we talk: I am Lilo, a computer program.", "I am not a person."]
    assert spoken[: len(about)] == [event for event in spoken if event.is_disclosure]
    assert len(spoken) > len(about)
    done = events[-1]
    assert isinstance(done, TurnDone)
    assert done.record.disclosure == tuple(about)
    assert done.record.reply
    assert not set(done.record.reply) & set(about)
    with open_house.database.reading() as unit:
        last = unit.disclosures.last(open_house.resident.id)
    assert last is not None
    assert (last.occasion, last.profile, last.at) == (
        Occasion.FIRST_TODAY,
        "default",
        open_house.clock.now,
    )
    assert kept(open_house) == ["first_today"]


async def test_it_comes_again_after_three_hours_and_on_the_next_day_only(open_house: Any) -> None:
    shown = []
    for hours in (0, 1, 1, 1, 1, 24):
        open_house.clock.advance(hours=hours)
        events = await open_house.take("I had toast")
        shown.append(any(isinstance(event, Disclosed) for event in events))
    assert shown == [True, False, False, True, False, True]
    assert kept(open_house) == ["first_today", "three_hours", "first_today"]


async def test_who_asks_gets_the_truth_as_the_whole_answer(open_house: Any) -> None:
    events = await open_house.take("Am I talking to a real person?")
    assert said(events) == [
        "I am Lilo, a computer program.",
        "I am not a person, and nobody is speaking through me.",
        "If you would like a person, touch “Call a nurse”.",
    ]
    assert not any(event.is_disclosure for event in events if isinstance(event, Spoken))
    assert kept(open_house) == ["asked"]
    assert not [e for e in await open_house.take("I had toast") if isinstance(e, Disclosed)]


async def test_in_a_crisis_it_waits_for_the_next_ordinary_turn(
    open_house: Any, resolve: Callable[..., Any]
) -> None:
    first = await open_house.take("I want to die")
    second = await open_house.take("Are you a real person?")
    assert isinstance(first[1], CrisisOpened)
    assert not [event for event in (*first, *second) if isinstance(event, Disclosed)]
    assert kept(open_house) == []
    await resolve(open_house)
    third = await open_house.take("I had toast")
    assert [event for event in third if isinstance(event, Disclosed)]


async def test_beside_worrying_words_it_waits_too(open_house: Any) -> None:
    events = await open_house.take("Nobody has come to change me all day")
    assert not [event for event in events if isinstance(event, Disclosed)]
    assert [e for e in await open_house.take("I had toast") if isinstance(e, Disclosed)]


async def test_each_resident_is_told(open_house: Any, other_resident: Any) -> None:
    await open_house.take("I had toast")
    open_house.resident = other_resident
    assert [e for e in await open_house.take("I had toast") if isinstance(e, Disclosed)]


def test_every_profile_may_be_said_and_shown(discloser: Discloser, shipped: Any) -> None:
    for profile in discloser.book.profiles:
        for occasion in Occasion:
            words = discloser.book.words(profile, occasion, "Peggy", discloser.clock())
            for text in (*words.speech, words.screen):
                assert isinstance(shipped.outgoing.screen(text), ScreenedSentence), text
