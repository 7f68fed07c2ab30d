"""Whoever looks at the journal ten times a second reads it only when somebody has written."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.alerts import CallJournal, JournalledCall, JournalWatch
from app.alerts.journal_watch import SETTLED_NS
from tests.fakes.clock import NOON

CALL = JournalledCall("12", NOON)


class CountingJournal(CallJournal):
    """Counts how often its files are opened, and by which thread."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.reads = 0
        self.threads: set[int] = set()

    def calls(self) -> Sequence[JournalledCall]:
        self.reads += 1
        self.threads.add(threading.get_ident())
        return super().calls()


@pytest.fixture
def journal(tmp_path: Path) -> CountingJournal:
    return CountingJournal(tmp_path / "calls.jsonl")


def later() -> int:
    return (2**62) + SETTLED_NS


async def test_files_that_nobody_wrote_to_are_read_once(journal: CountingJournal) -> None:
    watch = JournalWatch(journal, later)
    for _ in range(5):
        assert await watch.calls() == ()
    journal.keep(CALL)
    for _ in range(5):
        assert await watch.calls() == (CALL,)
    assert journal.reads == 2
    journal.take()
    assert await watch.calls() == (CALL,)
    journal.done()
    assert await watch.calls() == ()
    assert journal.reads == 4


async def test_it_is_never_read_on_the_thread_that_asks(journal: CountingJournal) -> None:
    await JournalWatch(journal, later).calls()
    assert threading.get_ident() not in journal.threads


async def test_what_was_written_just_now_is_read_again(
    journal: CountingJournal, tmp_path: Path
) -> None:
    journal.keep(CALL)
    written = (tmp_path / "calls.jsonl").stat().st_mtime_ns
    watch = JournalWatch(journal, lambda: written + SETTLED_NS)
    assert await watch.calls() == await watch.calls() == (CALL,)
    assert journal.reads == 2


async def test_a_call_in_the_room_taken_beforehand_is_seen(
    journal: CountingJournal, tmp_path: Path
) -> None:
    journal.prepare()
    watch = JournalWatch(journal, later)
    assert await watch.calls() == ()
    room = tmp_path / "calls.room"
    os.utime(room, ns=(1, 1))
    journal._room.keep(b'{"room": "9", "at": "2026-11-20T12:00:00+00:00", "resident": null}')
    assert [call.room for call in await watch.calls()] == ["9"]


async def test_a_folder_that_cannot_be_looked_at_has_no_calls(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert await JournalWatch(CallJournal(tmp_path / "file" / "calls.jsonl")).calls() == ()
