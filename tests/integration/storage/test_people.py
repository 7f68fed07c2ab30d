"""Residents, staff, plans and scores come back as they were kept."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import text

from app.clinical.scores import ScaleId, Score
from app.identity.residents import Mobility, Resident
from app.identity.staff import Credential, Role, StaffMember
from app.ids import ResidentId, StaffId, new_uuid
from app.schedule.day import ItemKind, ScheduledItem
from storage import Database, RefusedChangeError, UnknownRecordError


def _member(login: str, family_name: str) -> StaffMember:
    return StaffMember(
        StaffId(new_uuid()), login, "Asha", family_name, Role.NURSE, "RN", "East", on_shift=True
    )


def test_a_resident_comes_back_whole(home: Database, resident: Resident) -> None:
    with home.reading() as unit:
        assert unit.residents.get(resident.id) == resident
        assert unit.residents.get(ResidentId(new_uuid())) is None


def test_how_somebody_gets_about_is_kept_changed_and_taken_back(
    home: Database, resident: Resident
) -> None:
    for mobility in (Mobility.WHEELCHAIR, Mobility.BED, Mobility.UNKNOWN):
        wanted = replace(resident, mobility=mobility)
        with home.unit() as unit:
            unit.residents.save(wanted)
        with home.reading() as unit:
            assert unit.residents.get(resident.id) == wanted
            assert list(unit.residents.all()) == [wanted]


def test_a_note_that_is_not_known_hides_nobody(home: Database, resident: Resident) -> None:
    with home.unit() as unit:
        unit.residents.save(replace(resident, mobility=Mobility.FRAME))
        later = text("UPDATE marks SET value = x'737465' WHERE name LIKE 'mobility:%'")
        unit.residents._session.execute(later)  # type: ignore[attr-defined]
    with home.reading() as unit:
        assert list(unit.residents.all()) == [resident]
        assert unit.residents.get(resident.id) == resident


def test_how_somebody_gets_about_is_handed_over_with_the_rest(
    home: Database, resident: Resident
) -> None:
    with home.unit() as unit:
        unit.residents.save(replace(resident, mobility=Mobility.FRAME))
    with home.reading() as unit:
        (note,) = unit.records.collect(resident.id)["marks"]
    assert note["name"] == f"mobility:{resident.id.hex}"


def test_rooms_are_ordered_as_people_count(database: Database, resident: Resident) -> None:
    rooms = ["10", "2", "A3", "2b", "", "A10", "2"]
    with database.unit() as unit:
        for room in rooms:
            unit.residents.add(replace(resident, id=ResidentId(new_uuid()), room=room))
        assert [r.room for r in unit.residents.all()] == ["", "2", "2", "2b", "10", "A3", "A10"]


def test_staff_are_found_by_login_in_any_case(database: Database) -> None:
    okafor, abiola = _member("Asha.O", "Okafor"), _member("asha.a", "abiola")
    with database.unit() as unit:
        unit.staff.add(okafor, Credential(okafor.id, "$argon2id$one"))
        unit.staff.add(abiola, Credential(abiola.id, "$argon2id$two"))
    with database.reading() as unit:
        assert unit.staff.by_login("ASHA.o") == okafor
        assert unit.staff.by_login("nobody") is None
        assert unit.staff.get(abiola.id) == abiola
        assert unit.staff.all() == [abiola, okafor]


def test_a_login_is_given_once(database: Database) -> None:
    first, second = _member("asha", "Okafor"), _member("ASHA", "Abiola")
    with database.unit() as unit:
        unit.staff.add(first, Credential(first.id, "hash"))
    with pytest.raises(RefusedChangeError), database.unit() as unit:
        unit.staff.add(second, Credential(second.id, "hash"))


def test_credentials_are_replaced(database: Database, noon: datetime) -> None:
    member = _member("asha", "Okafor")
    blocked = Credential(member.id, "hash", failures=5, blocked_until=noon + timedelta(minutes=5))
    with database.unit() as unit:
        unit.staff.add(member, Credential(member.id, "hash"))
        unit.staff.save_credential(blocked)
    with database.reading() as unit:
        assert unit.staff.credential(member.id) == blocked
        with pytest.raises(UnknownRecordError):
            unit.staff.credential(StaffId(new_uuid()))


def test_plans_come_back_by_time_of_day(home: Database, resident: Resident) -> None:
    tea = ScheduledItem(
        new_uuid(),
        resident.id,
        "Tea with Dorothy, in the garden room",
        "tea with Dorothy in the garden room",
        time(15, 30),
        frozenset({0, 2, 4}),
        ItemKind.ACTIVITY,
        "your friend Dorothy",
    )
    pills = replace(tea, id=new_uuid(), at=time(8), kind=ItemKind.MEDICATION, visitor="")
    with home.unit() as unit:
        unit.schedule.add(tea)
        unit.schedule.add(pills)
    with home.reading() as unit:
        assert unit.schedule.of(resident.id) == [pills, tea]
        assert unit.schedule.of(ResidentId(new_uuid())) == []


def test_scores_come_back_oldest_first(home: Database, resident: Resident) -> None:
    march = Score(new_uuid(), resident.id, ScaleId.PHQ9, date(2026, 3, 1), 12, (1, 2, 1, 2, 1, 2))
    january = replace(march, id=new_uuid(), taken_on=date(2026, 1, 5), total=4)
    with home.unit() as unit:
        unit.scores.add(march)
        unit.scores.add(january)
    with home.reading() as unit:
        assert unit.scores.of(resident.id) == [january, march]


def test_nothing_is_kept_for_nobody(database: Database) -> None:
    score = Score(new_uuid(), ResidentId(new_uuid()), ScaleId.GAD7, date(2026, 3, 1), 3, (1, 2))
    with pytest.raises(RefusedChangeError), database.unit() as unit:
        unit.scores.add(score)
