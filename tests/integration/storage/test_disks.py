"""Full and read-only disks: a clear word, and nothing lost."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.audit import AuditAction, AuditDraft, verify
from storage import Database, FacilityKeys, FacilityPaths, ReadOnlyStorageError, StorageFullError

OWN_MOUNTS = ("unshare", "--map-root-user", "--mount")


def _may_mount() -> bool:
    try:
        return (
            subprocess.run([*OWN_MOUNTS, "true"], capture_output=True, check=False).returncode == 0
        )
    except FileNotFoundError:
        return False


mounting = pytest.mark.skipif(not _may_mount(), reason="no mount namespaces on this machine")

Child = Callable[..., "subprocess.Popen[str]"]


def _scenario(child: Child, name: str, folder: Path) -> dict[str, Any]:
    process = child("disk.py", name, folder, before=OWN_MOUNTS)
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    result: dict[str, Any] = json.loads(output)
    return result


@mounting
def test_a_full_disk_loses_nothing_that_was_acknowledged(child: Child, tmp_path: Path) -> None:
    result = _scenario(child, "full", tmp_path)
    assert result["code"] == "storage.full"
    assert result["acknowledged"] > 50
    assert result["found"] == result["acknowledged"]
    assert result["valid"]
    assert result["problems"] == []
    assert result["reopened"] in {"opened", "storage.full"}


@mounting
def test_a_disk_full_from_the_start_leaves_nothing_half_made(child: Child, tmp_path: Path) -> None:
    result = _scenario(child, "full-from-the-start", tmp_path)
    assert result == {"code": "storage.full", "exists": False, "problems": []}


@mounting
@pytest.mark.parametrize("name", ["read-only", "read-only-new"])
def test_a_read_only_disk_is_named(child: Child, tmp_path: Path, name: str) -> None:
    result = _scenario(child, name, tmp_path / "facility")
    assert result["code"] == "storage.read_only"
    assert "mounted read-only" in result["remedy"]


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_a_folder_of_somebody_else_is_named(paths: FacilityPaths, keys: FacilityKeys) -> None:
    paths.data.chmod(0o500)
    paths.root.chmod(0o500)
    with pytest.raises(ReadOnlyStorageError):
        Database.open(paths.root / "other" / "lilo.db", keys)


def test_the_unit_that_found_no_room_is_undone_and_the_next_one_may_try(
    database: Database, keys: FacilityKeys, noon: Any
) -> None:
    def write(entries: int) -> None:
        with database.unit() as unit:
            for _ in range(entries):
                unit.audit.append(AuditDraft(AuditAction.TURN_TAKEN, "lilo"), noon)

    with database._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 10}")
    write(2)
    with pytest.raises(StorageFullError) as caught:
        write(2_000)
    assert "What was kept before is safe" in caught.value.remedy
    write(2)
    with database.reading() as unit:
        entries = unit.audit.entries()
    assert len(entries) == 4
    assert verify(keys.audit, entries).valid
