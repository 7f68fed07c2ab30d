"""What is made before somebody speaks: for this room, or for all who share the screen."""

from dataclasses import replace

from app.identity import Resident
from app.ids import ResidentId, new_uuid
from app.recall import Scope, StreamName
from app.recall.shelf import MOST_SCOPES
from app.wiring.waking import scopes_to_warm


def test_a_kiosk_in_a_room_warms_its_residents_scopes(resident: Resident) -> None:
    other = replace(resident, id=ResidentId(new_uuid()), family_name="Pell")
    scopes = scopes_to_warm([other, resident], resident.full_name, is_shared=False)
    assert scopes[0] == Scope(StreamName.KNOWLEDGE, None)
    assert {scope.owner for scope in scopes[1:]} == {resident.id}


def test_a_shared_screen_warms_all_as_far_as_the_shelf_holds_them(resident: Resident) -> None:
    many = [replace(resident, id=ResidentId(new_uuid())) for _ in range(40)]
    few = scopes_to_warm(many[:3], "", is_shared=True)
    assert {scope.owner for scope in few} == {None, *(one.id for one in many[:3])}
    assert (
        MOST_SCOPES - len(StreamName)
        < len(scopes_to_warm(many, "", is_shared=True))
        <= (MOST_SCOPES)
    )
