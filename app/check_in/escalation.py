"""Which answers tell staff, how gravely, and what they open; each with its reason. Pure."""

from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from app.clinical.scale import RiskLevel
from app.clinical.scale_files import Scales
from app.clinical.scores import ScaleId
from app.errors import LiloError
from app.plain_yaml import read_yaml
from app.safety import Level, level_named

AlarmLevel = Annotated[Level, BeforeValidator(level_named)]


class EscalationError(LiloError):
    """The file that says which answers tell staff is missing or wrong."""

    code = "check_in.escalation"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Grade(_Row):
    """A level and the reason for it."""

    level: AlarmLevel
    because: str = Field(min_length=1)

    @model_validator(mode="after")
    def _tells(self) -> Self:
        if self.level < Level.ELEVATED:
            raise ValueError("below elevated nobody is told")
        return self


class AnswerGrade(Grade):
    """For one answer of an item."""

    answer: int


class AtOnce(_Row):
    """An item whose answers tell staff before anything more is asked, and open a screener."""

    scale: ScaleId
    item: str
    opens: ScaleId
    levels: tuple[AnswerGrade, ...] = Field(min_length=1)

    def grade_of(self, value: int) -> AnswerGrade | None:
        """Return the level of an answer; None where it tells nobody."""
        return next((grade for grade in self.levels if grade.answer == value), None)


class RiskGrade(Grade):
    """For what a screener comes to."""

    risk: RiskLevel


class Escalation(_Row):
    """All of it; see `resources/scales/shared/escalation.yaml`.

    Attributes:
        unscreened: for such an answer where the facility does not use the screener.
    """

    at_once: tuple[AtOnce, ...]
    by_risk: tuple[RiskGrade, ...]
    unscreened: Grade

    @model_validator(mode="after")
    def _complete(self) -> Self:
        graded = {row.risk for row in self.by_risk}
        if missing := {RiskLevel.LOW, RiskLevel.MODERATE, RiskLevel.HIGH} - graded:
            raise ValueError(f"no level for the risk: {', '.join(sorted(missing))}")
        by_rank = sorted(self.by_risk, key=lambda row: row.risk.rank)
        levels = [row.level for row in by_rank]
        if levels != sorted(levels):
            raise ValueError("a graver risk must not have a milder level")
        return self

    def opened_by(self, scale: ScaleId, item: str, value: int) -> ScaleId | None:
        """Return the screener that an answer opens, or None."""
        for row in self.at_once:
            if row.scale == scale and row.item == item and row.grade_of(value):
                return row.opens
        return None

    def at_answer(self, scale: ScaleId, item: str, value: int, scales: Scales) -> Grade | None:
        """Return how gravely an answer tells staff by itself, or None."""
        for row in self.at_once:
            if row.scale == scale and row.item == item and (grade := row.grade_of(value)):
                if row.opens in scales:
                    return grade
                return max(grade, self.unscreened, key=lambda one: one.level)
        return None

    def at_risk(self, risk: RiskLevel) -> Grade | None:
        """Return how gravely a risk tells staff; None for none."""
        return next((row for row in self.by_risk if row.risk is risk), None)


def load_escalation(path: Path, scales: Scales) -> Escalation:
    """Read the rules and check that every answer of a named item that is above nothing has one.

    Raises:
        EscalationError: the file is missing or wrong, or an answer has no level.
    """
    try:
        rules = Escalation.model_validate(read_yaml(path.read_text("utf-8")))
        for row in rules.at_once:
            _check(row, scales)
    except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError, ValidationError) as error:
        raise EscalationError(
            f"The rules of telling in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
    return rules


def _check(row: AtOnce, scales: Scales) -> None:
    scale = scales.get(row.scale)
    if scale is None:
        return
    if row.item not in {item.id for item in scale.items}:
        raise ValueError(f"{row.scale} has no item {row.item}")
    worrying = {option.value for option in scale.options if option.value > scale.lowest}
    graded = {grade.answer for grade in row.levels}
    if graded != worrying:
        raise ValueError(f"{row.scale} item {row.item} needs a level for each of {worrying}")
