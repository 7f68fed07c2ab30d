"""A whole facility on a full disk: clear words, nothing lost, and the call button works."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CHILD = Path(__file__).parent / "children" / "full_disk.py"
OWN_MOUNTS = ("unshare", "--map-root-user", "--mount")


def _may_mount() -> bool:
    try:
        tried = subprocess.run([*OWN_MOUNTS, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return tried.returncode == 0


@pytest.mark.skipif(not _may_mount(), reason="no mount namespaces on this machine")
def test_a_full_disk_is_lived_through(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = [*OWN_MOUNTS, sys.executable, str(CHILD), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    # What could not be kept is said in words, by a code of its own.
    assert found["alert"] == "storage.full"
    # What was said is not called heard; Lilo says that something is wrong.
    assert found["turn"] == ["Spoken"]
    assert found["backup"][0] == "storage.full"
    assert "Free some space" in found["backup"][1]
    assert found["left_of_backup"] == []
    # Every other file is refused in words, or left for later, and no half of it stays.
    assert found["refused"] == {
        "settings": "storage.full",
        "checkpoint": "",
        "figures": "staff.export_file",
        "person_folder": "storage.full",
        "person_file": "storage.full",
        "log": "",
        "audit_export": "storage.full",
    }
    assert found["left"] == found["left_before"]
    # The button works all the same, and staff see it and everything that was there.
    assert (found["call"], found["room_call"]) == ("journal", "journal")
    assert len(found["board_calls"]) == 2
    assert found["tiles"] > 0
    # With room again nothing is missing and everything goes on.
    assert set(found["written"].values()) == {""}
    assert (found["choice"], found["checkpoints"]) == ("dark", "")
    assert found["replayed"] == ["call_button"]
    assert len(found["waiting_in_journal"]) == 1
    assert (found["after"][0], found["after"][-1]) == ("Heard", "TurnDone")
    assert found["kept"] == 2
    assert found["problems"] == []
    assert found["chain"]
