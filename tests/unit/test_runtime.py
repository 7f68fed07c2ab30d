"""Lanes: work of one kind, in order, off the caller's thread, with a deadline."""

import asyncio
import threading
from collections.abc import Iterator
from time import perf_counter, sleep

import pytest
from structlog.testing import capture_logs

from app.runtime import JobTimeoutError, Runtime, ThreadLane


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Jobs that wait for it end with the test at the latest."""
    gate = threading.Event()
    yield gate
    gate.set()


async def test_a_job_runs_on_the_lanes_own_thread_and_gives_its_result(lane: ThreadLane) -> None:
    name = await lane.run(lambda: threading.current_thread().name)
    assert name.startswith("lilo-test")
    assert threading.current_thread().name != name


async def test_jobs_run_one_at_a_time_in_order(lane: ThreadLane) -> None:
    done: list[int] = []

    def job(number: int) -> None:
        sleep(0.01 * (3 - number))
        done.append(number)

    await asyncio.gather(*(lane.run(lambda n=n: job(n)) for n in range(3)))
    assert done == [0, 1, 2]


async def test_the_loop_goes_on_while_a_job_runs(lane: ThreadLane, gate: threading.Event) -> None:
    running = asyncio.create_task(lane.run(gate.wait))
    for _ in range(5):
        await asyncio.sleep(0.001)
    assert not running.done()
    gate.set()
    assert await running is True


async def test_what_a_job_raises_reaches_the_caller(lane: ThreadLane) -> None:
    def job() -> None:
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        await lane.run(job)
    assert await lane.run(lambda: "still works") == "still works"


async def test_a_job_that_is_late_is_given_up_and_logged(
    lane: ThreadLane, gate: threading.Event
) -> None:
    started = perf_counter()
    with capture_logs() as logs, pytest.raises(JobTimeoutError) as late:
        await lane.run(gate.wait, deadline_s=0.05)
    assert 0.05 <= perf_counter() - started < 1.0
    assert str(late.value) == "Work in 'test' took longer than 0.05 s."
    assert late.value.code == "runtime.timeout"
    assert logs == [
        {"event": "job_timed_out", "lane": "test", "deadline_s": 0.05, "log_level": "warning"}
    ]


async def test_the_next_job_runs_after_a_late_one(lane: ThreadLane, gate: threading.Event) -> None:
    with capture_logs(), pytest.raises(JobTimeoutError):
        await lane.run(gate.wait, deadline_s=0.02)
    gate.set()
    assert await lane.run(lambda: "next") == "next"


async def test_a_job_given_up_while_it_waited_its_turn_is_never_begun(
    lane: ThreadLane, gate: threading.Event
) -> None:
    begun: list[str] = []
    first = asyncio.create_task(lane.run(gate.wait))
    await asyncio.sleep(0.01)
    with capture_logs(), pytest.raises(JobTimeoutError):
        await lane.run(lambda: begun.append("second"), deadline_s=0.02)
    gate.set()
    await first
    await lane.run(lambda: None)
    assert begun == []


async def test_a_hanging_lane_does_not_hold_up_another(gate: threading.Event) -> None:
    slow, quick = ThreadLane("slow"), ThreadLane("quick")
    hanging = asyncio.create_task(slow.run(gate.wait))
    assert await quick.run(lambda: "quick", deadline_s=1) == "quick"
    gate.set()
    await hanging
    assert (slow.close(), quick.close()) == (True, True)


def test_closing_finishes_what_is_queued() -> None:
    lane, done = ThreadLane("closing"), []
    for number in range(3):
        lane._executor.submit(lambda n=number: (sleep(0.01), done.append(n)))
    assert lane.close() is True
    assert done == [0, 1, 2]


def test_closing_does_not_wait_longer_than_its_deadline(gate: threading.Event) -> None:
    lane = ThreadLane("stuck")
    lane._executor.submit(gate.wait)
    queued = lane._executor.submit(lambda: "never")
    started = perf_counter()
    assert lane.close(deadline_s=0.05) is False
    assert perf_counter() - started < 1.0
    assert queued.cancelled()


def test_a_runtime_has_a_lane_for_the_database_and_one_for_models() -> None:
    runtime = Runtime()
    names = {
        lane._executor.submit(lambda: threading.current_thread().name).result().rsplit("_", 1)[0]
        for lane in (runtime.database, runtime.inference)
    }
    with capture_logs() as logs:
        runtime.close()
    assert names == {"lilo-database", "lilo-inference"}
    assert logs == []


def test_a_runtime_says_what_was_left_when_it_closes(
    gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = Runtime()
    runtime.inference._executor.submit(gate.wait)
    close = runtime.inference.close
    monkeypatch.setattr(runtime.inference, "close", lambda: close(deadline_s=0.05))
    with capture_logs() as logs:
        runtime.close()
    assert logs == [{"event": "work_left_at_shutdown", "lane": "inference", "log_level": "error"}]
