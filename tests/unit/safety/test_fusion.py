"""Clinical fusion: what a record adds to worrying words, and that it never takes any away."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import resources as resources_package
from app.clinical import ScaleId, Score
from app.identity import RiskFactor, RiskKind
from app.ids import ResidentId, new_uuid
from app.safety.errors import SafetyDataError
from app.safety.findings import Stage
from app.safety.fusion import RiskPicture, Weights, load_weights, raise_by
from app.safety.levels import DangerKind, Level, level_for

PATH = Path(resources_package.__file__).parent / "crisis" / "fusion.yaml"
WEIGHTS = load_weights(PATH)
TODAY = date(2026, 11, 20)
PEGGY = ResidentId(new_uuid())

NOTHING_ON_ITEM_9 = (2, 2, 2, 2, 2, 2, 2, 3, 0)
SEVERAL_DAYS = (2, 2, 2, 2, 2, 2, 2, 2, 1)
SCALES = {ScaleId.PHQ9, ScaleId.GAD7, ScaleId.UCLA3, ScaleId.GDS15}


def taken(scale: ScaleId, total: int, *items: int, on: date = TODAY - timedelta(days=17)) -> Score:
    return Score(new_uuid(), PEGGY, scale, on, total, items)


def picture(*scores: Score, risks: tuple[RiskFactor, ...] = ()) -> RiskPicture:
    return RiskPicture(scores, risks)


def raised(
    score: float, picture: RiskPicture, kind: DangerKind = DangerKind.SUICIDE, today: date = TODAY
) -> float:
    findings = raise_by(score, kind, picture, today, WEIGHTS)
    return findings[0].score if findings else score


def test_the_reason_says_exactly_what_is_on_record() -> None:
    record = picture(
        taken(ScaleId.PHQ9, 17, *SEVERAL_DAYS),
        taken(ScaleId.GAD7, 11, on=date(2025, 12, 30)),
        risks=(
            RiskFactor(RiskKind.PREVIOUS_ATTEMPT, "Tablets, in 1998"),
            RiskFactor(RiskKind.CHRONIC_PAIN, ""),
        ),
    )
    findings = raise_by(0.3, DangerKind.SUICIDE, record, TODAY, WEIGHTS)
    assert [finding.reason for finding in findings] == [
        "Previous attempt on record: Tablets, in 1998",
        "PHQ-9 17 on 3 Nov, item 9: several days",
        "Chronic pain on record",
    ]
    assert {finding.stage for finding in findings} == {Stage.CLINICAL}
    assert {finding.kind for finding in findings} == {DangerKind.SUICIDE}
    (score,) = {finding.score for finding in findings}
    assert score == pytest.approx(0.3 + 0.06 + 0.05 + 0.10 + 0.03)


def test_a_result_of_last_year_is_dated_so() -> None:
    record = picture(taken(ScaleId.PHQ9, 21, on=date(2025, 12, 30)))
    (finding,) = raise_by(0.5, DangerKind.SUICIDE, record, date(2026, 1, 5), WEIGHTS)
    assert finding.reason == "PHQ-9 21 on 30 Dec 2025"


def test_words_that_began_nothing_are_left_alone() -> None:
    grave = picture(taken(ScaleId.PHQ9, 27, *[3] * 9))
    assert raised(0.249, grave) == 0.249
    assert raised(0.25, grave) > 0.25


@pytest.mark.parametrize(
    ("scale", "totals"),
    [
        (ScaleId.PHQ9, (9, 10, 15, 20)),
        (ScaleId.GDS15, (5, 6, 9, 12)),
        (ScaleId.GAD7, (9, 10, 15)),
        (ScaleId.UCLA3, (5, 6)),
    ],
)
def test_higher_bands_weigh_more_and_the_lowest_nothing(
    scale: ScaleId, totals: tuple[int, ...]
) -> None:
    added = [raised(0.4, picture(taken(scale, total))) - 0.4 for total in totals]
    assert added[0] == 0
    assert added == sorted(set(added))


def test_item_9_weighs_by_its_answer() -> None:
    added = [
        raised(0.4, picture(taken(ScaleId.PHQ9, 5, *[0] * 8, answer))) - 0.4 for answer in range(4)
    ]
    assert added[0] == 0
    assert added == sorted(set(added))


def test_a_total_without_its_answers_says_nothing_of_item_9() -> None:
    assert raised(0.4, picture(taken(ScaleId.PHQ9, 12, 2, 2, 2, 2, 2, 2))) == pytest.approx(0.44)


def test_two_scales_of_one_thing_count_once() -> None:
    both = picture(taken(ScaleId.PHQ9, 15), taken(ScaleId.GDS15, 12))
    findings = raise_by(0.4, DangerKind.SUICIDE, both, TODAY, WEIGHTS)
    assert [finding.reason for finding in findings] == ["GDS-15 12 on 3 Nov"]
    assert findings[0].score == pytest.approx(0.47)


def test_the_newest_result_of_a_scale_counts() -> None:
    worse, better = (
        taken(ScaleId.PHQ9, 22, on=date(2026, 11, 1)),
        taken(ScaleId.PHQ9, 4, on=date(2026, 11, 12)),
    )
    assert raised(0.4, picture(better, worse)) == 0.4


def test_results_fade_with_age() -> None:
    def added(days: int) -> float:
        on = TODAY - timedelta(days=days)
        return raised(0.4, picture(taken(ScaleId.PHQ9, 20, on=on))) - 0.4

    assert added(0) == added(30) == added(-3) == pytest.approx(0.08)
    assert added(75) == pytest.approx(0.04)
    assert added(119) > 0
    assert added(120) == added(900) == 0


def test_a_previous_attempt_weighs_for_what_it_was() -> None:
    record = picture(risks=(RiskFactor(RiskKind.PREVIOUS_ATTEMPT, ""),))
    assert raised(0.4, record, DangerKind.SUICIDE) == pytest.approx(0.5)
    assert raised(0.4, record, DangerKind.SELF_HARM) == pytest.approx(0.5)
    assert raised(0.4, record, DangerKind.GIVING_UP_CARE) == 0.4


@pytest.mark.parametrize(
    "kind",
    sorted(set(DangerKind) - {DangerKind.SUICIDE, DangerKind.SELF_HARM, DangerKind.GIVING_UP_CARE}),
)
def test_a_record_of_low_mood_says_nothing_of_other_dangers(kind: DangerKind) -> None:
    assert raised(0.5, WORST, kind) == 0.5


WORST = picture(
    taken(ScaleId.PHQ9, 27, *[3] * 9),
    taken(ScaleId.GDS15, 15),
    taken(ScaleId.GAD7, 21),
    taken(ScaleId.UCLA3, 9),
    risks=tuple(RiskFactor(kind, "") for kind in RiskKind),
)


@pytest.mark.parametrize(
    ("score", "at_most"),
    [
        (0.30, Level.MODERATE),
        (0.45, Level.ELEVATED),
        (0.65, Level.URGENT),
        (0.80, Level.IMMEDIATE),
    ],
)
def test_the_worst_record_raises_by_one_level(score: float, at_most: Level) -> None:
    assert level_for(raised(score, WORST)) is at_most


def test_what_cannot_be_graver_gets_no_findings() -> None:
    assert raise_by(1.0, DangerKind.SUICIDE, WORST, TODAY, WEIGHTS) == ()


def test_an_empty_record_says_nothing() -> None:
    assert raise_by(0.7, DangerKind.SUICIDE, RiskPicture(), TODAY, WEIGHTS) == ()


scores = st.builds(
    Score,
    st.just(new_uuid()),
    st.just(PEGGY),
    st.sampled_from(sorted(SCALES)),
    st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    st.integers(-5, 60),
    st.lists(st.integers(-2, 9), max_size=20).map(tuple),
)
risks = st.builds(RiskFactor, st.sampled_from(RiskKind), st.text(max_size=10))
pictures = st.builds(
    RiskPicture, st.lists(scores, max_size=6).map(tuple), st.lists(risks, max_size=6).map(tuple)
)


@given(st.floats(0, 1), st.sampled_from(DangerKind), pictures)
def test_fusion_never_lowers_and_never_leaps(
    score: float, kind: DangerKind, picture: RiskPicture
) -> None:
    findings = raise_by(score, kind, picture, TODAY, WEIGHTS)
    for finding in findings:
        assert score < finding.score <= 1
        assert level_for(score) <= level_for(finding.score) <= level_for(score) + 1
        assert finding.reason
    assert len({finding.score for finding in findings}) <= 1


@given(st.floats(0, 1), pictures, risks)
def test_more_on_record_never_makes_it_less(
    score: float, picture: RiskPicture, more: RiskFactor
) -> None:
    with_more = RiskPicture(picture.scores, (*picture.risk_factors, more))
    assert raised(score, with_more) >= raised(score, picture) - 1e-12


def test_every_scale_and_circumstance_has_its_weight() -> None:
    assert {row.scale for row in WEIGHTS.scales} == SCALES
    assert {row.risk for row in WEIGHTS.risks} == set(RiskKind)


@pytest.fixture
def weights_file(tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    """Write the installed weights with something changed."""

    def write(change: Callable[[Any], None]) -> Path:
        raw = yaml.safe_load(PATH.read_text("utf-8"))
        change(raw)
        path = tmp_path / "fusion.yaml"
        path.write_text(yaml.safe_dump(raw), "utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda raw: raw["risks"].pop(), "no weight for: isolation"),
        (lambda raw: raw["risks"][0].pop("because"), "because"),
        (lambda raw: raw["risks"][0].update(weight=-0.1), "weight"),
        (lambda raw: raw["scales"][0]["bands"][0].update(because=""), "because"),
        (lambda raw: raw["stale_days"].update(value=30), "more than fresh_days"),
        (lambda raw: raw.update(from_score=0.25), "because"),
        (lambda raw: raw.update(from_score={"value": 0.25, "because": " "}), "because"),
        (lambda raw: raw.update(from_score={"value": "much", "because": "x"}), "from_score"),
        (lambda raw: raw.update(more=1), "more"),
    ],
)
def test_what_is_wrong_with_the_file_is_named(
    weights_file: Callable[[Callable[[Any], None]], Path], change: Callable[[Any], None], told: str
) -> None:
    with pytest.raises(SafetyDataError, match=r"fusion\.yaml") as caught:
        load_weights(weights_file(change))
    assert told in caught.value.message
    assert caught.value.remedy


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SafetyDataError, match="The clinical weights"):
        load_weights(tmp_path / "fusion.yaml")


def test_weights_are_frozen() -> None:
    assert Weights.model_config["frozen"]
