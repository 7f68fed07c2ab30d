"""Opens the database and writes audit entries, one unit each.

Usage: audit_writer.py DATABASE NAME COUNT. Waits for a line on standard input before it opens.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from app.audit import AuditAction, AuditDraft
from storage import Database, FacilityKeys

KEYS = FacilityKeys(b"d" * 32, b"a" * 32)


def main() -> None:
    path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    print("ready", flush=True)
    sys.stdin.readline()
    with Database.open(path, KEYS) as database:
        for number in range(count):
            with database.unit() as unit:
                draft = AuditDraft(AuditAction.TURN_TAKEN, name, details={"n": number})
                unit.audit.append(draft, datetime.now(UTC))
    print("done", flush=True)


if __name__ == "__main__":
    main()
