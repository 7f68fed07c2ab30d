"""Notifications are found again as they were kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy.orm import Session

from app.alerts.delivery import failed, sent
from app.alerts.notification import (
    Notification,
    NotificationError,
    NotificationId,
    NotificationState,
)
from app.alerts.routing import Recipient
from app.ids import AlertEventId, AlertId, ResidentId, new_uuid
from app.safety import Level
from storage import Database, FacilityKeys, FacilityPaths, RefusedChangeError, StorageError
from storage.connection import WRITES, make_engine
from storage.private_files import make_private_file
from storage.repositories import SqlAlertRepository

Script = Callable[..., Any]


def notification(
    now: datetime, alert_id: AlertId | None = None, level: Level = Level.URGENT, **more: Any
) -> Notification:
    return Notification(
        **{
            "id": NotificationId(new_uuid()),
            "alert_id": alert_id or AlertId(new_uuid()),
            "event_id": AlertEventId(new_uuid()),
            "target": "Duty phone",
            "recipient": Recipient.SOCIAL_WORKER,
            "level": level,
            "title": "Room 12: urgent",
            "body": "Room 12: urgent. “I can't — ”",
            "created_at": now,
            "give_up_at": now + timedelta(days=1),
            "next_at": now,
            **more,
        }
    )


def dead(one: Notification, now: datetime) -> Notification:
    return failed(one, NotificationError("http_410", transient=False), now, 0.0)


def test_one_comes_back_whole(database: Database, noon: datetime) -> None:
    kept = notification(
        noon,
        state=NotificationState.DEAD,
        attempts=7,
        claimed_until=noon + timedelta(seconds=20),
        last_error="http_500",
        done_at=noon + timedelta(hours=1),
    )
    with database.unit() as unit:
        assert unit.outbox.add(kept)
    with database.reading() as unit:
        assert unit.outbox.get(kept.id) == kept
        assert unit.outbox.get(NotificationId(new_uuid())) is None


def test_what_has_become_of_one_is_kept(database: Database, noon: datetime) -> None:
    kept = notification(noon)
    after = sent(kept, noon + timedelta(seconds=3))
    with database.unit() as unit:
        unit.outbox.add(kept)
    with database.unit() as unit:
        unit.outbox.save(after)
        assert unit.outbox.get(kept.id) == after
    with database.reading() as unit:
        assert unit.outbox.get(kept.id) == after
        assert unit.outbox.waiting() == []


def test_a_target_is_told_of_an_alarm_once(database: Database, noon: datetime) -> None:
    first = notification(noon)
    again = replace(first, id=NotificationId(new_uuid()))
    elsewhere = replace(again, target="Doctors")
    with database.unit() as unit:
        assert [unit.outbox.add(one) for one in (first, again, elsewhere)] == [True, False, True]
        assert unit.outbox.waiting() == [first, elsewhere]


def test_the_database_itself_refuses_a_second_one(database: Database, noon: datetime) -> None:
    first = notification(noon)
    with database.unit() as unit:
        unit.outbox.add(first)
    with pytest.raises(RefusedChangeError), database.unit() as unit:
        unit.outbox.save(replace(first, id=NotificationId(new_uuid())))
    with database.reading() as unit:
        assert unit.outbox.waiting_count() == 1


def test_the_gravest_wait_first_and_of_these_the_oldest(database: Database, noon: datetime) -> None:
    mild, grave, later = (
        notification(noon, level=level)
        for level in (Level.ELEVATED, Level.IMMEDIATE, Level.IMMEDIATE)
    )
    with database.unit() as unit:
        for one in (mild, grave, later, sent(notification(noon), noon)):
            unit.outbox.add(one)
        assert unit.outbox.waiting() == [grave, later, mild]
        assert unit.outbox.waiting_count() == 3


def test_what_waits_for_a_resolved_alert_is_found(
    database: Database, noon: datetime, alert_script: Script
) -> None:
    resolved, still_open = (alert_script(ResidentId(new_uuid())) for _ in range(2))
    done, waiting, other = (
        notification(noon, AlertId(alert_id))
        for alert_id in (resolved.id, resolved.id, still_open.id)
    )
    with database.unit() as unit:
        for event in (resolved.raised(), resolved.resolved(), still_open.raised()):
            unit.alerts.append(event)
        for one in (sent(done, noon), waiting, other, notification(noon)):
            unit.outbox.add(one)
        assert unit.outbox.waiting_of_resolved() == [waiting]


def test_what_was_not_sent_of_an_alert_to_a_target_is_found(
    database: Database, noon: datetime
) -> None:
    alert_id = AlertId(new_uuid())
    waiting, given_up, arrived = (notification(noon, alert_id) for _ in range(3))
    elsewhere = notification(noon, alert_id, target="Doctors")
    with database.unit() as unit:
        for one in (waiting, dead(given_up, noon), sent(arrived, noon), elsewhere):
            unit.outbox.add(one)
        found = unit.outbox.not_sent(alert_id, "Duty phone")
        assert [one.id for one in found] == [waiting.id, given_up.id]


def test_what_was_given_up_comes_newest_first(database: Database, noon: datetime) -> None:
    given_up = [dead(notification(noon), noon) for _ in range(3)]
    with database.unit() as unit:
        for one in (*given_up, notification(noon)):
            unit.outbox.add(one)
        assert unit.outbox.dead(2) == [given_up[2], given_up[1]]


def test_reading_does_not_write(database: Database, noon: datetime) -> None:
    with pytest.raises(StorageError), database.reading() as unit:
        unit.outbox.add(notification(noon))


def test_a_database_from_before_keeps_its_alerts_and_gets_an_outbox(
    paths: FacilityPaths, keys: FacilityKeys, noon: datetime, alert_script: Script
) -> None:
    script = alert_script(ResidentId(new_uuid()))
    make_private_file(paths.database)
    engine = make_engine(paths.database, keys.database)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", "storage:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        with Session(connection) as session:
            SqlAlertRepository(session).append(script.raised())
    engine.dispose()
    kept = notification(noon, AlertId(script.id))
    with Database.open(paths.database, keys) as database, database.unit() as unit:
        assert unit.outbox.add(kept)
        assert unit.outbox.waiting() == [kept]
        assert [alert.id for alert in unit.alerts.open_alerts()] == [script.id]
