"""Several processes on one database."""

import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from app.audit import AuditAction, AuditDraft, verify
from storage import Database, FacilityKeys, StorageBusyError
from storage.file_lock import file_lock

KEYS = FacilityKeys(b"d" * 32, b"a" * 32)
Child = Callable[..., "subprocess.Popen[str]"]


def _run_together(children: list["subprocess.Popen[str]"]) -> None:
    for process in children:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in children:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in children:
        output, _ = process.communicate(timeout=300)
        assert (process.returncode, output) == (0, "done\n")


def test_processes_that_start_and_write_together_make_one_chain(
    child: Child, tmp_path: Path
) -> None:
    path = tmp_path / "lilo.db"
    names = ["kiosk", "staff", "doctor"]
    _run_together([child("audit_writer.py", path, name, 100) for name in names])
    with Database.open(path, KEYS) as database, database.reading() as unit:
        entries = unit.audit.entries()
    assert verify(KEYS.audit, entries).valid
    assert len(entries) == 300
    for name in names:
        own = [entry.details["n"] for entry in entries if entry.actor == name]
        assert own == list(range(100))


def test_a_change_by_another_process_is_noticed(
    child: Child, tmp_path: Path, noon: datetime
) -> None:
    path = tmp_path / "lilo.db"
    with Database.open(path, KEYS) as database:
        seen = database.data_version()
        with database.unit() as unit:
            unit.audit.append(AuditDraft(AuditAction.SIGNED_IN, "me"), noon)
        assert database.data_version() == seen, "one's own changes are known already"
        _run_together([child("audit_writer.py", path, "staff", 1)])
        assert database.data_version() != seen
        with database.reading() as unit:
            assert unit.audit.count() == 2


def test_a_reader_is_not_held_up_by_a_writer(tmp_path: Path, noon: datetime) -> None:
    path = tmp_path / "lilo.db"
    with Database.open(path, KEYS) as kiosk, Database.open(path, KEYS) as staff:
        with kiosk.unit() as writing:
            writing.audit.append(AuditDraft(AuditAction.SIGNED_IN, "me"), noon)
            with staff.reading() as unit:
                assert unit.audit.count() == 0
        with staff.reading() as unit:
            assert unit.audit.count() == 1


def test_a_database_that_is_held_too_long_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lilo.db"
    with Database.open(path, KEYS) as kiosk, Database.open(path, KEYS) as staff:
        with staff._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        with kiosk.unit(), pytest.raises(StorageBusyError) as caught, staff.unit():
            pass
        assert caught.value.remedy
        with staff.unit():
            pass


def test_a_lock_is_waited_for_and_falls_with_its_holder(child: Child, tmp_path: Path) -> None:
    lock = tmp_path / "lilo.db.lock"
    holder = child("lock_holder.py", lock)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(StorageBusyError), file_lock(lock, timeout_s=0.1):
        pass
    holder.kill()
    with file_lock(lock, timeout_s=10):
        pass
