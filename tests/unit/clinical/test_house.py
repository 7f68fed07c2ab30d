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


def test_each_change_is_from_the_total_before(scales: Scales) -> None:
    scores = [*taken(ADA, ScaleId.PHQ9, 3, 12), *taken(BEN, ScaleId.PHQ9, 14)]
    ben, ada = house_of(scales[ScaleId.PHQ9], scores).standings
    assert (ada.change.verdict, ada.change.by) == (Verdict.WORSE, 9)
    assert ben.change.verdict is Verdict.FIRST


def test_a_house_without_scores_is_empty(scales: Scales) -> None:
    house = house_of(scales[ScaleId.GAD7], [])
    assert house.standings == ()
    assert {count for _, count in house.spread} == {0}
