"""Calls that may hang: heard in time, or not at all."""

import asyncio
from threading import Event, Thread, current_thread

import pytest

from app.alerts.hurried import hurried


async def test_a_result_comes_back_from_a_thread_of_its_own() -> None:
    threads: set[Thread] = set()
    thread = await hurried(current_thread, 5.0, threads)
    assert threads == {thread}
    assert thread.daemon


async def test_an_error_comes_back() -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await hurried(fail, 5.0, set())


async def test_what_comes_late_is_not_heard() -> None:
    released = Event()
    threads: set[Thread] = set()
    with pytest.raises(TimeoutError):
        await hurried(released.wait, 0.01, threads)
    (thread,) = threads
    assert thread.is_alive()
    released.set()
    thread.join()
    # What it wanted to say is heard by nobody.
    await asyncio.sleep(0)


def test_what_comes_after_the_loop_has_ended_is_not_heard() -> None:
    released = Event()
    threads: set[Thread] = set()
    with pytest.raises(TimeoutError):
        asyncio.run(hurried(released.wait, 0.01, threads))
    released.set()
    for thread in threads:
        thread.join()
        assert not thread.is_alive()
