"""Readings, disclosures, cases for review and verdicts come back whole, and are not changed."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy import table as table_of

from app.conversation.history import Message
from app.identity.residents import Resident
from app.identity.staff import Credential, Role, StaffMember
from app.ids import MessageId, ResidentId, StaffId, new_uuid
from app.safety.disclosure import Disclosure, Occasion
from app.safety.levels import Level
from app.safety.review import Decision, Doubt, ReviewCase, ReviewCaseId, Verdict
from app.safety.trajectory import Reading
from storage import Database, FacilityKeys, FacilityPaths, RefusedChangeError, open_database
from storage.connection import WRITES

Messages = Callable[..., Message]


@pytest.fixture
def nurse(home: Database) -> StaffMember:
    member = StaffMember(StaffId(new_uuid()), "dana", "Dana", "Whitfield", Role.NURSE)
    with home.unit() as unit:
        unit.staff.add(member, Credential(member.id, "no passphrase opens this"))
    return member


@pytest.fixture
def reading_at(
    home: Database, resident: Resident, message_from: Messages, noon: datetime
) -> Callable[[float], Reading]:
    """Keep a message and its reading, so many hours after noon."""

    def keep(hours: float) -> Reading:
        reading = Reading(noon + timedelta(hours=hours), -0.25, 0.375, 12, refused=hours > 2)
        message = message_from(resident, minutes=60 * hours)
        with home.unit() as unit:
            unit.readings.add(resident.id, message.id, reading)
            unit.messages.add(message)
        return reading

    return keep


@pytest.fixture
def case_at(
    home: Database, resident: Resident, message_from: Messages, noon: datetime
) -> Callable[..., ReviewCase]:
    """Keep a message and its case, so many hours after noon."""

    def keep(hours: float = 0, score: float = 0.55) -> ReviewCase:
        message = message_from(resident, "It won’t be long now.", minutes=60 * hours)
        case = ReviewCase(
            ReviewCaseId(new_uuid()),
            resident.id,
            message.id,
            noon + timedelta(hours=hours),
            message.text,
            Level.MODERATE,
            score,
            ("Sounds like: “not long for this world”", "PHQ-9 17 on 3 Nov"),
            (Doubt.BETWEEN_THRESHOLDS, Doubt.HELD_BACK),
        )
        with home.unit() as unit:
            unit.reviews.add_case(case)
            unit.messages.add(message)
        return case

    return keep


def somebody_else() -> ResidentId:
    return ResidentId(new_uuid())


def test_readings_come_back_oldest_first(
    home: Database,
    resident: Resident,
    reading_at: Callable[[float], Reading],
    noon: datetime,
) -> None:
    kept = [reading_at(hours) for hours in (1, 5, 3)]
    in_order = [kept[0], kept[2], kept[1]]
    with home.reading() as unit:
        assert unit.readings.recent(resident.id, noon, 9) == in_order
        assert unit.readings.recent(resident.id, noon, 2) == in_order[1:]
        assert unit.readings.recent(resident.id, noon + timedelta(hours=3), 9) == in_order[1:]
        assert unit.readings.recent(resident.id, noon, -1) == []
        assert unit.readings.recent(somebody_else(), noon, 9) == []


def test_a_message_has_one_reading_and_a_reading_a_message(
    home: Database, resident: Resident, message_from: Messages, noon: datetime
) -> None:
    message = message_from(resident)
    reading = Reading(noon, 0.1, 0.0, 4, refused=False)
    with home.unit() as unit:
        unit.messages.add(message)
        unit.readings.add(resident.id, message.id, reading)
    for message_id in (message.id, MessageId(new_uuid())):
        with pytest.raises(RefusedChangeError), home.unit() as unit:
            unit.readings.add(resident.id, message_id, reading)
    with home.reading() as unit:
        assert unit.readings.recent(resident.id, noon, 9) == [reading]


def test_the_last_disclosure_is_the_one_that_was_kept_last(
    home: Database, resident: Resident, noon: datetime
) -> None:
    # In between the clock was set back.
    kept = [
        Disclosure(new_uuid(), resident.id, noon + timedelta(hours=hours), occasion, "new_york")
        for hours, occasion in (
            (0, Occasion.FIRST_TODAY),
            (3, Occasion.THREE_HOURS),
            (1, Occasion.ASKED),
        )
    ]
    with home.unit() as unit:
        assert unit.disclosures.last(resident.id) is None
        for disclosure in kept:
            unit.disclosures.add(disclosure)
    with home.reading() as unit:
        assert unit.disclosures.last(resident.id) == kept[2]
        assert unit.disclosures.last(somebody_else()) is None
        assert unit.disclosures.recent(resident.id, noon, 9) == kept
        assert unit.disclosures.recent(resident.id, noon, 1) == kept[2:]
        assert unit.disclosures.recent(resident.id, noon + timedelta(hours=2), 9) == [kept[1]]


def test_cases_wait_gravest_first_until_they_are_decided(
    home: Database,
    resident: Resident,
    case_at: Callable[..., ReviewCase],
    nurse: StaffMember,
    noon: datetime,
) -> None:
    first, grave, second = case_at(1, 0.52), case_at(2, 0.58), case_at(3, 0.52)
    with home.reading() as unit:
        assert unit.reviews.open_cases(9) == [grave, first, second]
        assert unit.reviews.open_cases(1) == [grave]
        assert unit.reviews.count_open() == 3
        assert unit.reviews.case(grave.id) == grave
        assert unit.reviews.case(ReviewCaseId(new_uuid())) is None
        assert unit.reviews.recent(resident.id, noon, 2) == [grave, second]
        assert unit.reviews.recent(somebody_else(), noon, 2) == []
    later = noon + timedelta(hours=4)
    decision = Decision(grave.id, Verdict.DANGER, Level.ELEVATED, nurse.id, later, "Sat with her.")
    with home.unit() as unit:
        unit.reviews.decide(decision)
    with home.reading() as unit:
        assert unit.reviews.open_cases(9) == [first, second]
        assert unit.reviews.count_open() == 2
        assert unit.reviews.decided(later) == [(grave, decision)]
        assert unit.reviews.decided(later + timedelta(seconds=1)) == []


def test_of_several_decisions_the_last_counts(
    home: Database, case_at: Callable[..., ReviewCase], nurse: StaffMember, noon: datetime
) -> None:
    case, other = case_at(), case_at()
    unsure = Decision(case.id, Verdict.UNSURE, None, nurse.id, noon + timedelta(hours=1))
    no = Decision(case.id, Verdict.NOT_DANGER, None, nurse.id, noon + timedelta(hours=2), "A joke")
    yes = Decision(other.id, Verdict.DANGER, None, nurse.id, noon + timedelta(hours=3))
    with home.unit() as unit:
        for decision in (unsure, yes, no):
            unit.reviews.decide(decision)
    with home.reading() as unit:
        assert unit.reviews.decided(noon) == [(other, yes), (case, no)]
        assert unit.reviews.count_open() == 0


def test_a_decision_needs_its_case(home: Database, nurse: StaffMember, noon: datetime) -> None:
    astray = Decision(ReviewCaseId(new_uuid()), Verdict.UNSURE, None, nurse.id, noon)
    with pytest.raises(RefusedChangeError), home.unit() as unit:
        unit.reviews.decide(astray)


@pytest.fixture
def sql(
    home: Database,
    resident: Resident,
    nurse: StaffMember,
    reading_at: Callable[[float], Reading],
    case_at: Callable[..., ReviewCase],
    noon: datetime,
    paths: FacilityPaths,
    keys: FacilityKeys,
) -> Iterator[Connection]:
    """Somebody with the key and a mind to tamper, and one row in each table."""
    reading_at(1)
    case = case_at(1)
    with home.unit() as unit:
        unit.reviews.decide(Decision(case.id, Verdict.DANGER, None, nurse.id, noon))
        unit.disclosures.add(Disclosure(new_uuid(), resident.id, noon, Occasion.ASKED, "default"))
    engine = open_database(paths.database, keys.database)
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize(
    "table", ["turn_readings", "disclosures", "review_cases", "review_decisions"]
)
@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM {table}",
        "UPDATE {table} SET sequence = sequence + 100",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ],
)
def test_what_is_kept_is_not_changed(sql: Connection, table: str, change: str) -> None:
    rows = select(func.count()).select_from(table_of(table))
    assert sql.scalar(rows) == 1
    with pytest.raises(RefusedChangeError, match="only ever added"):
        sql.execute(text(change.format(table=table)))
    assert sql.scalar(rows) == 1
