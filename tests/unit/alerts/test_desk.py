"""The desk on a real encrypted database."""

from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from app.alerts import (
    Alert,
    AlertCause,
    AlertDesk,
    AlertError,
    AlertSource,
    AlertStatus,
    Outcome,
)
from app.audit import AuditDraft, AuditEntry
from app.identity import Resident, StaffMember
from app.ids import AlertId, ResidentId, StaffId, new_uuid
from app.runtime import ThreadLane
from app.safety import DangerKind, Level
from storage import Database, StorageError, StorageFullError, UnitOfWork
from tests.fakes.clock import FakeClock
from tests.fakes.routes import ROUTES

Alerts = Callable[[], list[Alert]]
Audited = Callable[[], list[AuditEntry]]

FELL = AlertCause(
    AlertSource.WORDS,
    Level.URGENT,
    DangerKind.MEDICAL_EMERGENCY,
    "I fell and can't get up",
    ("A fall with injury",),
    0.8,
)
CALL = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)
GRAVER = AlertCause(
    AlertSource.WORDS, Level.IMMEDIATE, DangerKind.MEDICAL_EMERGENCY, "I can't breathe now"
)


async def test_raising_stores_the_alert_as_it_was_given(
    desk: AlertDesk, resident: Resident, open_alerts: Alerts, clock: FakeClock
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    assert open_alerts() == [alert]
    assert (alert.cause, alert.resident_id, alert.raised_at) == (FELL, resident.id, clock.now)
    assert alert.status is AlertStatus.WAITING


async def test_raising_is_audited_without_the_residents_words(
    desk: AlertDesk, resident: Resident, audited: Audited
) -> None:
    await desk.raise_alert(resident.id, FELL)
    (entry,) = audited()
    assert (entry.action, entry.actor, entry.subject) == (
        "alert.raised",
        "lilo",
        str(resident.id),
    )
    assert entry.details == {"source": "words", "level": "urgent", "kind": "medical_emergency"}


async def test_a_call_is_audited_without_a_kind(
    desk: AlertDesk, resident: Resident, audited: Audited
) -> None:
    await desk.raise_alert(resident.id, CALL)
    assert audited()[0].details == {"source": "call_button", "level": "urgent"}


async def test_alert_and_audit_entry_are_kept_together_or_not_at_all(
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    resident: Resident,
    open_alerts: Alerts,
    audited: Audited,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class FullLog:
        def append(self, draft: AuditDraft, at: object) -> AuditEntry:
            raise StorageFullError("There is no room left.")

    @contextmanager
    def units() -> AbstractContextManager[UnitOfWork]:
        with database.unit() as unit:
            object.__setattr__(unit, "audit", FullLog())
            yield unit

    heard: list[str] = []
    desk = AlertDesk(units, lane, clock, routes=ROUTES)
    desk.on_change(lambda: heard.append("changed"))
    with pytest.raises(StorageFullError):
        await desk.raise_alert(resident.id, FELL)
    assert (open_alerts(), audited(), heard) == ([], [], [])


async def test_listeners_hear_of_a_change_once_it_is_committed(
    desk: AlertDesk, resident: Resident, open_alerts: Alerts
) -> None:
    seen: list[int] = []
    desk.on_change(lambda: seen.append(len(open_alerts())))
    desk.on_change(lambda: seen.append(len(open_alerts())))
    await desk.raise_alert(resident.id, FELL)
    assert seen == [1, 1]


@pytest.mark.parametrize("minutes", [0, 5, 10])
async def test_what_is_said_within_ten_minutes_is_one_alert(
    desk: AlertDesk, resident: Resident, clock: FakeClock, audited: Audited, minutes: float
) -> None:
    first = await desk.raise_alert(resident.id, FELL)
    clock.advance(minutes=minutes)
    again = await desk.raise_alert(resident.id, FELL)
    assert (again.id, again.times_raised) == (first.id, 2)
    assert [entry.action for entry in audited()] == ["alert.raised", "alert.repeated"]


async def test_what_is_said_later_is_another_alert(
    desk: AlertDesk, resident: Resident, clock: FakeClock, open_alerts: Alerts
) -> None:
    first = await desk.raise_alert(resident.id, FELL)
    clock.advance(minutes=10, seconds=1)
    second = await desk.raise_alert(resident.id, FELL)
    assert [alert.id for alert in open_alerts()] == [first.id, second.id]
    assert second.times_raised == 1


async def test_ten_minutes_count_from_the_latest_event(
    desk: AlertDesk, resident: Resident, clock: FakeClock
) -> None:
    first = await desk.raise_alert(resident.id, FELL)
    for _ in range(3):
        clock.advance(minutes=9)
        again = await desk.raise_alert(resident.id, FELL)
        assert again.id == first.id
    assert again.times_raised == 4


async def test_a_graver_repeat_takes_over_and_waits_again(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, open_alerts: Alerts
) -> None:
    first = await desk.raise_alert(resident.id, FELL)
    await desk.acknowledge(first.id, nurse.id)
    await desk.raise_alert(resident.id, GRAVER)
    (alert,) = open_alerts()
    assert (alert.id, alert.cause, alert.status) == (first.id, GRAVER, AlertStatus.WAITING)


async def test_a_milder_repeat_changes_neither_cause_nor_status(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, open_alerts: Alerts
) -> None:
    first = await desk.raise_alert(resident.id, GRAVER)
    await desk.acknowledge(first.id, nurse.id)
    await desk.raise_alert(resident.id, FELL)
    (alert,) = open_alerts()
    assert (alert.cause, alert.status, alert.times_raised) == (
        GRAVER,
        AlertStatus.ACKNOWLEDGED,
        2,
    )


async def test_words_and_the_call_button_are_two_alerts(
    desk: AlertDesk, resident: Resident, open_alerts: Alerts
) -> None:
    await desk.raise_alert(resident.id, FELL)
    await desk.raise_alert(resident.id, CALL)
    assert [alert.cause.source for alert in open_alerts()] == [
        AlertSource.WORDS,
        AlertSource.CALL_BUTTON,
    ]


async def test_an_unanswered_call_is_the_same_call_however_long_ago(
    desk: AlertDesk, resident: Resident, clock: FakeClock
) -> None:
    first = await desk.raise_alert(resident.id, CALL)
    clock.advance(hours=5)
    again = await desk.raise_alert(resident.id, CALL)
    assert (again.id, again.status, again.times_raised) == (first.id, AlertStatus.WAITING, 2)


async def test_two_residents_never_share_an_alert(
    desk: AlertDesk, database: Database, resident: Resident, open_alerts: Alerts
) -> None:
    other = Resident(ResidentId(new_uuid()), "Walter", "Pell", "Walter", "14", "Garden")
    with database.unit() as unit:
        unit.residents.add(other)
    await desk.raise_alert(resident.id, FELL)
    await desk.raise_alert(other.id, FELL)
    assert [alert.resident_id for alert in open_alerts()] == [resident.id, other.id]


async def test_after_it_was_resolved_the_same_words_are_a_new_alert(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, open_alerts: Alerts
) -> None:
    first = await desk.raise_alert(resident.id, FELL)
    await desk.resolve(first.id, nurse.id, Outcome.HELPED)
    second = await desk.raise_alert(resident.id, FELL)
    assert [alert.id for alert in open_alerts()] == [second.id]
    assert second.id != first.id


async def test_acknowledging_records_who_took_it_and_how_long_it_waited(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, clock: FakeClock, audited: Audited
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    clock.advance(seconds=42.5)
    taken = await desk.acknowledge(alert.id, nurse.id)
    assert (taken.status, taken.acknowledged_by, taken.acknowledged_at) == (
        AlertStatus.ACKNOWLEDGED,
        nurse.id,
        clock.now,
    )
    entry = audited()[-1]
    assert (entry.action, entry.actor, entry.subject) == (
        "alert.acknowledged",
        str(nurse.id),
        str(resident.id),
    )
    assert entry.details == {"alert": str(alert.id), "waited_s": 42.5}


async def test_the_first_to_acknowledge_has_it(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, clock: FakeClock, audited: Audited
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    first = await desk.acknowledge(alert.id, nurse.id)
    clock.advance(minutes=1)
    second = await desk.acknowledge(alert.id, StaffId(new_uuid()))
    assert second == first
    assert [entry.action for entry in audited()] == ["alert.raised", "alert.acknowledged"]


async def test_resolving_records_outcome_and_note_but_audits_no_note(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, open_alerts: Alerts, audited: Audited
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    done = await desk.resolve(alert.id, nurse.id, Outcome.TREATED, "Plaster on the knee.")
    assert (done.status, done.outcome, done.note, done.resolved_by) == (
        AlertStatus.RESOLVED,
        Outcome.TREATED,
        "Plaster on the knee.",
        nurse.id,
    )
    assert open_alerts() == []
    assert audited()[-1].details == {"alert": str(alert.id), "outcome": "treated"}


async def test_a_resolved_alert_can_be_neither_resolved_again_nor_acknowledged(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, audited: Audited
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    done = await desk.resolve(alert.id, nurse.id, Outcome.HELPED, "first")
    with pytest.raises(AlertError, match="was resolved already"):
        await desk.resolve(alert.id, nurse.id, Outcome.FALSE_ALARM, "second")
    with pytest.raises(AlertError, match="was resolved already"):
        await desk.acknowledge(alert.id, nurse.id)
    assert done.outcome is Outcome.HELPED
    assert [entry.action for entry in audited()] == ["alert.raised", "alert.resolved"]


async def test_an_answer_is_added_and_its_words_stay_out_of_the_audit_log(
    desk: AlertDesk, resident: Resident, audited: Audited
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    answered = await desk.answer(alert.id, "Are you hurt?", "A little")
    assert answered.answers == ("Are you hurt? A little",)
    entry = audited()[-1]
    assert (entry.action, entry.actor) == ("alert.answered", str(resident.id))
    assert entry.details == {"alert": str(alert.id)}


async def test_what_does_not_exist_is_refused_and_nobody_is_disturbed(
    desk: AlertDesk, nurse: StaffMember, audited: Audited
) -> None:
    heard: list[str] = []
    desk.on_change(lambda: heard.append("changed"))
    unknown = AlertId(new_uuid())
    for attempt in (
        desk.acknowledge(unknown, nurse.id),
        desk.resolve(unknown, nurse.id, Outcome.HELPED),
        desk.answer(unknown, "Are you hurt?", "No"),
    ):
        with pytest.raises(AlertError, match="There is no such alert"):
            await attempt
    assert (audited(), heard) == ([], [])


async def test_a_database_that_cannot_be_written_is_said(
    desk: AlertDesk, database: Database, resident: Resident
) -> None:
    database.close()
    with pytest.raises(StorageError, match="is closed"):
        await desk.raise_alert(resident.id, FELL)


async def test_another_kind_of_danger_is_the_same_alert_and_waits_again(
    desk: AlertDesk,
    resident: Resident,
    nurse: StaffMember,
    clock: FakeClock,
    open_alerts: Alerts,
) -> None:
    first = await desk.raise_alert(resident.id, FELL)
    await desk.acknowledge(first.id, nurse.id)
    clock.advance(minutes=9)
    smoke = replace(FELL, kind=DangerKind.FIRE_SURROUNDINGS)
    await desk.raise_alert(resident.id, smoke)
    (alert,) = open_alerts()
    assert (alert.id, alert.cause, alert.other_causes) == (first.id, smoke, (FELL,))
    assert (alert.status, alert.alarmed_at) == (AlertStatus.WAITING, clock.now)


async def test_an_alert_that_only_sounded_again_takes_in_nothing_new(
    desk: AlertDesk, resident: Resident, clock: FakeClock
) -> None:
    first = await desk.raise_alert(resident.id, FELL)
    clock.advance(minutes=5)
    await desk.escalate_due(first.id)
    clock.advance(minutes=5, seconds=1)
    assert (await desk.raise_alert(resident.id, FELL)).id != first.id


async def test_a_call_that_waits_again_is_the_same_call(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, clock: FakeClock
) -> None:
    first = await desk.raise_alert(resident.id, CALL)
    await desk.acknowledge(first.id, nurse.id)
    clock.advance(minutes=10)
    await desk.escalate_due(first.id)
    assert (await desk.raise_alert(resident.id, CALL)).id == first.id


async def test_a_call_after_somebody_came_is_a_new_call(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, open_alerts: Alerts
) -> None:
    first = await desk.raise_alert(resident.id, CALL)
    await desk.acknowledge(first.id, nurse.id)
    second = await desk.raise_alert(resident.id, CALL)
    assert second.id != first.id
    assert len(open_alerts()) == 2


async def test_a_listener_that_fails_does_not_undo_an_alert(
    desk: AlertDesk, resident: Resident, open_alerts: Alerts
) -> None:
    heard: list[str] = []

    def fail() -> None:
        raise RuntimeError("the window is gone")

    desk.on_change(fail)
    desk.on_change(lambda: heard.append("changed"))
    await desk.raise_alert(resident.id, FELL)
    assert heard == ["changed"]
    assert len(open_alerts()) == 1


async def test_what_happened_earlier_keeps_its_time(
    desk: AlertDesk, resident: Resident, clock: FakeClock
) -> None:
    earlier = clock() - timedelta(minutes=7)
    alert = await desk.raise_alert(resident.id, CALL, earlier)
    assert alert.raised_at == earlier


async def test_coming_is_recorded_once_for_each_who_comes(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, clock: FakeClock, audited: Audited
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    await desk.acknowledge(alert.id, nurse.id)
    clock.advance(seconds=30)
    came = await desk.arrive(alert.id, nurse.id)
    assert (came.arrived_by, came.arrived_at) == (nurse.id, clock.now)
    assert await desk.arrive(alert.id, nurse.id) == came
    entries = [entry for entry in audited() if entry.action == "alert.arrived"]
    assert [(entry.actor, entry.details) for entry in entries] == [
        (str(nurse.id), {"alert": str(alert.id), "after_s": 30.0})
    ]


async def test_nobody_comes_to_what_waits(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, audited: Audited
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    for attempt in (
        desk.arrive(alert.id, nurse.id),
        desk.release(alert.id, nurse.id),
        desk.hand_over(alert.id, nurse.id, StaffId(new_uuid())),
    ):
        with pytest.raises(AlertError, match="Nobody has this alert"):
            await attempt
    assert [entry.action for entry in audited()] == ["alert.raised"]


async def test_who_took_it_may_give_it_back(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, audited: Audited
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    await desk.acknowledge(alert.id, nurse.id)
    again = await desk.release(alert.id, nurse.id)
    assert (again.status, again.alarms, again.released_by) == (AlertStatus.WAITING, 2, nurse.id)
    entry = audited()[-1]
    assert (entry.action, entry.actor) == ("alert.released", str(nurse.id))
    assert entry.details == {"alert": str(alert.id)}


async def test_what_is_given_back_is_an_alarm_for_whoever_is_told(
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    resident: Resident,
    nurse: StaffMember,
) -> None:
    told: list[str] = []
    desk = AlertDesk(
        database.unit,
        lane,
        clock,
        routes=ROUTES,
        on_alarm=lambda _unit, _alert, event, _who: told.append(event.kind.value),
    )
    alert = await desk.raise_alert(resident.id, FELL)
    await desk.acknowledge(alert.id, nurse.id)
    await desk.hand_over(alert.id, nurse.id, StaffId(new_uuid()))
    await desk.release(alert.id, nurse.id, of_others=True)
    assert told == ["raised", "released"]


async def test_what_somebody_else_has_stays_with_them(
    desk: AlertDesk, resident: Resident, nurse: StaffMember
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    other, third = StaffId(new_uuid()), StaffId(new_uuid())
    await desk.acknowledge(alert.id, nurse.id)
    with pytest.raises(AlertError, match="Somebody else has this alert"):
        await desk.release(alert.id, other)
    with pytest.raises(AlertError, match="Somebody else has this alert"):
        await desk.hand_over(alert.id, other, third)
    handed = await desk.hand_over(alert.id, other, third, of_others=True)
    assert (handed.acknowledged_by, handed.handed_over_by) == (third, nurse.id)


async def test_handing_over_names_both(
    desk: AlertDesk, resident: Resident, nurse: StaffMember, clock: FakeClock, audited: Audited
) -> None:
    alert = await desk.raise_alert(resident.id, FELL)
    rosa = StaffId(new_uuid())
    await desk.acknowledge(alert.id, nurse.id)
    handed = await desk.hand_over(alert.id, nurse.id, rosa)
    assert await desk.hand_over(alert.id, nurse.id, rosa) == handed
    entries = [entry for entry in audited() if entry.action == "alert.handed_over"]
    assert [(entry.actor, entry.details) for entry in entries] == [
        (str(nurse.id), {"alert": str(alert.id), "to": str(rosa)})
    ]
    clock.advance(minutes=1)
    taken = await desk.acknowledge(alert.id, rosa)
    assert (taken.acknowledged_at, taken.handed_over_by) == (clock.now, None)
    # Theirs now like any other.
    assert await desk.acknowledge(alert.id, rosa) == taken
