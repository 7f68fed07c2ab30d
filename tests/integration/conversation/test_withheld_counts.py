"""What Lilo kept back is counted by day and rule, for staff."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.audit import AuditAction, AuditDraft
from app.oversight import withheld
from app.oversight.withheld import WithheldOn, WithheldReader
from storage import Database


@pytest.fixture
def reader(database: Database, lane: Any) -> WithheldReader:
    return WithheldReader(database.reading, lane, ZoneInfo("America/New_York"))


def keep_back(database: Database, clock: Any, rule: str, times: int = 1) -> None:
    with database.unit() as unit:
        for _ in range(times):
            draft = AuditDraft(AuditAction.SENTENCE_WITHHELD, "lilo", "", {"rule": rule})
            unit.audit.append(draft, clock())
            unit.audit.append(AuditDraft(AuditAction.TURN_TAKEN, "somebody"), clock())


async def test_sentences_are_counted_by_day_and_rule(
    reader: WithheldReader, database: Database, clock: Any
) -> None:
    start = clock()
    keep_back(database, clock, "dose", 2)
    keep_back(database, clock, "person")
    clock.advance(hours=24)
    keep_back(database, clock, "dose")
    first, second = start.date(), start.date() + timedelta(days=1)
    assert await reader.withheld_counts(start) == {
        WithheldOn(first, "dose"): 2,
        WithheldOn(first, "person"): 1,
        WithheldOn(second, "dose"): 1,
    }
    later = await reader.withheld_counts(start + timedelta(hours=1))
    assert later == {WithheldOn(second, "dose"): 1}


async def test_a_long_log_is_read_as_far_back_as_asked(
    reader: WithheldReader, database: Database, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(withheld, "FIRST_READ", 2)
    start = clock()
    keep_back(database, clock, "dose", 9)
    counts = await reader.withheld_counts(start)
    assert list(counts.values()) == [9]


async def test_of_nothing_there_is_no_count(reader: WithheldReader, clock: Any) -> None:
    assert await reader.withheld_counts(clock()) == {}
