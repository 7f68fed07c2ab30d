"""The review desk on a real database: what waits, and that every verdict is kept and audited."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.audit import AuditAction
from app.conversation.history import Message, Speaker
from app.identity import Resident, StaffMember
from app.ids import MessageId, TurnId, new_uuid
from app.runtime import ThreadLane
from app.safety.levels import Level
from app.safety.review import (
    Doubt,
    ReviewCase,
    ReviewCaseId,
    ReviewDesk,
    ReviewError,
    Verdict,
)
from storage import Database, UnitOfWork
from tests.fakes.clock import FakeClock


@pytest.fixture
def desk(database: Database, lane: ThreadLane, clock: FakeClock) -> ReviewDesk:
    return ReviewDesk(database.unit, lane, clock)


@pytest.fixture
def waits(database: Database, resident: Resident, clock: FakeClock) -> Callable[..., ReviewCase]:
    """Keep a case with its message, as a turn does."""

    def keep(score: float = 0.55) -> ReviewCase:
        message = Message(
            MessageId(new_uuid()),
            TurnId(new_uuid()),
            resident.id,
            Speaker.RESIDENT,
            "There is not much left to stay for.",
            clock(),
        )
        case = ReviewCase(
            ReviewCaseId(new_uuid()),
            resident.id,
            message.id,
            clock(),
            message.text,
            Level.MODERATE,
            score,
            ("Sounds like: “no reason to stay”",),
            (Doubt.BETWEEN_THRESHOLDS,),
        )
        with database.unit() as unit:
            unit.reviews.add_case(case)
            unit.messages.add(message)
        return case

    return keep


async def test_the_queue_shows_whom_it_is_about_gravest_first(
    desk: ReviewDesk, waits: Callable[..., ReviewCase], resident: Resident
) -> None:
    low, high, middle = waits(0.51), waits(0.58), waits(0.55)
    queue = await desk.open(limit=2)
    assert [item.case for item in queue.items] == [high, middle]
    assert queue.waiting == 3
    assert {(item.resident_name, item.room) for item in queue.items} == {
        ("Margaret Ellis", resident.room)
    }
    assert [item.case for item in (await desk.open()).items] == [high, middle, low]


async def test_a_case_is_shown_even_where_the_resident_is_gone(
    database: Database, lane: ThreadLane, clock: FakeClock, waits: Callable[..., ReviewCase]
) -> None:
    case = waits()

    class Nobody:
        def all(self) -> list[Resident]:
            return []

    @contextmanager
    def units() -> Iterator[UnitOfWork]:
        with database.unit() as unit:
            yield replace(unit, residents=Nobody())

    desk = ReviewDesk(units, lane, clock)
    (item,) = (await desk.open()).items
    assert (item.case, item.resident_name, item.room) == (case, "", "")


async def test_a_verdict_is_kept_audited_and_leaves_the_queue(
    desk: ReviewDesk,
    waits: Callable[..., ReviewCase],
    nurse: StaffMember,
    database: Database,
    clock: FakeClock,
) -> None:
    case = waits()
    clock.advance(minutes=5)
    decision = await desk.decide(
        case.id, Verdict.DANGER, nurse.id, level=Level.ELEVATED, note="Sat with her."
    )
    assert decision.at == clock()
    assert (await desk.open()).waiting == 0
    with database.reading() as unit:
        assert unit.reviews.decided(clock()) == [(case, decision)]
        (entry,) = unit.audit.latest(1)
    assert entry.action == AuditAction.REVIEW_DECIDED
    assert (entry.actor, entry.subject) == (str(nurse.id), str(case.resident_id))
    assert entry.details == {"case": str(case.id), "verdict": "danger", "level": "elevated"}


async def test_a_later_verdict_corrects_the_first(
    desk: ReviewDesk,
    waits: Callable[..., ReviewCase],
    nurse: StaffMember,
    database: Database,
    clock: FakeClock,
) -> None:
    case = waits()
    await desk.decide(case.id, Verdict.UNSURE, nurse.id)
    clock.advance(minutes=1)
    second = await desk.decide(case.id, Verdict.NOT_DANGER, nurse.id)
    with database.reading() as unit:
        assert unit.reviews.decided(clock.now.replace(year=2020)) == [(case, second)]
        assert unit.audit.count() == 2
        assert unit.audit.latest(1)[0].details == {"case": str(case.id), "verdict": "not_danger"}


async def test_a_case_that_is_not_there_cannot_be_decided(
    desk: ReviewDesk, nurse: StaffMember, database: Database
) -> None:
    with pytest.raises(ReviewError, match="no such case") as caught:
        await desk.decide(ReviewCaseId(new_uuid()), Verdict.UNSURE, nurse.id)
    assert caught.value.remedy
    with database.reading() as unit:
        assert unit.audit.count() == 0


@pytest.mark.parametrize(
    ("verdict", "level"),
    [
        (Verdict.NOT_DANGER, Level.MODERATE),
        (Verdict.UNSURE, Level.URGENT),
        (Verdict.DANGER, Level.NONE),
    ],
)
async def test_only_a_danger_has_a_level(
    desk: ReviewDesk,
    waits: Callable[..., ReviewCase],
    nurse: StaffMember,
    verdict: Verdict,
    level: Level,
) -> None:
    case = waits()
    with pytest.raises(ReviewError, match="how grave"):
        await desk.decide(case.id, verdict, nurse.id, level=level)
    assert (await desk.open()).waiting == 1
