"""Who is in front of a screen, on a real database."""

from datetime import timedelta

import pytest

from app.audit import AuditAction
from app.identity import Resident, StaffMember
from app.ids import ResidentId, new_uuid
from app.presence import (
    PICTURES,
    Doorkeeper,
    PinBlockedError,
    PinError,
    PortraitError,
    Quiet,
    QuietRules,
    Roll,
    RollCall,
    quiet_after,
)
from app.presence.doorkeeper import LARGEST_PORTRAIT
from app.runtime import ThreadLane
from storage import Database
from tests.fakes.clock import FakeClock

RIGHT = ("sun", "sun", "fish", "key")
WRONG = ("sun", "moon", "fish", "key")
PNG = b"\x89PNG\r\n\x1a\nnot more than a head"
RULES = QuietRules(ask_after_s=300, end_after_s=60)


def roll_of(database: Database, lane: ThreadLane) -> Roll:
    with database.reading() as unit:
        call = RollCall.of(unit)
    return Roll(call, database.reading, lane)


def keeper_of(database: Database, lane: ThreadLane, clock: FakeClock) -> Doorkeeper:
    return Doorkeeper(database.unit, database.reading, lane, clock, roll_of(database, lane))


@pytest.fixture
def keeper(database: Database, lane: ThreadLane, clock: FakeClock) -> Doorkeeper:
    return keeper_of(database, lane, clock)


def actions(database: Database) -> list[str]:
    with database.reading() as unit:
        return [entry.action for entry in unit.audit.entries()]


@pytest.mark.parametrize(
    ("quiet_s", "busy", "expected"),
    [
        (0, False, Quiet.AWAKE),
        (299, False, Quiet.AWAKE),
        (300, False, Quiet.ASKING),
        (359, False, Quiet.ASKING),
        (360, False, Quiet.OVER),
        (10_000, True, Quiet.AWAKE),
    ],
)
def test_a_question_comes_before_the_end(quiet_s: float, expected: Quiet, *, busy: bool) -> None:
    assert quiet_after(quiet_s, RULES, is_busy=busy) is expected


async def test_faces_are_those_who_live_here_by_the_name_they_go_by(
    keeper: Doorkeeper, database: Database, resident: Resident, nurse: StaffMember
) -> None:
    other = Resident(ResidentId(new_uuid()), "Arthur", "Bell", "", "3", "Garden")
    with database.unit() as unit:
        unit.residents.add(other)
    await keeper.set_portrait(resident.id, PNG, nurse.id)
    faces = await keeper.faces()
    assert [(face.name, face.portrait, face.has_pin) for face in faces] == [
        ("Arthur", None, False),
        ("Peggy", PNG, False),
    ]
    await keeper.discharge(other.id, nurse.id)
    assert [face.name for face in await keeper.faces()] == ["Peggy"]


async def test_without_a_pin_everybody_gets_in(keeper: Doorkeeper, resident: Resident) -> None:
    await keeper.enter(resident.id)


async def test_the_right_pictures_open_and_wrong_ones_do_not(
    keeper: Doorkeeper, database: Database, resident: Resident, nurse: StaffMember
) -> None:
    await keeper.set_pin(resident.id, RIGHT, nurse.id)
    await keeper.enter(resident.id, RIGHT)
    for pictures in (WRONG, (), RIGHT[:3]):
        with pytest.raises(PinError):
            await keeper.enter(resident.id, pictures)
    await keeper.enter(resident.id, RIGHT)
    with database.reading() as unit:
        door = unit.doors.of(resident.id)
    assert door.failures == 0
    assert door.pin_hash is not None
    assert "fish" not in door.pin_hash
    await keeper.set_pin(resident.id, None, nurse.id)
    await keeper.enter(resident.id)
    assert actions(database).count(AuditAction.PIN_FAILED) == 3


async def test_waits_grow_and_outlive_the_screen(
    keeper: Doorkeeper,
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    resident: Resident,
    nurse: StaffMember,
) -> None:
    await keeper.set_pin(resident.id, RIGHT, nurse.id)
    for _ in range(5):
        with pytest.raises(PinError):
            await keeper.enter(resident.id, WRONG)
    other_screen = keeper_of(database, lane, clock)
    with pytest.raises(PinBlockedError) as caught:
        await other_screen.enter(resident.id, RIGHT)
    assert caught.value.wait_s == 30
    clock.now += timedelta(seconds=30)
    with pytest.raises(PinError):
        await keeper.enter(resident.id, WRONG)
    with pytest.raises(PinBlockedError) as caught:
        await keeper.enter(resident.id, RIGHT)
    assert caught.value.wait_s == 60
    clock.now += timedelta(seconds=60)
    await keeper.enter(resident.id, RIGHT)


@pytest.mark.parametrize("pictures", [(), ("sun",) * 3, ("sun",) * 5, ("sun", "sun", "sun", "cat")])
async def test_what_is_no_pin_is_refused(
    keeper: Doorkeeper, resident: Resident, nurse: StaffMember, pictures: tuple[str, ...]
) -> None:
    with pytest.raises(PinError, match="no picture PIN"):
        await keeper.set_pin(resident.id, pictures, nurse.id)


@pytest.mark.parametrize("image", [b"", b"GIF89a", b"<svg/>", PNG + b"x" * LARGEST_PORTRAIT])
async def test_what_is_no_portrait_is_refused(
    keeper: Doorkeeper, resident: Resident, nurse: StaffMember, image: bytes
) -> None:
    with pytest.raises(PortraitError):
        await keeper.set_portrait(resident.id, image, nurse.id)


async def test_who_has_moved_out_is_known_to_every_screen(
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    resident: Resident,
    nurse: StaffMember,
) -> None:
    roll, elsewhere = roll_of(database, lane), roll_of(database, lane)
    keeper = Doorkeeper(database.unit, database.reading, lane, clock, roll)
    other_screen = Doorkeeper(database.unit, database.reading, lane, clock, elsewhere)
    for _ in range(2):
        await keeper.discharge(resident.id, nurse.id)
    assert not roll.lives_here(resident.id)
    assert elsewhere.lives_here(resident.id)
    await elsewhere.look()
    assert not elsewhere.lives_here(resident.id)
    assert (elsewhere.everybody, elsewhere.living_here) == ((resident,), ())
    with pytest.raises(PinError, match="lives here"):
        await other_screen.enter(resident.id)
    await keeper.readmit(resident.id, nurse.id)
    assert roll.lives_here(resident.id)
    await elsewhere.look()
    assert elsewhere.living_here == (resident,)
    assert actions(database) == [
        AuditAction.RESIDENT_DISCHARGED,
        AuditAction.RESIDENT_RETURNED,
    ]


def test_each_picture_has_a_drawing(resources: object) -> None:
    from ui.shared.icons import icon_folder

    assert all((icon_folder() / f"{name}.svg").is_file() for name in PICTURES)
