import pytest

from app.identity import Resident, find_by_name
from app.ids import ResidentId, new_uuid


def person(given: str, family: str, preferred: str = "") -> Resident:
    return Resident(ResidentId(new_uuid()), given, family, preferred or given, "1", "East")


MARGARET = person("Margaret", "Ellis", "Peggy")
WALTER = person("Walter", "Pell")
ANA = person("Ana", "Walter")
EVERYBODY = [MARGARET, WALTER, ANA]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Margaret Ellis", [MARGARET]),
        ("  margaret   ELLIS ", [MARGARET]),
        ("Margaret", [MARGARET]),
        ("ellis", [MARGARET]),
        ("Peggy", [MARGARET]),
        ("Walter", [WALTER, ANA]),
        ("Walter Pell", [WALTER]),
        ("Marg", []),
        ("Nobody", []),
        ("", []),
        ("   ", []),
    ],
)
def test_a_resident_is_found_by_any_whole_name_in_any_case(
    name: str, found: list[Resident]
) -> None:
    assert find_by_name(EVERYBODY, name) == found


def test_a_full_name_comes_before_the_same_word_as_part_of_another() -> None:
    full = person("Rose", "Marie")
    part = person("Rose Marie", "Stone")
    assert find_by_name([part, full], "rose marie") == [full]


def test_two_of_the_same_name_are_both_returned() -> None:
    twins = [person("Ann", "Lee"), person("Ann", "Lee")]
    assert find_by_name(twins, "Ann Lee") == twins


def test_the_full_name_is_given_and_family_name() -> None:
    assert MARGARET.full_name == "Margaret Ellis"
