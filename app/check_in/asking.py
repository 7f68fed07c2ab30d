"""What is being asked of one resident on this machine, and how it is shown."""

from dataclasses import dataclass
from uuid import UUID

from app.check_in.agenda import CheckInRules
from app.check_in.standing import Ended, Question, Remark, Standing
from app.check_in.telling import Told
from app.clinical.administration import (
    Administration,
    How,
    last_answered,
    next_item,
    place_of,
)
from app.clinical.scale import Item, Option
from app.clinical.scoring import risk_of
from app.ids import AlertId
from app.safety import Level, level_named


@dataclass(slots=True)
class Pending:
    """An answer that waits to be confirmed, and how it came in."""

    option: Option
    how: How
    confidence: float


@dataclass(slots=True)
class Asking:
    """One question, put to one resident.

    Attributes:
        told: what staff know of this check-in.
        unclear: how often running nothing was understood.
    """

    rules: CheckInRules
    administration: Administration
    item: Item
    told: Told | None = None
    pending: Pending | None = None
    unclear: int = 0

    def standing(self, remark: Remark) -> Standing:
        """Return how it is shown."""
        scale = self.rules.scale(self.administration.scale)
        number, count = place_of(scale, self.administration, self.item)
        given = self.administration.given.get(self.item.id)
        is_again = given is not None and given.value is None
        question = Question(
            self.administration.id, scale, self.item, number, count, is_again=is_again
        )
        return Standing(remark, question, self.pending.option if self.pending else None)

    def not_understood(self, remark: Remark) -> Standing:
        """Return how it is shown after words that were no answer."""
        self.unclear += 1
        is_again = self.unclear > 1 and remark is Remark.UNCLEAR
        return self.standing(Remark.UNCLEAR_AGAIN if is_again else remark)

    def back(self) -> Standing:
        """Put the question before once more."""
        item = last_answered(self.rules.scale(self.administration.scale), self.administration)
        if item is None:
            return self.standing(Remark.NOTHING_BACK)
        self.item = item
        return self.standing(Remark.BACK)

    def ended(self, remark: Remark, *, is_finished: bool) -> Standing:
        """Return how it ended, with what staff know; only what is true is said of that."""
        told = self.told
        ended = Ended(
            self.administration.scale,
            is_finished=is_finished,
            level=told.level if told else None,
            alert_id=told.alert_id if told else None,
        )
        if is_finished and told:
            remark = Remark.DONE_TOLD if told.alert_id else Remark.DONE_NOT_TOLD
        return Standing(remark, ended=ended)


def begin_asking(
    rules: CheckInRules, administration: Administration, told: Told | None
) -> Asking | None:
    """Put the next question of a scale; None where nothing is left to ask."""
    item = next_item(rules.scale(administration.scale), administration)
    if item is None:
        return None
    return Asking(rules, administration, item, told or told_before(rules, administration))


def told_before(rules: CheckInRules, administration: Administration) -> Told | None:
    """Return what staff were told of a check-in before this program began."""
    label, alert = administration.details.get("level"), administration.details.get("alert")
    levels: list[Level] = [level_named(str(label))] if label else []
    risk = risk_of(rules.scale(administration.scale), administration.answers)
    if grade := rules.escalation.at_risk(risk):
        levels.append(grade.level)
    if not levels:
        return None
    return Told(max(levels), AlertId(UUID(str(alert))) if alert else None)
