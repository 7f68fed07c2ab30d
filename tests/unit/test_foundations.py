"""The smallest parts: ids, the clock, errors."""

from datetime import UTC, timedelta

from app.clock import system_clock
from app.errors import LiloError
from app.ids import new_uuid


def test_ids_are_version_7_unique_and_in_order_of_creation() -> None:
    ids = [new_uuid() for _ in range(1_000)]
    assert {made.version for made in ids} == {7}
    assert len(set(ids)) == 1_000
    assert ids == sorted(ids)


def test_the_system_clock_knows_its_zone() -> None:
    first, second = system_clock(), system_clock()
    assert first.tzinfo is UTC
    assert timedelta(0) <= second - first < timedelta(minutes=1)


def test_an_error_says_what_happened_and_what_to_do_next() -> None:
    error = LiloError("The disk is full.", "Free some space.")
    assert (error.code, error.message, error.remedy) == (
        "lilo",
        "The disk is full.",
        "Free some space.",
    )
    assert str(error) == "The disk is full. Free some space."


def test_an_error_without_a_remedy_ends_after_the_message() -> None:
    assert str(LiloError("The disk is full.")) == "The disk is full."
