"""Whole turns that ask of the day; danger in the same words goes first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.conversation import Conversation, TurnDone
from app.conversation.day_answers import DayAnswers
from app.conversation.day_words import load_day_words
from app.ids import new_uuid
from app.runtime import ThreadLane
from app.schedule import DayBook, ItemKind, ScheduledItem
from resources import RESOURCES

ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def planned(build: Callable[..., Any], lane: ThreadLane) -> Any:
    """The house with tea at ten in the evening and answers about the day."""
    house = build()
    parts = house.conversation._parts
    book = DayBook(house.database.reading, lane, parts.clock, ZONE)
    words = load_day_words(RESOURCES / "i18n" / "en" / "day.yaml")
    answers = DayAnswers(book, words, parts.answerer.wording)
    house.conversation = Conversation(replace(parts, day_answers=answers))
    tea = ScheduledItem(
        new_uuid(),
        house.resident.id,
        "Tea",
        "tea with Dorothy",
        time(22),
        frozenset(range(7)),
        ItemKind.ACTIVITY,
    )
    with house.database.unit() as unit:
        unit.schedule.add(tea)
    return house


async def record_of(house: Any, words: str) -> Any:
    async for event in house.conversation.take(house.resident.id, words):
        if isinstance(event, TurnDone):
            return event.record
    raise AssertionError("the turn did not end")


async def test_what_comes_next_is_answered_from_the_plan(planned: Any) -> None:
    record = await record_of(planned, "What comes next?")
    assert (record.agent, record.tier) == ("day", "curated")
    assert "Next comes tea with Dorothy, today at ten" in " ".join(record.reply)


async def test_danger_in_the_same_words_goes_first(planned: Any) -> None:
    record = await record_of(planned, "What's on today? I can't breathe")
    assert record.agent == "safety"
    assert record.alert_id is not None


async def test_what_the_plan_does_not_know_an_agent_answers(planned: Any) -> None:
    record = await record_of(planned, "When is my husband coming?")
    assert record.agent not in {"day", "plain"}
    assert record.reply
