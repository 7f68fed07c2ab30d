"""A whole house on a scale: how totals are spread, and who has moved."""

from datetime import date

from app.clinical import ScaleId, Score
from app.clinical.change import Verdict
from app.clinical.house import house_of
from app.clinical.scale_files import Scales
from app.ids import ResidentId, new_uuid

ADA, BEN, CLEO = (ResidentId(new_uuid()) for _ in range(3))


def taken(who: ResidentId, scale: ScaleId, *totals: int) -> list[Score]:
    return [
        Score(new_uuid(), who, scale, date(2026, 9 + at, 1), total, ())
        for at, total in enumerate(totals)
    ]


def test_the_spread_counts_the_newest_of_each(scales: Scales) -> None:
    scores = [
        *taken(ADA, ScaleId.PHQ9, 3, 12),
        *taken(BEN, ScaleId.PHQ9, 22),
        *taken(CLEO, ScaleId.PHQ9, 14, 11),
    ]
    house = house_of(scales[ScaleId.PHQ9], scores)
    assert [count for _, count in house.spread] == [0, 0, 2, 0, 1]
    assert [one.newest.total for one in house.standings] == [22, 12, 11]


def test_who_moved_most_comes_first(scales: Scales) -> None:
    scores = [
        *taken(ADA, ScaleId.PHQ9, 3, 12),
        *taken(BEN, ScaleId.PHQ9, 4, 24),
        *taken(CLEO, ScaleId.PHQ9, 14, 2),
    ]
    house = house_of(scales[ScaleId.PHQ9], scores)
    assert [one.resident_id for one in house.moved(Verdict.WORSE)] == [BEN, ADA]
    assert [one.resident_id for one in house.moved(Verdict.BETTER)] == [CLEO]
    assert house.moved(Verdict.FIRST) == ()


def test_a_house_without_scores_is_empty(scales: Scales) -> None:
    house = house_of(scales[ScaleId.GAD7], [])
    assert house.standings == ()
    assert {count for _, count in house.spread} == {0}
