"""Budgets: pure rules over what was spent."""

import pytest

from app.generation import Budgets, ChatMessage, Role, estimate
from app.generation.budget import refusal
from app.generation.usage import Spent

BUDGETS = Budgets(turn=1_000, resident_hour=5_000, day=20_000)
BOUNDLESS = Budgets(turn=0, resident_hour=0, day=0)


@pytest.mark.parametrize(
    ("spent", "estimated", "named"),
    [
        (Spent(), 1_001, "a turn"),
        (Spent(hour=4_500), 501, "this hour"),
        (Spent(day=19_600), 401, "this day"),
        (Spent(usual_hour=100.0, house_hour=1_001), 10, "ten times"),
    ],
)
def test_each_bound_is_named_when_it_is_passed(spent: Spent, estimated: int, named: str) -> None:
    assert named in (refusal(BUDGETS, spent, estimated) or "")


@pytest.mark.parametrize(
    ("spent", "estimated"),
    [
        (Spent(), 1_000),
        (Spent(hour=4_500), 500),
        (Spent(day=19_600), 400),
        (Spent(usual_hour=100.0, house_hour=1_000), 10),
        (Spent(usual_hour=0.0, house_hour=15_000), 10),
    ],
)
def test_what_just_fits_is_allowed(spent: Spent, estimated: int) -> None:
    assert refusal(BUDGETS, spent, estimated) is None


def test_without_bounds_everything_is_allowed() -> None:
    assert refusal(BOUNDLESS, Spent(10**9, 10**9, 0.0, 10**9), 10**6) is None


def test_an_estimate_is_rather_too_high() -> None:
    words = "The garden is lovely in the spring and the roses are out " * 10
    assert estimate((ChatMessage(Role.USER, words),), 150) > len(words.split()) + 150
