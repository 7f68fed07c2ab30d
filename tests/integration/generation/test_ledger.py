"""Usage, budgets, the emergency stop and dead letters on a real database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import text

from app.generation import (
    BudgetError,
    Budgets,
    ChatMessage,
    Ledger,
    Role,
    StructuredWriter,
    TextRequest,
    TextUsage,
    Usage,
)
from app.identity import Resident
from app.runtime import ThreadLane
from storage import Database, RefusedChangeError
from storage.connection import WRITES
from tests.fakes.clock import FakeClock

BUDGETS = Budgets(turn=900, resident_hour=1_000, day=2_000)


@pytest.fixture
def ledger(database: Database, lane: ThreadLane, clock: FakeClock) -> Ledger:
    return Ledger(database.unit, lane, clock, ZoneInfo("America/New_York"), BUDGETS)


def used(resident: Resident, clock: FakeClock, tokens: int = 400, model: str = "tiny") -> Usage:
    return Usage(
        None, resident.id, clock(), "soothe", "local", model, "soothe@1",
        tokens - 50, 50, None, 1.5, "whole",
    )  # fmt: skip


async def test_an_hour_is_spent_and_over(
    ledger: Ledger, resident: Resident, clock: FakeClock
) -> None:
    await ledger.allow(resident.id, 400)
    for _ in range(2):
        await ledger.record(used(resident, clock))
    with pytest.raises(BudgetError, match="this hour"):
        await ledger.allow(resident.id, 400)
    await ledger.allow(resident.id, 200)
    clock.now += timedelta(hours=1, minutes=1)
    await ledger.allow(resident.id, 400)


async def test_the_house_has_a_day_of_its_own(
    ledger: Ledger, resident: Resident, clock: FakeClock
) -> None:
    await ledger.record(replace(used(resident, clock, 1_900), resident_id=None))
    with pytest.raises(BudgetError, match="this day"):
        await ledger.allow(resident.id, 200)


async def test_ten_times_the_usual_hour_is_throttled(
    database: Database, lane: ThreadLane, resident: Resident, clock: FakeClock
) -> None:
    boundless = Budgets(turn=0, resident_hour=0, day=0)
    ledger = Ledger(database.unit, lane, clock, ZoneInfo("UTC"), boundless)
    for _ in range(12):
        await ledger.record(used(resident, clock, 100))
        clock.now += timedelta(hours=2)
    await ledger.allow(resident.id, 100)
    await ledger.record(used(resident, clock, 1_100))
    with pytest.raises(BudgetError, match="ten times"):
        await ledger.allow(resident.id, 100)


async def test_a_stop_holds_until_it_is_lifted_and_is_audited(
    ledger: Ledger, database: Database, resident: Resident
) -> None:
    await ledger.order(stopped=True, by="dana", reason="odd answers")
    with pytest.raises(BudgetError, match="stopped"):
        await ledger.allow(resident.id, 10)
    await ledger.order(stopped=False, by="dana")
    await ledger.allow(resident.id, 10)
    with database.reading() as unit:
        actions = [entry.action for entry in unit.audit.entries()]
    assert actions[-2:] == ["generation.stopped", "generation.allowed"]


async def test_the_report_adds_up_by_day_resident_and_model(
    ledger: Ledger, resident: Resident, clock: FakeClock
) -> None:
    await ledger.record(used(resident, clock))
    await ledger.record(used(resident, clock))
    await ledger.record(used(resident, clock, model="big"))
    lines = await ledger.report(1)
    assert [(line.model, line.generations, line.tokens_in, line.tokens_out) for line in lines] == [
        ("tiny", 2, 700, 100),
        ("big", 1, 350, 50),
    ]


@pytest.mark.parametrize("table", ["generation_usage", "generation_stops"])
async def test_what_is_kept_is_never_changed(
    ledger: Ledger, database: Database, resident: Resident, clock: FakeClock, table: str
) -> None:
    await ledger.record(used(resident, clock))
    await ledger.order(stopped=True, by="dana")
    await StructuredWriter(Writes("nonsense"), ledger, "local").generate_as(Score, ASKED, "judge")
    for change in (f"UPDATE {table} SET at = ''", f"DELETE FROM {table}"):  # noqa: S608
        connection = database._engine.connect().execution_options(**{WRITES: True})
        with connection, pytest.raises(RefusedChangeError):
            connection.execute(text(change))


class Score(BaseModel):
    model_config = ConfigDict(extra="forbid")
    score: int = Field(ge=0, le=9)


ASKED = (ChatMessage(Role.USER, "How kind was that?"),)


class Writes:
    """Says one thing after another; the last again and again."""

    model = "tiny"

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.requests: list[TextRequest] = []

    async def write(self, request: TextRequest) -> AsyncIterator[str | TextUsage]:
        self.requests.append(request)
        yield self.texts.pop(0) if len(self.texts) > 1 else self.texts[0]
        yield TextUsage(20, 5, None, 0.1)


@pytest.mark.parametrize(
    "text_", ['{"score": 7}', 'Sure! {"score": 7} Bye.', '<think>{"score": 1}</think>{"score": 7}']
)
async def test_a_form_is_filled_in(ledger: Ledger, text_: str) -> None:
    found = await StructuredWriter(Writes(text_), ledger, "local").generate_as(
        Score, ASKED, "judge"
    )
    assert found == Score(score=7)
    assert await ledger.dead_letters() == []


async def test_what_was_wrong_is_told_and_mended(ledger: Ledger) -> None:
    source = Writes('{"score": 99}', '{"score": 9}')
    found = await StructuredWriter(source, ledger, "local").generate_as(Score, ASKED, "judge")
    assert found == Score(score=9)
    assert "less than or equal to 9" in source.requests[1].messages[-1].content
    assert source.requests[0].schema == Score.model_json_schema()


async def test_after_three_tries_it_is_a_dead_letter_with_every_attempt(ledger: Ledger) -> None:
    source = Writes("no", '{"score": "many"}', "{")
    assert (
        await StructuredWriter(source, ledger, "local").generate_as(Score, ASKED, "judge") is None
    )
    (letter,) = await ledger.dead_letters()
    assert [attempt["text"] for attempt in letter.attempts] == ["no", '{"score": "many"}', "{"]
    assert all(attempt["fault"] for attempt in letter.attempts)
    assert (letter.purpose, letter.schema_name, letter.model) == ("judge", "Score", "tiny")
