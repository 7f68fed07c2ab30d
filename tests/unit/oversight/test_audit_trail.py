"""Verifying a log that grows: what was added is read, and what was read before is not forgotten."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.audit import (
    AuditAction,
    AuditDraft,
    AuditEntry,
    AuditRow,
    History,
    Signer,
    next_checkpoint,
    read_history,
    seal,
)
from app.audit.chain import START
from app.oversight import AuditTrail
from app.oversight.audit_trail import WHOLE_EVERY_S
from tests.fakes.audit_logs import KEY, MemoryLog, row_of, rows
from tests.fakes.clock import NOON

LOG = rows(30)
SIGNER = Signer(KEY)


class Inline:
    """Runs at once."""

    async def run(self, job: Callable[[], Any], *, deadline_s: float = 10.0) -> Any:
        return job()


@dataclass
class Desk:
    """A trail over a log that a test can lengthen, shorten and forge."""

    log: MemoryLog = field(default_factory=lambda: MemoryLog(LOG[:20]))
    lines: list[str] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    seconds: float = 0.0
    always_whole: int = 0

    def __post_init__(self) -> None:
        self.trail = AuditTrail(
            self.unit,
            KEY,
            Inline(),
            self.history,
            lambda: NOON + timedelta(seconds=self.seconds),
            lambda: self.seconds,
            always_whole=self.always_whole,
        )

    def rows(self, *, after: int = 0, limit: int | None = None) -> Any:
        if limit != 1:
            self.begun.append(after)
        return self.log.rows(after=after, limit=limit)

    @contextmanager
    def unit(self) -> Iterator[Any]:
        yield SimpleNamespace(audit=self)

    def history(self) -> History:
        return read_history(self.lines, SIGNER.public)

    def checkpoint(self, count: int, log: list[AuditRow] = LOG) -> None:
        last = read_history(self.lines, SIGNER.public).last
        head = log[count - 1].mac if count else START
        self.lines.append(next_checkpoint(SIGNER, last, count, head, NOON).line)

    def first_read(self) -> int:
        first = self.begun[0]
        self.begun.clear()
        return first


@pytest.fixture
async def desk() -> Desk:
    made = Desk()
    verdict = await made.trail.verify()
    assert (verdict.valid, verdict.checked, verdict.known) == (True, 20, 0)
    assert made.first_read() == 0
    return made


async def test_only_what_was_added_is_read(desk: Desk) -> None:
    desk.log.kept[:] = LOG
    desk.seconds = 60
    verdict = await desk.trail.verify()
    assert desk.first_read() == 20
    assert (verdict.valid, verdict.checked, verdict.known, verdict.known_at) == (True, 30, 20, NOON)
    await desk.trail.verify()
    assert desk.first_read() == 30


async def test_a_short_log_is_read_whole_each_time() -> None:
    desk = Desk(always_whole=20)
    for _ in range(2):
        assert (await desk.trail.verify()).known == 0
        assert desk.first_read() == 0


async def test_it_is_read_whole_once_a_day_and_when_somebody_wants_that(desk: Desk) -> None:
    seen: list[int] = []
    await desk.trail.verify(whole=True, progress=seen.append)
    assert (desk.first_read(), seen) == (0, [20])
    desk.seconds = WHOLE_EVERY_S
    await desk.trail.verify()
    assert desk.first_read() == 0


async def test_an_old_entry_that_is_altered_is_found_by_reading_whole(desk: Desk) -> None:
    desk.log.kept[4] = desk.log.kept[4]._replace(actor="somebody")
    assert (await desk.trail.verify()).valid
    verdict = await desk.trail.verify(whole=True)
    assert verdict.first_bad == 5
    # And stays found.
    assert (await desk.trail.verify()).first_bad == 5


async def test_an_addition_that_does_not_follow_is_found(desk: Desk) -> None:
    desk.log.kept[:] = [*LOG[:20], *rows(30, b"x" * 32)[20:]]
    assert (await desk.trail.verify()).first_bad == 21


async def test_a_tail_cut_off_is_found_without_any_checkpoint(desk: Desk) -> None:
    del desk.log.kept[12:]
    for _ in range(2):
        verdict = await desk.trail.verify()
        assert (verdict.first_bad, verdict.checked) == (13, 12)
        assert "this program had read 20" in verdict.reason


async def test_a_checkpoint_that_came_later_is_compared_all_the_same(desk: Desk) -> None:
    desk.checkpoint(10)
    desk.checkpoint(20)
    desk.log.kept[:] = LOG
    verdict = await desk.trail.verify()
    assert (verdict.valid, verdict.vouched) == (True, 20)
    # Once met, they vouch on.
    assert (await desk.trail.verify()).vouched == 20
    desk.checkpoint(25, rows(30, b"x" * 32))
    verdict = await desk.trail.verify()
    assert (verdict.first_bad, "written anew" in verdict.reason) == (25, True)


@pytest.mark.parametrize("always_whole", [0, 1_000])
async def test_a_tail_cut_off_and_grown_again_is_not_what_was_read(always_whole: int) -> None:
    """An old copy put back, to which the programs have added as much as was lost."""
    desk = Desk(always_whole=always_whole)
    assert (await desk.trail.verify()).valid
    desk.log.kept[:] = [*LOG[:12], *grown_otherwise(LOG[11], 15)]
    for whole in (False, True):
        verdict = await desk.trail.verify(whole=whole)
        assert (verdict.valid, verdict.first_bad) == (False, 20)
        assert "not the one that this program had read" in verdict.reason


def grown_otherwise(after: AuditRow, count: int) -> list[AuditRow]:
    """Entries that follow properly, and are others than those of `LOG`."""
    last = AuditEntry(after.sequence, NOON, AuditAction.SIGNED_IN, "", "", {}, "", after.mac)
    made: list[AuditRow] = []
    for _ in range(count):
        last = seal(KEY, AuditDraft(AuditAction.SIGNED_IN, "lilo", "another"), NOON, last)
        made.append(row_of(last))
    return made
