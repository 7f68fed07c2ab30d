"""What is read every thirty seconds is noted once for each session."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from app.audit import AuditAction, AuditDraft
from app.identity import Role, SessionId, StaffMember, StaffSession
from app.ids import StaffId, new_uuid
from app.station import Visits, visits
from tests.fakes.clock import NOON


class Log:
    """A lane, a unit and a log in one."""

    def __init__(self) -> None:
        self.drafts: list[AuditDraft] = []
        self.fault: Exception | None = None

    @property
    def audit(self) -> "Log":
        return self

    def append(self, draft: AuditDraft, _at: datetime) -> None:
        if self.fault:
            raise self.fault
        self.drafts.append(draft)

    @contextmanager
    def unit(self) -> Iterator["Log"]:
        yield self

    async def run(self, job: Any, *, deadline_s: float = 10.0) -> Any:
        return job()


def session() -> StaffSession:
    member = StaffMember(StaffId(new_uuid()), "dana", "Dana", "Whitfield", Role.NURSE)
    return StaffSession(member, NOON, SessionId(new_uuid()))


async def test_each_session_and_each_thing_is_noted_once() -> None:
    log = Log()
    noted = Visits(log.unit, log, lambda: NOON)  # type: ignore[arg-type]
    first, second = session(), session()
    for who in (first, first, second):
        await noted.note(who, AuditAction.REVIEW_READ)
    for story in ("a", "b", "a"):
        await noted.note(first, AuditAction.STORY_READ, "resident", {"what": "x"}, of=story)
    assert [draft.action for draft in log.drafts] == ["review.read"] * 2 + ["story.read"] * 2
    assert log.drafts[-1].subject == "resident"


async def test_what_could_not_be_noted_is_noted_the_next_time() -> None:
    log = Log()
    noted, who = Visits(log.unit, log, lambda: NOON), session()  # type: ignore[arg-type]
    log.fault = OSError("full")
    with pytest.raises(OSError, match="full"):
        await noted.note(who, AuditAction.REVIEW_READ)
    log.fault = None
    await noted.note(who, AuditAction.REVIEW_READ)
    assert len(log.drafts) == 1


async def test_no_more_is_kept_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "MOST_KEPT", 2)
    log = Log()
    noted, who = Visits(log.unit, log, lambda: NOON), session()  # type: ignore[arg-type]
    for about in ("a", "b", "c", "a"):
        await noted.note(who, AuditAction.STORY_READ, about)
    assert len(log.drafts) == 4
