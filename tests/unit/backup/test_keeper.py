"""The daily backup: when it is due, whatever the clock does, and what becomes of a failure."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.audit import AuditDraft
from app.backup import BackupKeeper, next_due
from app.errors import LiloError

NEW_YORK = ZoneInfo("America/New_York")
AT = time(2, 30)


class FullError(LiloError):
    code = "storage.full"


@dataclass
class Log:
    drafts: list[AuditDraft] = field(default_factory=list)

    def append(self, draft: AuditDraft, _at: datetime) -> None:
        self.drafts.append(draft)


@dataclass
class Unit:
    audit: Log


class House:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 14, 12, tzinfo=UTC)
        self.made: list[datetime] = []
        self.fault: Exception | None = None
        self.copies = 0
        self.copy_fault: Exception | None = None
        self.log = Log()
        self.log_fault: LiloError | None = None
        self.keeper = BackupKeeper(self, self.unit, lambda: self.now, NEW_YORK, AT, settle_s=0.0)

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        if self.log_fault:
            raise self.log_fault
        yield Unit(self.log)

    def latest(self) -> datetime | None:
        return self.made[-1] if self.made else None

    def copy(self) -> None:
        self.copies += 1
        if self.copy_fault:
            raise self.copy_fault

    def make(self) -> str:
        if self.fault:
            raise self.fault
        self.made.append(self.now)
        return f"{len(self.made):06d}"

    @property
    def noted(self) -> list[tuple[str, object]]:
        return [(d.action.value, next(iter(d.details.values()))) for d in self.log.drafts]


@pytest.fixture
def house() -> House:
    return House()


def test_one_a_day(house: House) -> None:
    assert house.keeper.make_due()
    house.now += timedelta(hours=5)
    assert house.keeper.make_due()
    assert len(house.made) == 1
    house.now += timedelta(hours=20)
    assert house.keeper.make_due()
    assert house.noted == [("backup.made", "000001"), ("backup.made", "000002")]


def test_one_that_seems_to_be_of_tomorrow_counts_for_nothing(house: House) -> None:
    house.made = [house.now + timedelta(days=300)]  # made before the clock was set back
    house.keeper.make_due()
    assert len(house.made) == 2


def test_a_failure_is_noted_by_its_code(house: House) -> None:
    house.fault = FullError("full")
    assert not house.keeper.make_due()
    assert house.noted == [("backup.failed", "storage.full")]


def test_a_copy_is_tried_again_though_todays_backup_is_made(house: House) -> None:
    house.copy_fault = FullError("full")
    assert not house.keeper.make_due()
    assert not house.keeper.make_due()
    house.copy_fault = None
    assert house.keeper.make_due()
    assert (len(house.made), house.copies) == (1, 3)
    # Once until it succeeds: a share may be away for weeks.
    assert house.noted == [
        ("backup.made", "000001"),
        ("backup.failed", "copy"),
        ("backup.made", "copy"),
    ]
    house.copy_fault = FullError("full")
    house.keeper.make_due()
    assert house.noted[3:] == [("backup.failed", "copy")]
    house.now += timedelta(days=1)
    house.keeper.make_due()
    assert house.noted[4:] == [("backup.made", "000002"), ("backup.failed", "copy")]


def test_a_backup_that_fails_keeps_no_older_one_from_being_copied(house: House) -> None:
    house.fault = FullError("full")
    assert not house.keeper.make_due()
    assert house.copies == 1


def test_what_nobody_expected_and_what_cannot_be_noted_end_nothing(house: House) -> None:
    house.fault = RuntimeError("odd")
    assert not house.keeper.make_due()
    house.fault, house.log_fault = FullError("full"), FullError("full")
    assert not house.keeper.make_due()
    assert house.noted == []


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-01-10T01:00:00-05:00", "2026-01-10T02:30:00-05:00"),
        ("2026-01-10T02:30:00-05:00", "2026-01-11T02:30:00-05:00"),
        # There is no 02:30 on that day, and two on that other one: once a day all the same.
        ("2026-03-07T12:00:00-05:00", "2026-03-08T03:30:00-04:00"),
        ("2026-10-31T12:00:00-04:00", "2026-11-01T02:30:00-05:00"),
    ],
)
def test_once_a_day_also_when_the_clocks_change(now: str, due: str) -> None:
    found = next_due(datetime.fromisoformat(now), AT, NEW_YORK)
    assert abs(found - datetime.fromisoformat(due)) <= timedelta(hours=1)
    assert found > datetime.fromisoformat(now)


async def test_it_works_until_it_is_stopped(house: House) -> None:
    running = asyncio.create_task(house.keeper.run())
    while not house.made:  # noqa: ASYNC110 - what is waited for runs in a thread
        await asyncio.sleep(0)
    house.keeper.stop()
    await running
    assert len(house.made) == 1


async def test_stopped_before_it_began(house: House) -> None:
    house.keeper.stop()
    house.keeper.settle_s = 60.0
    await house.keeper.run()
    assert house.made == []
