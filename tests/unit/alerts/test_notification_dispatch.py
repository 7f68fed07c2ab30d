"""The dispatcher: everything goes out at least once, whatever fails on the way."""

import asyncio
from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.alerts import Outcome
from app.alerts.delivery import GIVE_UP_AFTER, LEASE, claimed, sent
from app.alerts.dispatch import (
    FIRST_RETRY_S,
    LONGEST_RETRY_S,
    LOOK_EVERY_S,
    Dispatcher,
)
from app.alerts.notification import Notification, NotificationState
from app.alerts.target_line import MOST_HANGING, MOST_UNDER_WAY, TargetHealth
from app.audit import AuditAction
from app.breaker import FAILURES_TO_OPEN, OPEN_S, BreakerState
from app.identity import Resident, StaffMember
from app.ids import ResidentId, new_uuid
from app.runtime import ThreadLane
from storage import Database, StorageError, UnitOfWork
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.outbox_house import (
    BUSY,
    CHOKING,
    DOCTORS,
    LOW,
    PHONE,
    REFUSED,
    TARGETS,
    OutboxHouse,
)

SAID = ("Room 12: immediate", "Room 12: immediate. Please look at Lilo.")


@pytest.fixture
def house(database: Database, lane: ThreadLane, clock: FakeClock, resources: Path) -> OutboxHouse:
    return OutboxHouse(database, lane, clock, resources / "i18n" / "en" / "notifications.yaml")


async def test_every_target_is_told_once(house: OutboxHouse, resident: Resident) -> None:
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(600)
    assert house.channel.received == {PHONE: [SAID], DOCTORS: [SAID]}
    assert house.states() == [("Phone", "sent"), ("Doctors", "sent")]
    assert [n.attempts for n in house.kept()] == [1, 1]
    assert {(e.action, e.actor, e.subject) for e in house.audited("notification")} == {
        (AuditAction.NOTIFICATION_SENT, "lilo", str(alert.id))
    }
    assert sorted(e.details["target"] for e in house.audited("notification")) == [
        "Doctors",
        "Phone",
    ]
    assert {frozenset(e.details) for e in house.audited("notification")} == {
        frozenset({"target", "recipient"})
    }


async def test_what_is_announced_goes_out_at_once(house: OutboxHouse, resident: Resident) -> None:
    house.desk.on_change(house.dispatcher.announce)
    house.time.plan(12, lambda: house.desk.raise_alert(resident.id, CHOKING))
    await house.pass_s(13)
    assert house.states() == [("Phone", "sent"), ("Doctors", "sent")]
    assert {n.done_at for n in house.kept()} == {NOON + timedelta(seconds=12)}


async def test_what_nobody_announced_goes_out_in_half_a_minute(
    house: OutboxHouse, resident: Resident
) -> None:
    house.time.plan(12, lambda: house.desk.raise_alert(resident.id, CHOKING))
    await house.pass_s(LOOK_EVERY_S + 1)
    assert house.states() == [("Phone", "sent"), ("Doctors", "sent")]


async def test_a_failure_is_tried_again_within_half_a_minute_until_it_works(
    house: OutboxHouse, resident: Resident
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    house.channel.plan(PHONE, [BUSY] * 40)
    tried_at: list[float] = []
    house.channel.always(PHONE, lambda: tried_at.append(house.time.now_s))
    # Chance is at its longest: with five failures the breaker opens, and the pauses fit together.
    await house.pass_s(40 * 31)
    assert house.channel.received[PHONE] == [SAID]
    assert house.channel.attempts[PHONE] == 41
    assert len(tried_at) == 1
    assert max(house.time.pauses_s) <= LOOK_EVERY_S
    assert [n.last_error for n in house.kept()] == ["http_503", None]
    assert house.audited("notification.dead") == []


# Others cover the same lines; this one is long.
@pytest.mark.no_cover
async def test_grave_messages_are_never_more_than_half_a_minute_apart(
    house: OutboxHouse, resident: Resident
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    tried_at: list[float] = []

    def refuse() -> None:
        tried_at.append(house.time.now_s)
        raise BUSY

    house.channel.always(PHONE, refuse)
    await house.pass_s(3600)
    apart = [later - earlier for earlier, later in pairwise(tried_at)]
    assert len(apart) > 100
    # A microsecond for rounding: moments are kept to that.
    assert max(apart) <= 30.001


async def test_a_milder_message_may_wait_five_minutes(
    house: OutboxHouse, resident: Resident
) -> None:
    await house.desk.raise_alert(resident.id, LOW)
    tried_at: list[float] = []

    def refuse() -> None:
        tried_at.append(house.time.now_s)
        raise BUSY

    house.channel.always(DOCTORS, refuse)
    await house.pass_s(3600 * 3)
    apart = [later - earlier for earlier, later in pairwise(tried_at)]
    assert 300.0 <= max(apart) <= 300.001


async def test_one_dead_target_does_not_keep_the_other_from_being_told(
    house: OutboxHouse, resident: Resident
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    house.channel.always(PHONE, BUSY)
    await house.pass_s(0.5)
    assert house.channel.received[DOCTORS] == [SAID]
    assert house.states() == [("Phone", "waiting"), ("Doctors", "sent")]


async def test_a_target_that_hangs_holds_up_nobody(house: OutboxHouse, resident: Resident) -> None:
    released = Event()
    house.dispatcher_for(TARGETS, send_within_s=0.05)
    house.channel.plan(PHONE, [released.wait])
    await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(0.5)
    assert house.channel.received[DOCTORS] == [SAID]
    assert house.states() == [("Phone", "waiting"), ("Doctors", "sent")]
    assert house.kept()[0].last_error == "timeout"
    await house.pass_s(10)
    released.set()
    assert house.states() == [("Phone", "sent"), ("Doctors", "sent")]


async def test_threads_that_hang_are_counted_and_stay_few(
    house: OutboxHouse, resident: Resident
) -> None:
    released = Event()
    house.dispatcher_for(TARGETS[:1], send_within_s=0.01)
    house.channel.always(PHONE, released.wait)
    await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(1800)
    assert house.channel.attempts[PHONE] == MOST_HANGING + MOST_UNDER_WAY
    assert house.dispatcher.health()[0].last_error == "hanging"
    line = house.dispatcher._lines["Phone"]
    released.set()
    for thread in line._threads:
        thread.join()
    await house.pass_s(31)
    assert house.states()[0] == ("Phone", "sent")


async def test_a_refusal_for_good_is_given_up_and_audited(
    house: OutboxHouse, resident: Resident
) -> None:
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    house.channel.always(PHONE, REFUSED)
    await house.pass_s(3600)
    assert house.channel.attempts[PHONE] == 1
    assert house.states() == [("Phone", "dead"), ("Doctors", "sent")]
    (entry,) = house.audited("notification.dead")
    assert (entry.subject, dict(entry.details)) == (
        str(alert.id),
        {"target": "Phone", "recipient": "nurse"},
    )


async def test_after_a_day_of_failures_a_message_is_given_up(
    house: OutboxHouse, resident: Resident
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    house.channel.always(PHONE, BUSY)
    await house.pass_s(100)
    house.clock.now = NOON + GIVE_UP_AFTER - timedelta(seconds=60)
    await house.pass_s(50)
    assert house.states()[0] == ("Phone", "waiting")
    await house.pass_s(120)
    assert house.states()[0] == ("Phone", "dead")
    assert len(house.audited("notification.dead")) == 1


async def test_once_resolved_nobody_is_told_any_more(
    house: OutboxHouse, resident: Resident, nurse: StaffMember
) -> None:
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    house.channel.always(PHONE, BUSY)
    await house.pass_s(100)
    tried = house.channel.attempts[PHONE]
    await house.desk.resolve(alert.id, nurse.id, Outcome.HELPED)
    await house.pass_s(600)
    assert house.channel.attempts[PHONE] == tried
    assert house.states() == [("Phone", "obsolete"), ("Doctors", "sent")]


async def test_what_is_being_sent_while_it_is_resolved_is_marked_by_its_sender(
    house: OutboxHouse, resident: Resident, nurse: StaffMember
) -> None:
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    for notification in house.kept():
        taken = claimed(notification, house.clock.now)
        house.change(lambda unit, taken=taken: unit.outbox.save(taken))  # type: ignore[misc]
    await house.desk.resolve(alert.id, nurse.id, Outcome.HELPED)
    await house.pass_s(1)
    assert house.states() == [("Phone", "waiting"), ("Doctors", "waiting")]
    await house.pass_s(LEASE.total_seconds() + 1)
    assert house.states() == [("Phone", "obsolete"), ("Doctors", "obsolete")]
    assert house.channel.received == {}


async def test_a_claim_of_somebody_who_died_runs_out(
    house: OutboxHouse, resident: Resident
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    for notification in house.kept():
        taken = claimed(notification, house.clock.now)
        house.change(lambda unit, taken=taken: unit.outbox.save(taken))  # type: ignore[misc]
    await house.pass_s(LEASE.total_seconds() - 1)
    assert house.channel.received == {}
    await house.pass_s(2)
    assert house.channel.received == {PHONE: [SAID], DOCTORS: [SAID]}


async def test_two_dispatchers_do_not_send_the_same(house: OutboxHouse, resident: Resident) -> None:
    first = house.dispatcher
    second = house.dispatcher_for(TARGETS)
    await house.desk.raise_alert(resident.id, CHOKING)
    await asyncio.gather(first._looked(), second._looked())
    await asyncio.gather(*first._under_way, *second._under_way)
    assert house.channel.attempts == {PHONE: 1, DOCTORS: 1}


async def test_the_gravest_goes_first(house: OutboxHouse, resident: Resident) -> None:
    house.dispatcher_for(TARGETS[1:])
    for _ in range(MOST_UNDER_WAY):
        await house.desk.raise_alert(ResidentId(new_uuid()), LOW)
    await house.desk.raise_alert(resident.id, CHOKING)
    taken, _ = house.dispatcher._claimed({"Doctors": 2})
    assert [n.title for n in taken] == ["Room 12: immediate", "A room not on record: elevated"]


async def test_a_target_gets_only_so_many_at_once_and_then_the_rest(
    house: OutboxHouse, resident: Resident
) -> None:
    for _ in range(MOST_UNDER_WAY + 3):
        await house.desk.raise_alert(ResidentId(new_uuid()), LOW)
    await house.dispatcher._looked()
    assert len(house.dispatcher._under_way) == MOST_UNDER_WAY
    await house.pass_s(1)
    assert len(house.channel.received[DOCTORS]) == MOST_UNDER_WAY + 3


async def test_the_breaker_lets_one_message_try_and_then_all(
    house: OutboxHouse, resident: Resident
) -> None:
    for _ in range(FAILURES_TO_OPEN + 3):
        await house.desk.raise_alert(ResidentId(new_uuid()), LOW)
    house.channel.plan(DOCTORS, [BUSY] * (2 * MOST_UNDER_WAY + 1))
    await house.pass_s(OPEN_S - 1)
    # Two volleys, the second of which opened the breaker.
    tried = house.channel.attempts[DOCTORS]
    assert FAILURES_TO_OPEN <= tried <= 2 * MOST_UNDER_WAY
    assert house.dispatcher.health()[1].breaker is BreakerState.OPEN
    await house.pass_s(2)
    assert house.channel.attempts[DOCTORS] == tried + 1
    await house.pass_s(300)
    assert house.dispatcher.health()[1].breaker is BreakerState.CLOSED
    assert {state for _, state in house.states()} == {"sent"}


async def test_health_tells_how_each_target_is_doing(
    house: OutboxHouse, resident: Resident
) -> None:
    house.channel.plan(PHONE, [BUSY])
    assert house.dispatcher.health() == (
        TargetHealth("Phone", BreakerState.CLOSED),
        TargetHealth("Doctors", BreakerState.CLOSED),
    )
    await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(0.5)
    assert house.dispatcher.health() == (
        TargetHealth("Phone", BreakerState.CLOSED, None, "http_503", NOON),
        TargetHealth("Doctors", BreakerState.CLOSED, NOON),
    )
    await house.pass_s(10)
    phone = house.dispatcher.health()[0]
    assert phone.last_error is None
    assert phone.last_success_at is not None


async def test_a_channel_that_breaks_is_a_failure_whose_text_is_not_told(
    house: OutboxHouse, resident: Resident
) -> None:
    house.channel.plan(PHONE, [ValueError("fake://secret@phone")])
    await house.desk.raise_alert(resident.id, CHOKING)
    with capture_logs() as logs:
        await house.pass_s(10)
    assert house.states() == [("Phone", "sent"), ("Doctors", "sent")]
    assert [log["event"] for log in logs] == ["notification_channel_failed"]
    assert "secret" not in str(logs)
    assert house.kept()[0].last_error == "channel_failed"


async def test_a_target_of_another_process_is_left_to_it_for_a_day(
    house: OutboxHouse, resident: Resident
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    house.dispatcher_for(TARGETS[1:])
    await house.pass_s(600)
    assert house.states() == [("Phone", "waiting"), ("Doctors", "sent")]
    house.clock.now += GIVE_UP_AFTER
    await house.pass_s(31)
    assert house.states()[0] == ("Phone", "dead")
    assert house.kept()[0].last_error == "no_target"
    assert len(house.audited("notification.dead")) == 1


class FailingUnits:
    """Units that fail as often as they are told."""

    def __init__(self, database: Database, failures: int) -> None:
        self._database, self.failures = database, failures

    def __call__(self) -> AbstractContextManager[UnitOfWork]:
        if self.failures:
            self.failures -= 1
            raise StorageError("The disk is on fire.")
        return self._database.unit()


def using(house: OutboxHouse, units: Any) -> Dispatcher:
    dispatcher = house.dispatcher
    dispatcher._units = units
    return dispatcher


async def test_a_database_that_fails_is_tried_again_ever_more_slowly(
    house: OutboxHouse, resident: Resident
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    using(house, FailingUnits(house.database, 10))
    with capture_logs() as logs:
        await house.pass_s(600)
    pauses = house.time.pauses_s[:10]
    assert pauses[0] == FIRST_RETRY_S
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_RETRY_S
    assert {log["event"] for log in logs} == {"dispatcher_failed"}
    assert "fire" not in str(logs)
    assert house.states() == [("Phone", "sent"), ("Doctors", "sent")]


async def test_what_cannot_be_marked_is_sent_again(house: OutboxHouse, resident: Resident) -> None:
    house.dispatcher_for(TARGETS[:1])
    units = FailingUnits(house.database, 0)
    using(house, units)

    def fail_next() -> None:
        units.failures = 1

    house.channel.plan(PHONE, [fail_next])
    await house.desk.raise_alert(resident.id, CHOKING)
    with capture_logs() as logs:
        await house.pass_s(LEASE.total_seconds() + 1)
    assert [log["event"] for log in logs] == ["notification_not_marked"]
    assert house.channel.received[PHONE] == [SAID, SAID]
    assert house.states()[0] == ("Phone", "sent")


async def test_a_late_failure_does_not_undo_what_another_process_did(
    house: OutboxHouse, resident: Resident
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    notification = claimed(house.kept()[0], NOON)
    stolen = claimed(notification, NOON + LEASE)
    house.change(lambda unit: unit.outbox.save(stolen))
    house.dispatcher._mark(notification, BUSY)
    assert house.kept()[0] == stolen
    # But what did arrive has arrived.
    house.dispatcher._mark(notification, None)
    assert house.kept()[0].state is NotificationState.SENT


@pytest.mark.parametrize("error", [None, BUSY])
async def test_what_is_over_stays_as_it_is(
    house: OutboxHouse, resident: Resident, error: Exception | None
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    done: Notification = sent(claimed(house.kept()[0], NOON), NOON)
    house.change(lambda unit: unit.outbox.save(done))
    house.dispatcher._mark(done, error)  # type: ignore[arg-type]
    assert house.kept()[0] == done
    assert house.audited("notification") == []


async def test_the_end_waits_for_what_is_under_way(house: OutboxHouse, resident: Resident) -> None:
    loop = asyncio.get_running_loop()
    begun, released = asyncio.Event(), Event()

    def slow() -> None:
        loop.call_soon_threadsafe(begun.set)
        released.wait()

    house.dispatcher_for(TARGETS[:1])
    house.channel.plan(PHONE, [slow])
    await house.desk.raise_alert(resident.id, CHOKING)
    running = asyncio.create_task(house.dispatcher.run())
    await begun.wait()
    house.dispatcher.stop()
    released.set()
    await running
    assert house.states()[0] == ("Phone", "sent")


async def test_the_end_does_not_wait_for_ever(
    house: OutboxHouse, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.alerts.dispatch.FINISH_WITHIN_S", 0.01)
    loop = asyncio.get_running_loop()
    begun, released = asyncio.Event(), Event()

    def hang() -> None:
        loop.call_soon_threadsafe(begun.set)
        released.wait()

    house.dispatcher_for(TARGETS[:1])
    house.channel.plan(PHONE, [hang])
    await house.desk.raise_alert(resident.id, CHOKING)
    running = asyncio.create_task(house.dispatcher.run())
    await begun.wait()
    house.dispatcher.stop()
    await running
    released.set()
    assert house.states()[0] == ("Phone", "waiting")


async def test_a_dispatcher_without_targets_sleeps(house: OutboxHouse) -> None:
    house.dispatcher_for(())
    await house.pass_s(120)
    assert house.time.pauses_s == [LOOK_EVERY_S] * 4
