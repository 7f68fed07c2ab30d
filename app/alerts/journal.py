"""The call journal: where calls are kept while the database cannot be written.

A small file of JSON lines, one call a line, synced to the disk before the call counts as kept.
It names the room and the resident's id, never a name and never anybody's words.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import structlog

from app.alerts.alert import AlertError
from app.ids import ResidentId

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
            }
        )
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                # A line break first: a line torn by a power cut must not swallow this one.
                os.write(handle, f"\n{line}\n".encode())
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise JournalError(
                f"The call could not be kept on this device: {error.strerror}.",
                "Go to the resident; then free space on the disk or make it writable.",
            ) from error

    def calls(self) -> Sequence[JournalledCall]:
        """Return the calls that wait here, oldest first; unreadable lines are logged."""
        return tuple(self._read())

    def clear(self) -> None:
        """Forget all calls, once they are in the database."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> Iterator[JournalledCall]:
        try:
            lines = self._path.read_text("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return
        except OSError:
            _log.exception("journal_unreadable")
            return
        for line in filter(None, lines):
            try:
                row = json.loads(line)
                resident = ResidentId(UUID(row["resident"])) if row["resident"] else None
                yield JournalledCall(str(row["room"]), datetime.fromisoformat(row["at"]), resident)
            except (ValueError, KeyError, TypeError):
                _log.error("journal_line_unreadable", characters=len(line))
