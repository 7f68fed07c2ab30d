"""What staff see of the outbox, and their second try."""

from pathlib import Path

import pytest

from app.alerts import AlertError, Outcome, Recipient
from app.alerts.notification import Notification, NotificationId
from app.alerts.outbox_reader import OutboxReader
from app.audit import AuditAction
from app.identity import Resident, StaffMember
from app.ids import AlertEventId, AlertId, ResidentId, new_uuid
from app.runtime import ThreadLane
from app.safety import Level
from storage import Database
from tests.fakes.clock import FakeClock
from tests.fakes.outbox_house import CHOKING, DOCTORS, LOW, PHONE, REFUSED, OutboxHouse


@pytest.fixture
def house(database: Database, lane: ThreadLane, clock: FakeClock, resources: Path) -> OutboxHouse:
    return OutboxHouse(database, lane, clock, resources / "i18n" / "en" / "notifications.yaml")


@pytest.fixture
def reader(house: OutboxHouse) -> OutboxReader:
    return OutboxReader(
        house.database.reading,
        house.database.unit,
        house.lane,
        house.clock,
        house.dispatcher.announce,
    )


async def test_staff_see_what_waits_and_what_was_given_up(
    house: OutboxHouse, reader: OutboxReader, resident: Resident
) -> None:
    house.channel.always(PHONE, REFUSED)
    await house.desk.raise_alert(resident.id, CHOKING)
    assert (await reader.waiting_count(), await reader.dead_letters()) == (2, ())
    await house.pass_s(1)
    assert await reader.waiting_count() == 0
    (dead,) = await reader.dead_letters()
    assert (dead.target, dead.last_error, dead.title) == ("Phone", "http_404", "Room 12: immediate")


async def test_what_residents_sent_their_families_is_seen_apart_from_alerts(
    house: OutboxHouse, reader: OutboxReader, resident: Resident
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    with house.database.unit() as unit:
        for target in ("Rose", "Edgar"):
            unit.outbox.add(
                Notification(
                    NotificationId(new_uuid()),
                    AlertId(resident.id),
                    AlertEventId(new_uuid()),
                    target,
                    Recipient.FAMILY,
                    Level.NONE,
                    "From Margaret",
                    "I miss you.",
                    created_at=house.clock(),
                    give_up_at=house.clock(),
                    next_at=house.clock(),
                )
            )
    assert [sent.target for sent in await reader.to_families()] == ["Edgar", "Rose"]
    assert [sent.target for sent in await reader.to_families(limit=1)] == ["Edgar"]


async def test_the_newest_come_first(
    house: OutboxHouse, reader: OutboxReader, resident: Resident
) -> None:
    house.channel.always(DOCTORS, REFUSED)
    raised = [await house.desk.raise_alert(ResidentId(new_uuid()), LOW) for _ in range(3)]
    await house.pass_s(60)
    newest = [dead.alert_id for dead in await reader.dead_letters(limit=2)]
    assert newest == [raised[2].id, raised[1].id]


async def test_a_second_try_goes_out_and_is_audited(
    house: OutboxHouse, reader: OutboxReader, resident: Resident, nurse: StaffMember
) -> None:
    house.channel.plan(PHONE, [REFUSED])
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(1)
    (dead,) = await reader.dead_letters()
    await reader.retry(dead.id, nurse.id)
    assert house.dispatcher._woken.is_set()
    await house.pass_s(1)
    assert house.states() == [("Phone", "sent"), ("Doctors", "sent")]
    (entry,) = house.audited("notification.retried")
    assert (entry.action, entry.actor) == (AuditAction.NOTIFICATION_RETRIED, str(nurse.id))
    assert (entry.subject, dict(entry.details)) == (
        str(alert.id),
        {"target": "Phone", "recipient": "nurse"},
    )


async def test_a_second_try_for_what_is_resolved_is_closed(
    house: OutboxHouse, reader: OutboxReader, resident: Resident, nurse: StaffMember
) -> None:
    house.channel.plan(PHONE, [REFUSED])
    alert = await house.desk.raise_alert(resident.id, CHOKING)
    await house.pass_s(1)
    (dead,) = await reader.dead_letters()
    await house.desk.resolve(alert.id, nurse.id, Outcome.HELPED)
    await reader.retry(dead.id, nurse.id)
    await house.pass_s(1)
    assert house.channel.received[PHONE] == []
    assert await reader.dead_letters() == ()


async def test_only_what_was_given_up_is_tried_again(
    house: OutboxHouse, reader: OutboxReader, resident: Resident, nurse: StaffMember
) -> None:
    await house.desk.raise_alert(resident.id, CHOKING)
    for notification_id in (house.kept()[0].id, NotificationId(new_uuid())):
        with pytest.raises(AlertError, match="not among those given up"):
            await reader.retry(notification_id, nurse.id)
    assert house.audited("notification") == []
