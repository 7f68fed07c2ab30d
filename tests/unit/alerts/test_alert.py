"""An alert is the sum of its events: none is lost, and nothing makes it milder."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts import (
    Alert,
    AlertCause,
    AlertError,
    AlertEvent,
    AlertEventKind,
    AlertSource,
    AlertStatus,
    Outcome,
    alert_from,
)
from app.ids import AlertEventId, AlertId, ResidentId, StaffId, new_uuid
from app.safety import DangerKind, Level
from tests.fakes.clock import NOON

ALERT, RESIDENT = AlertId(new_uuid()), ResidentId(new_uuid())
DANA, ROSA = StaffId(new_uuid()), StaffId(new_uuid())


def cause(level: Level = Level.URGENT, words: str = "I fell") -> AlertCause:
    return AlertCause(AlertSource.WORDS, level, DangerKind.MEDICAL_EMERGENCY, words)


def event(kind: AlertEventKind, minute: int = 0, **more: object) -> AlertEvent:
    at = NOON + timedelta(minutes=minute)
    made = AlertEvent(AlertEventId(new_uuid()), ALERT, RESIDENT, kind, at)
    return replace(made, **more)  # type: ignore[arg-type]


def raised(level: Level = Level.URGENT, minute: int = 0) -> AlertEvent:
    return event(AlertEventKind.RAISED, minute, cause=cause(level))


def repeated(level: Level, minute: int = 1, words: str = "again") -> AlertEvent:
    return event(AlertEventKind.REPEATED, minute, cause=cause(level, words))


def acknowledged(minute: int = 2, by: StaffId = DANA) -> AlertEvent:
    return event(AlertEventKind.ACKNOWLEDGED, minute, by=by)


def resolved(minute: int = 3) -> AlertEvent:
    return event(
        AlertEventKind.RESOLVED, minute, by=DANA, outcome=Outcome.HELPED, note="Sat with her."
    )


def test_a_raised_alert_waits() -> None:
    assert alert_from([raised()]) == Alert(ALERT, RESIDENT, cause(), NOON, NOON)
    assert alert_from([raised()]).status is AlertStatus.WAITING
    assert alert_from([raised()]).is_open


def test_acknowledging_says_who_and_when() -> None:
    alert = alert_from([raised(), acknowledged()])
    assert (alert.status, alert.acknowledged_by, alert.acknowledged_at, alert.is_open) == (
        AlertStatus.ACKNOWLEDGED,
        DANA,
        NOON + timedelta(minutes=2),
        True,
    )


def test_resolving_closes_it_with_outcome_and_note() -> None:
    alert = alert_from([raised(), acknowledged(), resolved()])
    assert (alert.status, alert.resolved_by, alert.resolved_at) == (
        AlertStatus.RESOLVED,
        DANA,
        NOON + timedelta(minutes=3),
    )
    assert (alert.outcome, alert.note, alert.is_open) == (Outcome.HELPED, "Sat with her.", False)


def test_a_graver_repeat_raises_it_to_the_graver_cause() -> None:
    alert = alert_from([raised(), repeated(Level.IMMEDIATE, words="I can't breathe")])
    assert alert.cause == cause(Level.IMMEDIATE, "I can't breathe")
    assert (alert.times_raised, alert.raised_at) == (2, NOON)


@pytest.mark.parametrize("level", [Level.MODERATE, Level.ELEVATED])
def test_a_milder_repeat_only_counts(level: Level) -> None:
    alert = alert_from([raised(), repeated(level)])
    assert alert.cause == cause()
    assert (alert.times_raised, alert.last_at) == (2, NOON + timedelta(minutes=1))


def test_a_repeat_that_is_as_grave_brings_its_own_words() -> None:
    alert = alert_from([raised(), repeated(Level.URGENT)])
    assert (alert.cause.level, alert.cause.words) == (Level.URGENT, "again")
    assert alert.times_raised == 2


def test_what_has_become_graver_waits_again() -> None:
    alert = alert_from([raised(), acknowledged(), repeated(Level.IMMEDIATE, 3)])
    assert alert.status is AlertStatus.WAITING


def test_a_milder_repeat_leaves_it_with_who_has_it() -> None:
    alert = alert_from([raised(), acknowledged(), repeated(Level.ELEVATED, 3)])
    assert (alert.status, alert.acknowledged_by) == (AlertStatus.ACKNOWLEDGED, DANA)


def test_answers_are_kept_in_order() -> None:
    answers = [
        event(AlertEventKind.ANSWERED, 1, note="Are you hurt? Yes"),
        event(AlertEventKind.ANSWERED, 2, note="Can you breathe? No"),
    ]
    alert = alert_from([raised(), *answers])
    assert alert.answers == ("Are you hurt? Yes", "Can you breathe? No")
    assert alert.status is AlertStatus.WAITING


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([], "without events"),
        ([acknowledged()], "does not begin with its being raised"),
        ([event(AlertEventKind.RAISED)], "does not begin with its being raised"),
        ([raised(), raised()], "raised twice under one id"),
    ],
)
def test_an_impossible_history_is_refused(events: list[AlertEvent], message: str) -> None:
    with pytest.raises(AlertError, match=message):
        alert_from(events)


LEVELS = st.sampled_from([Level.MODERATE, Level.ELEVATED, Level.URGENT, Level.IMMEDIATE])
LATER = st.one_of(
    LEVELS.map(repeated),
    st.sampled_from([DANA, ROSA]).map(lambda by: acknowledged(by=by)),
    st.text(max_size=20).map(lambda note: event(AlertEventKind.ANSWERED, note=note)),
)
ENDINGS = st.lists(st.just(resolved()), max_size=1)


def histories() -> st.SearchStrategy[list[AlertEvent]]:
    return st.builds(
        lambda first, later, ending: [raised(first), *later, *ending],
        LEVELS,
        st.lists(LATER, max_size=12),
        ENDINGS,
    )


@given(histories())
def test_no_sequence_of_events_loses_an_alert(events: list[AlertEvent]) -> None:
    alert = alert_from(events)
    causes = [e.cause for e in events if e.cause]
    assert (alert.id, alert.resident_id, alert.raised_at) == (ALERT, RESIDENT, NOON)
    assert alert.times_raised == len(causes)
    assert alert.is_open is (events[-1].kind is not AlertEventKind.RESOLVED)
    assert list(alert.answers) == [e.note for e in events if e.kind is AlertEventKind.ANSWERED]
    assert alert.last_at == events[-1].at


@given(histories())
def test_the_gravest_cause_stands_whatever_follows(events: list[AlertEvent]) -> None:
    assert alert_from(events).cause.level is max(e.cause.level for e in events if e.cause)


@given(histories())
def test_a_level_never_falls_from_one_event_to_the_next(events: list[AlertEvent]) -> None:
    levels = [alert_from(events[:n]).cause.level for n in range(1, len(events) + 1)]
    assert levels == sorted(levels)


@given(histories())
def test_nothing_graver_is_taken_as_acknowledged_before_somebody_has_seen_it(
    events: list[AlertEvent],
) -> None:
    alert = alert_from(events)
    if alert.status is not AlertStatus.ACKNOWLEDGED:
        return
    seen = max(n for n, e in enumerate(events) if e.kind is AlertEventKind.ACKNOWLEDGED)
    known = max(e.cause.level for e in events[:seen] if e.cause)
    assert alert.cause.level <= known


def test_an_event_of_a_kind_this_version_does_not_know_neither_closes_nor_lowers() -> None:
    later = replace(event(AlertEventKind.ANSWERED, 5), kind="escalated")  # type: ignore[arg-type]
    alert = alert_from([raised(Level.IMMEDIATE), later])
    assert (alert.status, alert.cause.level, alert.is_open) == (
        AlertStatus.WAITING,
        Level.IMMEDIATE,
        True,
    )
    assert alert.last_at == NOON + timedelta(minutes=5)
