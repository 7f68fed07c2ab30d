"""What is evidence can be added to and not changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy import table as table_of

from app.audit import AuditAction, AuditDraft, verify
from app.clinical.administration import AdministrationEvent, AdministrationId, Step
from app.clinical.scores import ScaleId, Score
from app.conversation.history import Message, Observation
from app.identity.residents import Resident
from app.ids import new_uuid
from app.presence import Residence
from app.safety import Level
from app.schedule.reminders import ReminderEvent, ReminderKey, ReminderStep
from storage import Database, FacilityKeys, FacilityPaths, RefusedChangeError, open_database
from storage.connection import WRITES, outside_transactions

EVIDENCE = [
    "messages",
    "observations",
    "alert_events",
    "scores",
    "audit_entries",
    "reminder_events",
    "residence_events",
    "administration_events",
]


@pytest.fixture
def filled(
    home: Database,
    resident: Resident,
    message_from: Callable[..., Message],
    alert_script: Callable[..., Any],
    noon: datetime,
) -> Database:
    message = message_from(resident)
    with home.unit() as unit:
        unit.messages.add(message)
        unit.messages.add_observation(
            Observation(message.id, resident.id, noon, Level.MODERATE, 0.5, "words")
        )
        unit.alerts.append(alert_script(resident.id).raised())
        unit.scores.add(
            Score(new_uuid(), resident.id, ScaleId.PHQ9, date(2026, 3, 1), 5, (1, 2, 2))
        )
        said = ReminderStep.SAID
        key = ReminderKey(new_uuid(), noon)
        unit.reminders.append(ReminderEvent(key, resident.id, said, noon, "lilo"))
        unit.residence.append(resident.id, Residence.DISCHARGED, noon, "dana")
        unit.administrations.append(
            AdministrationEvent(
                new_uuid(),
                AdministrationId(new_uuid()),
                resident.id,
                ScaleId.PHQ9,
                Step.BEGUN,
                noon,
            )
        )
        for _ in range(3):
            unit.audit.append(AuditDraft(AuditAction.TURN_TAKEN, "lilo", str(resident.id)), noon)
    return home


@pytest.fixture
def sql(filled: Database, paths: FacilityPaths, keys: FacilityKeys) -> Iterator[Connection]:
    """Somebody with the key and a mind to tamper."""
    engine = open_database(paths.database, keys.database)
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize("table", EVIDENCE)
@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM {table}",
        "UPDATE {table} SET sequence = sequence + 100",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ],
)
def test_evidence_is_not_changed(sql: Connection, table: str, change: str) -> None:
    rows = select(func.count()).select_from(table_of(table))
    count = sql.scalar(rows)
    assert count
    with pytest.raises(RefusedChangeError, match="only ever added"):
        sql.execute(text(change.format(table=table)))
    assert sql.scalar(rows) == count


def test_the_chain_comes_back_as_it_was_sealed(
    database: Database, keys: FacilityKeys, noon: datetime
) -> None:
    details = {"n": 3, "share": 0.1 + 0.2, "ok": True, "none": None, "text": "é"}
    with database.unit() as unit:
        sealed = [
            unit.audit.append(AuditDraft(AuditAction.SIGNED_IN, "a", "b", details), noon),
            unit.audit.append(AuditDraft(AuditAction.SIGNED_OUT, "a"), noon),
        ]
    with database.reading() as unit:
        entries = unit.audit.entries()
        assert entries == sealed
        assert unit.audit.entries(after=1) == sealed[1:]
        assert unit.audit.entries(limit=1) == sealed[:1]
        assert unit.audit.latest(5) == sealed[::-1]
        acts = [(entry.action, entry.at) for entry in sealed[::-1]]
        assert unit.audit.latest_acts(1) == acts[:1]
        assert unit.audit.latest_acts(5) == acts
        assert unit.audit.count() == 2
    verdict = verify(keys.audit, entries)
    assert (verdict.valid, verdict.checked) == (True, 2)


def test_the_chain_shows_what_got_past_the_triggers(
    filled: Database, sql: Connection, keys: FacilityKeys
) -> None:
    with sql.begin():
        sql.execute(text("DROP TRIGGER audit_entries_refuse_update"))
        sql.execute(text("UPDATE audit_entries SET actor = 'mallory' WHERE sequence = 2"))
    with filled.reading() as unit:
        entries = unit.audit.entries()
    assert verify(keys.audit, entries).first_bad == 2
    assert verify(keys.audit, [replace(e, actor="lilo") for e in entries]).valid


TAMPERING = {
    "UPDATE alert_heads SET is_open = 0": "stands elsewhere",
    "DELETE FROM alert_heads": "stands elsewhere",
    "INSERT INTO alert_heads SELECT randomblob(16), resident_id, 1, raised_at, NULL "
    "FROM alert_heads": "no events",
    "INSERT INTO passage_words (rowid, title) VALUES (7, 'ghost')": "keyword index knows 1",
    "DELETE FROM residents": "refers to something that residents does not have",
}


@pytest.mark.parametrize("change", TAMPERING)
def test_what_does_not_fit_together_is_noticed(
    filled: Database, sql: Connection, change: str
) -> None:
    assert filled.check() == ()
    outside_transactions(sql, "PRAGMA foreign_keys = OFF")
    with sql.begin():
        sql.execute(text(change))
    assert TAMPERING[change] in filled.check()[0]
    with filled.reading() as unit:  # One bad row does not take the board down.
        assert len(unit.alerts.open_alerts()) <= 1
