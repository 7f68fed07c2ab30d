"""Cases that staff have judged: verdicts on doubtful turns, and outcomes of alerts by words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from app.alerts import Alert, AlertRepository, AlertSource, Outcome
from app.ids import MessageId
from app.safety import DangerKind, DangerReader, Level, Screener
from app.safety.review import Decision, ReviewCase, ReviewRepository, Verdict
from app.safety.screening import LONG_WORDS
from app.utterance import UtteranceError, utterance_from

EVER = datetime(2000, 1, 1, tzinfo=UTC)


class JudgedUnit(Protocol):
    """What is read."""

    @property
    def reviews(self) -> ReviewRepository:
        """Verdicts on doubtful turns."""

    @property
    def alerts(self) -> AlertRepository:
        """Alerts with their outcomes."""


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """Words that staff have judged.

    Attributes:
        text: the resident's own words.
        is_danger: the verdict; None where it could not be said.
        kind: as Lilo took it, where it raised an alert.
        level: how grave, where a nurse said so.
        score: 0..1, as the screening gave it at the time.
    """

    text: str
    is_danger: bool | None
    kind: DangerKind | None
    level: Level | None
    score: float


@dataclass(frozen=True, slots=True)
class Reread:
    """A judged case as today's rules and model read it.

    Attributes:
        danger: the model's probability, 0..1, which thresholds are compared with.
        by_rules: rules alone raise an alarm, whatever the thresholds.
    """

    case: JudgedCase
    danger: float
    by_rules: bool


def judged_cases(unit: JudgedUnit) -> Sequence[JudgedCase]:
    """Return every case once; a verdict on the words goes before the outcome of their alert."""
    alerts = unit.alerts.resolved_since(EVER)
    kinds = {alert.cause.message_id: alert.cause.kind for alert in alerts}
    cases: dict[MessageId, JudgedCase] = {}
    for alert in alerts:
        found = _of_alert(alert)
        if found and alert.cause.message_id:
            cases[alert.cause.message_id] = found
    for case, decision in unit.reviews.decided(EVER):
        cases[case.message_id] = _of_review(case, decision, kinds.get(case.message_id))
    return tuple(cases.values())


def reread(
    cases: Iterable[JudgedCase], screener: Screener, reader: DangerReader
) -> Sequence[Reread]:
    """Read the cases again, as a turn is read; words that cannot be read are left out."""
    return [
        found for found in (_reread(case, screener, reader) for case in cases) if found is not None
    ]


def _reread(case: JudgedCase, screener: Screener, reader: DangerReader) -> Reread | None:
    try:
        utterance = utterance_from(case.text)
    except UtteranceError:
        return None
    is_long = len(utterance.text.split()) > LONG_WORDS
    likenesses = reader.read([utterance.text, *(utterance.clauses if is_long else ())])
    # Only certain words count whatever the thresholds are; a hint goes by the model.
    levels = screener.rule_levels()
    rules = [flag.removeprefix("rule:") for flag in screener.screen_by_rules(utterance).flags]
    by_rules = any(levels.get(rule, Level.NONE) >= Level.ELEVATED for rule in rules)
    return Reread(case, max(likeness.danger for likeness in likenesses), by_rules)


def _of_alert(alert: Alert) -> JudgedCase | None:
    cause = alert.cause
    if cause.source is not AlertSource.WORDS or not cause.words or alert.outcome is None:
        return None
    is_danger = alert.outcome is not Outcome.FALSE_ALARM
    return JudgedCase(cause.words, is_danger, cause.kind, None, cause.score)


def _of_review(case: ReviewCase, decision: Decision, kind: DangerKind | None) -> JudgedCase:
    verdicts = {Verdict.DANGER: True, Verdict.NOT_DANGER: False, Verdict.UNSURE: None}
    return JudgedCase(case.words, verdicts[decision.verdict], kind, decision.level, case.score)
