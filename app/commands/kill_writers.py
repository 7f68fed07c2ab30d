"""Processes that write until they are killed, and say what is safe: for `lilo bench kills`.

`python -m app.commands.kill_writers FOLDER KIND` loads everything once, and for each line on its
standard input forks a writer. That opens the facility's database as a program does, keeps what
belongs together in one unit, and says in one line what it kept only when the unit has ended.
"""

import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from app.alerts import (
    AlertCause,
    AlertEvent,
    AlertEventKind,
    AlertSource,
    CallJournal,
    JournalledCall,
    Outcome,
)
from app.audit import AuditAction, AuditDraft
from app.clinical import ScaleId, Score
from app.clinical.administration import AdministrationEvent, AdministrationId, How, Step
from app.conversation.history import Message, Speaker
from app.ids import AlertEventId, AlertId, MessageId, ResidentId, StaffId, TurnId, new_uuid
from app.safety import Level
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths, StorageBusyError

OPENED = "opened"
WRITER = "writer"
GONE = "gone"
_IDLE_S = 0.001
_ITEMS = 9


def write_until_killed(root: Path, kind: str) -> NoReturn:
    """Open the facility and write; never returns.

    Args:
        root: of a demo facility.
        kind: a key of `WRITERS`.
    """
    paths = FacilityPaths(root)
    keys = DemoKeySource().keys_for(paths)
    if not isinstance(keys, FacilityKeys):
        raise TypeError("only a demo facility is killed")
    with Database.open(paths.database, keys) as database:
        say(OPENED)
        with database.reading() as unit:
            who = unit.residents.all()[0].id
            nurse = unit.staff.all()[0].id
        write = WRITERS[kind]
        while True:
            # Held by another for longer than one waits: nothing was kept, and it is tried again.
            with suppress(StorageBusyError):
                write(database, paths, who, nurse)


def say(line: str) -> None:
    """Say a line to whoever kills: it arrives whole or not at all."""
    os.write(1, f"{line}\n".encode())


def _turn(database: Database, _paths: FacilityPaths, who: ResidentId, _nurse: StaffId) -> None:
    """Keep what a turn in danger leaves: both messages, the alert, the entries."""
    now, turn = datetime.now(UTC), TurnId(new_uuid())
    said, answered = MessageId(new_uuid()), MessageId(new_uuid())
    alert = AlertId(new_uuid())
    cause = AlertCause(AlertSource.WORDS, Level.URGENT, words="x" * (said.int % 5_000))
    with database.unit() as unit:
        unit.messages.add(Message(said, turn, who, Speaker.RESIDENT, cause.words, now))
        unit.messages.add(Message(answered, turn, who, Speaker.LILO, "y", now))
        event = AlertEvent(AlertEventId(new_uuid()), alert, who, AlertEventKind.RAISED, now, cause)
        unit.alerts.append(event)
        unit.audit.append(AuditDraft(AuditAction.TURN_TAKEN, "lilo", str(who)), now)
        entry = unit.audit.append(AuditDraft(AuditAction.ALERT_RAISED, "lilo", str(who)), now)
    say(f"message {said}")
    say(f"message {answered}")
    say(f"alert_event {event.alert_id}/{event.id}")
    say(f"entry {entry.sequence}")


def _answer(database: Database, _paths: FacilityPaths, _who: ResidentId, nurse: StaffId) -> None:
    """Take the oldest open alert, or resolve it where somebody has it."""
    now = datetime.now(UTC)
    with database.unit() as unit:
        waiting = unit.alerts.open_alerts()
        if not waiting:
            event = None
        else:
            alert = waiting[0]
            taken = alert.acknowledged_at is not None
            kind = AlertEventKind.RESOLVED if taken else AlertEventKind.ACKNOWLEDGED
            outcome = Outcome.HELPED if taken else None
            event = AlertEvent(
                AlertEventId(new_uuid()),
                alert.id,
                alert.resident_id,
                kind,
                now,
                by=nurse,
                outcome=outcome,
            )
            unit.alerts.append(event)
            action = AuditAction.ALERT_RESOLVED if taken else AuditAction.ALERT_ACKNOWLEDGED
            entry = unit.audit.append(AuditDraft(action, str(nurse), str(alert.id)), now)
    if event is None:
        time.sleep(_IDLE_S)
        return
    say(f"alert_event {event.alert_id}/{event.id}")
    say(f"entry {entry.sequence}")


def _check_in(database: Database, paths: FacilityPaths, who: ResidentId, _nurse: StaffId) -> None:
    """Take a scale answer by answer, each in a unit of its own, and press the call button."""
    taking = AdministrationId(new_uuid())
    steps = [Step.BEGUN, *[Step.ANSWERED] * _ITEMS, Step.COMPLETED]
    for place, step in enumerate(steps):
        now = datetime.now(UTC)
        answered = step is Step.ANSWERED
        event = AdministrationEvent(
            new_uuid(),
            taking,
            who,
            ScaleId.PHQ9,
            step,
            now,
            item=str(place) if answered else "",
            value=1 if answered else None,
            how=How.TOUCH if answered else None,
        )
        score = Score(taking, who, ScaleId.PHQ9, now.date(), _ITEMS, (1,) * _ITEMS)
        with database.unit() as unit:
            unit.administrations.append(event)
            if step is Step.COMPLETED:
                unit.scores.add(score)
        say(f"check_in {event.id}")
    say(f"score {taking}")
    call = JournalledCall(f"room-{taking}", datetime.now(UTC), who)
    CallJournal(paths.journal / "kills.jsonl").keep(call)
    say(f"call {taking}")


WRITERS = {"turns": _turn, "answers": _answer, "check-ins": _check_in}


def main() -> None:
    """Fork a writer for each line that comes, one after the other."""
    root, kind = Path(sys.argv[1]), sys.argv[2]
    for _ in sys.stdin:
        writer = os.fork()
        if writer == 0:
            write_until_killed(root, kind)
        say(f"{WRITER} {writer}")
        os.waitpid(writer, 0)
        say(GONE)


if __name__ == "__main__":
    main()
