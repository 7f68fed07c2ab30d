"""The call journal keeps calls while the database cannot, on a real disk."""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from app.alerts import AlertError, CallJournal, JournalError, JournalledCall
from app.ids import ResidentId, new_uuid
from app.safety import Level
from tests.fakes.clock import NOON

WHO = ResidentId(new_uuid())
KNOWN = JournalledCall("12", NOON, WHO)
ROOM_ONLY = JournalledCall("hall", NOON + timedelta(minutes=1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "journal" / "calls.jsonl"


@pytest.fixture
def journal(path: Path) -> CallJournal:
    return CallJournal(path)


def test_an_empty_journal_holds_no_calls(journal: CallJournal) -> None:
    assert journal.calls() == ()


def test_calls_come_back_as_they_were_kept_oldest_first(journal: CallJournal) -> None:
    journal.keep(KNOWN)
    journal.keep(ROOM_ONLY)
    assert journal.calls() == (KNOWN, ROOM_ONLY)


def test_a_call_keeps_its_grade(journal: CallJournal) -> None:
    call = replace(KNOWN, level=Level.IMMEDIATE)
    journal.keep(call)
    assert journal.calls() == (call,)


@pytest.mark.parametrize(
    "level", ["", ', "level": null', ', "level": 5', ', "level": "purple"', ', "level": "none"']
)
def test_a_line_that_says_no_grade_is_an_urgent_call(
    path: Path, journal: CallJournal, level: str
) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(
        f'{{"room": "12", "at": "{NOON.isoformat()}", "resident": "{WHO}"{level}}}', "utf-8"
    )
    assert journal.calls() == (KNOWN,)
    assert KNOWN.level is Level.URGENT


def test_another_process_sees_them(path: Path, journal: CallJournal) -> None:
    journal.keep(KNOWN)
    assert CallJournal(path).calls() == (KNOWN,)


def test_times_are_kept_in_utc(journal: CallJournal) -> None:
    dublin_summer = timezone(timedelta(hours=1))
    journal.keep(JournalledCall("12", datetime(2026, 7, 1, 13, 0, tzinfo=dublin_summer)))
    assert journal.calls()[0].at.isoformat() == "2026-07-01T12:00:00+00:00"


def test_only_its_owner_can_read_it(path: Path, journal: CallJournal) -> None:
    journal.keep(KNOWN)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_holds_a_room_and_an_id_and_nothing_else(path: Path, journal: CallJournal) -> None:
    journal.keep(KNOWN)
    (line,) = filter(None, path.read_text("utf-8").splitlines())
    assert json.loads(line) == {
        "room": "12",
        "at": NOON.isoformat(),
        "resident": str(WHO),
        "level": "urgent",
    }


def test_a_call_is_on_the_disk_before_it_counts_as_kept(
    path: Path, journal: CallJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk: list[str] = []

    def noting_fsync(handle: int, sync: Callable[[int], None] = os.fsync) -> None:
        on_disk.append(path.read_text("utf-8"))
        sync(handle)

    monkeypatch.setattr(os, "fsync", noting_fsync)
    journal.keep(KNOWN)
    assert len(on_disk) == 2  # the file, and the folder that names it
    assert str(WHO) in on_disk[0]


@pytest.mark.parametrize(
    "torn",
    [
        b'{"room": "7", "at": "2026-03',
        b"\xff\xfe\x00\x01",
        b"[]",
        b"null",
        b"5",
        b'{"room": "7"}',
        b'{"room": "7", "at": "yesterday", "resident": null}',
        b'{"room": "7", "at": 5, "resident": null}',
        b'{"room": "7", "at": "2026-03-14T12:00:00+00:00", "resident": "nobody"}',
    ],
)
def test_an_unreadable_line_is_logged_and_swallows_no_other(
    path: Path, journal: CallJournal, torn: bytes
) -> None:
    journal.keep(KNOWN)
    with path.open("ab") as file:
        file.write(torn)
    journal.keep(ROOM_ONLY)
    with capture_logs() as logs:
        calls = journal.calls()
    assert calls == (KNOWN, ROOM_ONLY)
    assert [entry["event"] for entry in logs] == ["journal_line_unreadable"]


@given(st.binary(max_size=200))
def test_a_call_survives_any_damage_before_it(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes
) -> None:
    path = tmp_path_factory.mktemp("journal") / "calls.jsonl"
    path.write_bytes(damage)
    journal = CallJournal(path)
    journal.keep(KNOWN)
    with capture_logs():
        assert journal.calls()[-1] == KNOWN


def test_a_journal_that_cannot_be_read_is_logged_and_holds_nothing(
    path: Path, journal: CallJournal
) -> None:
    path.mkdir(parents=True)
    with capture_logs() as logs:
        assert journal.calls() == ()
    assert [entry["event"] for entry in logs] == ["journal_unreadable"]


def test_a_journal_that_cannot_be_written_is_said(path: Path, journal: CallJournal) -> None:
    path.mkdir(parents=True)
    with pytest.raises(JournalError) as refused:
        journal.keep(KNOWN)
    assert refused.value.message == ("The call could not be kept on this device: Is a directory.")
    assert refused.value.remedy.startswith("Go to the resident")
    assert isinstance(refused.value, AlertError)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(JournalError, match="could not be kept on this device"):
        CallJournal(tmp_path / "file" / "calls.jsonl").keep(KNOWN)


def test_a_full_disk_is_said() -> None:
    with pytest.raises(JournalError, match="No space left on device"):
        CallJournal(Path("/dev/full")).keep(KNOWN)


def test_what_was_taken_stays_until_it_is_done(path: Path, journal: CallJournal) -> None:
    journal.keep(KNOWN)
    assert journal.take() == (KNOWN,)
    assert journal.calls() == (KNOWN,)
    assert journal.take() == (KNOWN,)
    journal.done()
    journal.done()
    assert journal.calls() == ()


def test_a_call_that_comes_while_others_are_taken_is_not_lost(journal: CallJournal) -> None:
    journal.keep(KNOWN)
    journal.take()
    journal.keep(KNOWN)
    assert len(journal.calls()) == 2
    journal.done()
    assert journal.calls() == (KNOWN,)


def test_taking_from_an_empty_journal_gives_nothing(journal: CallJournal) -> None:
    assert journal.take() == ()


def test_a_short_write_does_not_count_as_kept(
    journal: CallJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda _handle, data: len(data) - 1)
    with pytest.raises(JournalError, match="No space left on device"):
        journal.keep(KNOWN)


def test_a_system_without_folders_to_sync_keeps_calls_too(
    journal: CallJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY")
    journal.keep(KNOWN)
    assert journal.calls() == (KNOWN,)
