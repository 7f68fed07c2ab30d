from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app.alerts import (
    AlertCause,
    AlertEvent,
    AlertEventKind,
    AlertSource,
    Outcome,
)
from app.alerts.alert import Alert, alert_from
from app.ids import AlertEventId, AlertId, MessageId, ResidentId, StaffId, new_uuid
from app.quality.judged_cases import JudgedCase, judged_cases, reread
from app.safety import DangerKind, DangerLine, Level, Screener
from app.safety.review import Decision, ReviewCase, ReviewCaseId, Verdict
from tests.fakes.clock import NOON
from tests.fakes.danger import WordsInCommon

WHO = ResidentId(new_uuid())
NURSE = StaffId(new_uuid())


@dataclass
class Alerts:
    resolved: list[Alert] = field(default_factory=list)

    def resolved_since(self, moment: Any) -> Sequence[Alert]:
        return [
            alert for alert in self.resolved if alert.resolved_at and alert.resolved_at > moment
        ]


@dataclass
class Reviews:
    pairs: list[tuple[ReviewCase, Decision]] = field(default_factory=list)

    def decided(self, since: Any) -> Sequence[tuple[ReviewCase, Decision]]:
        return [pair for pair in self.pairs if pair[1].at > since]


@dataclass
class Unit:
    alerts: Any = field(default_factory=Alerts)
    reviews: Any = field(default_factory=Reviews)


def resolved(
    words: str,
    outcome: Outcome,
    message: MessageId | None,
    source: AlertSource = AlertSource.WORDS,
) -> Alert:
    cause = AlertCause(source, Level.URGENT, DangerKind.SUICIDE, words, (), 0.8, message)
    alert_id = AlertId(new_uuid())

    def event(kind: AlertEventKind, **more: Any) -> AlertEvent:
        at = NOON + timedelta(minutes=len(more))
        return AlertEvent(AlertEventId(new_uuid()), alert_id, WHO, kind, at, **more)

    ended = event(AlertEventKind.RESOLVED, by=NURSE, outcome=outcome)
    return alert_from([event(AlertEventKind.RAISED, cause=cause), ended])


def reviewed(
    words: str, verdict: Verdict, message: MessageId, level: Level | None = None
) -> tuple[ReviewCase, Decision]:
    case_id = ReviewCaseId(new_uuid())
    case = ReviewCase(case_id, WHO, message, NOON, words, Level.MODERATE, 0.55, (), ())
    return case, Decision(case_id, verdict, level, NURSE, NOON)


def message() -> MessageId:
    return MessageId(new_uuid())


def test_outcomes_of_alerts_by_words_are_verdicts() -> None:
    unit = Unit(
        Alerts(
            [
                resolved("one", Outcome.HELPED, message()),
                resolved("two", Outcome.FALSE_ALARM, message()),
                resolved("", Outcome.HELPED, message()),
                resolved("three", Outcome.HELPED, None),
                resolved("", Outcome.HELPED, message(), AlertSource.CALL_BUTTON),
            ]
        )
    )
    assert judged_cases(unit) == (
        JudgedCase("one", True, DangerKind.SUICIDE, None, 0.8),
        JudgedCase("two", False, DangerKind.SUICIDE, None, 0.8),
    )


def test_verdicts_on_doubtful_turns_are_taken_as_given() -> None:
    unit = Unit(
        reviews=Reviews(
            [
                reviewed("a", Verdict.DANGER, message(), Level.URGENT),
                reviewed("b", Verdict.NOT_DANGER, message()),
                reviewed("c", Verdict.UNSURE, message()),
            ]
        )
    )
    cases = judged_cases(unit)
    assert [(case.text, case.is_danger, case.level) for case in cases] == [
        ("a", True, Level.URGENT),
        ("b", False, None),
        ("c", None, None),
    ]


def test_a_verdict_on_the_words_goes_before_the_outcome_of_their_alert() -> None:
    same = message()
    unit = Unit(
        Alerts([resolved("words", Outcome.FALSE_ALARM, same)]),
        Reviews([reviewed("words", Verdict.DANGER, same, Level.ELEVATED)]),
    )
    assert judged_cases(unit) == (
        JudgedCase("words", True, DangerKind.SUICIDE, Level.ELEVATED, 0.55),
    )


def danger(text: str) -> DangerLine:
    row = {"text": text, "kind": "suicide", "level": "urgent", "group": "g"}
    return DangerLine.model_validate(row)


def case(text: str) -> JudgedCase:
    return JudgedCase(text, True, None, None, 0.5)


def test_cases_are_read_again_by_rules_and_model(screener: Screener) -> None:
    line = danger("the river calls me home")
    reader = WordsInCommon([line])
    again = reread(
        [case("the river calls me home"), case("I cannot breathe"), case("...")], screener, reader
    )
    assert [one.by_rules for one in again] == [False, True]
    assert again[0].danger > 0.99 > again[1].danger


def test_of_long_turns_each_clause_is_read(screener: Screener) -> None:
    line = danger("I see no point any more.")
    story = " ".join(f"There were {n} boats out on the water that day." for n in range(5))
    reader = WordsInCommon([line])
    (again,) = reread([case(f"{story} I see no point any more. So it was.")], screener, reader)
    assert again.danger > 0.99
    assert "I see no point any more." in reader.asked
