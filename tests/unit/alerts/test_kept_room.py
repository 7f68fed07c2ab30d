"""Room for calls that is taken while the disk has some."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.alerts import CallJournal, JournalError, JournalledCall
from app.alerts.kept_room import SLOT, SLOTS, KeptRoom
from app.ids import ResidentId, new_uuid
from tests.fakes.clock import NOON

KNOWN = JournalledCall("12", NOON, ResidentId(new_uuid()))
ROOM_ONLY = JournalledCall("hall", NOON)


@pytest.fixture
def room(tmp_path: Path) -> KeptRoom:
    made = KeptRoom(tmp_path / "journal" / "calls.room")
    made.make()
    return made


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CallJournal:
    """A journal on a disk on which no file can grow."""
    journal = CallJournal(tmp_path / "journal" / "calls.jsonl")
    journal.prepare()

    def refuse(_journal: CallJournal, _line: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(CallJournal, "_append", refuse)
    return journal


def test_the_room_is_taken_once_and_never_grows(room: KeptRoom, tmp_path: Path) -> None:
    path = tmp_path / "journal" / "calls.room"
    room.keep(b"one")
    room.make()
    assert [line for _, line in room.lines()] == [b"one"]
    assert path.stat().st_size == SLOT * SLOTS
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_holds_so_many_and_no_more(room: KeptRoom) -> None:
    for number in range(SLOTS):
        room.keep(f"call {number}".encode())
    assert {line for _, line in room.lines()} == {f"call {n}".encode() for n in range(SLOTS)}
    with pytest.raises(OSError, match="No space"):
        room.keep(b"one too many")


@pytest.mark.parametrize("line", [b"x" * SLOT, b"two\nlines"])
def test_what_does_not_fit_a_slot_is_refused(room: KeptRoom, line: bytes) -> None:
    with pytest.raises(OSError, match="too large"):
        room.keep(line)


def test_only_what_was_read_is_cleared(room: KeptRoom) -> None:
    room.keep(b"read")
    read = room.lines()
    room.keep(b"came later")
    room.clear(read)
    assert [line for _, line in room.lines()] == [b"came later"]
    room.clear(())


def test_without_room_there_is_nothing_to_read(tmp_path: Path) -> None:
    room = KeptRoom(tmp_path / "calls.room")
    assert room.lines() == ()
    # A folder that cannot be made is no reason to stop.
    (tmp_path / "file").write_text("")
    KeptRoom(tmp_path / "file" / "calls.room").make()


def test_a_call_is_kept_on_a_full_disk_and_replayed(full: CallJournal) -> None:
    full.keep(KNOWN)
    full.keep(ROOM_ONLY)
    assert set(full.calls()) == {KNOWN, ROOM_ONLY}
    assert set(full.take()) == {KNOWN, ROOM_ONLY}
    full.keep(KNOWN)
    full.done()
    assert full.calls() == (KNOWN,)


def test_when_the_room_is_full_too_the_disk_is_named(full: CallJournal) -> None:
    for _ in range(SLOTS):
        full.keep(KNOWN)
    with pytest.raises(JournalError, match="No space left"):
        full.keep(KNOWN)


def test_room_that_cannot_be_read_hides_no_other_call(tmp_path: Path) -> None:
    journal = CallJournal(tmp_path / "calls.jsonl")
    journal.keep(KNOWN)
    (tmp_path / "calls.room").mkdir()
    assert journal.calls() == (KNOWN,)


def test_another_fault_than_a_full_disk_is_told_at_once(
    full: CallJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_journal: CallJournal, _line: bytes) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(CallJournal, "_append", refuse)
    with pytest.raises(JournalError, match="Input/output"):
        full.keep(KNOWN)
    assert full.calls() == ()


def test_a_slot_that_another_program_took_meanwhile_is_left_to_it(
    room: KeptRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between writing and looking again the other's line is written over ours, three times."""
    real, stolen = os.fsync, iter([b"theirs 1", b"theirs 2", b"theirs 3"])

    def sync_and_be_overtaken(handle: int) -> None:
        real(handle)
        if (line := next(stolen, None)) is not None:
            at = next(n for n, kept in room.lines() if kept == b"ours")
            os.pwrite(handle, line.ljust(SLOT - 1) + b"\n", at * SLOT)

    monkeypatch.setattr("app.alerts.kept_room.os.fsync", sync_and_be_overtaken)
    room.keep(b"ours")
    assert {line for _, line in room.lines()} == {b"theirs 1", b"theirs 2", b"theirs 3", b"ours"}


def test_after_some_tries_it_says_that_there_is_no_room(
    room: KeptRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.alerts.kept_room.os.pread", lambda *_: b" " * SLOT)
    with pytest.raises(OSError, match="No space"):
        room.keep(b"never seen again")


def test_a_slot_written_anew_after_it_was_read_is_not_cleared(
    room: KeptRoom, tmp_path: Path
) -> None:
    room.keep(b"read")
    read = room.lines()
    with (tmp_path / "journal" / "calls.room").open("r+b") as file:
        file.seek(read[0][0] * SLOT)
        file.write(b"of another program".ljust(SLOT - 1) + b"\n")
    room.clear(read)
    assert [line for _, line in room.lines()] == [b"of another program"]


def test_room_that_is_only_partly_there_is_added_to_and_nothing_in_it_is_lost(
    tmp_path: Path,
) -> None:
    path = tmp_path / "calls.room"
    path.write_bytes((b" " * (SLOT - 1) + b"\n") * 3 + b" " * 100)
    room = KeptRoom(path)
    for line in (b"one", b"two", b"three"):
        room.keep(line)
    with pytest.raises(OSError, match="No space"):
        room.keep(b"four")
    room.make()
    room.keep(b"four")
    assert {line for _, line in room.lines()} == {b"one", b"two", b"three", b"four"}
    assert path.stat().st_size == SLOT * SLOTS
    assert not list(tmp_path.glob("*.making"))


def test_calls_come_oldest_first_wherever_they_were_kept(full: CallJournal) -> None:
    calls = [JournalledCall("12", NOON + timedelta(minutes=at)) for at in range(12)]
    for call in calls:
        full.keep(call)
    assert list(full.calls()) == calls
    assert list(full.take()) == calls
