"""The call button works whatever is broken, and says truthfully how far the call got."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest
from structlog.testing import capture_logs

from app.alerts import (
    Alert,
    AlertDesk,
    AlertSource,
    Call,
    CallButton,
    CallJournal,
    JournalledCall,
    Reach,
)
from app.identity import Resident
from app.ids import ResidentId
from app.runtime import ThreadLane
from app.safety import Level
from storage import Database
from tests.fakes.clock import FakeClock
from tests.fakes.routes import ROUTES

Alerts = Callable[[], list[Alert]]


@pytest.fixture
def button(journal: CallJournal, clock: FakeClock, desk: AlertDesk) -> CallButton:
    return CallButton("12", journal, clock, desk, patience_s=5.0)


@pytest.fixture
def unwritable(tmp_path: Path) -> CallJournal:
    (tmp_path / "file").write_text("", "utf-8")
    return CallJournal(tmp_path / "file" / "calls.jsonl")


@pytest.fixture
def hung_desk(database: Database, clock: FakeClock) -> Iterator[AlertDesk]:
    """A desk whose database lane does not move until the test is over."""
    release = threading.Event()
    stuck = ThreadLane("stuck")
    stuck._executor.submit(release.wait)
    yield AlertDesk(database.unit, stuck, clock, routes=ROUTES)
    release.set()
    stuck.close()


async def test_a_press_is_an_urgent_alert_in_the_database(
    button: CallButton, journal: CallJournal, resident: Resident, open_alerts: Alerts
) -> None:
    call = await button.press(resident.id)
    (alert,) = open_alerts()
    assert call == Call(Reach.BOARD, alert.id)
    assert (alert.cause.source, alert.cause.level) == (AlertSource.CALL_BUTTON, Level.URGENT)
    assert (alert.cause.words, alert.cause.kind) == ("", None)
    assert journal.calls() == ()


async def test_pressing_again_is_the_same_call(
    button: CallButton, resident: Resident, open_alerts: Alerts
) -> None:
    first = await button.press(resident.id)
    second = await button.press(resident.id)
    (alert,) = open_alerts()
    assert first.alert_id == second.alert_id == alert.id
    assert alert.times_raised == 2


async def test_where_nobody_is_known_the_room_calls_by_the_journal(
    button: CallButton, journal: CallJournal, clock: FakeClock, open_alerts: Alerts
) -> None:
    assert await button.press(None) == Call(Reach.JOURNAL)
    assert journal.calls() == (JournalledCall("12", clock.now),)
    assert open_alerts() == []


async def test_without_a_database_the_journal_keeps_the_call(
    journal: CallJournal, clock: FakeClock, resident: Resident
) -> None:
    button = CallButton("12", journal, clock)
    assert await button.press(resident.id) == Call(Reach.JOURNAL)
    assert journal.calls() == (JournalledCall("12", clock.now, resident.id),)


async def test_a_failing_database_leaves_the_call_in_the_journal(
    button: CallButton,
    journal: CallJournal,
    clock: FakeClock,
    database: Database,
    resident: Resident,
) -> None:
    database.close()
    with capture_logs() as logs:
        call = await button.press(resident.id)
    assert call == Call(Reach.JOURNAL)
    assert journal.calls() == (JournalledCall("12", clock.now, resident.id),)
    assert [entry["event"] for entry in logs] == ["call_not_in_database"]


async def test_a_hanging_database_is_not_waited_for_longer_than_patience_allows(
    journal: CallJournal, clock: FakeClock, hung_desk: AlertDesk, resident: Resident
) -> None:
    button = CallButton("12", journal, clock, hung_desk, patience_s=0.1)
    started = perf_counter()
    with capture_logs():
        call = await button.press(resident.id)
    assert 0.1 <= perf_counter() - started < 2.0
    assert call == Call(Reach.JOURNAL)
    assert journal.calls() == (JournalledCall("12", clock.now, resident.id),)


async def test_where_nothing_can_keep_it_the_call_says_so(
    unwritable: CallJournal,
    clock: FakeClock,
    database: Database,
    desk: AlertDesk,
    resident: Resident,
) -> None:
    database.close()
    button = CallButton("12", unwritable, clock, desk)
    with capture_logs() as logs:
        call = await button.press(resident.id)
    assert call == Call(Reach.DEVICE_ONLY)
    assert [entry["event"] for entry in logs] == ["call_not_in_database", "call_not_in_journal"]


@pytest.mark.parametrize("broken", ["nothing", "database", "everything"])
async def test_listeners_hear_of_every_press_with_what_became_of_it(
    broken: str,
    journal: CallJournal,
    unwritable: CallJournal,
    clock: FakeClock,
    desk: AlertDesk,
    resident: Resident,
) -> None:
    button = CallButton(
        "12",
        unwritable if broken == "everything" else journal,
        clock,
        desk if broken == "nothing" else None,
    )
    first: list[Call] = []
    second: list[Call] = []
    button.on_call(first.append)
    button.on_call(second.append)
    with capture_logs():
        call = await button.press(resident.id)
    reach = {
        "nothing": Reach.BOARD,
        "database": Reach.JOURNAL,
        "everything": Reach.DEVICE_ONLY,
    }[broken]
    assert call.reach is reach
    assert first == second == [call]


class Stopwatch:
    """Seconds that go forward when they are told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch(button: CallButton) -> Stopwatch:
    button.monotonic = Stopwatch()
    return button.monotonic


async def pressed(
    button: CallButton, watch: Stopwatch, who: ResidentId | None, *gaps_s: float
) -> list[Level]:
    levels = [(await button.press(who)).level]
    for gap_s in gaps_s:
        watch.seconds += gap_s
        levels.append((await button.press(who)).level)
    return levels


@pytest.mark.parametrize(
    ("gaps_s", "grades"),
    [
        ((3.0,), "uu"),
        ((5.0, 5.0), "uui"),
        ((5.0, 5.1), "uuu"),
        ((1.0, 1.0, 1.0), "uuii"),
        ((1.0, 10.0, 1.0), "uuuu"),
        ((1.0, 1.0, 30.0), "uuiu"),
    ],
)
async def test_three_presses_within_ten_seconds_are_immediate(
    button: CallButton,
    watch: Stopwatch,
    resident: Resident,
    open_alerts: Alerts,
    gaps_s: tuple[float, ...],
    grades: str,
) -> None:
    levels = await pressed(button, watch, resident.id, *gaps_s)
    assert levels == [{"u": Level.URGENT, "i": Level.IMMEDIATE}[grade] for grade in grades]
    (alert,) = open_alerts()
    assert alert.cause.level is max(levels)


async def test_a_held_button_is_immediate_at_once(
    button: CallButton, resident: Resident, open_alerts: Alerts
) -> None:
    call = await button.press(resident.id, held=True)
    (alert,) = open_alerts()
    assert call == Call(Reach.BOARD, alert.id, Level.IMMEDIATE)
    assert alert.cause.level is Level.IMMEDIATE


async def test_presses_of_two_people_are_counted_apart(
    button: CallButton, watch: Stopwatch, resident: Resident
) -> None:
    assert await pressed(button, watch, resident.id, 0.0) == [Level.URGENT] * 2
    assert await pressed(button, watch, None, 0.0) == [Level.URGENT] * 2


async def test_distress_where_nobody_is_known_is_kept_with_its_grade(
    button: CallButton, watch: Stopwatch, journal: CallJournal
) -> None:
    levels = await pressed(button, watch, None, 1.0, 1.0)
    assert [call.level for call in journal.calls()] == levels
    assert levels[-1] is Level.IMMEDIATE


async def test_many_presses_at_once_lose_nothing(
    button: CallButton, resident: Resident, open_alerts: Alerts
) -> None:
    calls = await asyncio.gather(*(button.press(resident.id) for _ in range(10)))
    assert {call.reach for call in calls} == {Reach.BOARD}
    (alert,) = open_alerts()
    assert alert.times_raised == 10


async def test_a_listener_that_fails_keeps_nobody_from_hearing(
    button: CallButton, resident: Resident
) -> None:
    heard: list[Reach] = []

    def fail(_call: Call) -> None:
        raise RuntimeError("the window is gone")

    button.on_call(fail)
    button.on_call(lambda call: heard.append(call.reach))
    await button.press(resident.id)
    assert heard == [Reach.BOARD]
