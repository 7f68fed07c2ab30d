"""Counts over years of messages and alerts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event

from app.alerts import AlertEventKind
from app.conversation.history import Message, Speaker
from app.identity.residents import Resident
from app.ids import ResidentId, new_uuid
from app.oversight.activity import DangerRaised
from app.safety import DangerKind, Level
from storage import Database


def test_turns_of_residents_are_counted_and_lilos_are_not(
    home: Database, resident: Resident, message_from: Callable[..., Message], noon: datetime
) -> None:
    other = replace(resident, id=ResidentId(new_uuid()), room="13")
    silent = replace(resident, id=ResidentId(new_uuid()), room="14")
    with home.unit() as unit:
        unit.residents.add(other)
        unit.residents.add(silent)
        for minutes in (0, 10, 60):
            unit.messages.add(message_from(resident, minutes=minutes))
        unit.messages.add(message_from(other, minutes=5))
        unit.messages.add(message_from(silent, speaker=Speaker.LILO, minutes=6))
    with home.reading() as unit:
        counts = unit.activity.turns_between(noon, noon + timedelta(hours=1))
    assert sorted(counts) == [1, 2]


def test_dangers_come_with_the_gravest_level_and_how_far_they_went(
    database: Database, alert_script: Any, noon: datetime
) -> None:
    script = alert_script(ResidentId(new_uuid()))
    escalated = replace(script.answered(""), kind=AlertEventKind.ESCALATED, note="")
    with database.unit() as unit:
        for step in (script.raised(), script.repeated(Level.IMMEDIATE), escalated):
            unit.alerts.append(step)
    with database.reading() as unit:
        found = unit.activity.dangers_since(noon - timedelta(days=1))
        assert unit.activity.dangers_since(noon + timedelta(days=400)) == []
    assert found == [
        DangerRaised(noon + timedelta(minutes=2), DangerKind.MEDICAL_EMERGENCY, Level.IMMEDIATE, 1)
    ]


def test_neither_count_reads_a_table_whole(home: Database, noon: datetime) -> None:
    asked: list[tuple[str, Any]] = []

    def listen(_c: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    event.listen(home._engine, "before_cursor_execute", listen)
    with home.reading() as unit:
        unit.activity.turns_between(noon, noon + timedelta(days=1))
        unit.activity.dangers_since(noon)
    event.remove(home._engine, "before_cursor_execute", listen)
    plans = []
    with home._engine.connect() as connection:
        for statement, parameters in asked:
            if statement.startswith("SELECT"):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                plans += [row[-1] for row in rows]
    read_whole = [plan for plan in plans if plan.startswith("SCAN")]
    assert len(plans) >= 4
    assert all("residents" in plan for plan in read_whole)
