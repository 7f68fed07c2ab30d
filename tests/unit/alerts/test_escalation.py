"""When an alert sounds again by itself: nothing that is not resolved is ever silent."""

from collections.abc import Sequence
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
    Due,
    Outcome,
    Recipient,
    Route,
    Routes,
    alert_from,
    due,
)
from app.alerts.escalation import CLOCK_SLACK
from app.alerts.steps import (
    Step,
    acknowledging,
    answering,
    arriving,
    falling_due,
    handing_over,
    raising,
    releasing,
    resolving,
)
from app.ids import AlertEventId, AlertId, ResidentId, StaffId, new_uuid
from app.safety import DangerKind, Level
from tests.fakes.clock import NOON
from tests.fakes.routes import ROUTES

RESIDENT = ResidentId(new_uuid())
DANA, ROSA = StaffId(new_uuid()), StaffId(new_uuid())
Kind = AlertEventKind


def alert(level: Level = Level.URGENT, tier: int = 0) -> Alert:
    cause = AlertCause(AlertSource.WORDS, level)
    return Alert(AlertId(new_uuid()), RESIDENT, cause, NOON, NOON, tier=tier)


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("level", "wait_s"),
    [
        (Level.IMMEDIATE, 30),
        (Level.URGENT, 300),
        (Level.ELEVATED, 900),
        (Level.MODERATE, 900),
    ],
)
@pytest.mark.parametrize(
    ("tier", "kind"), [(0, Kind.ESCALATED), (1, Kind.RE_RAISED), (5, Kind.RE_RAISED)]
)
def test_what_waits_goes_on_when_its_time_is_over(
    level: Level, wait_s: int, tier: int, kind: AlertEventKind
) -> None:
    assert due(alert(level, tier), ROUTES) == Due(NOON + after(wait_s), kind, NOON)


def test_the_time_counts_from_the_latest_alarm() -> None:
    later = NOON + after(1000)
    assert due(replace(alert(), alarmed_at=later), ROUTES) == Due(
        later + after(300), Kind.ESCALATED, later
    )


def test_what_somebody_has_must_be_resolved_in_time() -> None:
    taken_at = NOON + after(100)
    taken = replace(alert(), status=AlertStatus.ACKNOWLEDGED, acknowledged_at=taken_at)
    assert due(taken, ROUTES) == Due(taken_at + after(600), Kind.RE_RAISED, taken_at)


def test_what_is_resolved_has_nothing_coming() -> None:
    assert due(replace(alert(), status=AlertStatus.RESOLVED), ROUTES) is None


@pytest.mark.parametrize(
    ("seconds", "has_come"),
    [
        (299.999, False),
        (300.0, True),
        (86_400.0, True),
        (0.0, False),
        (-CLOCK_SLACK.total_seconds(), False),
        (-CLOCK_SLACK.total_seconds() - 0.001, True),
        (-3_600.0, True),
    ],
)
def test_it_is_time_when_the_time_is_over_or_the_clock_was_set_back(
    seconds: float, has_come: bool
) -> None:
    upcoming = due(alert(), ROUTES)
    assert upcoming is not None
    assert upcoming.has_come(NOON + after(seconds)) is has_come


TIERS = st.lists(
    st.lists(st.sampled_from([Recipient.NURSE, Recipient.PHYSICIAN]), min_size=1, max_size=2),
    min_size=1,
    max_size=20,
).map(lambda tiers: tuple(map(tuple, tiers)))
WAYS = st.builds(Route, st.floats(0.001, 86_400.0), TIERS)
ROUTINGS = st.builds(
    lambda elevated, urgent, immediate, within_s: Routes(
        {Level.ELEVATED: elevated, Level.URGENT: urgent, Level.IMMEDIATE: immediate}, within_s
    ),
    WAYS,
    WAYS,
    WAYS,
    st.floats(0.001, 86_400.0),
)
CAUSES = st.builds(
    AlertCause,
    st.sampled_from(AlertSource),
    st.sampled_from(Level),
    st.none() | st.sampled_from(DangerKind),
)
EVENTS = st.builds(
    AlertEvent,
    st.builds(lambda: AlertEventId(new_uuid())),
    st.just(AlertId(new_uuid())),
    st.just(RESIDENT),
    st.sampled_from([kind for kind in AlertEventKind if kind is not Kind.RAISED]),
    st.integers(-100_000, 100_000).map(lambda s: NOON + after(s)),
    cause=st.none() | CAUSES,
    by=st.just(DANA),
)


def history(cause: AlertCause, later: Sequence[AlertEvent]) -> list[AlertEvent]:
    first = AlertEvent(
        AlertEventId(new_uuid()), later[0].alert_id, RESIDENT, Kind.RAISED, NOON, cause
    )
    return [first, *later]


# Others cover the same lines; this one is long.
@pytest.mark.no_cover
@given(CAUSES, st.lists(EVENTS, min_size=1, max_size=15), ROUTINGS)
def test_no_sequence_of_events_leaves_an_unresolved_alert_silent(
    cause: AlertCause, later: list[AlertEvent], routes: Routes
) -> None:
    found = alert_from(history(cause, later))
    upcoming = due(found, routes)
    assert (upcoming is not None) is found.is_open
    if upcoming is not None:
        waits = [way.acknowledge_within for way in routes.by_level.values()]
        latest = max(event.at for event in [*later, history(cause, later)[0]])
        assert upcoming.at <= latest + max(routes.resolve_within, *waits)
        assert routes.recipients(found)


# Others cover the same lines; this one is long.
@pytest.mark.no_cover
@given(CAUSES, st.lists(EVENTS, min_size=1, max_size=15), ROUTINGS)
def test_when_time_passes_it_sounds_again_and_waits(
    cause: AlertCause, later: list[AlertEvent], routes: Routes
) -> None:
    events = history(cause, later)
    found = alert_from(events)
    upcoming = due(found, routes)
    if upcoming is None:
        assert falling_due(found, routes, NOON + timedelta(days=1000)) is None
        return
    step = falling_due(found, routes, upcoming.at)
    assert step is not None
    again = alert_from([*events, step.event])
    assert (again.status, again.alarmed_at) == (AlertStatus.WAITING, upcoming.at)
    assert again.alarms == found.alarms + 1
    assert again.tier <= max(routes.route(again.cause.level).last_tier, found.tier)


MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            ["say", "call", "answer", "take", "come", "release", "hand over", "close", "nothing"]
        ),
        st.sampled_from([Level.ELEVATED, Level.URGENT, Level.IMMEDIATE]),
        st.sampled_from([DangerKind.SUICIDE, DangerKind.FIRE_SURROUNDINGS]),
        st.floats(0.0, 1_200.0),
    ),
    max_size=20,
)


class Life:
    """The alerts of one resident, with what people can do to them."""

    def __init__(self) -> None:
        self.now = NOON
        self._histories: dict[AlertId, list[AlertEvent]] = {}

    def opened(self) -> list[Alert]:
        return [alert for alert in map(alert_from, self._histories.values()) if alert.is_open]

    def keep(self, step: Step | None) -> None:
        if step is not None:
            self._histories.setdefault(step.event.alert_id, []).append(step.event)

    def do(self, move: str, level: Level, kind: DangerKind) -> None:
        source = AlertSource.CALL_BUTTON if move == "call" else AlertSource.WORDS
        if move in {"say", "call"}:
            cause = AlertCause(source, level, kind)
            self.keep(raising(self.opened(), RESIDENT, cause, self.now))
            return
        for alert in self.opened()[:1]:
            step = {
                "take": lambda alert=alert: acknowledging(alert, DANA, self.now),
                "close": lambda alert=alert: resolving(alert, DANA, Outcome.HELPED, "", self.now),
                "answer": lambda alert=alert: answering(alert, "Are you?", "Yes", level, self.now),
                "come": lambda alert=alert: arriving(alert, DANA, self.now),
                "release": lambda alert=alert: releasing(alert, DANA, self.now, of_others=True),
                "hand over": lambda alert=alert: handing_over(
                    alert, DANA, ROSA, self.now, of_others=True
                ),
                "nothing": lambda: None,
            }[move]
            try:
                self.keep(step())
            except AlertError:
                # Only what is with somebody can be released or passed on.
                assert alert.status is AlertStatus.WAITING

    def let_pass(self, seconds: float) -> None:
        self.now += after(seconds)
        for alert in self.opened():
            self.keep(falling_due(alert, ROUTES, self.now))


def test_a_released_alert_sounds_at_once_and_is_due_as_on_its_tier() -> None:
    life = Life()
    life.do("say", Level.URGENT, DangerKind.SUICIDE)
    life.let_pass(300)
    life.do("take", Level.URGENT, DangerKind.SUICIDE)
    life.let_pass(60)
    (before,) = life.opened()
    life.do("release", Level.URGENT, DangerKind.SUICIDE)
    (found,) = life.opened()
    assert (found.tier, found.alarms, found.alarmed_at) == (1, before.alarms + 1, life.now)
    assert due(found, ROUTES) == Due(life.now + after(300), Kind.RE_RAISED, life.now)


@pytest.mark.parametrize("move", ["come", "hand over"])
def test_coming_and_handing_over_delay_no_alarm(move: str) -> None:
    life = Life()
    life.do("say", Level.URGENT, DangerKind.SUICIDE)
    life.do("take", Level.URGENT, DangerKind.SUICIDE)
    (before,) = life.opened()
    life.let_pass(500)
    life.do(move, Level.URGENT, DangerKind.SUICIDE)
    (found,) = life.opened()
    assert found != before
    assert due(found, ROUTES) == due(before, ROUTES)


@given(MOVES)
def test_nothing_that_people_do_keeps_an_alert_from_sounding_on_time(
    moves: list[tuple[str, Level, DangerKind, float]],
) -> None:
    life = Life()
    for move, level, kind, wait_s in moves:
        life.do(move, level, kind)
        life.let_pass(wait_s)
        for alert in life.opened():
            upcoming = due(alert, ROUTES)
            assert upcoming is not None
            assert life.now < upcoming.at <= life.now + after(900)
