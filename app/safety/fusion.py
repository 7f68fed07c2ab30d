"""Clinical fusion: scores and circumstances on record make worrying words weigh more.

It only raises, only what the words themselves began, and at most by the configured number of
levels. Without worrying words a record alarms nobody: that is what a nurse's rounds are for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from app.clinical import ScaleId, Score
from app.identity import RiskFactor, RiskKind
from app.safety.data_files import Count, Number, Strict, validated
from app.safety.findings import Finding, Stage
from app.safety.levels import THRESHOLDS, DangerKind, Level, level_for
from app.safety.trajectory import Reading

_BELOW = 0.001
"""How far below the next threshold a capped score stays."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class RiskPicture:
    """What is on record about a resident when they speak.

    Attributes:
        scores: results of scales, in any order; the newest of each scale counts.
        readings: the last turns and days, for `app.safety.trajectory.trend`.
        trend_told_at: when a trend last raised an alarm by itself.
    """

    scores: tuple[Score, ...] = ()
    risk_factors: tuple[RiskFactor, ...] = ()
    readings: tuple[Reading, ...] = ()
    trend_told_at: datetime | None = None


class Weight(Strict):
    """What something adds to the words' score, and why that much."""

    weight: float = Field(gt=0, le=0.3)
    because: str = Field(min_length=1)


class Band(Weight):
    """A total from which a weight holds."""

    at_least: int = Field(ge=0)


class Answer(Weight):
    """An answer to one item, as a number and as people chose it."""

    answer: int = Field(ge=0)
    says: str = Field(min_length=1)


class ScaleRow(Strict):
    """How the total of a scale weighs. Of one group only the heaviest counts."""

    scale: ScaleId
    group: str
    kinds: frozenset[DangerKind]
    bands: tuple[Band, ...] = Field(min_length=1)


class ItemRow(Strict):
    """How the answers to one item of a scale weigh; items count from 1."""

    scale: ScaleId
    item: int = Field(ge=1)
    group: str
    kinds: frozenset[DangerKind]
    answers: tuple[Answer, ...] = Field(min_length=1)


class RiskRow(Weight):
    """How a circumstance weighs."""

    risk: RiskKind
    says: str = Field(min_length=1)
    group: str
    kinds: frozenset[DangerKind]


class Weights(Strict):
    """Everything `raise_by` goes by; `resources/crisis/fusion.yaml` gives each its reason.

    Attributes:
        from_score: words below this are left as they are.
        at_most_levels: how many levels the record can add to what the words gave.
        fresh_days: results up to this age count in full.
        stale_days: results from this age on count nothing; between the two they fade evenly.
    """

    from_score: Number = Field(ge=0, le=1)
    at_most_levels: Count = Field(ge=0, le=len(Level))
    fresh_days: Count = Field(ge=0)
    stale_days: Count
    scales: tuple[ScaleRow, ...]
    items: tuple[ItemRow, ...]
    risks: tuple[RiskRow, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.stale_days <= self.fresh_days:
            raise ValueError("stale_days must be more than fresh_days")
        if missing := set(RiskKind) - {row.risk for row in self.risks}:
            raise ValueError(f"no weight for: {', '.join(sorted(missing))}")
        return self


def load_weights(path: Path) -> Weights:
    """Read and check the weights.

    Raises:
        SafetyDataError: the file is missing or wrong, or a weight has no reason.
    """
    return validated(path, Weights, "The clinical weights")


def raise_by(
    score: float, kind: DangerKind, picture: RiskPicture, today: date, weights: Weights
) -> tuple[Finding, ...]:
    """Return what the record adds to words of that score and kind; empty when nothing.

    Args:
        score: what the words alone gave, 0..1.
        today: the date where the resident lives, from which the age of results counts.

    Returns:
        One finding per source, heaviest first. All of them together make the new score, so each
        of them carries it. It is always above `score`.
    """
    if score < weights.from_score:
        return ()
    parts = _heaviest(_parts(kind, picture, today, weights))
    raised = min(score + sum(part.weight for part in parts), _cap(score, weights.at_most_levels))
    if raised <= score:
        return ()
    return tuple(Finding(Stage.CLINICAL, kind, raised, reason) for reason in _reasons(parts))


@dataclass(frozen=True, slots=True)
class _Part:
    """One weight that applies: `source` names the result or circumstance, `detail` the item."""

    group: str
    weight: float
    source: str
    detail: str = ""


def _parts(
    kind: DangerKind, picture: RiskPicture, today: date, weights: Weights
) -> Iterator[_Part]:
    newest = {score.scale: score for score in sorted(picture.scores, key=lambda s: s.taken_on)}
    for score in newest.values():
        worth = _worth((today - score.taken_on).days, weights)
        if worth > 0:
            yield from _of_score(score, worth, kind, today, weights)
    for factor in picture.risk_factors:
        for row in weights.risks:
            if row.risk is factor.kind and kind in row.kinds:
                note = f": {factor.note}" if factor.note else ""
                yield _Part(row.group, row.weight, f"{row.says} on record{note}")


def _of_score(
    score: Score, worth: float, kind: DangerKind, today: date, weights: Weights
) -> Iterator[_Part]:
    source = f"{score.scale.label} {score.total} on {_day(score.taken_on, today)}"
    for row in weights.scales:
        if row.scale != score.scale or kind not in row.kinds:
            continue
        reached = [band for band in row.bands if score.total >= band.at_least]
        if reached:
            band = max(reached, key=lambda band: band.at_least)
            yield _Part(row.group, band.weight * worth, source)
    for item in weights.items:
        # A result may have been recorded without its answers.
        if item.scale != score.scale or kind not in item.kinds or len(score.items) < item.item:
            continue
        for answer in item.answers:
            if answer.answer == score.items[item.item - 1]:
                detail = f"item {item.item}: {answer.says}"
                yield _Part(item.group, answer.weight * worth, source, detail)


def _worth(age_days: int, weights: Weights) -> float:
    """Return 0..1: how much a result of that age still says."""
    fading = weights.stale_days - weights.fresh_days
    return min(1.0, max(0.0, (weights.stale_days - age_days) / fading))


def _heaviest(parts: Iterable[_Part]) -> list[_Part]:
    """Keep the heaviest of each group: two scales of the same thing do not count twice."""
    best: dict[str, _Part] = {}
    for part in parts:
        if part.group not in best or part.weight > best[part.group].weight:
            best[part.group] = part
    return sorted(best.values(), key=lambda part: part.weight, reverse=True)


def _reasons(parts: Iterable[_Part]) -> list[str]:
    details: dict[str, list[str]] = {}
    for part in parts:
        details.setdefault(part.source, []).extend([part.detail] if part.detail else [])
    return [", ".join([source, *more]) for source, more in details.items()]


def _cap(score: float, levels: int) -> float:
    """Return the highest score that is at most so many levels above the words' own."""
    beyond = level_for(score) + levels + 1
    return THRESHOLDS[Level(beyond)] - _BELOW if beyond <= max(Level) else 1.0


def _day(day: date, today: date) -> str:
    # Not strftime: Qt sets the locale, and reasons are kept as they were given.
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"
