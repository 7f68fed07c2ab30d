"""Garbage goes on the thread of the windows and nowhere else."""

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from ui.shared.collector import Collector


class Cycle:
    def __init__(self, seen: list[str]) -> None:
        self.me = self
        self.seen = seen

    def __del__(self) -> None:
        self.seen.append(threading.current_thread().name)


@pytest.fixture
def collector(qapp: Any) -> Iterator[Collector]:
    was_enabled = gc.isenabled()
    gc.enable()
    collector = Collector()
    yield collector
    collector.stop()
    if not was_enabled:
        gc.disable()


def test_a_worker_collects_nothing(collector: Collector) -> None:
    seen: list[str] = []
    Cycle(seen)
    worker = threading.Thread(target=lambda: [[] for _ in range(20_000)], name="worker")
    worker.start()
    worker.join()
    assert seen == []
    gc.collect()
    assert seen == ["MainThread"]


def test_what_is_due_is_collected_here(collector: Collector) -> None:
    seen: list[str] = []
    Cycle(seen)
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]
    collector.look()
    assert seen == ["MainThread"]
    assert kept


def test_stopping_gives_the_work_back(qapp: Any) -> None:
    was_enabled = gc.isenabled()
    gc.enable()
    Collector().stop()
    assert gc.isenabled()
    if not was_enabled:
        gc.disable()
