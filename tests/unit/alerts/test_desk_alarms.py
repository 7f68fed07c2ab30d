"""Alarms of the desk: answers that make graver, time that passes, screens that show them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest
from structlog.testing import capture_logs

from app.alerts import (
    Alert,
    AlertCause,
    AlertDesk,
    AlertError,
    AlertEvent,
    AlertEventKind,
    AlertSource,
    AlertStatus,
    AlertUnit,
    Outcome,
    Recipient,
    Route,
)
from app.audit import AuditAction, AuditDraft, AuditEntry, verify
from app.identity import Resident, StaffMember
from app.ids import AlertId, ResidentId, new_uuid
from app.runtime import ThreadLane
from app.safety import DangerKind, Level
from storage import Database, UnitOfWork
from tests.fakes.clock import FakeClock
from tests.fakes.routes import ROUTES

Alerts = Callable[[], list[Alert]]
Audited = Callable[[], list[AuditEntry]]
Kind = AlertEventKind

LOW = AlertCause(AlertSource.WORDS, Level.ELEVATED, DangerKind.SUICIDE, "What is the use", (), 0.63)
FELL = AlertCause(
    AlertSource.WORDS, Level.URGENT, DangerKind.MEDICAL_EMERGENCY, "I fell", ("A fall",), 0.8
)
CHOKING = replace(FELL, level=Level.IMMEDIATE, words="I'm choking")
TAKE, TAKE_LAST = ROUTES.route(Level.URGENT).tiers


@dataclass
class Heard:
    """What was heard inside the transactions; a real listener writes an outbox."""

    alarms: list[tuple[AlertEventKind, Level, int, tuple[Recipient, ...]]]
    units: list[AlertUnit]

    def __call__(
        self, unit: UnitOfWork, alert: Alert, event: AlertEvent, told: Sequence[Recipient]
    ) -> None:
        # It can read and write beside the event that it hears of.
        assert unit.alerts.events_of(alert.id)[-1] == event
        self.units.append(unit)
        self.alarms.append((event.kind, alert.cause.level, alert.tier, tuple(told)))


@pytest.fixture
def heard() -> Heard:
    return Heard([], [])


@pytest.fixture
def desk(database: Database, lane: ThreadLane, clock: FakeClock, heard: Heard) -> AlertDesk:
    return AlertDesk(database.unit, lane, clock, routes=ROUTES, on_alarm=heard)


@pytest.fixture
def changes(desk: AlertDesk) -> list[str]:
    changes: list[str] = []
    desk.on_change(lambda: changes.append("changed"))
    return changes


async def test_nothing_happens_before_it_is_due(
    desk: AlertDesk, resident: Resident, clock: FakeClock, audited: Audited, changes: list[str]
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    clock.advance(seconds=299.999)
    assert await desk.escalate_due(alert.id) == alert
    assert [entry.action for entry in audited()] == ["alert.raised"]
    assert len(changes) == 1


async def test_what_nobody_takes_goes_to_the_next_tier_and_then_is_told_again(
    desk: AlertDesk, resident: Resident, clock: FakeClock, audited: Audited, heard: Heard
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    for _ in range(3):
        clock.advance(seconds=300.25)
        alert = await desk.escalate_due(alert.id)
        assert (alert.status, alert.alarmed_at) == (AlertStatus.WAITING, clock.now)
    assert heard.alarms == [
        (Kind.RAISED, Level.URGENT, 0, TAKE),
        (Kind.ESCALATED, Level.URGENT, 1, TAKE_LAST),
        (Kind.RE_RAISED, Level.URGENT, 1, TAKE_LAST),
        (Kind.RE_RAISED, Level.URGENT, 1, TAKE_LAST),
    ]
    escalated = audited()[1]
    assert (escalated.action, escalated.actor, escalated.subject) == (
        "alert.escalated",
        "lilo",
        str(resident.id),
    )
    assert escalated.details == {"alert": str(alert.id), "late_s": 0.25}
    assert [entry.action for entry in audited()[2:]] == ["alert.re_raised"] * 2


async def test_acknowledging_stops_it_for_as_long_as_resolving_may_take(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, clock: FakeClock, heard: Heard
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    clock.advance(seconds=200)
    await desk.acknowledge(alert.id, nurse.id)
    clock.advance(seconds=599)
    assert (await desk.escalate_due(alert.id)).status is AlertStatus.ACKNOWLEDGED
    clock.advance(seconds=1)
    again = await desk.escalate_due(alert.id)
    assert (again.status, again.tier) == (AlertStatus.WAITING, 0)
    assert [kind for kind, *_ in heard.alarms] == [Kind.RAISED, Kind.RE_RAISED]
    taken = await desk.acknowledge(alert.id, nurse.id)
    assert taken.acknowledged_at == clock.now


async def test_what_is_resolved_is_never_due(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, clock: FakeClock, heard: Heard
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    await desk.resolve(alert.id, nurse.id, Outcome.HELPED)
    clock.advance(days=2)
    assert not (await desk.escalate_due(alert.id)).is_open
    assert len(heard.alarms) == 1


async def test_of_two_programs_that_come_at_once_one_writes(
    desk: AlertDesk, database: Database, resident: Resident, clock: FakeClock, heard: Heard
) -> None:
    other_lane = ThreadLane("other")
    other = AlertDesk(database.unit, other_lane, clock, routes=ROUTES, on_alarm=heard)
    alert = await desk.raise_alert(resident.id, FELL)
    clock.advance(minutes=5)
    first = await desk.escalate_due(alert.id)
    second = await other.escalate_due(alert.id)
    other_lane.close()
    assert first == second
    assert [kind for kind, *_ in heard.alarms] == [Kind.RAISED, Kind.ESCALATED]


async def test_growing_graver_tells_everybody_of_its_level(
    desk: AlertDesk, resident: Resident, heard: Heard
) -> None:
    await desk.raise_alert(resident.id, FELL)
    await desk.raise_alert(resident.id, FELL)
    await desk.raise_alert(resident.id, CHOKING)
    everybody = (Recipient.EMERGENCY_LINE, Recipient.PHYSICIAN, Recipient.NURSE)
    assert heard.alarms == [
        (Kind.RAISED, Level.URGENT, 0, TAKE),
        (Kind.REPEATED, Level.IMMEDIATE, 0, everybody),
    ]


async def test_an_answer_can_make_it_graver(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, heard: Heard, audited: Audited
) -> None:
    alert = await desk.raise_alert(resident.id, LOW)
    await desk.acknowledge(alert.id, nurse.id)
    graver = await desk.answer(alert.id, "Do you have a way?", "Yes", Level.IMMEDIATE)
    assert (graver.status, graver.cause) == (
        AlertStatus.WAITING,
        replace(LOW, level=Level.IMMEDIATE),
    )
    assert graver.answers == ("Do you have a way? Yes",)
    assert heard.alarms[-1][:3] == (Kind.ANSWERED, Level.IMMEDIATE, 0)
    entry = audited()[-1]
    assert (entry.action, entry.actor) == ("alert.answered", str(resident.id))
    assert entry.details == {"alert": str(alert.id), "level": "immediate"}


@pytest.mark.parametrize("level", [None, Level.NONE, Level.MODERATE, Level.ELEVATED])
async def test_no_answer_makes_it_milder(
    desk: AlertDesk, resident: Resident, heard: Heard, audited: Audited, level: Level | None
) -> None:
    alert = await desk.raise_alert(resident.id, LOW)
    same = await desk.answer(alert.id, "Are you alone?", "No", level)
    assert (same.cause, same.alarmed_at, len(heard.alarms)) == (LOW, alert.alarmed_at, 1)
    assert audited()[-1].details == {"alert": str(alert.id)}


async def test_the_first_screen_that_shows_it_is_recorded_for_each_alarm(
    desk: AlertDesk, resident: Resident, clock: FakeClock, audited: Audited, heard: Heard
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    clock.advance(seconds=0.25)
    await desk.delivered([alert.id], "East")
    await desk.delivered([alert.id], "West")
    entries = [entry for entry in audited() if entry.action == AuditAction.ALERT_DELIVERED]
    assert [entry.details for entry in entries] == [
        {"alert": str(alert.id), "station": "East", "after_s": 0.25}
    ]
    clock.advance(minutes=5)
    escalated = await desk.escalate_due(alert.id)
    assert escalated.delivered_at is None
    await desk.delivered([alert.id], "West")
    assert (await desk.escalate_due(alert.id)).delivered_at == clock.now
    assert len(heard.alarms) == 2


async def test_showing_what_is_known_disturbs_nobody(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, changes: list[str]
) -> None:
    shown = await desk.raise_alert(resident.id, FELL)
    over = await desk.raise_alert(resident.id, replace(FELL, source=AlertSource.CALL_BUTTON))
    await desk.resolve(over.id, nurse.id, Outcome.HELPED)
    await desk.delivered([shown.id], "East")
    before = len(changes)
    await desk.delivered([], "East")
    await desk.delivered([shown.id, over.id, AlertId(new_uuid())], "East")
    assert len(changes) == before
    assert (await desk.escalate_due(over.id)).delivered_at is None


async def test_several_are_recorded_in_one_transaction(
    desk: AlertDesk, resident: Resident, open_alerts: Alerts, changes: list[str]
) -> None:
    first = await desk.raise_alert(resident.id, FELL)
    second = await desk.raise_alert(resident.id, replace(FELL, source=AlertSource.CALL_BUTTON))
    before = len(changes)
    await desk.delivered([first.id, second.id], "East")
    assert all(alert.delivered_at for alert in open_alerts())
    assert len(changes) == before + 1


async def test_what_does_not_exist_cannot_be_escalated(desk: AlertDesk) -> None:
    with pytest.raises(AlertError, match="There is no such alert"):
        await desk.escalate_due(AlertId(new_uuid()))


async def test_what_the_listener_writes_is_kept_with_the_alarm(
    database: Database, lane: ThreadLane, clock: FakeClock, resident: Resident, audited: Audited
) -> None:
    def note(
        unit: UnitOfWork, _alert: Alert, _event: AlertEvent, _told: Sequence[Recipient]
    ) -> None:
        unit.audit.append(AuditDraft(AuditAction.STAFF_ADDED, "test"), clock())

    desk = AlertDesk(database.unit, lane, clock, routes=ROUTES, on_alarm=note)
    await desk.raise_alert(resident.id, FELL)
    assert [entry.action for entry in audited()] == ["alert.raised", "staff.added"]


async def test_a_listener_that_fails_keeps_the_alarm_and_undoes_only_its_own(
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    resident: Resident,
    open_alerts: Alerts,
    audited: Audited,
) -> None:
    def fail(
        unit: UnitOfWork, _alert: Alert, _event: AlertEvent, _told: Sequence[Recipient]
    ) -> None:
        unit.audit.append(AuditDraft(AuditAction.STAFF_ADDED, "test"), clock())
        raise RuntimeError("the outbox is broken: https://secret.example")

    desk = AlertDesk(database.unit, lane, clock, routes=ROUTES, on_alarm=fail)
    with capture_logs() as logs:
        alert = await desk.raise_alert(resident.id, FELL)
    assert open_alerts() == [alert]
    assert [entry.action for entry in audited()] == ["alert.raised"]
    assert logs == [{"event": "alarm_not_passed_on", "fault": "RuntimeError", "log_level": "error"}]


async def test_the_chain_holds_over_a_whole_life(
    desk: AlertDesk,
    database: Database,
    resident: Resident,
    nurse: StaffMember,
    clock: FakeClock,
    audited: Audited,
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    await desk.delivered([alert.id], "East")
    clock.advance(minutes=5)
    await desk.escalate_due(alert.id)
    await desk.acknowledge(alert.id, nurse.id)
    clock.advance(minutes=10)
    await desk.escalate_due(alert.id)
    await desk.resolve(alert.id, nurse.id, Outcome.TREATED)
    assert [entry.action for entry in audited()] == [
        "alert.raised",
        "alert.delivered",
        "alert.escalated",
        "alert.acknowledged",
        "alert.re_raised",
        "alert.resolved",
    ]
    assert verify(database._audit_key, audited()).valid
    assert database.check() == ()


@pytest.mark.parametrize(
    ("answer", "is_told"), [(True, True), (False, False), (None, False), ("fails", False)]
)
async def test_the_family_hears_of_an_alarm_only_with_consent(
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    heard: Heard,
    resident: Resident,
    answer: bool | str | None,
    is_told: bool,
) -> None:
    def agrees(unit: UnitOfWork, resident_id: ResidentId) -> bool:
        assert (unit.consents.of(resident_id), resident_id) == ([], resident.id)
        if answer == "fails":
            raise OSError
        return bool(answer)

    asked = None if answer is None else agrees
    told = Route(30, ((Recipient.NURSE, Recipient.FAMILY),))
    routes = replace(ROUTES, by_level=dict.fromkeys(ROUTES.by_level, told))
    desk = AlertDesk(
        database.unit, lane, clock, routes=routes, on_alarm=heard, family_may_know=asked
    )
    await desk.raise_alert(resident.id, FELL)
    (_, _, _, recipients), *_ = heard.alarms
    assert (Recipient.FAMILY in recipients) is is_told
    assert Recipient.NURSE in recipients
