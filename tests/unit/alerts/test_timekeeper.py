"""The timekeeper: on time, after a restart at once, and whatever the database does."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from app.alerts import (
    Alert,
    AlertCause,
    AlertDesk,
    AlertError,
    AlertSource,
    AlertStatus,
    Outcome,
    Timekeeper,
)
from app.alerts.timekeeper import FIRST_RETRY_S, LONGEST_RETRY_S, LOOK_EVERY_S, until_set
from app.identity import Resident, StaffMember
from app.ids import AlertId, ResidentId, new_uuid
from app.runtime import ThreadLane
from app.safety import DangerKind, Level
from storage import Database, StorageError, UnitOfWork
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.routes import ROUTES

Alerts = Callable[[], list[Alert]]

FELL = AlertCause(AlertSource.WORDS, Level.URGENT, DangerKind.MEDICAL_EMERGENCY, "I fell")
CHOKING = replace(FELL, level=Level.IMMEDIATE)


class Pauses:
    """Lets the time of a pause pass at once, and does what was planned for a moment of it.

    Plans count in seconds slept, as a monotonic clock does, whatever is done to the other clock.
    """

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._plans: list[tuple[float, Callable[[], object]]] = []
        self._slept_s = 0.0
        self.taken_s: list[float] = []

    def plan(self, after_s: float, act: Callable[[], object]) -> None:
        self._plans.append((after_s, act))
        self._plans.sort(key=lambda plan: plan[0])

    async def __call__(self, woken: asyncio.Event, at_most_s: float) -> None:
        self.taken_s.append(at_most_s)
        assert len(self.taken_s) < 1000, "the timekeeper spins"
        end_s = self._slept_s + at_most_s
        while not woken.is_set() and self._plans and self._plans[0][0] <= end_s:
            after_s, act = self._plans.pop(0)
            self._sleep_until(after_s)
            done = act()
            if asyncio.iscoroutine(done):
                await done
        if not woken.is_set():
            self._sleep_until(end_s)

    def _sleep_until(self, after_s: float) -> None:
        self._clock.advance(seconds=max(0.0, after_s - self._slept_s))
        self._slept_s = max(self._slept_s, after_s)


@pytest.fixture
def pauses(clock: FakeClock) -> Pauses:
    return Pauses(clock)


@pytest.fixture
def keeper(
    desk: AlertDesk, database: Database, lane: ThreadLane, clock: FakeClock, pauses: Pauses
) -> Timekeeper:
    return Timekeeper(desk, database.reading, lane, ROUTES, clock, pause=pauses)


@pytest.fixture
def alarms(
    desk: AlertDesk, open_alerts: Alerts, clock: FakeClock
) -> list[tuple[float, Level, int]]:
    """Seconds since noon, level and tier of each alarm, as the listeners of the desk see them."""
    seen: dict[tuple[AlertId, int], None] = {}
    heard: list[tuple[float, Level, int]] = []

    def look() -> None:
        for alert in open_alerts():
            if (alert.id, alert.alarms) not in seen:
                seen[alert.id, alert.alarms] = None
                after = (alert.alarmed_at - NOON).total_seconds()
                heard.append((after, alert.cause.level, alert.tier))

    desk.on_change(look)
    return heard


async def test_each_tier_is_told_when_its_time_has_come_and_the_last_again(
    keeper: Timekeeper,
    desk: AlertDesk,
    resident: Resident,
    pauses: Pauses,
    alarms: list[tuple[float, Level, int]],
) -> None:
    await desk.raise_alert(resident.id, CHOKING)
    pauses.plan(100, keeper.stop)
    await keeper.run()
    assert [(after, tier) for after, _, tier in alarms] == [(0, 0), (30, 1), (60, 1), (90, 1)]


async def test_long_waits_are_slept_in_parts_because_the_clock_can_be_set(
    keeper: Timekeeper,
    desk: AlertDesk,
    resident: Resident,
    pauses: Pauses,
    alarms: list[tuple[float, Level, int]],
) -> None:
    await desk.raise_alert(resident.id, FELL)
    pauses.plan(310, keeper.stop)
    await keeper.run()
    assert max(pauses.taken_s) == LOOK_EVERY_S
    assert [after for after, *_ in alarms] == [0, 300]


async def test_what_fell_due_while_nobody_kept_time_sounds_at_once_gravest_first(
    keeper: Timekeeper,
    desk: AlertDesk,
    resident: Resident,
    nurse: StaffMember,
    clock: FakeClock,
    pauses: Pauses,
    alarms: list[tuple[float, Level, int]],
) -> None:
    taken = await desk.raise_alert(resident.id, FELL)
    await desk.acknowledge(taken.id, nurse.id)
    await desk.raise_alert(ResidentId(new_uuid()), CHOKING)
    over = await desk.raise_alert(ResidentId(new_uuid()), CHOKING)
    await desk.resolve(over.id, nurse.id, Outcome.HELPED)
    alarms.clear()
    clock.advance(hours=7)
    pauses.plan(0, keeper.stop)
    await keeper.run()
    assert alarms == [(25_200, Level.IMMEDIATE, 1), (25_200, Level.URGENT, 0)]


async def test_what_is_raised_meanwhile_is_not_slept_over(
    keeper: Timekeeper,
    desk: AlertDesk,
    resident: Resident,
    pauses: Pauses,
    alarms: list[tuple[float, Level, int]],
) -> None:
    pauses.plan(12.5, lambda: desk.raise_alert(resident.id, CHOKING))
    pauses.plan(50, keeper.stop)
    await keeper.run()
    assert [after for after, *_ in alarms] == [12.5, 42.5]


async def test_what_another_process_raised_is_found_in_time(
    keeper: Timekeeper,
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    resident: Resident,
    pauses: Pauses,
    alarms: list[tuple[float, Level, int]],
) -> None:
    other = AlertDesk(database.unit, lane, clock, routes=ROUTES)
    pauses.plan(10, lambda: other.raise_alert(resident.id, CHOKING))
    pauses.plan(50, keeper.stop)
    await keeper.run()
    assert alarms == [(40, Level.IMMEDIATE, 1)]


async def test_a_clock_that_is_set_forward_makes_due_and_one_set_back_hides_nothing(
    keeper: Timekeeper,
    desk: AlertDesk,
    resident: Resident,
    clock: FakeClock,
    pauses: Pauses,
    open_alerts: Alerts,
) -> None:
    await desk.raise_alert(resident.id, FELL)
    statuses: list[int] = []
    pauses.plan(10, lambda: clock.advance(hours=1))
    pauses.plan(45, lambda: statuses.append(open_alerts()[0].alarms))
    pauses.plan(50, lambda: clock.advance(hours=-1))
    pauses.plan(90, lambda: statuses.append(open_alerts()[0].alarms))
    pauses.plan(91, keeper.stop)
    await keeper.run()
    assert statuses == [2, 3]


async def test_what_was_acknowledged_in_the_last_moment_stays_quiet(
    keeper: Timekeeper,
    desk: AlertDesk,
    resident: Resident,
    nurse: StaffMember,
    pauses: Pauses,
    alarms: list[tuple[float, Level, int]],
    open_alerts: Alerts,
) -> None:
    alert = await desk.raise_alert(resident.id, CHOKING)
    pauses.plan(29.999, lambda: desk.acknowledge(alert.id, nurse.id))
    pauses.plan(629.998, keeper.stop)
    await keeper.run()
    assert len(alarms) == 1
    assert open_alerts()[0].status is AlertStatus.ACKNOWLEDGED


async def test_what_was_resolved_between_looking_and_writing_stays_over(
    desk: AlertDesk,
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    resident: Resident,
    nurse: StaffMember,
    pauses: Pauses,
    open_alerts: Alerts,
) -> None:
    class Slow(AlertDesk):
        async def escalate_due(self, alert_id: AlertId) -> Alert:
            await desk.resolve(alert_id, nurse.id, Outcome.HELPED)
            return await super().escalate_due(alert_id)

    slow = Slow(database.unit, lane, clock, routes=ROUTES)
    keeper = Timekeeper(slow, database.reading, lane, ROUTES, clock, pause=pauses)
    await desk.raise_alert(resident.id, CHOKING)
    clock.advance(minutes=1)
    pauses.plan(0, keeper.stop)
    await keeper.run()
    assert open_alerts() == []


async def test_a_failing_database_is_tried_again_ever_more_slowly_and_then_works(
    desk: AlertDesk,
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    resident: Resident,
    pauses: Pauses,
    open_alerts: Alerts,
) -> None:
    failing = 9

    def units() -> AbstractContextManager[UnitOfWork]:
        nonlocal failing
        if failing:
            failing -= 1
            raise StorageError("The database at /secret/place is busy.")
        return database.reading()

    keeper = Timekeeper(desk, units, lane, ROUTES, clock, pause=pauses)
    await desk.raise_alert(resident.id, CHOKING)
    clock.advance(minutes=1)
    pauses.plan(110, keeper.stop)
    with capture_logs() as logs:
        await keeper.run()
    waits = [FIRST_RETRY_S * 2**n for n in range(6)]
    assert pauses.taken_s[:9] == [*waits, *[LONGEST_RETRY_S] * 3]
    assert [entry["failures"] for entry in logs] == list(range(1, 10))
    assert logs[0]["errors"] == ["StorageError"]
    assert "secret" not in str(logs)
    assert open_alerts()[0].tier == 1


async def test_one_alert_that_cannot_be_written_keeps_no_other_silent(
    database: Database, lane: ThreadLane, clock: FakeClock, pauses: Pauses, open_alerts: Alerts
) -> None:
    class Damaged(AlertDesk):
        broken: AlertId

        async def escalate_due(self, alert_id: AlertId) -> Alert:
            if alert_id == self.broken:
                raise AlertError("An alert's history does not begin with its being raised.")
            return await super().escalate_due(alert_id)

    desk = Damaged(database.unit, lane, clock, routes=ROUTES)
    keeper = Timekeeper(desk, database.reading, lane, ROUTES, clock, pause=pauses)
    desk.broken = (await desk.raise_alert(ResidentId(new_uuid()), CHOKING)).id
    other = await desk.raise_alert(ResidentId(new_uuid()), CHOKING)
    pauses.plan(75, keeper.stop)
    with capture_logs() as logs:
        await keeper.run()
    found = {alert.id: alert for alert in open_alerts()}
    assert found[desk.broken].alarms == 1
    assert found[other.id].alarmed_at == NOON + timedelta(seconds=60)
    assert {entry["event"] for entry in logs} == {"timekeeper_failed"}


async def test_it_recovers_its_first_patience_after_a_success(
    desk: AlertDesk, database: Database, lane: ThreadLane, clock: FakeClock, pauses: Pauses
) -> None:
    fails = iter([True, True, False, True, False])

    def units() -> AbstractContextManager[UnitOfWork]:
        if next(fails, False):
            raise StorageError("The database is busy.")
        return database.reading()

    keeper = Timekeeper(desk, units, lane, ROUTES, clock, pause=pauses)
    pauses.plan(40, keeper.stop)
    with capture_logs():
        await keeper.run()
    assert pauses.taken_s[:4] == [FIRST_RETRY_S, 2 * FIRST_RETRY_S, LOOK_EVERY_S, FIRST_RETRY_S]


async def test_stopped_before_it_runs_it_does_not_run(keeper: Timekeeper, pauses: Pauses) -> None:
    keeper.stop()
    await keeper.run()
    assert pauses.taken_s == []


async def test_stopping_while_it_looks_needs_no_pause(
    desk: AlertDesk, database: Database, lane: ThreadLane, clock: FakeClock, pauses: Pauses
) -> None:
    loop = asyncio.get_running_loop()

    def units() -> AbstractContextManager[UnitOfWork]:
        loop.call_soon_threadsafe(keeper.stop)
        return database.reading()

    keeper = Timekeeper(desk, units, lane, ROUTES, clock, pause=pauses)
    await keeper.run()
    assert pauses.taken_s == []


async def test_stopping_wakes_a_real_sleep(
    desk: AlertDesk, database: Database, lane: ThreadLane, clock: FakeClock
) -> None:
    keeper = Timekeeper(desk, database.reading, lane, ROUTES, clock)
    running = asyncio.create_task(keeper.run())
    await lane.run(lambda: None)  # By now it has looked, or is about to.
    keeper.stop()
    await running


async def test_a_real_pause_ends_by_the_event_or_by_time() -> None:
    woken = asyncio.Event()
    await until_set(woken, 0.001)
    assert not woken.is_set()
    woken.set()
    await until_set(woken, 3_600.0)
