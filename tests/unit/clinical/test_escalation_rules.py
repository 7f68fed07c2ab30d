"""Which answers tell staff, and files that are wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.check_in.escalation import EscalationError, load_escalation
from app.clinical import ScaleId
from app.clinical.scale import RiskLevel
from app.clinical.scale_files import SHARED, Scales, load_scales
from app.safety import Level


@pytest.fixture
def shipped(resources: Path) -> Path:
    return resources / "scales" / SHARED / "escalation.yaml"


def test_what_ships(shipped: Path, scales: Scales) -> None:
    rules = load_escalation(shipped, scales)
    levels = [rules.at_answer(ScaleId.PHQ9, "9", v, scales) for v in range(4)]
    assert [one.level if one else None for one in levels] == [
        None,
        Level.ELEVATED,
        Level.ELEVATED,
        Level.URGENT,
    ]
    assert rules.at_answer(ScaleId.PHQ9, "8", 3, scales) is None
    assert rules.opened_by(ScaleId.PHQ9, "9", 1) == "cssrs"
    assert rules.opened_by(ScaleId.PHQ9, "9", 0) is None
    assert rules.opened_by(ScaleId.GAD7, "9", 1) is None
    risks = [rules.at_risk(risk) for risk in RiskLevel]
    assert [one.level if one else None for one in risks] == [
        None,
        Level.ELEVATED,
        Level.URGENT,
        Level.IMMEDIATE,
    ]


def test_a_facility_without_the_phq9_needs_no_rule_for_it(shipped: Path, resources: Path) -> None:
    assert load_escalation(shipped, load_scales(resources / "scales", ("ucla3",)))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda raw: raw["at_once"][0]["levels"].pop(), "needs a level for each"),
        (lambda raw: raw["at_once"][0].update(item="10"), "has no item 10"),
        (lambda raw: raw["at_once"][0]["levels"][0].update(level="moderate"), "nobody is told"),
        (lambda raw: raw["at_once"][0]["levels"][0].update(because=""), "because"),
        (lambda raw: raw["by_risk"].pop(0), "no level for the risk: low"),
        (lambda raw: raw["by_risk"][2].update(level="elevated"), "milder level"),
        (lambda raw: raw["by_risk"][2].update(level="grave"), "no level 'grave'"),
        (lambda raw: raw.pop("unscreened"), "unscreened"),
    ],
)
def test_wrong_rules_are_refused(
    shipped: Path,
    scales: Scales,
    tmp_path: Path,
    change: Callable[[Any], object],
    told: str,
) -> None:
    raw = yaml.safe_load(shipped.read_text("utf-8"))
    change(raw)
    path = tmp_path / "escalation.yaml"
    path.write_text(yaml.safe_dump(raw), "utf-8")
    with pytest.raises(EscalationError, match=told):
        load_escalation(path, scales)


def test_a_missing_file_is_told(tmp_path: Path, scales: Scales) -> None:
    with pytest.raises(EscalationError):
        load_escalation(tmp_path / "none.yaml", scales)
