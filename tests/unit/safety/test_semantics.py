"""The semantic stage on vectors small enough to follow by hand.

With examples at right angles to each other the kernel between them is exp(-4) = 0.018, so an
example met exactly gets about 1 / (1 + ridge) = 0.67, and the same example written n times
about n / (n + ridge).
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.embedding import Vectors
from app.safety import Calibration, DangerKind, Level, PatternIndex, PatternSet, level_for
from app.safety.patterns import ContrastLine, DangerLine

AXES = np.eye(8, dtype=np.float32)
CALIBRATION = Calibration(watch=0.55, alarm=0.72)


def danger(
    text: str, level: Level = Level.IMMEDIATE, kind: DangerKind = DangerKind.SUICIDE
) -> DangerLine:
    return DangerLine(text=text, kind=kind, level=level.label, group="g")


CONTRAST = ContrastLine(text="tea", about="everyday", group="g")


def index(
    lines: list[DangerLine], places: list[int], calibration: Calibration = CALIBRATION
) -> PatternIndex:
    """Each danger line lies along an axis; the one harmless line along the last."""
    patterns = PatternSet(tuple(lines), (CONTRAST,))
    return PatternIndex(patterns, AXES[places], AXES[[7]], calibration)


def score(patterns: PatternIndex, vector: Vectors) -> float:
    return patterns.nearness(vector[np.newaxis, :])[0].score


def test_a_danger_line_met_once_is_worth_watching() -> None:
    found = score(index([danger("I want to go")], [0]), AXES[0])
    assert level_for(found) is Level.MODERATE
    # Between watch at .55 (score .40) and alarm at .72 (score .60) it is a straight line.
    assert found == pytest.approx(0.40 + 0.20 * (0.6666 - 0.55) / 0.17, abs=0.005)


def test_a_danger_line_that_many_people_say_alarms() -> None:
    lines = [danger("I want to go")] * 4
    found = score(index(lines, [0] * 4), AXES[0])
    # 4 / 4.5 = .889 lies .60 of the way from the alarm to 1: .60 + (.95 - .60) * .60.
    assert found == pytest.approx(0.811, abs=0.01)
    assert level_for(found) is Level.URGENT


@pytest.mark.parametrize(
    ("level", "reached"),
    [
        (Level.ELEVATED, Level.ELEVATED),
        (Level.URGENT, Level.URGENT),
        (Level.IMMEDIATE, Level.IMMEDIATE),
    ],
)
def test_what_is_clearly_like_a_grave_line_is_as_grave(level: Level, reached: Level) -> None:
    lines = [danger("now", level)] * 40
    assert level_for(score(index(lines, [0] * 40), AXES[0])) is reached


def test_a_line_to_be_watched_never_alarms_by_itself() -> None:
    lines = [danger("a little low", Level.MODERATE)] * 40
    assert level_for(score(index(lines, [0] * 40), AXES[0])) is Level.NONE


def test_a_harmless_line_and_what_is_like_nothing_are_quiet() -> None:
    patterns = index([danger("I want to go")] * 4, [0] * 4)
    assert score(patterns, AXES[7]) == pytest.approx(0.0, abs=0.02)
    assert score(patterns, AXES[4]) == pytest.approx(0.0, abs=0.02)


def test_between_danger_and_harmless_the_score_rises_towards_danger() -> None:
    patterns = index([danger("I want to go")] * 4, [0] * 4)
    steps = [AXES[0] * np.cos(a) + AXES[7] * np.sin(a) for a in np.linspace(0, np.pi / 2, 20)]
    scores = [score(patterns, step) for step in steps]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.75
    assert scores[-1] < 0.05


def test_the_nearest_danger_line_is_named_with_its_cosine() -> None:
    patterns = index([danger("I want to go"), danger("the gas is on")], [0, 1])
    (near,) = patterns.nearness((AXES[1] * 0.8 + AXES[0] * 0.6)[np.newaxis, :])
    assert near.nearest == "the gas is on"
    assert near.cosine == pytest.approx(0.8)


def test_the_kind_is_that_of_the_nearest_lines_together() -> None:
    lines = [
        danger("smoke", kind=DangerKind.FIRE_SURROUNDINGS),
        danger("end it", kind=DangerKind.SUICIDE),
        danger("finish it", kind=DangerKind.SUICIDE),
    ]
    patterns = index(lines, [0, 1, 1])
    one_near = patterns.nearness(AXES[[0]])[0]
    assert (one_near.kind, one_near.nearest) == (DangerKind.FIRE_SURROUNDINGS, "smoke")
    between = (AXES[0] * 0.72 + AXES[1] * 0.694)[np.newaxis, :]
    two_near = patterns.nearness(between)[0]
    assert (two_near.kind, two_near.nearest) == (DangerKind.SUICIDE, "smoke")


def test_each_text_is_scored_by_itself() -> None:
    patterns = index([danger("I want to go")] * 4, [0] * 4)
    together = patterns.nearness(AXES[[0, 7, 0]])
    assert [level_for(near.score) for near in together] == [
        Level.URGENT,
        Level.NONE,
        Level.URGENT,
    ]
    assert patterns.nearness(AXES[:0]) == []


def test_calibration_decides_where_levels_begin() -> None:
    lines = [danger("I want to go")]
    strict = index(lines, [0], Calibration(watch=0.2, alarm=0.5))
    deaf = index(lines, [0], Calibration(watch=0.8, alarm=0.9))
    assert level_for(score(strict, AXES[0])) >= Level.ELEVATED
    assert level_for(score(deaf, AXES[0])) is Level.NONE


@given(st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8).filter(any))
def test_every_vector_gets_a_score_between_nothing_and_certainty(numbers: list[float]) -> None:
    vector = np.array(numbers, dtype=np.float64)
    if np.linalg.norm(vector) < 1e-3:
        return
    unit = (vector / np.linalg.norm(vector)).astype(np.float32)
    patterns = index([danger("one"), danger("two", Level.ELEVATED), danger("three")], [0, 1, 1])
    assert 0.0 <= score(patterns, unit) <= 1.0
