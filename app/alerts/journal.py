"""The call journal: where calls are kept while the database cannot be written.

A small file of JSON lines, one call a line, synced to the disk before the call counts as kept.
It names the room and the resident's id, never a name and never anybody's words.
"""

import errno
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from app.alerts.alert import AlertError
from app.ids import ResidentId
from app.safety import Level, level_named

_log = structlog.get_logger(__name__)


class JournalError(AlertError):
    """The journal cannot be written."""

    code = "alert.journal"


@dataclass(frozen=True, slots=True)
class JournalledCall:
    """A call that is not in the database yet. `resident_id` is None where nobody is known."""

    room: str
    at: datetime
    resident_id: ResidentId | None = None
    level: Level = Level.URGENT


class CallJournal:
    """Keeps calls in a file until they can be replayed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, call: JournalledCall) -> None:
        """Write a call through to the disk.

        Raises:
            JournalError: the disk does not take it.
        """
        line = json.dumps(
            {
                "room": call.room,
                "at": call.at.astimezone(UTC).isoformat(),
                "resident": str(call.resident_id) if call.resident_id else None,
                "level": call.level.label,
            }
        )
        try:
            self._append(f"\n{line}\n".encode())
        except OSError as error:
            raise JournalError(
                f"The call could not be kept on this device: {error.strerror}.",
                "Go to the resident; then free space on the disk or make it writable.",
            ) from error

    def calls(self) -> Sequence[JournalledCall]:
        """Return the calls that wait here, oldest first; unreadable lines are logged."""
        return (*_read(self._taken), *_read(self._path))

    def take(self) -> Sequence[JournalledCall]:
        """Set the calls aside to be replayed and return them; new ones go to a fresh file.

        Until `done` is called they are still here: a crash in between repeats them.
        """
        if not self._taken.exists():
            with suppress(FileNotFoundError):
                self._path.replace(self._taken)
        return tuple(_read(self._taken))

    def done(self) -> None:
        """Forget what was taken, once it is in the database."""
        self._taken.unlink(missing_ok=True)

    @property
    def _taken(self) -> Path:
        return self._path.with_suffix(".replaying")

    def _append(self, line: bytes) -> None:
        folder = self._path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # The line begins with a break: one torn by a power cut must not swallow this one.
            if os.write(handle, line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(handle)
        finally:
            os.close(handle)
        if hasattr(os, "O_DIRECTORY"):
            # A new file is only there after a power cut when its folder was synced as well.
            place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(place)
            finally:
                os.close(place)


def _read(path: Path) -> Iterator[JournalledCall]:
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    except OSError:
        _log.exception("journal_unreadable")
        return
    for line in filter(None, lines):
        try:
            row = json.loads(line)
            resident = ResidentId(UUID(row["resident"])) if row["resident"] else None
            at = datetime.fromisoformat(row["at"])
            yield JournalledCall(str(row["room"]), at, resident, _level_of(row))
        except (ValueError, KeyError, TypeError, AttributeError):
            _log.error("journal_line_unreadable", characters=len(line))


def _level_of(row: Mapping[str, Any]) -> Level:
    try:
        # Lines from before calls had grades have none.
        return max(level_named(row.get("level", Level.URGENT.label)), Level.URGENT)
    except ValueError:
        # Kept as a call: what it says about its grade is not worth losing it for.
        return Level.URGENT
