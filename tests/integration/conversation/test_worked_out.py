"""Questions that are worked out, in whole turns, with no language model anywhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.conversation import Conversation, TurnDone
from app.conversation.by_rules import RuleAnswers
from app.conversation.day_answers import DayAnswers
from app.conversation.day_words import load_day_words
from app.conversation.working_out import WorkingOut
from app.ids import ResidentId, new_uuid
from app.reasoning import Answered, Call, load_reasoning_words
from app.runtime import ThreadLane
from app.schedule import DayBook, ItemKind, ScheduledItem
from resources import RESOURCES

ZONE = ZoneInfo("America/New_York")


class Scripted:
    """Takes the steps it was given."""

    def __init__(self, *steps: Call | Answered) -> None:
        self.steps = list(steps)

    def tokens(self, *_: object) -> int:
        return 1

    async def next(self, _who: ResidentId, *_: object) -> Call | Answered:
        return self.steps.pop(0)


@pytest.fixture
def thinking(build: Callable[..., Any], lane: ThreadLane) -> Any:
    """The house with a visit on Sunday, and everything that works things out."""
    house = build()
    parts = house.conversation._parts
    wording = parts.answerer.wording
    folder = RESOURCES / "i18n" / "en"
    words = load_reasoning_words(
        folder / "reasoning.yaml", wording.weekdays, wording.months, wording.ordinals
    )
    book = DayBook(house.database.reading, lane, parts.clock, ZONE)
    day = DayAnswers(book, load_day_words(folder / "day.yaml"), wording)
    working = WorkingOut(words, RuleAnswers(words, wording, day), tier="local")
    house.conversation = Conversation(replace(parts, working_out=working, day_answers=day))
    sunday = (book.now() + timedelta(days=8)).weekday()
    visit = ScheduledItem(
        new_uuid(), house.resident.id, "Carol", "a visit from Carol", time(14, 30),
        frozenset({sunday}), ItemKind.VISIT, "your daughter Carol",
    )  # fmt: skip
    with house.database.unit() as unit:
        unit.schedule.add(visit)
    return house


async def told(house: Any, words: str) -> tuple[str, Any]:
    events = await house.take(words)
    (done,) = [event for event in events if isinstance(event, TurnDone)]
    return " ".join(done.record.reply), done.record


async def test_a_sum_a_date_and_a_plan(thinking: Any) -> None:
    reply, record = await told(thinking, "What is 12 times 8?")
    assert reply == "12 times 8 is 96."
    assert (record.agent, record.tier) == ("reasoning", "curated")
    assert [step["step"] for step in record.steps] == ["analyse", "call", "answer"]
    reply, _ = await told(thinking, "How many days until Christmas?")
    assert reply == "It is 286 days until Christmas, Friday, the twenty-fifth of December 2026."
    reply, _ = await told(thinking, "How long until Carol comes?")
    assert reply == "A visit from Carol is tomorrow at half past two."
    with thinking.database.reading() as unit:
        trace = unit.messages.recent(thinking.resident.id, 1)[0].trace
    assert trace["steps"][1]["tool"] == "dates"


async def test_danger_beside_a_sum_is_danger(thinking: Any) -> None:
    _, record = await told(thinking, "What is 12 times 8? I can't breathe")
    assert record.agent == "safety"


async def test_a_complex_question_goes_through_the_tools(thinking: Any) -> None:
    working = thinking.conversation._parts.working_out
    reasoner = Scripted(Call("calendar", "carol", ""), Answered("Carol comes tomorrow at 2:30."))
    parts = replace(thinking.conversation._parts, working_out=replace(working, reasoner=reasoner))
    thinking.conversation = Conversation(parts)
    asked = "Is there time for a walk before Carol comes at 2:30?"
    _, record = await told(thinking, asked)
    assert (record.agent, record.tier) == ("reasoning", "local")
    doing = [e.sentence.text for e in thinking.events if type(e).__name__ == "Working"]
    assert doing == ["Let me think that through.", "I am looking at your week."]


async def test_what_does_not_hold_is_left_to_the_agents(thinking: Any) -> None:
    working = thinking.conversation._parts.working_out
    reasoner = Scripted(*[Answered("You have 45 minutes.")] * 6)
    parts = replace(thinking.conversation._parts, working_out=replace(working, reasoner=reasoner))
    thinking.conversation = Conversation(parts)
    reply, record = await told(thinking, "Is there time for a walk before lunch?")
    assert "45" not in reply
    assert record.agent != "reasoning"
    assert reply
