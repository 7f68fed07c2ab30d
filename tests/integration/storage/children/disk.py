"""Run inside a mount namespace of its own: what a full or read-only disk does to a database.

Usage: disk.py full|read-only|read-only-new FOLDER
Prints one JSON object.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.audit import AuditAction, AuditDraft, verify
from storage import Database, FacilityKeys, StorageError

KEYS = FacilityKeys(b"d" * 32, b"a" * 32)


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def write_until_refused(path: Path) -> tuple[int, StorageError]:
    acknowledged = 0
    with Database.open(path, KEYS) as database:
        while True:
            try:
                with database.unit() as unit:
                    draft = AuditDraft(AuditAction.TURN_TAKEN, "lilo", details={"x": "y" * 5000})
                    unit.audit.append(draft, datetime.now(UTC))
            except StorageError as error:
                with database.reading() as unit:  # What was kept can still be read.
                    if unit.audit.count() != acknowledged:
                        raise RuntimeError("lost entries") from error
                return acknowledged, error
            acknowledged += 1


def full(folder: Path) -> dict[str, object]:
    mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder))
    path = folder / "lilo.db"
    acknowledged, error = write_until_refused(path)
    try:
        Database.open(path, KEYS).close()
        reopened = "opened"
    except StorageError as second:
        reopened = second.code
    mount("-o", "remount,size=32m", str(folder))
    with Database.open(path, KEYS) as database:
        with database.reading() as unit:
            entries = unit.audit.entries()
        with database.unit() as unit:
            unit.audit.append(AuditDraft(AuditAction.TURN_TAKEN, "lilo"), datetime.now(UTC))
        problems = database.check()
    return {
        "code": error.code,
        "acknowledged": acknowledged,
        "found": len(entries),
        "valid": verify(KEYS.audit, entries).valid,
        "problems": problems,
        "reopened": reopened,
    }


def full_from_the_start(folder: Path) -> dict[str, object]:
    mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder))
    path = folder / "lilo.db"
    code = ""
    try:
        Database.open(path, KEYS).close()
    except StorageError as error:
        code = error.code
    exists = path.exists()
    mount("-o", "remount,size=8m", str(folder))
    with Database.open(path, KEYS) as database:
        return {"code": code, "exists": exists, "problems": database.check()}


def read_only(folder: Path, *, new: bool) -> dict[str, object]:
    path = folder / "data" / "lilo.db"
    folder.mkdir(exist_ok=True)
    if not new:
        Database.open(path, KEYS).close()
    mount("--bind", str(folder), str(folder))
    mount("-o", "remount,ro,bind", str(folder))
    try:
        Database.open(path, KEYS).close()
    except StorageError as error:
        return {"code": error.code, "remedy": error.remedy}
    return {"code": "opened"}


def main() -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    scenarios = {
        "full": lambda: full(folder),
        "full-from-the-start": lambda: full_from_the_start(folder),
        "read-only": lambda: read_only(folder, new=False),
        "read-only-new": lambda: read_only(folder, new=True),
    }
    sys.stdout.write(json.dumps(scenarios[what]()))


if __name__ == "__main__":
    main()
