from dataclasses import replace

from app.identity import StaffMember


def test_a_signature_carries_the_title_where_there_is_one(nurse: StaffMember) -> None:
    assert nurse.full_name == "Dana Whitfield"
    assert nurse.signature == "Dana Whitfield, RN"
    assert replace(nurse, title="").signature == "Dana Whitfield"
