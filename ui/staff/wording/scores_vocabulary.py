"""The section of the word file for the Scores page."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from app.clinical.administration import How
from app.clinical.change import Verdict
from app.clinical.due import DueState
from app.clinical.scale import RiskLevel
from ui.staff.wording.phrases import Counted, ForMessage, ForPerson, Plain, Section, holding

ForScale = Annotated[str, AfterValidator(holding("scale"))]
ForBand = Annotated[str, AfterValidator(holding("day", "total", "band"))]
ForCount = Annotated[str, AfterValidator(holding("n"))]
ForMoved = Annotated[str, AfterValidator(holding("change", "since", "needed"))]
ForUnjudged = Annotated[str, AfterValidator(holding("change", "since"))]
ForMonths = Annotated[str, AfterValidator(holding("change", "months"))]
ForDue = Annotated[str, AfterValidator(holding("scale", "when"))]
ForItems = Annotated[str, AfterValidator(holding("low", "high"))]
ForWays = Annotated[str, AfterValidator(holding("ways"))]
ForWay = Annotated[str, AfterValidator(holding("n", "way"))]
ForTook = Annotated[str, AfterValidator(holding("took"))]
ForRisk = Annotated[str, AfterValidator(holding("risk", "day"))]
ForAsked = Annotated[str, AfterValidator(holding("n", "all"))]
ForMovedCounts = Annotated[str, AfterValidator(holding("worse", "better"))]
ForPoint = Annotated[str, AfterValidator(holding("day", "total"))]


class HouseWords(Section):
    """The whole house on one scale."""

    everybody: Plain
    heading: ForScale
    asked: ForAsked
    moved: ForMovedCounts
    explained: Plain
    table: Plain
    resident: Plain
    newest: Plain
    band: Plain
    change: Plain
    day: Plain
    verdicts: Mapping[Verdict, str]
    residents: Plain
    look_at: Plain
    none: Plain


class ScoresWords(Section):
    """The Scores page."""

    explained: Plain
    residents: Plain
    house: HouseWords
    person: ForPerson
    reading: Plain
    unread: ForMessage
    none: Plain
    total: ForScale
    newest: ForBand
    estimated: ForCount
    changes: Mapping[Verdict, str]
    trend_up: ForMonths
    trend_down: ForMonths
    items: ForItems
    no_items: Plain
    no_answer: Plain
    due: Plain
    due_states: Mapping[DueState, str]
    nothing_due: Plain
    how: Plain
    ways: Mapping[How, str]
    answered: ForWays
    way: ForWay
    read_back: Counted
    skipped: Counted
    changed: Counted
    stopped: Counted
    took: ForTook
    not_by_lilo: Plain
    screener: ForRisk
    risks: Mapping[RiskLevel, str]
    plot: ForScale
    point: ForPoint
