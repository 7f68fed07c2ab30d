"""What other processes do is followed, whatever the disk under the journal does."""

import asyncio
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.alerts import CallJournal
from app.alerts.journal import Stamp
from ui import following as others


class HangingJournal(CallJournal):
    """A journal on a disk that does not answer."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.is_asked, self.answers = threading.Event(), threading.Event()

    def stamp(self) -> Stamp:
        self.is_asked.set()
        self.answers.wait()
        return super().stamp()


class House:
    """As much of a facility as following others needs."""

    def __init__(self, journal: CallJournal) -> None:
        self.versions = self.looks = 0
        self.announced = asyncio.Event()
        self.basics = SimpleNamespace(call_button=SimpleNamespace(journal=journal))
        self.runtime = SimpleNamespace(database=SimpleNamespace(first=self))
        self.database = SimpleNamespace(data_version=self._version)
        self.desk = SimpleNamespace(announce=self.announced.set)
        self.roll = SimpleNamespace(look=self._looked)

    async def _looked(self) -> None:
        self.looks += 1

    async def run(self, job: object) -> int:
        return self._version()

    def _version(self) -> int:
        self.versions += 1
        return self.versions


async def test_a_disk_that_hangs_holds_up_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "OTHERS_CHECK_S", 0)
    journal = HangingJournal(tmp_path / "calls.jsonl")
    house = House(journal)
    following = asyncio.create_task(others.follow_others(house))
    await asyncio.to_thread(journal.is_asked.wait)
    house.announced.clear()
    await asyncio.wait_for(house.announced.wait(), 30)
    assert house.looks
    following.cancel()
    journal.answers.set()
    with pytest.raises(asyncio.CancelledError):
        await following
