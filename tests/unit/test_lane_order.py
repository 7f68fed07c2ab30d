"""What somebody in need waits for goes before what a page reads, on the same thread."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from app.runtime import JobTimeoutError, ThreadLane


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """A job waits for it, and the rest behind that job."""
    held = threading.Event()
    yield held
    held.set()


async def test_what_goes_first_goes_before_all_that_waits(
    lane: ThreadLane, held: threading.Event
) -> None:
    done: list[str] = []
    jobs = [asyncio.ensure_future(lane.run(held.wait))]
    await asyncio.sleep(0)
    for where, name in (
        (lane, "page"),
        (lane, "another page"),
        (lane.first, "alert"),
        (lane.first, "another alert"),
    ):
        jobs.append(asyncio.ensure_future(where.run(lambda name=name: done.append(name))))
    await asyncio.sleep(0)
    assert lane.pending == 5
    held.set()
    await asyncio.gather(*jobs)
    assert done == ["alert", "another alert", "page", "another page"]
    assert lane.pending == 0


async def test_it_runs_on_the_lanes_own_thread_and_says_what_failed(lane: ThreadLane) -> None:
    name = await lane.first.run(lambda: threading.current_thread().name)
    assert name.startswith("lilo-test")
    with pytest.raises(ZeroDivisionError):
        await lane.first.run(lambda: 1 // 0)


async def test_what_was_given_up_is_never_begun_and_costs_nobody_a_turn(
    lane: ThreadLane, held: threading.Event
) -> None:
    begun: list[str] = []
    running = asyncio.ensure_future(lane.run(held.wait))
    await asyncio.sleep(0)
    with capture_logs(), pytest.raises(JobTimeoutError):
        await lane.first.run(lambda: begun.append("late"), deadline_s=0)
    page = asyncio.ensure_future(lane.run(lambda: begun.append("page")))
    await asyncio.sleep(0)
    held.set()
    await asyncio.gather(running, page)
    assert begun == ["page"]


async def test_a_closed_lane_takes_nothing_and_leaves_nobody_waiting(held: threading.Event) -> None:
    lane = ThreadLane("closing")
    running = asyncio.ensure_future(lane.run(held.wait))
    await asyncio.sleep(0)
    waiting = asyncio.ensure_future(lane.first.run(lambda: "never"))
    await asyncio.sleep(0)
    assert lane.close(deadline_s=0) is False
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(RuntimeError):
        await lane.run(lambda: "too late")
    held.set()
    await running
