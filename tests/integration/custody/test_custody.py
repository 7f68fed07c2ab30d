"""Erasure, retention and legal hold on a real database, down to the bytes of the file."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.alerts import AlertEvent, AlertEventKind, AlertSource
from app.alerts.alert import AlertCause, Outcome
from app.audit import History, verify_log
from app.clinical import Score
from app.clinical.scores import ScaleId
from app.conversation.history import Message, Observation, Speaker
from app.custody import (
    CustodyDesk,
    CustodyError,
    Decision,
    DecisionKind,
    Retention,
    RetentionKind,
)
from app.generation.usage import DeadLetter
from app.identity.residents import Resident
from app.ids import (
    AlertEventId,
    AlertId,
    DocumentId,
    MessageId,
    ResidentId,
    StaffId,
    TurnId,
    new_uuid,
)
from app.recall import Passage, StreamName
from app.safety import DangerKind, Level
from app.safety.review import ReviewCase, ReviewCaseId
from storage import Database, RefusedChangeError
from storage.connection import WRITES
from storage.personal_tables import BLANKED, ERASED, KEPT
from storage.tables import Base
from tests.fakes.kept_facility import NOON, Facility, made_facility

SECRET = "zanzibar marmalade"
NURSE = StaffId(new_uuid())


class House:
    def __init__(self, facility: Facility, database: Database) -> None:
        self.facility = facility
        self.database = database
        self.now = NOON
        self.shredded = 0
        days = {
            RetentionKind.CONVERSATIONS: 90,
            RetentionKind.ALERTS: 365,
            RetentionKind.GENERATION: 90,
        }
        self.desk = CustodyDesk(
            database.unit,
            lambda: self.now,
            Retention(days),
            timedelta(days=30),
            self.shred,
        )

    def shred(self) -> None:
        self.shredded += 1

    def fill(self, who: Resident, at: datetime = NOON, *, resolved: bool = True) -> None:
        with self.database.unit() as unit:
            if unit.residents.get(who.id) is None:
                unit.residents.add(who)
            said = Message(
                MessageId(new_uuid()), TurnId(new_uuid()), who.id, Speaker.RESIDENT, SECRET, at
            )
            unit.messages.add(said)
            unit.messages.add_observation(
                Observation(said.id, who.id, at, Level.MODERATE, 0.4, SECRET)
            )
            unit.scores.add(Score(new_uuid(), who.id, ScaleId.PHQ9, date(2026, 3, 1), 9, (1,) * 9))
            passage = Passage(
                DocumentId(new_uuid()),
                StreamName.CHAT,
                who.id,
                "",
                SECRET,
                facts={"at": at.isoformat()},
            )
            unit.passages.add([passage])
            unit.generation.add_dead_letter(
                DeadLetter(at, "memory", "Form", "tiny", ({"text": SECRET},), who.id, (said.id,))
            )
            alert = AlertId(new_uuid())
            cause = AlertCause(
                AlertSource.WORDS, Level.URGENT, DangerKind.SUICIDE, SECRET, (SECRET,), 0.9, said.id
            )
            raised = AlertEvent(
                AlertEventId(new_uuid()), alert, who.id, AlertEventKind.RAISED, at, cause=cause
            )
            unit.alerts.append(raised)
            if resolved:
                kind = AlertEventKind.RESOLVED
                unit.alerts.append(
                    AlertEvent(
                        AlertEventId(new_uuid()),
                        alert,
                        who.id,
                        kind,
                        at,
                        by=NURSE,
                        outcome=Outcome.HELPED,
                        note=SECRET,
                    )
                )

    def count(self, table: str, condition: str = "1") -> int:
        with self.database._engine.connect() as connection:
            query = text(f"SELECT count(*) FROM {table} WHERE {condition}")  # noqa: S608
            return int(connection.execute(query).scalar_one())

    def words_anywhere(self) -> list[str]:
        """Return every table in which the secret still stands, the full-text index included."""
        found = []
        with self.database._engine.connect() as connection:
            names = connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL")
            ).scalars()
            for name in list(names):
                rows = connection.execute(text(f'SELECT * FROM "{name}"')).fetchall()  # noqa: S608
                if "zanzibar" in str(rows) or b"zanzibar" in b"".join(
                    value for row in rows for value in row if isinstance(value, bytes)
                ):
                    found.append(name)
        return found


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    facility = made_facility(tmp_path / "facility")
    with facility.open() as database:
        yield House(facility, database)


@pytest.fixture
def other(house: House) -> Resident:
    return replace(house.facility.resident, id=ResidentId(new_uuid()), given_name="Ada")


def test_an_erased_person_is_in_no_table_and_no_index(house: House, other: Resident) -> None:
    who = house.facility.resident
    house.fill(who)
    assert "messages" in house.words_anywhere()
    assert "passage_words_data" in house.words_anywhere()
    erased = house.desk.erase(who.id, "dana")
    assert erased.rows["messages"] == 2
    assert erased.rows["alert_events"] == 2
    assert house.words_anywhere() == []
    assert house.count("residents") == 0
    assert house.shredded == 1
    assert house.database.check() == ()


def test_what_staff_did_stays_without_words_or_name(house: House) -> None:
    who = house.facility.resident
    house.fill(who)
    house.desk.erase(who.id, "dana")
    with house.database.reading() as unit:
        (alert_id,) = unit.alerts.all_ids()  # type: ignore[attr-defined]
        raised, resolved = unit.alerts.events_of(alert_id)
        actions = [entry.action for entry in unit.audit.entries()]
        verdict = verify_log(unit.audit, house.facility.keys.audit, History())
    assert raised.cause is not None
    assert (raised.cause.words, raised.cause.reasons, raised.cause.level) == ("", (), Level.URGENT)
    assert (resolved.by, resolved.outcome, resolved.note) == (NURSE, Outcome.HELPED, "")
    assert actions[-1] == "privacy.erased"
    assert verdict.valid


def test_others_lose_nothing(house: House, other: Resident) -> None:
    house.fill(house.facility.resident)
    house.fill(other)
    house.desk.erase(house.facility.resident.id, "dana")
    for table in ("messages", "observations", "scores", "passages", "residents"):
        assert house.count(table) == 1
    assert house.count("alert_events", "note != '' OR words != ''") == 2


def test_a_wish_hides_at_once_and_erases_when_its_time_is_over(house: House) -> None:
    who = house.facility.resident.id
    house.desk.request_erasure(who, "dana", "The family asked.")
    with house.database.reading() as unit:
        assert list(unit.residents.all()) == []
        assert unit.residents.get(who) is not None
    assert house.desk.hidden()[who].erase_at == NOON + timedelta(days=30)
    house.now += timedelta(days=29)
    assert house.desk.erase_due() == []
    house.now += timedelta(days=1)
    assert [erased.resident_id for erased in house.desk.erase_due()] == [who]
    assert house.desk.erase_due() == []


def test_a_wish_can_be_taken_back(house: House) -> None:
    who = house.facility.resident.id
    house.desk.request_erasure(who, "dana", "")
    with pytest.raises(CustodyError, match="already"):
        house.desk.request_erasure(who, "dana", "")
    house.desk.cancel_erasure(who, "dana", "A mistake.")
    with house.database.reading() as unit:
        assert len(unit.residents.all()) == 1
    with pytest.raises(CustodyError, match="No erasure waits"):
        house.desk.cancel_erasure(who, "dana", "")


def test_a_legal_hold_keeps_everything(house: House) -> None:
    who = house.facility.resident.id
    house.fill(house.facility.resident, NOON - timedelta(days=400))
    house.desk.set_hold(who, "dana", "Case 12", held=True)
    with pytest.raises(CustodyError, match="already"):
        house.desk.set_hold(who, "dana", "", held=True)
    house.desk.request_erasure(who, "dana", "")
    house.now += timedelta(days=31)
    assert house.desk.erase_due() == []
    with pytest.raises(CustodyError, match="legal hold"):
        house.desk.erase(who, "dana")
    assert sum(house.desk.would_expire().values()) == 0
    assert sum(house.desk.expire().values()) == 0
    house.desk.set_hold(who, "dana", "Over", held=False)
    assert len(house.desk.erase_due()) == 1


def test_nobody_is_erased_while_an_alert_is_open(house: House) -> None:
    who = house.facility.resident
    house.fill(who, resolved=False)
    for step in (house.desk.request_erasure, lambda w, b, _r: house.desk.erase(w, b)):
        with pytest.raises(CustodyError, match="still open"):
            step(who.id, "dana", "")


def test_an_erased_person_cannot_be_erased_again(house: House) -> None:
    who = house.facility.resident.id
    house.desk.erase(who, "dana")
    with pytest.raises(CustodyError, match="already"):
        house.desk.erase(who, "dana")


def test_what_is_old_enough_goes_and_the_rest_stays(house: House) -> None:
    who = house.facility.resident
    house.fill(who, NOON - timedelta(days=91))
    house.fill(who, NOON - timedelta(days=89))
    before = house.desk.would_expire()
    assert before[RetentionKind.GENERATION] == 1
    assert before[RetentionKind.CONVERSATIONS] == 3
    assert house.desk.expire() == before
    assert sum(house.desk.would_expire().values()) == 0
    for table in ("observations", "passages"):
        assert house.count(table) == 1
    assert house.count("messages") == 2  # the recent one, and the one of the facility
    assert house.count("dead_letters") == 1
    assert house.count("alert_events") == 4
    house.now += timedelta(days=366)
    assert house.desk.expire()[RetentionKind.ALERTS] == 6  # four events, two heads
    assert house.count("scores") == 2
    assert house.database.check() == ()


def test_a_message_stays_while_a_case_points_at_it(house: House) -> None:
    who = house.facility.resident
    house.fill(who, NOON - timedelta(days=91))
    with house.database.unit() as unit:
        (cited, *_rest) = [m for m in unit.messages.recent(who.id, 9) if m.text == SECRET]
        case_id = ReviewCaseId(new_uuid())
        unit.reviews.add_case(
            ReviewCase(case_id, who.id, cited.id, cited.at, SECRET, Level.MODERATE, 0.4, (), ())
        )
    house.desk.expire()
    assert house.count("messages", f"text = '{SECRET}'") == 1


def test_reading_goes_on_when_the_newest_messages_are_gone(house: House) -> None:
    who = house.facility.resident
    with house.database.unit() as unit:
        unit.memory_marks.mark_read(who.id, 1)
    house.now = NOON + timedelta(days=100)
    house.desk.expire()
    assert house.count("messages") == 0
    assert house.count("memory_marks", "read_up_to = 0") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM messages",
        "UPDATE messages SET text = ''",
        "UPDATE alert_events SET words = ''",
        "DELETE FROM alert_events",
        "DELETE FROM audit_entries",
        "DELETE FROM privacy_events",
        "INSERT INTO evidence_permits (table_name, audit_sequence) VALUES ('messages', 1)",
        "INSERT INTO evidence_permits (table_name, audit_sequence) VALUES ('messages', 999)",
    ],
)
def test_evidence_stays_for_everybody_who_has_no_permit(house: House, statement: str) -> None:
    who = house.facility.resident.id
    house.fill(house.facility.resident)
    house.desk.request_erasure(who, "dana", "")
    writing = house.database._engine.connect().execution_options(**{WRITES: True})
    with writing as connection, pytest.raises(RefusedChangeError), connection.begin():
        connection.execute(text(statement))


def test_no_permit_outlives_its_transaction(house: House) -> None:
    house.fill(house.facility.resident, NOON - timedelta(days=400))
    house.desk.expire()
    house.desk.erase(house.facility.resident.id, "dana")
    assert house.count("evidence_permits") == 0


def test_a_person_is_given_everything(house: House) -> None:
    who = house.facility.resident
    house.fill(who)
    given = house.desk.give(who.id, "dana")
    assert set(given) == {rows.table for rows in (*ERASED, BLANKED)}
    assert given["residents"][0]["family_name"] == "Whitcombe"
    assert [row["text"] for row in given["messages"]][-1] == SECRET
    assert json.loads(json.dumps(given)) == given


def test_every_table_that_refers_to_a_resident_is_provided_for() -> None:
    known = {rows.table for rows in (*ERASED, BLANKED)} | set(KEPT)
    personal = {
        table.name
        for table in Base.metadata.sorted_tables
        if "resident_id" in table.columns
        or any(key.column.table.name == "residents" for key in table.foreign_keys)
    }
    assert personal <= known


def test_every_table_of_evidence_can_be_erased_under_a_permit(house: House) -> None:
    with house.database._engine.connect() as connection:
        found = connection.execute(
            text("SELECT tbl_name, sql FROM sqlite_master WHERE name LIKE '%_refuse_delete'")
        ).fetchall()
    guarded = dict(tuple(row) for row in found)
    for rows in (*ERASED, BLANKED):
        assert rows.evidence is (rows.table in guarded)
        if rows.evidence:
            assert "evidence_permits" in guarded[rows.table]


def test_a_decision_is_kept_in_order_not_by_the_clock(house: House) -> None:
    who = house.facility.resident.id
    with house.database.unit() as unit:
        for kind, days in ((DecisionKind.HOLD_PLACED, 5), (DecisionKind.HOLD_LIFTED, -5)):
            unit.records.add_decision(Decision(who, kind, NOON + timedelta(days=days), "dana"))
    assert not house.desk.standing(who).held
