from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.quality.calibration import ACTIONABLE, LEAST_CASES, banded, recommended
from app.quality.judged_cases import JudgedCase, Reread
from app.safety import Level, Operating

NOW = Operating(watch=0.40, alarm=0.80, urgent=0.5, immediate=0.5)


def judged(*, is_danger: bool | None, level: Level | None = None, score: float = 0.5) -> JudgedCase:
    return JudgedCase("words", is_danger, None, level, score)


def danger(at: float, level: Level | None = None, *, by_rules: bool = False) -> Reread:
    return Reread(judged(is_danger=True, level=level), at, by_rules)


def harmless(at: float) -> Reread:
    return Reread(judged(is_danger=False), at, by_rules=False)


def test_verdicts_are_counted_by_score() -> None:
    cases = [
        judged(is_danger=True, score=0.0),
        judged(is_danger=False, score=0.399),
        judged(is_danger=True, score=0.40),
        judged(is_danger=None, score=0.599),
        judged(is_danger=True, score=1.0),
    ]
    bands = {
        (band.low, band.high): (band.danger, band.harmless, band.unsure) for band in banded(cases)
    }
    assert bands[(0.0, 0.40)] == (1, 1, 0)
    assert bands[(0.40, 0.50)] == (1, 0, 0)
    assert bands[(0.50, 0.60)] == (0, 0, 1)
    assert bands[(0.90, 1.0)] == (1, 0, 0)
    assert sum(map(sum, bands.values())) == len(cases)


@pytest.mark.parametrize(
    "cases",
    [
        [danger(0.9)] * (LEAST_CASES - 2) + [harmless(0.1)],
        [danger(0.9)] * LEAST_CASES,
        [harmless(0.9)] * LEAST_CASES,
        [Reread(judged(is_danger=None), 0.5, by_rules=False)] * LEAST_CASES,
        [],
    ],
)
def test_too_few_or_of_one_sort_speak_for_nothing(cases: Sequence[Reread]) -> None:
    assert recommended(cases, NOW) is None


def test_the_alarm_goes_down_as_far_as_most_alarms_are_right() -> None:
    cases = [danger(0.61)] * 30 + [harmless(0.61)] * 10 + [harmless(0.31)] * 60 + [danger(0.31)] * 5
    found = recommended(cases, NOW)
    assert found is not None
    assert found.reaches_target
    assert 0.31 < found.alarm.threshold <= 0.61
    assert found.alarm.threshold == pytest.approx(0.32)
    assert (found.alarm.found, found.alarm.false_alarms) == (30, 10)
    assert found.alarm.actionable == 0.75
    assert found.alarm_now.found == 0
    # All of the dangers, those at 0.31 too, should reach the watch list.
    assert found.watch.threshold == pytest.approx(0.28)
    assert found.watch.recall == 1.0


def test_the_alarm_goes_up_where_most_are_wrong_but_loses_nothing_grave() -> None:
    cases = [harmless(0.85)] * 60 + [danger(0.95)] * 10 + [danger(0.83, Level.URGENT)]
    found = recommended(cases, NOW)
    assert found is not None
    assert not found.reaches_target
    assert found.alarm.threshold <= 0.83
    assert found.alarm.grave_lost == found.alarm_now.grave_lost == 0
    assert found.alarm.found == found.alarm_now.found == 11
    mild = [*cases[:-1], danger(0.83, Level.ELEVATED)]
    found = recommended(mild, NOW)
    assert found is not None
    assert found.alarm.threshold == pytest.approx(0.86)
    assert (found.alarm.found, found.alarm.false_alarms) == (10, 0)


def test_what_rules_find_is_found_at_any_threshold() -> None:
    cases = [danger(0.0, by_rules=True)] * 30 + [harmless(0.2)] * 30
    found = recommended(cases, NOW)
    assert found is not None
    assert found.alarm.recall == found.alarm_now.recall == 1.0
    assert found.watch.threshold < found.alarm.threshold


def test_choices_are_told_where_something_changes() -> None:
    cases = [danger(0.61)] * 30 + [harmless(0.31)] * 30
    found = recommended(cases, NOW)
    assert found is not None
    assert [(c.found, c.false_alarms) for c in found.choices] == [(30, 30), (30, 0), (0, 0)]
    assert found.choices[-1].actionable is None


reads = st.builds(
    Reread,
    st.builds(
        JudgedCase,
        st.just("words"),
        st.booleans(),
        st.none(),
        st.sampled_from([None, Level.ELEVATED, Level.URGENT, Level.IMMEDIATE]),
        st.floats(0, 1),
    ),
    st.floats(0, 1),
    st.booleans(),
)


@hypothesis_settings(max_examples=60)
@given(
    st.lists(reads, min_size=LEAST_CASES, max_size=90),
    st.floats(0.011, 0.98),
    st.floats(0.01, 0.97),
)
def test_no_grave_danger_is_given_up(cases: list[Reread], alarm: float, share: float) -> None:
    now = Operating(watch=alarm * share, alarm=alarm, urgent=0.5, immediate=0.5)
    found = recommended(cases, now)
    if found is None:
        assert len({case.case.is_danger for case in cases}) < 2
        return
    assert found.alarm.grave_lost <= found.alarm_now.grave_lost
    assert 0 < found.watch.threshold < found.alarm.threshold < 1
    if not found.reaches_target:
        assert found.alarm.found >= found.alarm_now.found
    elif found.alarm.actionable is not None:
        assert found.alarm.actionable >= ACTIONABLE
