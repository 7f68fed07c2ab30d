import asyncio
import inspect

import pytest

from ui.shared.spawner import QueuedSpawner, TaskSpawner


async def _append(to: list[str], word: str) -> None:
    await asyncio.sleep(0)
    to.append(word)


async def _fail() -> None:
    raise ValueError("secret words")


async def test_tasks_run_and_are_kept_alive() -> None:
    spawner, done = TaskSpawner(), []
    spawner.spawn(_append(done, "a"))
    assert spawner.is_busy
    await asyncio.sleep(0.01)
    assert done == ["a"]
    assert not spawner.is_busy


async def test_a_failure_is_reported_and_hurts_nobody() -> None:
    spawner, errors = TaskSpawner(), []
    spawner.spawn(_fail(), errors.append, name="x")
    await asyncio.sleep(0.01)
    assert [type(error) for error in errors] == [ValueError]


def test_without_a_loop_the_failure_is_reported_at_once() -> None:
    errors: list[Exception] = []
    TaskSpawner().spawn(_append([], "a"), errors.append)
    assert [type(error) for error in errors] == [RuntimeError]


async def test_closing_cancels() -> None:
    spawner, done = TaskSpawner(), []

    async def long() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            done.append("cancelled")

    spawner.spawn(long())
    await asyncio.sleep(0)
    await spawner.close()
    assert done == ["cancelled"]


def test_the_log_names_the_work_and_never_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    queued = QueuedSpawner()
    queued.spawn(_fail(), name="read_day")
    queued.drain()
    queued.close()
    printed = capsys.readouterr().out
    assert "read_day" in printed
    assert "secret words" not in printed


def test_queued_work_waits_until_it_is_asked_for() -> None:
    queued, done = QueuedSpawner(), []
    queued.spawn(_append(done, "a"), name="first")
    assert queued.waiting == ("first",)
    assert done == []
    queued.drain()
    assert done == ["a"]
    queued.close()


def test_draining_says_when_something_never_comes() -> None:
    queued = QueuedSpawner()

    async def never() -> None:
        await asyncio.Event().wait()

    queued.spawn(never())
    with pytest.raises(TimeoutError):
        queued.drain(0.02)
    queued.close()


def test_closing_leaves_no_coroutine_unawaited() -> None:
    queued = QueuedSpawner()
    queued.spawn(_append([], "a"))
    queued.close()


def test_work_given_after_closing_is_closed_not_left_behind() -> None:
    queued, done = QueuedSpawner(), []
    queued.close()
    work = _append(done, "late")
    queued.spawn(work)
    assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED
    assert (queued.waiting, done) == ((), [])


async def test_work_cancelled_before_its_first_step_is_closed() -> None:
    spawner, done = TaskSpawner(), []
    work = _append(done, "never")
    spawner.spawn(work)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await spawner.close()
    assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED
    assert done == []
