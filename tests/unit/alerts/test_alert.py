"""An alert is the sum of its events: none is lost, and nothing makes it milder."""

from dataclasses import replace
from datetime import datetime, timedelta

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


MEDICAL, FIRE, SUICIDE = (
    DangerKind.MEDICAL_EMERGENCY,
    DangerKind.FIRE_SURROUNDINGS,
    DangerKind.SUICIDE,
)


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def cause(
    level: Level = Level.URGENT, words: str = "I fell", kind: DangerKind = MEDICAL
) -> AlertCause:
    return AlertCause(AlertSource.WORDS, level, kind, words)


def event(kind: AlertEventKind, minute: int = 0, **more: object) -> AlertEvent:
    made = AlertEvent(AlertEventId(new_uuid()), ALERT, RESIDENT, kind, at(minute))
    return replace(made, **more)  # type: ignore[arg-type]


def raised(level: Level = Level.URGENT, minute: int = 0) -> AlertEvent:
    return event(AlertEventKind.RAISED, minute, cause=cause(level))


def repeated(
    level: Level, minute: int = 1, words: str = "again", kind: DangerKind = MEDICAL
) -> AlertEvent:
    return event(AlertEventKind.REPEATED, minute, cause=cause(level, words, kind))


def answered(level: Level | None = None, minute: int = 1) -> AlertEvent:
    graver = None if level is None else cause(level)
    return event(AlertEventKind.ANSWERED, minute, cause=graver, note="Can you breathe? No")


def delivered(minute: int = 1, station: str = "East") -> AlertEvent:
    return event(AlertEventKind.DELIVERED, minute, note=station)


def escalated(minute: int = 5) -> AlertEvent:
    return event(AlertEventKind.ESCALATED, minute)


def re_raised(minute: int = 10) -> AlertEvent:
    return event(AlertEventKind.RE_RAISED, minute)


def acknowledged(minute: int = 2, by: StaffId = DANA) -> AlertEvent:
    return event(AlertEventKind.ACKNOWLEDGED, minute, by=by)


def arrived(minute: int = 3, by: StaffId = DANA) -> AlertEvent:
    return event(AlertEventKind.ARRIVED, minute, by=by)


def released(minute: int = 3, by: StaffId = DANA) -> AlertEvent:
    return event(AlertEventKind.RELEASED, minute, by=by)


def handed_over(minute: int = 3, to: StaffId = ROSA) -> AlertEvent:
    return event(AlertEventKind.HANDED_OVER, minute, by=to)


def resolved(minute: int = 3) -> AlertEvent:
    return event(
        AlertEventKind.RESOLVED, minute, by=DANA, outcome=Outcome.HELPED, note="Sat with her."
    )


def test_a_raised_alert_waits() -> None:
    assert alert_from([raised()]) == Alert(ALERT, RESIDENT, cause(), NOON, NOON)
    assert alert_from([raised()]).status is AlertStatus.WAITING
    assert alert_from([raised()]).is_open


def test_the_first_alarm_is_its_being_raised() -> None:
    alert = alert_from([raised(minute=3)])
    assert (alert.tier, alert.alarmed_at, alert.alarms) == (0, at(3), 1)
    assert alert.delivered_at is None


def test_acknowledging_says_who_and_when() -> None:
    alert = alert_from([raised(), acknowledged()])
    assert (alert.status, alert.acknowledged_by, alert.acknowledged_at, alert.is_open) == (
        AlertStatus.ACKNOWLEDGED,
        DANA,
        NOON + timedelta(minutes=2),
        True,
    )


def test_arriving_says_who_is_there_and_changes_nothing_else() -> None:
    before = alert_from([raised(), acknowledged()])
    after = alert_from([raised(), acknowledged(), arrived(5, ROSA)])
    assert (after.arrived_by, after.arrived_at) == (ROSA, at(5))
    assert replace(after, arrived_by=None, arrived_at=None) == before


def test_what_is_released_waits_anew_on_the_tier_it_was_on() -> None:
    events = [raised(), delivered(1), escalated(5), acknowledged(6), arrived(7), released(8)]
    alert = alert_from(events)
    assert (alert.status, alert.tier, alert.alarmed_at) == (AlertStatus.WAITING, 1, at(8))
    assert (alert.alarms, alert.delivered_at) == (3, None)
    assert (alert.acknowledged_by, alert.acknowledged_at) == (None, None)
    assert (alert.released_by, alert.arrived_by, alert.last_at) == (DANA, None, at(6))
    assert alert_from([*events, acknowledged(9, ROSA)]).released_by is None


def test_handing_over_gives_it_to_another_and_delays_nothing() -> None:
    alert = alert_from([raised(), acknowledged(), arrived(), handed_over(6)])
    assert (alert.status, alert.acknowledged_by) == (AlertStatus.ACKNOWLEDGED, ROSA)
    assert (alert.handed_over_by, alert.acknowledged_at) == (DANA, at(2))
    # Who hands it over goes away.
    assert (alert.arrived_by, alert.arrived_at) == (None, None)


def test_handing_over_leaves_a_third_person_with_the_resident() -> None:
    third = StaffId(new_uuid())
    alert = alert_from([raised(), acknowledged(), arrived(3, third), handed_over(6)])
    assert (alert.arrived_by, alert.arrived_at) == (third, at(3))


def test_taking_what_was_handed_over_begins_its_time_anew() -> None:
    alert = alert_from([raised(), acknowledged(), handed_over(6), acknowledged(7, ROSA)])
    assert (alert.acknowledged_by, alert.acknowledged_at) == (ROSA, at(7))
    assert alert.handed_over_by is None


def test_what_waits_again_has_nobody_there_and_was_handed_to_nobody() -> None:
    alert = alert_from([raised(), acknowledged(), handed_over(4), arrived(5, ROSA), re_raised(12)])
    assert (alert.arrived_by, alert.handed_over_by) == (None, None)


@pytest.mark.parametrize("later", [released(9), handed_over(9)])
def test_what_was_resolved_is_neither_released_nor_handed_over(later: AlertEvent) -> None:
    events = [raised(), acknowledged(), resolved()]
    assert alert_from([*events, later]) == alert_from(events)


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


def test_another_kind_as_grave_waits_again_and_hides_nothing() -> None:
    alert = alert_from(
        [raised(), escalated(), acknowledged(6), repeated(Level.URGENT, 7, "Smoke!", FIRE)]
    )
    assert (alert.status, alert.tier, alert.alarmed_at) == (AlertStatus.WAITING, 0, at(7))
    assert alert.cause == cause(Level.URGENT, "Smoke!", FIRE)
    assert alert.other_causes == (cause(),)


def test_a_kind_that_was_told_before_begins_nothing_anew() -> None:
    by_turns = [repeated(Level.URGENT, n, kind=(FIRE, MEDICAL)[n % 2]) for n in range(6, 12)]
    alert = alert_from([raised(), repeated(Level.URGENT, 1, kind=FIRE), escalated(5), *by_turns])
    assert (alert.tier, alert.alarmed_at, alert.alarms) == (1, at(5), 3)


def test_a_kind_known_at_a_lower_level_is_new_at_a_graver_one() -> None:
    alert = alert_from(
        [
            raised(Level.ELEVATED),
            repeated(Level.URGENT, 1, kind=FIRE),
            acknowledged(2),
            repeated(Level.URGENT, 3),
        ]
    )
    assert (alert.status, alert.alarms) == (AlertStatus.WAITING, 3)


def test_a_milder_other_kind_is_kept_beside_the_cause() -> None:
    sad = cause(Level.ELEVATED, "again", SUICIDE)
    alert = alert_from([raised(), acknowledged(), repeated(Level.ELEVATED, 3, kind=SUICIDE)])
    assert (alert.status, alert.cause, alert.other_causes) == (
        AlertStatus.ACKNOWLEDGED,
        cause(),
        (sad,),
    )


def test_a_repeat_without_a_cause_only_counts() -> None:
    alert = alert_from([raised(), event(AlertEventKind.REPEATED, 1)])
    assert (alert.times_raised, alert.cause, alert.other_causes) == (2, cause(), ())


def test_escalating_goes_a_tier_on_and_sounds_anew() -> None:
    alert = alert_from([raised(), delivered(1), escalated(5), escalated(10)])
    assert (alert.tier, alert.alarmed_at, alert.alarms) == (2, at(10), 3)
    assert (alert.status, alert.delivered_at) == (AlertStatus.WAITING, None)


def test_re_raising_stays_on_its_tier_and_waits_again() -> None:
    alert = alert_from([raised(), escalated(5), acknowledged(6), re_raised(16)])
    assert (alert.status, alert.tier, alert.alarmed_at) == (AlertStatus.WAITING, 1, at(16))
    assert (alert.acknowledged_by, alert.acknowledged_at) == (DANA, at(6))


def test_growing_graver_begins_at_the_first_tier() -> None:
    alert = alert_from([raised(), escalated(5), repeated(Level.IMMEDIATE, 6)])
    assert (alert.tier, alert.alarmed_at, alert.status) == (0, at(6), AlertStatus.WAITING)


def test_only_the_first_delivery_of_each_alarm_counts() -> None:
    shown = alert_from([raised(), delivered(1), delivered(2, "West")])
    assert shown.delivered_at == at(1)
    again = alert_from([raised(), delivered(1), escalated(5), delivered(6), delivered(7)])
    assert again.delivered_at == at(6)


def test_alarms_and_screens_do_not_count_as_something_said() -> None:
    alert = alert_from([raised(), delivered(1), escalated(5), re_raised(10)])
    assert alert.last_at == NOON


def test_a_graver_answer_raises_the_alert_and_waits_again() -> None:
    alert = alert_from([raised(), escalated(5), acknowledged(6), answered(Level.IMMEDIATE, 7)])
    assert (alert.status, alert.tier, alert.alarmed_at) == (AlertStatus.WAITING, 0, at(7))
    assert alert.cause.level is Level.IMMEDIATE
    assert (alert.answers, alert.times_raised) == (("Can you breathe? No",), 1)


@pytest.mark.parametrize("level", [Level.URGENT, Level.MODERATE, None])
def test_an_answer_that_is_no_graver_is_only_added(level: Level | None) -> None:
    alert = alert_from([raised(), acknowledged(2), answered(level, 3)])
    assert (alert.status, alert.cause, alert.alarms) == (AlertStatus.ACKNOWLEDGED, cause(), 1)
    assert alert.answers == ("Can you breathe? No",)


@pytest.mark.parametrize("later", [escalated(9), re_raised(9)])
def test_what_was_resolved_does_not_sound_by_itself(later: AlertEvent) -> None:
    alert = alert_from([raised(), resolved(), later])
    assert (alert.status, alert.alarms, alert.outcome) == (
        AlertStatus.RESOLVED,
        1,
        Outcome.HELPED,
    )


@pytest.mark.parametrize("later", [repeated(Level.IMMEDIATE, 9), answered(Level.IMMEDIATE, 9)])
def test_something_graver_opens_what_was_resolved(later: AlertEvent) -> None:
    alert = alert_from([raised(), resolved(), later])
    assert (alert.status, alert.resolved_at, alert.resolved_by, alert.outcome, alert.note) == (
        AlertStatus.WAITING,
        None,
        None,
        None,
        "",
    )


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
KINDS = st.sampled_from([MEDICAL, FIRE, SUICIDE])
LATER = st.one_of(
    st.builds(lambda level, kind: repeated(level, kind=kind), LEVELS, KINDS),
    LEVELS.map(answered),
    st.sampled_from([delivered(), escalated(), re_raised(), arrived(), released(), handed_over()]),
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
    causes = [e.cause for e in events if e.cause and e.kind is not AlertEventKind.ANSWERED]
    assert (alert.id, alert.resident_id, alert.raised_at) == (ALERT, RESIDENT, NOON)
    assert alert.times_raised == len(causes)
    assert alert.is_open is (events[-1].kind is not AlertEventKind.RESOLVED)
    assert list(alert.answers) == [e.note for e in events if e.kind is AlertEventKind.ANSWERED]
    assert alert.tier <= sum(e.kind is AlertEventKind.ESCALATED for e in events)
    assert len(alert.other_causes) == len(causes) - 1


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
    later = replace(event(AlertEventKind.ANSWERED, 5), kind="moved")  # type: ignore[arg-type]
    alert = alert_from([raised(Level.IMMEDIATE), later])
    assert (alert.status, alert.cause.level, alert.is_open) == (
        AlertStatus.WAITING,
        Level.IMMEDIATE,
        True,
    )
    assert alert.last_at == NOON + timedelta(minutes=5)
