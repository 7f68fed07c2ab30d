"""From what the danger model says to the scale of the levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.safety import THRESHOLDS, DangerKind, Level, Likeness, Operating, level_for, score_of

OPERATING = Operating(watch=0.3, alarm=0.7, urgent=0.6, immediate=0.8)
SHARES = st.floats(0.0, 1.0)


def likeness(danger: float, urgent: float = 0.0, immediate: float = 0.0) -> Likeness:
    return Likeness(danger, urgent, immediate, DangerKind.SUICIDE, "a line", 0.5)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        (likeness(0.0), Level.NONE),
        (likeness(0.299), Level.NONE),
        (likeness(0.3), Level.MODERATE),
        (likeness(0.6999999), Level.MODERATE),
        (likeness(0.7), Level.ELEVATED),
        (likeness(1.0), Level.ELEVATED),
        (likeness(0.7, urgent=0.59), Level.ELEVATED),
        (likeness(0.7, urgent=0.6), Level.URGENT),
        (likeness(1.0, urgent=1.0), Level.URGENT),
        (likeness(0.7, urgent=0.9, immediate=0.79), Level.URGENT),
        (likeness(0.7, immediate=0.8), Level.IMMEDIATE),
        (likeness(1.0, 1.0, 1.0), Level.IMMEDIATE),
    ],
)
def test_levels_begin_at_the_operating_points(said: Likeness, level: Level) -> None:
    assert level_for(score_of(said, OPERATING)) is level


@given(SHARES, SHARES)
def test_gravity_without_danger_alarms_nobody(urgent: float, immediate: float) -> None:
    assert level_for(score_of(likeness(0.69, urgent, immediate), OPERATING)) is Level.MODERATE


@given(SHARES, SHARES, SHARES, SHARES)
def test_more_danger_is_never_less_grave(
    one: float, other: float, urgent: float, immediate: float
) -> None:
    less, more = sorted((one, other))
    low = score_of(likeness(less, urgent, immediate), OPERATING)
    high = score_of(likeness(more, urgent, immediate), OPERATING)
    assert 0.0 <= low <= high <= 1.0


@given(SHARES, SHARES, SHARES)
def test_the_score_stays_within_the_band_of_its_level(
    danger: float, urgent: float, immediate: float
) -> None:
    score = score_of(likeness(danger, urgent, immediate), Operating(0.4, 0.999, 1.0, 1.0))
    level = level_for(score)
    assert score >= THRESHOLDS.get(level, 0.0)
