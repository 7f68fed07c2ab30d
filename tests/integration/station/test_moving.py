"""Moving in, out and back: what staff, other programs and Lilo learn of it."""

import pytest

from app.identity import Role
from app.presence import Roll, RollCall
from app.station import NewResident
from app.station.residents import UnknownResidentError
from tests.fakes.station_house import StationHouse


async def test_who_moves_in_is_known_at_once_and_by_other_programs_at_their_next_look(
    house: StationHouse,
) -> None:
    lilo, nurse = house.lilo, house.session(Role.NURSE)
    with lilo.database.reading() as unit:
        call = RollCall.of(unit)
    elsewhere = Roll(call, lilo.database.reading, lilo.runtime.database)
    new = NewResident("Ada", "Lane", "14", language="es")
    ada = await lilo.station.residents.add(nurse, new)
    assert ada in {one.id for one in lilo.residents}
    assert lilo.languages.of(ada) == "es"
    assert ada in {face.resident.id for face in await lilo.doorkeeper.faces()}
    assert ada in {one.id for one in await lilo.station.scores.residents(nurse)}
    assert ada not in {one.id for one in elsewhere.everybody}
    await elsewhere.look()
    assert ada in {one.id for one in elsewhere.living_here}
    with lilo.database.reading() as unit:
        entry = unit.audit.latest(1)[0]
    assert (entry.action, entry.actor) == ("resident.added", str(nurse.member.id))
    assert entry.subject == str(ada)


async def test_who_has_moved_out_is_on_no_list_and_their_record_stays(house: StationHouse) -> None:
    lilo, nurse = house.lilo, house.session(Role.NURSE)
    records, gone = lilo.station.residents, lilo.residents[-1].id

    async def shown() -> list[bool]:
        board = await lilo.station.board.read(nurse)
        return [
            gone in {tile.resident.id for tile in board.tiles},
            gone in {one.id for one in await lilo.station.scores.residents(nurse)},
            gone in {due.resident_id for due in await lilo.station.scores.due(nurse)},
            not next(one for one in await records.all(nurse) if one.id == gone).has_left,
        ]

    assert await shown() == [True] * 4
    await records.move_out(nurse, gone)
    assert await shown() == [False] * 4
    assert (await records.open(nurse, gone)).has_left
    await records.move_back(nurse, gone)
    assert await shown() == [True] * 4
    assert house.actions()[-4:].count("resident.returned") == 1


async def test_a_stranger_cannot_move_out(house: StationHouse) -> None:
    nurse = house.session(Role.NURSE)
    with pytest.raises(UnknownResidentError):
        await house.lilo.station.residents.move_out(nurse, nurse.member.id)
