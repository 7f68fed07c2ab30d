"""Change against chance, and the line through totals."""

from datetime import date, timedelta

import pytest

from app.clinical import ScaleId, Score
from app.clinical.change import Verdict, change_of, needed_change, trend_of
from app.clinical.scale import ReliableChange
from app.clinical.scale_files import Scales
from app.ids import ResidentId, new_uuid

WHO = ResidentId(new_uuid())
DAY = date(2026, 6, 1)


def line(*totals: int, every: int = 30, scale: ScaleId = ScaleId.PHQ9) -> list[Score]:
    return [
        Score(new_uuid(), WHO, scale, DAY + timedelta(days=every * at), total, ())
        for at, total in enumerate(totals)
    ]


def test_the_figures_of_the_scales(scales: Scales) -> None:
    phq9, gad7 = scales[ScaleId.PHQ9].reliable_change, scales[ScaleId.GAD7].reliable_change
    assert phq9 is not None
    assert gad7 is not None
    # 1.96 * 5.57 * sqrt(2 * 0.11) = 5.12, and Bischoff's published 5.59.
    assert needed_change(phq9) == 6
    assert needed_change(gad7) == 6


def test_exactly_at_the_bound_is_still_chance() -> None:
    # 1.96 * sd * sqrt(2 * (1 - r)) = 3.92 for sd 2 and r 0.5
    assert needed_change(ReliableChange(r=0.5, sd=2.0, source="made up")) == 4


@pytest.mark.parametrize(
    ("totals", "verdict", "by"),
    [
        ((12,), Verdict.FIRST, 0),
        ((12, 12), Verdict.STEADY, 0),
        ((12, 17), Verdict.WITHIN_CHANCE, 5),
        ((12, 7), Verdict.WITHIN_CHANCE, -5),
        ((12, 18), Verdict.WORSE, 6),
        ((18, 12), Verdict.BETTER, -6),
        ((27, 0, 12, 18), Verdict.WORSE, 6),
    ],
)
def test_change_since_last_time(
    scales: Scales, totals: tuple[int, ...], verdict: Verdict, by: int
) -> None:
    change = change_of(scales[ScaleId.PHQ9], line(*totals))
    assert (change.verdict, change.by, change.needed) == (verdict, by, 6)
    assert (change.since is None) == (verdict is Verdict.FIRST)


def test_without_figures_a_change_is_shown_and_not_judged(scales: Scales) -> None:
    change = change_of(scales[ScaleId.UCLA3], line(4, 8, scale=ScaleId.UCLA3))
    assert (change.verdict, change.by, change.needed) == (Verdict.UNJUDGED, 4, None)


def test_the_line_through_totals() -> None:
    trend = trend_of(line(6, 8, 10, 12))
    assert trend is not None
    assert trend.per_month == pytest.approx(2.0)
    assert (trend.over_days, trend.totals) == (90, 4)
    flat = trend_of(line(9, 9, 9))
    assert flat is not None
    assert flat.per_month == pytest.approx(0.0)


def test_two_days_make_no_line() -> None:
    assert trend_of(line(6, 18)) is None
    assert trend_of(line(6, 18, 9, every=0)) is None
    assert trend_of(line(6)) is None
