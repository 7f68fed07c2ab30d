"""From answers to a total and its band, or to a risk. Pure.

A total is given only where the scale's own rule allows it: items without an answer are prorated
up to the number the rule names, and beyond that there is no total.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.clinical.scale import Band, Condition, Item, RiskLevel, RiskRule, Scale

Answers = Mapping[str, int | None]
"""By item id; None where the resident did not wish to answer. Items not asked are not in it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a scale comes to.

    Attributes:
        points: of each item in the scale's order; None without an answer.
        total: None where too many items have no answer, or the scale has none.
        missing: ids of the items without an answer that should have one.
        is_prorated: some of the total stands in for items without an answer.
        risk: for a screener; None for a scale with a total.
    """

    points: tuple[int | None, ...]
    total: int | None
    band: Band | None
    missing: tuple[str, ...]
    is_prorated: bool = False
    risk: RiskLevel | None = None


class AnswerError(ValueError):
    """An answer is none that the scale knows."""


def points_of(scale: Scale, item: Item, value: int) -> int:
    """Return the points of an answer.

    Raises:
        AnswerError: it is outside the scale.
    """
    if scale.option(value) is None:
        raise AnswerError(f"{value} is no answer of {scale.label}")
    return scale.lowest + scale.highest - value if item.is_reversed else value


def applies(item: Item, answers: Answers) -> bool:
    """Whether an item is asked, as the answers so far stand.

    What is unknown does not spare a question: only a clear answer does.
    """
    if item.only_if and answers.get(item.only_if.item) != item.only_if.answer:
        return False
    return not (item.not_if and _holds(item.not_if, answers))


def scored(scale: Scale, answers: Answers) -> Result:
    """Score the answers.

    Raises:
        AnswerError: one is outside the scale, or to an item that it does not have.
    """
    ids = {item.id for item in scale.items}
    if strange := sorted(set(answers) - ids):
        raise AnswerError(f"{scale.label} has no item {strange[0]}")
    points = tuple(
        None if (value := answers.get(item.id)) is None else points_of(scale, item, value)
        for item in scale.items
    )
    missing = tuple(
        item.id
        for item, given in zip(scale.items, points, strict=True)
        if given is None and applies(item, answers)
    )
    if scale.missing is None:
        return Result(points, None, None, missing, risk=risk_of(scale, answers))
    given = [one for one in points if one is not None]
    if not given or len(missing) > scale.missing.most:
        return Result(points, None, None, missing)
    total = _rounded(sum(given) * len(scale.items), len(given))
    return Result(points, total, band_of(scale, total), missing, is_prorated=bool(missing))


def band_of(scale: Scale, total: int) -> Band | None:
    """Return the band a total lies in; None below the lowest."""
    reached = [band for band in scale.bands if total >= band.lowest]
    return reached[-1] if reached else None


def risk_of(scale: Scale, answers: Answers) -> RiskLevel:
    """Return the gravest risk that the answers so far make; NONE for a scale that tells of none."""
    made = [rule.level for rule in scale.risk if _makes(rule, answers)]
    return max(made, key=lambda level: level.rank, default=RiskLevel.NONE)


def _makes(rule: RiskRule, answers: Answers) -> bool:
    return any(_holds(condition, answers) for condition in rule.any)


def _holds(condition: Condition, answers: Answers) -> bool:
    return answers.get(condition.item) == condition.answer


def _rounded(numerator: int, denominator: int) -> int:
    """Divide and round half up, as the MDS specifications do; never by floating point."""
    return (2 * numerator + denominator) // (2 * denominator)
