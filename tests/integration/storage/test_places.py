"""Where a resident was on a screen, on the real database."""

from app.identity import Resident
from app.presence import CrisisPlace, Place, PlaceBook
from app.runtime import ThreadLane
from storage import Database
from tests.fakes.clock import FakeClock

CRISIS = CrisisPlace("alert", "suicide", "plan", frozenset({"now", "plan"}), frozenset({"suicide"}))
PLACE = Place("12", "talk", {"talk": "I wanted to say", "crisis": "I have"}, CRISIS)


async def test_a_place_is_found_on_its_kiosk_within_its_time(
    home: Database, lane: ThreadLane, clock: FakeClock, resident: Resident
) -> None:
    book = PlaceBook(home.unit, lane, clock)
    assert await book.read(resident.id, "12", 360) == (None, None)
    await book.keep(resident.id, Place("12", "today"))
    await book.keep(resident.id, PLACE)
    assert await book.read(resident.id, "12", 360) == (PLACE, CRISIS)
    assert await book.read(resident.id, "3", 360) == (None, CRISIS)
    clock.advance(seconds=361)
    assert await book.read(resident.id, "12", 360) == (None, CRISIS)
    await book.keep(resident.id, None)
    assert await book.read(resident.id, "12", 360) == (None, None)


async def test_a_place_is_among_what_is_handed_over_and_erased(
    home: Database, lane: ThreadLane, clock: FakeClock, resident: Resident
) -> None:
    await PlaceBook(home.unit, lane, clock).keep(resident.id, PLACE)
    with home.reading() as unit:
        (note,) = unit.records.collect(resident.id)["marks"]
    assert note["name"] == f"kiosk:{resident.id.hex}"
