"""Reasons are known again by the stage that gave them."""

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

import pytest

from app.clinical import ScaleId, Score
from app.identity import RiskFactor, RiskKind
from app.ids import ResidentId, new_uuid
from app.oversight import told_apart
from app.safety import DangerKind, Stage, load_patterns, load_rule_book
from app.safety.fusion import RiskPicture, load_weights, raise_by

CRISIS = Path(str(files("resources"))) / "crisis"
TODAY = date(2026, 11, 20)


def stages(*reasons: str) -> list[Stage]:
    return [reason.stage for reason in told_apart(reasons)]


def test_every_rule_is_known_as_a_rule() -> None:
    said = [rule.says for rule in load_rule_book(CRISIS / "rules.yaml").rules]
    assert said
    assert set(stages(*said)) == {Stage.RULE}


def test_every_written_example_is_known_as_a_likeness() -> None:
    lines = load_patterns(CRISIS).danger
    assert set(stages(*(f"Sounds like: “{line.text}”" for line in lines))) == {Stage.SEMANTIC}


@pytest.mark.parametrize("kind", list(DangerKind))
def test_everything_on_record_is_known_as_clinical(kind: DangerKind) -> None:
    who = ResidentId(new_uuid())
    picture = RiskPicture(
        tuple(
            Score(uuid4(), who, s, date(2026, 11, 18), 27, (3,) * 15)
            for s in (ScaleId.PHQ9, ScaleId.GAD7, ScaleId.UCLA3, ScaleId.GDS15)
        ),
        tuple(RiskFactor(risk, note) for risk in RiskKind for note in ("", "Since (about) May.")),
    )
    found = raise_by(0.65, kind, picture, TODAY, load_weights(CRISIS / "fusion.yaml"))
    assert set(stages(*(finding.reason for finding in found))) <= {Stage.CLINICAL}
    if kind is DangerKind.SUICIDE:
        assert len(found) > 2


@pytest.mark.parametrize(
    "reason",
    [
        "Mood falling (+0.4 to -0.6 over 5 days)",
        "Mood falling (+0.4 to -0.6 over 12 turns)",
        "Worrying turns are gathering (4 of 9 turns within 24 h)",
        "Worrying turns are gathering (from 0.12 to 0.38 in 5 turns)",
        "Answers shrinking (2.5 words a turn instead of 11)",
        "Refused talk, food or care (3 within 24 h)",
        "Mood falling (+0.4 to -0.6 over 5 days); Refused talk, food or care (3 within 24 h)",
    ],
)
def test_a_trend_is_known_as_one(reason: str) -> None:
    assert stages(reason) == [Stage.TRAJECTORY]


def test_words_and_order_stay() -> None:
    given = ("Sounds like: “on record”", "Choking", "PHQ-9 18 on 18 Nov")
    told = told_apart(given)
    assert tuple(reason.words for reason in told) == given
    assert stages(*given) == [Stage.SEMANTIC, Stage.RULE, Stage.CLINICAL]


def test_the_trends_that_are_found_are_worded_like_that() -> None:
    from app.safety.trajectory import Reading, trend
    from app.safety.trend_rules import load_trend_rules

    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    rules = load_trend_rules(CRISIS / "trajectory.yaml")
    readings = [
        Reading(at=now - timedelta(hours=h), valence=0.0, words=5, score=0.0, refused=True)
        for h in (1, 2, 3)
    ]
    found = trend(readings, now, rules)
    assert found
    assert set(stages(*(finding.reason for finding in found))) == {Stage.TRAJECTORY}
