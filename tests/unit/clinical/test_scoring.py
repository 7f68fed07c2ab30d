"""Totals, bands, missing items and risks."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources as resources_package
from app.clinical import ScaleId
from app.clinical.scale import RiskLevel
from app.clinical.scale_files import Scales, load_scales
from app.clinical.scoring import AnswerError, applies, band_of, points_of, risk_of, scored

PHQ9 = load_scales(Path(resources_package.__file__).parent / "scales")[ScaleId.PHQ9]


def phq9(*values: int | None) -> dict[str, int | None]:
    return {str(at): value for at, value in enumerate(values, 1)}


@pytest.mark.parametrize(
    ("values", "total", "band"),
    [
        ((0,) * 9, 0, "minimal"),
        ((1, 1, 1, 1, 0, 0, 0, 0, 0), 4, "minimal"),
        ((1, 1, 1, 1, 1, 0, 0, 0, 0), 5, "mild"),
        ((3, 3, 3, 0, 0, 0, 0, 0, 0), 9, "mild"),
        ((3, 3, 3, 1, 0, 0, 0, 0, 0), 10, "moderate"),
        ((3, 3, 3, 3, 2, 0, 0, 0, 0), 14, "moderate"),
        ((3, 3, 3, 3, 3, 0, 0, 0, 0), 15, "moderately_severe"),
        ((3, 3, 3, 3, 3, 3, 1, 0, 0), 19, "moderately_severe"),
        ((3, 3, 3, 3, 3, 3, 2, 0, 0), 20, "severe"),
        ((3,) * 9, 27, "severe"),
    ],
)
def test_phq9_totals_and_bands(
    scales: Scales, values: tuple[int, ...], total: int, band: str
) -> None:
    result = scored(scales[ScaleId.PHQ9], phq9(*values))
    assert result.total == total
    assert result.band is not None
    assert result.band.name == band
    assert result.missing == ()
    assert not result.is_prorated
    assert result.risk is None


@pytest.mark.parametrize(
    ("values", "total"),
    [
        ((2, 2, 2, 2, 2, 2, 2, 2, None), 18),  # 16 * 9/8
        ((1, 1, 1, 1, 1, 1, 1, None, None), 9),  # 7 * 9/7
        ((1, 0, 0, 0, 0, 0, 0, 0, None), 1),  # 1.125
        ((1, 1, 1, 1, 0, 0, 0, 0, None), 5),  # 4.5 rounds up, as the MDS specifications do
        ((2, 0, 0, 0, 0, 0, 0, None, None), 3),  # 2.571
        ((3, 3, 3, 3, 3, 3, 3, 3, None), 27),
        ((1, 1, 1, 1, 1, 1, None, None, None), None),
        ((None,) * 9, None),
    ],
)
def test_missing_items_of_the_phq9(
    scales: Scales, values: tuple[int | None, ...], total: int | None
) -> None:
    result = scored(scales[ScaleId.PHQ9], phq9(*values))
    assert result.total == total
    assert result.is_prorated == (total is not None)
    assert len(result.missing) == values.count(None)


def test_items_never_asked_are_missing_as_well(scales: Scales) -> None:
    result = scored(scales[ScaleId.PHQ9], {"1": 3})
    assert result.total is None
    assert len(result.missing) == 8


@pytest.mark.parametrize("scale_id", ["phq2", "gad2", "gad7", "ucla3"])
def test_where_no_rule_was_found_one_missing_item_leaves_no_total(
    scales: Scales, scale_id: str
) -> None:
    scale = scales[ScaleId(scale_id)]
    whole: dict[str, int | None] = {item.id: scale.lowest for item in scale.items}
    assert scored(scale, whole).total is not None
    assert scored(scale, {**whole, "2": None}).total is None


@pytest.mark.parametrize(
    ("missing", "total"),
    [
        # Two points of twelve answers: 2 + 3 * 2/12 = 2.5, which goes up.
        (("9", "10", "15"), 3),
        (("9",), 2),
        ((), 2),
        (("9", "10", "15", "14"), None),
    ],
)
def test_up_to_three_missing_items_of_the_gds_are_prorated(
    scales: Scales, missing: tuple[str, ...], total: int | None
) -> None:
    gds = scales[ScaleId.GDS15]
    answers: dict[str, int | None] = {item.id: int(item.is_reversed) for item in gds.items}
    answers |= {"4": 1, "13": 0} | dict.fromkeys(missing)
    result = scored(gds, answers)
    assert result.total == total
    assert result.is_prorated is (bool(missing) and total is not None)
    assert result.missing == tuple(item.id for item in gds.items if item.id in missing)


def test_reversed_items_count_from_the_other_end(scales: Scales) -> None:
    gds = scales[ScaleId.GDS15]
    well = {item.id: int(item.is_reversed) for item in gds.items}
    assert scored(gds, well).total == 0
    low = {item.id: int(not item.is_reversed) for item in gds.items}
    assert scored(gds, low).total == 15
    assert [i.id for i in gds.items if i.is_reversed] == ["1", "5", "7", "11", "13"]
    assert points_of(gds, gds.item("1"), 1) == 0


@pytest.mark.parametrize(
    ("total", "band"), [(4, "normal"), (5, "mild"), (8, "mild"), (9, "moderate"), (12, "severe")]
)
def test_gds_bands(scales: Scales, total: int, band: str) -> None:
    found = band_of(scales[ScaleId.GDS15], total)
    assert found is not None
    assert found.name == band


def test_loneliness_from_three_to_nine(scales: Scales) -> None:
    ucla = scales[ScaleId.UCLA3]
    assert (ucla.least, ucla.most) == (3, 9)
    lonely = scored(ucla, {"1": 2, "2": 2, "3": 2})
    assert (lonely.total, lonely.band and lonely.band.name) == (6, "lonely")
    assert band_of(ucla, 2) is None


@pytest.mark.parametrize("value", [-1, 4, 10, 99])
def test_an_answer_outside_the_scale_is_refused(scales: Scales, value: int) -> None:
    with pytest.raises(AnswerError):
        scored(scales[ScaleId.PHQ9], {"1": value})


def test_an_item_that_is_not_there_is_refused(scales: Scales) -> None:
    with pytest.raises(AnswerError, match="no item 10"):
        scored(scales[ScaleId.PHQ9], {"10": 1})


@given(st.lists(st.sampled_from([0, 1, 2, 3, None]), min_size=9, max_size=9))
def test_a_total_is_within_the_scale_and_rises_with_its_answers(
    values: list[int | None],
) -> None:
    scale = PHQ9
    result = scored(scale, phq9(*values))
    if values.count(None) > 2:
        assert result.total is None
        return
    assert result.total is not None
    assert 0 <= result.total <= 27
    more = [None if v is None else min(v + 1, 3) for v in values]
    raised = scored(scale, phq9(*more)).total
    assert raised is not None
    assert raised >= result.total


YES, NO = 1, 0


def screener(*yes: str, no: str = "") -> dict[str, int | None]:
    return {**dict.fromkeys(yes, YES), **dict.fromkeys(no, NO)}


@pytest.mark.parametrize(
    ("answers", "risk"),
    [
        (screener(no="126"), RiskLevel.NONE),
        (screener("1", no="26"), RiskLevel.LOW),
        (screener("2", no="13456"), RiskLevel.LOW),
        (screener("2", "3", no="1456"), RiskLevel.MODERATE),
        (screener("6", no="127"), RiskLevel.MODERATE),
        (screener("6", "7", no="12"), RiskLevel.HIGH),
        (screener("2", "4", no="13567"), RiskLevel.HIGH),
        (screener("2", "5", no="1346"), RiskLevel.HIGH),
        (screener("1", "2", "3", "4", "5", "6", "7"), RiskLevel.HIGH),
    ],
)
def test_the_triage_of_the_screener(
    scales: Scales, answers: dict[str, int | None], risk: RiskLevel
) -> None:
    result = scored(scales[ScaleId.CSSRS], answers)
    assert result.risk is risk
    assert (result.total, result.band) == (None, None)


def test_the_screener_skips_as_published(scales: Scales) -> None:
    cssrs = scales[ScaleId.CSSRS]

    def asked(answers: dict[str, int | None]) -> str:
        return "".join(item.id for item in cssrs.items if applies(item, answers))

    assert asked({}) == "123456"
    assert asked({"2": NO}) == "126"
    assert asked({"2": YES}) == "123456"
    # What nobody answered does not spare the graver questions.
    assert asked({"2": None}) == "123456"
    assert asked({"2": NO, "6": YES}) == "1267"
    assert asked({"2": NO, "6": None}) == "126"


def test_no_answer_more_makes_the_risk_less(scales: Scales) -> None:
    cssrs = scales[ScaleId.CSSRS]
    ids = [item.id for item in cssrs.items]
    for values in product((NO, YES), repeat=len(ids)):
        answers = dict(zip(ids, values, strict=True))
        before = risk_of(cssrs, answers)
        for item in ids:
            assert risk_of(cssrs, {**answers, item: YES}).rank >= before.rank


def test_a_scale_with_a_total_has_no_risk(scales: Scales) -> None:
    assert risk_of(scales[ScaleId.PHQ9], {"9": 3}) is RiskLevel.NONE
