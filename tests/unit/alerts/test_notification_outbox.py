"""The outbox: filled with the alarm or not at all, and never twice."""

from pathlib import Path
from typing import Any

import pytest

from app.alerts import AlertDesk, AlertEventKind, Outcome
from app.alerts.delivery import GIVE_UP_AFTER, claimed
from app.alerts.message import MessageWriter
from app.alerts.notification import NotificationState
from app.alerts.outbox import Outbox
from app.alerts.routing import Recipient
from app.identity import Resident, StaffMember
from app.ids import ResidentId, new_uuid
from app.runtime import ThreadLane
from app.safety import Level
from storage import Database
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.outbox_house import CHOKING, LOW, REFUSED, TARGETS, OutboxHouse
from tests.fakes.routes import ROUTES


@pytest.fixture
def house(database: Database, lane: ThreadLane, clock: FakeClock, resources: Path) -> OutboxHouse:
    return OutboxHouse(database, lane, clock, resources / "i18n" / "en" / "notifications.yaml")


async def test_an_alarm_is_kept_for_each_target_that_reaches_a_recipient(
    house: OutboxHouse, resident: Resident
) -> None:
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    phone, doctors = house.kept()
    assert (phone.target, phone.recipient) == ("Phone", Recipient.NURSE)
    assert (doctors.target, doctors.recipient) == ("Doctors", Recipient.PHYSICIAN)
    assert {phone.alert_id, doctors.alert_id} == {alert.id}
    assert phone.level is Level.IMMEDIATE
    assert (phone.title, phone.state) == ("Room 12: immediate", NotificationState.WAITING)
    assert (phone.created_at, phone.next_at) == (NOON, NOON)
    assert phone.give_up_at == NOON + GIVE_UP_AFTER


async def test_targets_of_others_are_left_alone(house: OutboxHouse, resident: Resident) -> None:
    await house.desk.raise_alert(resident.id, LOW)
    assert house.states() == [("Doctors", "waiting")]


async def test_without_targets_nothing_is_kept(house: OutboxHouse, resident: Resident) -> None:
    await house.desk_for(()).raise_alert(resident.id, CHOKING)
    assert house.kept() == []


async def test_one_target_for_several_recipients_is_told_once(
    house: OutboxHouse, resident: Resident, nurse: StaffMember, clock: FakeClock
) -> None:
    alert = await house.desk.raise_alert(resident.id, LOW)
    clock.advance(seconds=900)
    await house.desk.escalate_due(alert.id)
    newest = house.kept()[-2:]
    # The phone reaches the nurse and the administrator of the second tier.
    assert [n.target for n in newest] == ["Phone", "Doctors"]
    assert "Nobody has answered yet" in newest[0].body


async def test_the_newest_message_stands_in_the_place_of_the_older_ones(
    house: OutboxHouse, resident: Resident, clock: FakeClock
) -> None:
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    for _ in range(20):
        clock.advance(seconds=30)
        await house.desk.escalate_due(alert.id)
    waiting = [n for n in house.kept() if n.state is NotificationState.WAITING]
    assert [n.target for n in waiting] == ["Phone", "Doctors"]
    assert {n.created_at for n in waiting} == {clock.now}
    # The day in which the target must accept something began with the first.
    assert {n.give_up_at for n in waiting} == {NOON + GIVE_UP_AFTER}


async def test_what_is_being_sent_is_not_replaced(
    house: OutboxHouse, resident: Resident, clock: FakeClock
) -> None:
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    phone = house.kept()[0]
    clock.advance(seconds=25)
    house.change(lambda unit: unit.outbox.save(claimed(phone, clock.now)))
    clock.advance(seconds=5)
    await house.desk.escalate_due(alert.id)
    assert house.states() == [
        ("Phone", "waiting"),
        ("Doctors", "obsolete"),
        ("Phone", "waiting"),
        ("Doctors", "waiting"),
    ]


async def test_a_newer_message_gives_a_dead_target_a_new_day(
    house: OutboxHouse, resident: Resident, clock: FakeClock
) -> None:
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    house.channel.always("fake://phone", REFUSED)
    await house.pass_s(1)
    assert house.states() == [("Phone", "dead"), ("Doctors", "sent")]
    clock.now = NOON + GIVE_UP_AFTER * 2
    await house.desk.escalate_due(alert.id)
    assert house.states()[0] == ("Phone", "obsolete")
    assert house.kept()[2].give_up_at == clock.now + GIVE_UP_AFTER


async def test_an_alarm_that_is_passed_on_twice_is_kept_once(
    house: OutboxHouse, resident: Resident, clock: FakeClock
) -> None:
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    before = house.kept()
    outbox = Outbox(TARGETS, MessageWriter(house.words), clock)
    with house.database.unit() as unit:
        (raised,) = unit.alerts.events_of(alert.id)
        outbox.enqueue(unit, alert, raised, [Recipient.NURSE, Recipient.PHYSICIAN])
    assert raised.kind is AlertEventKind.RAISED
    assert house.kept() == before


async def test_other_alerts_keep_their_own_messages(house: OutboxHouse, resident: Resident) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    await house.desk.raise_alert(ResidentId(new_uuid()), CHOKING)
    assert [n.title for n in house.kept()] == [
        "Room 12: immediate",
        "Room 12: immediate",
        "A room not on record: immediate",
        "A room not on record: immediate",
    ]
    assert {state for _, state in house.states()} == {"waiting"}


async def test_what_is_undone_is_not_told(
    house: OutboxHouse, resident: Resident, clock: FakeClock
) -> None:
    outbox = Outbox(TARGETS, MessageWriter(house.words), clock)

    def fail_afterwards(unit: Any, *alarm: Any) -> None:
        outbox.enqueue(unit, *alarm)
        assert unit.outbox.waiting_count() == 2
        raise ZeroDivisionError

    desk = AlertDesk(
        house.database.unit, house.lane, clock, routes=ROUTES, on_alarm=fail_afterwards
    )
    alert = await desk.raise_alert(resident.id, CHOKING)
    # The alarm itself is kept, and nothing of what was undone.
    with house.database.reading() as unit:
        assert [kept.id for kept in unit.alerts.open_alerts()] == [alert.id]
    assert house.kept() == []


async def test_taking_and_resolving_are_no_alarms(
    house: OutboxHouse, resident: Resident, nurse: StaffMember
) -> None:
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    await house.desk.acknowledge(alert.id, nurse.id)
    await house.desk.resolve(alert.id, nurse.id, Outcome.HELPED)
    assert len(house.kept()) == 2
