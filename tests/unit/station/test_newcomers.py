from dataclasses import replace
from datetime import date

import pytest

from app.identity import Resident
from app.ids import ResidentId, new_uuid
from app.station import NewcomerError, NewResident
from app.station.newcomers import resident_of

TODAY = date(2026, 11, 28)
ADA = NewResident(" Ada ", "Lane", "14", born=date(1938, 4, 16), language="es")


def test_who_moves_in_is_called_by_the_given_name_where_nothing_else_is_said() -> None:
    made = resident_of(ADA, (), TODAY)
    assert (made.full_name, made.preferred_name, made.room) == ("Ada Lane", "Ada", "14")
    assert (made.born, made.language) == (date(1938, 4, 16), "es")
    assert resident_of(replace(ADA, preferred_name="Addie"), (), TODAY).preferred_name == "Addie"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"given_name": " "}, "needed"),
        ({"family_name": ""}, "needed"),
        ({"room": ""}, "needed"),
        ({"born": date(2026, 11, 29)}, "born"),
        ({"born": date(1838, 4, 16)}, "born"),
        ({"language": "fr"}, "does not speak"),
    ],
)
def test_what_cannot_be_is_not_kept(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(NewcomerError, match=said):
        resident_of(replace(ADA, **wrong), (), TODAY)


def test_a_name_that_is_on_record_is_refused_with_a_way_out() -> None:
    known = Resident(ResidentId(new_uuid()), "ada", "LANE", "Ada", "2", "")
    with pytest.raises(NewcomerError, match="taken back"):
        resident_of(ADA, [known], TODAY)
