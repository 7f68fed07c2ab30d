"""When checkpoints are taken, and when not."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from app.audit import CheckpointKeeper, CheckpointKind, Signer
from app.audit import keeper as keeping
from tests.fakes.audit_logs import KEY, MemoryLog, MemoryStore, rows
from tests.fakes.clock import NOON


@dataclass
class Unit:
    audit: MemoryLog


class House:
    def __init__(self) -> None:
        self.all = rows(700)
        self.looks = 0
        self.log = MemoryLog()
        self.store = MemoryStore()
        self.keeper = CheckpointKeeper(self.unit, Signer(KEY), self.store, lambda: NOON)

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        self.looks += 1
        yield Unit(self.log)

    def grow(self, length: int) -> None:
        self.log.kept = self.all[:length]

    @property
    def counts(self) -> list[int]:
        history = self.keeper.history()
        assert not history.problem
        return [checkpoint.count for checkpoint in history.standing]


@pytest.fixture
def house() -> House:
    return House()


def test_an_empty_log_needs_no_checkpoint(house: House) -> None:
    assert not house.keeper.take()


def test_so_many_new_entries_are_needed(house: House) -> None:
    house.grow(499)
    assert not house.keeper.take(500)
    house.grow(500)
    assert house.keeper.take(500)
    house.grow(600)
    assert not house.keeper.take(500)
    assert house.keeper.take()
    assert house.counts == [500, 600]


def test_a_log_that_became_shorter_gets_none(house: House) -> None:
    house.grow(600)
    house.keeper.take()
    house.grow(500)
    assert not house.keeper.take()
    assert house.counts == [600]


def test_after_a_damaged_checkpoint_none_is_taken(house: House) -> None:
    house.store.kept = ["nothing"]
    house.grow(600)
    assert not house.keeper.take()
    assert house.store.kept == ["nothing"]


def test_a_store_that_fails_does_not_end_the_program(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: object, _next: object) -> bool:
        raise OSError(28, "full")

    house.grow(10)
    monkeypatch.setattr(MemoryStore, "extend", full)
    assert not house.keeper.take()


def test_a_restore_is_noted_with_what_is_left(house: House) -> None:
    house.grow(600)
    house.keeper.take()
    house.grow(100)
    house.keeper.restored()
    assert house.counts == [100]
    last = house.keeper.history().last
    assert last is not None
    assert last.kind is CheckpointKind.RESTORED


async def until(reached: Callable[[], bool]) -> None:
    while not reached():  # noqa: ASYNC110 - what is waited for runs in a thread
        await asyncio.sleep(0)


async def test_it_looks_again_and_again_until_it_is_stopped(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "LOOK_EVERY_S", 0.001)
    house.grow(3)
    running = asyncio.create_task(house.keeper.run())
    await until(lambda: len(house.store.kept) == 1)
    house.grow(4)  # one more within the hour is not enough
    looks = house.looks
    await until(lambda: house.looks >= looks + 2)
    house.grow(503)
    await until(lambda: len(house.store.kept) == 2)
    house.keeper.stop()
    await running
    assert house.counts == [3, 503]
