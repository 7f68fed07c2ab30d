"""Alerts are found again as their events make them."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.alerts import AlertDesk
from app.alerts.alert import (
    AlertCause,
    AlertError,
    AlertEventKind,
    AlertSource,
    AlertStatus,
    alert_from,
)
from app.audit import verify
from app.identity.residents import Resident
from app.ids import AlertId, ResidentId, StaffId, new_uuid
from app.runtime import ThreadLane
from app.safety import Level
from storage import Database, FacilityKeys, FacilityPaths, RefusedChangeError
from storage.connection import WRITES
from tests.fakes.clock import FakeClock
from tests.fakes.routes import ROUTES

Script = Callable[..., Any]


def test_events_come_back_whole_and_in_order(database: Database, alert_script: Script) -> None:
    script = alert_script(ResidentId(new_uuid()))
    events = [
        script.raised(),
        script.answered("Can you breathe?: yes"),
        script.acknowledged(),
        script.repeated(Level.IMMEDIATE),
        script.resolved(),
    ]
    with database.unit() as unit:
        for event in events:
            unit.alerts.append(event)
    with database.reading() as unit:
        assert unit.alerts.events_of(script.id) == events
        assert unit.alerts.events_of(AlertId(new_uuid())) == []


def test_alarms_deliveries_and_graver_answers_come_back_whole(
    database: Database, alert_script: Script
) -> None:
    script = alert_script(ResidentId(new_uuid()))
    raised = script.raised(Level.ELEVATED)
    graver = replace(raised.cause, level=Level.IMMEDIATE)
    events = [
        raised,
        script._event(AlertEventKind.DELIVERED, note="Nurses' station, East"),
        script._event(AlertEventKind.ESCALATED),
        script.acknowledged(),
        script._event(AlertEventKind.RE_RAISED),
        script._event(AlertEventKind.ANSWERED, cause=graver, note="Do you have a way? Yes"),
    ]
    with database.unit() as unit:
        for event in events:
            unit.alerts.append(event)
    with database.reading() as unit:
        assert unit.alerts.events_of(script.id) == events
        (alert,) = unit.alerts.open_alerts()
    assert alert == alert_from(events)
    assert (alert.cause, alert.alarms) == (graver, 4)
    assert database.check() == ()


async def test_of_several_programs_that_escalate_at_once_exactly_one_writes(
    database: Database, paths: FacilityPaths, keys: FacilityKeys, noon: datetime
) -> None:
    clock = FakeClock(noon)
    with ExitStack() as opened:
        desks = []
        for name in ("kiosk", "staff", "station"):
            lane = ThreadLane(name)
            opened.callback(lane.close)
            own = opened.enter_context(Database.open(paths.database, keys))
            desks.append(AlertDesk(own.unit, lane, clock, routes=ROUTES))
        cause = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)
        raised = [await desks[0].raise_alert(ResidentId(new_uuid()), cause) for _ in range(20)]
        clock.advance(minutes=5)
        await asyncio.gather(*(desk.escalate_due(a.id) for a in raised for desk in desks))
    with database.reading() as unit:
        for alert in raised:
            kinds = [event.kind for event in unit.alerts.events_of(alert.id)]
            assert kinds == [AlertEventKind.RAISED, AlertEventKind.ESCALATED]
        entries = unit.audit.entries()
    assert verify(keys.audit, entries).valid
    assert Counter(entry.action for entry in entries) == {
        "alert.raised": 20,
        "alert.escalated": 20,
    }


def test_a_call_for_help_needs_nothing_else_in_the_database(
    database: Database, alert_script: Script
) -> None:
    unknown = ResidentId(new_uuid())
    with database.unit() as unit:
        unit.alerts.append(alert_script(unknown).raised())
    with database.reading() as unit:
        assert [alert.resident_id for alert in unit.alerts.open_alerts()] == [unknown]


def test_open_alerts_follow_the_events(database: Database, alert_script: Script) -> None:
    nell, ida = ResidentId(new_uuid()), ResidentId(new_uuid())
    first, second = alert_script(nell), alert_script(ida)

    def open_ones(of: ResidentId | None = None) -> list[tuple[AlertId, AlertStatus, int]]:
        with database.reading() as unit:
            return [(a.id, a.status, a.times_raised) for a in unit.alerts.open_alerts(of)]

    def happens(event: Any) -> None:
        with database.unit() as unit:
            unit.alerts.append(event)

    happens(first.raised())
    happens(second.raised())
    happens(first.acknowledged())
    waiting, acknowledged = AlertStatus.WAITING, AlertStatus.ACKNOWLEDGED
    assert open_ones() == [(first.id, acknowledged, 1), (second.id, waiting, 1)]
    assert open_ones(ida) == [(second.id, waiting, 1)]
    happens(first.resolved())
    assert open_ones() == [(second.id, waiting, 1)]
    # A graver repeat opens a resolved alert again: the projection follows the rule, not the kind.
    happens(first.repeated(Level.IMMEDIATE))
    assert open_ones() == [(first.id, waiting, 2), (second.id, waiting, 1)]
    assert database.check() == ()


def test_resolved_alerts_come_newest_first(
    database: Database, alert_script: Script, noon: datetime
) -> None:
    scripts = [
        alert_script(ResidentId(new_uuid()), start=noon + timedelta(hours=hours))
        for hours in (0, 5, 3)
    ]
    with database.unit() as unit:
        for script in scripts:
            unit.alerts.append(script.raised())
            unit.alerts.append(script.resolved())
    with database.reading() as unit:
        found = unit.alerts.resolved_since(noon + timedelta(hours=1))
    assert [alert.id for alert in found] == [scripts[1].id, scripts[2].id]
    assert found[0].resolved_at == noon + timedelta(hours=5, minutes=2)


def test_the_call_button_has_a_cause_without_words(
    database: Database, alert_script: Script, resident: Resident
) -> None:
    script = alert_script(resident.id)
    button = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)
    event = script._event(script.raised().kind, cause=button)
    with database.unit() as unit:
        unit.alerts.append(event)
        assert unit.alerts.events_of(script.id)[0].cause == button


@pytest.mark.parametrize("step", ["acknowledged", "resolved"])
def test_an_event_without_its_alert_is_refused(
    database: Database, alert_script: Script, step: str
) -> None:
    event = getattr(alert_script(ResidentId(new_uuid())), step)()
    with pytest.raises(AlertError), database.unit() as unit:
        unit.alerts.append(event)


def test_an_event_is_kept_once(database: Database, alert_script: Script) -> None:
    script = alert_script(ResidentId(new_uuid()))
    raised, acknowledged = script.raised(), script.acknowledged()
    with database.unit() as unit:
        unit.alerts.append(raised)
        unit.alerts.append(acknowledged)
    with pytest.raises(RefusedChangeError), database.unit() as unit:
        unit.alerts.append(acknowledged)
    with database.reading() as unit:
        assert unit.alerts.events_of(script.id) == [raised, acknowledged]


def test_who_acknowledged_is_kept(database: Database, alert_script: Script) -> None:
    script, nurse = alert_script(ResidentId(new_uuid())), StaffId(new_uuid())
    acknowledged = script.acknowledged()
    object.__setattr__(acknowledged, "by", nurse)
    with database.unit() as unit:
        unit.alerts.append(script.raised())
        unit.alerts.append(acknowledged)
        assert unit.alerts.open_alerts()[0].acknowledged_by == nurse


def test_open_alerts_are_found_among_ten_thousand_resolved(
    database: Database, alert_script: Script
) -> None:
    still_open = [alert_script(ResidentId(new_uuid())) for _ in range(3)]
    _insert_resolved(database, 10_000)
    with database.unit() as unit:
        for script in still_open:
            unit.alerts.append(script.raised())
    with database.reading() as unit:
        found = unit.alerts.open_alerts()
    assert {alert.id for alert in found} == {script.id for script in still_open}


def _insert_resolved(database: Database, count: int) -> None:
    # Straight into the tables: through the repository this would take most of the suite's time.
    many = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
        "INSERT INTO alert_events "
        "(id, alert_id, resident_id, kind, at, note, source, level, words, reasons, score) "
        "SELECT randomblob(16), CAST(printf('%016d', i) AS BLOB), zeroblob(16), :kind, "
        "'2026-01-01T00:00:00.000000+00:00', '', :source, :level, :words, :reasons, :score FROM n"
    )
    raised = {"source": "words", "level": 3, "words": "x", "reasons": "[]", "score": 0.8}
    resolved = dict.fromkeys(raised)
    heads = (
        "INSERT INTO alert_heads SELECT alert_id, resident_id, 0, at, at FROM alert_events "
        "WHERE kind = 'raised'"
    )
    with database._engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(text(many), {"count": count, "kind": "raised", **raised})
        connection.execute(text(many), {"count": count, "kind": "resolved", **resolved})
        connection.execute(text(heads))
        connection.commit()
