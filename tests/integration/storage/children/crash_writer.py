"""Writes until it is killed, and says what was acknowledged.

Usage: crash_writer.py DATABASE. For each line on standard input a fresh process is forked, so
that the libraries are loaded once. It opens the database and then keeps one message, one alert
and one audit entry per unit; after each commit it prints their ids in one line.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

# Loaded by the first start; here, so that kills fall into the making of the database.
import alembic.command  # noqa: F401

from app.alerts.alert import AlertCause, AlertEvent, AlertEventKind, AlertSource
from app.audit import AuditAction, AuditDraft
from app.conversation.history import Message, Speaker
from app.identity.residents import Resident
from app.ids import AlertEventId, AlertId, MessageId, ResidentId, TurnId, new_uuid
from app.safety import Level
from storage import Database, FacilityKeys

KEYS = FacilityKeys(b"d" * 32, b"a" * 32)


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # One call: a line arrives whole or not at all.


def write_for_ever(path: Path) -> NoReturn:
    with Database.open(path, KEYS) as database:
        with database.unit() as unit:
            residents = unit.residents.all()
            if not residents:
                nell = Resident(ResidentId(new_uuid()), "Nell", "Whitcombe", "Nell", "12", "East")
                unit.residents.add(nell)
                residents = [nell]
        number = 0
        while True:
            say(write_one(database, residents[0].id, number))
            number += 1


def write_one(database: Database, resident_id: ResidentId, number: int) -> str:
    now = datetime.now(UTC)
    message_id, alert_id = MessageId(new_uuid()), AlertId(new_uuid())
    turn_id = TurnId(new_uuid())
    cause = AlertCause(AlertSource.WORDS, Level.URGENT, words="x" * (number % 7 * 1000))
    raised = AlertEvent(
        AlertEventId(new_uuid()), alert_id, resident_id, AlertEventKind.RAISED, now, cause
    )
    with database.unit() as unit:
        unit.messages.add(Message(message_id, turn_id, resident_id, Speaker.RESIDENT, "hello", now))
        unit.alerts.append(raised)
        entry = unit.audit.append(AuditDraft(AuditAction.ALERT_RAISED, "lilo"), now)
    return f"{message_id} {alert_id} {entry.sequence}"


def main() -> None:
    path = Path(sys.argv[1])
    say("ready")
    for _ in sys.stdin:
        writer = os.fork()
        if writer == 0:
            write_for_ever(path)
        say(f"writer {writer}")
        os.waitpid(writer, 0)
        say("gone")


if __name__ == "__main__":
    main()
