"""The call journal: where calls are kept while the database cannot be written.

A small file of JSON lines, one call a line, synced to the disk before the call counts as kept.
Where the disk is full the line goes into room that was taken beforehand (`app.alerts.kept_room`).
It names the room and the resident's id, never a name and never anybody's words.
"""

import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import structlog

from app.alerts.alert import AlertError
from app.alerts.kept_room import KeptRoom
from app.ids import ResidentId
from app.safety import Level, level_named

_log = structlog.get_logger(__name__)

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


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


class FileStamp(NamedTuple):
    """When and how a file was last written."""

    changed_ns: int
    size: int
    number: int


Stamp = tuple[FileStamp | None, ...]
"""One for each file of the journal; None where there is no such file."""


class CallJournal:
    """Keeps calls in a file until they can be replayed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._room = KeptRoom(path.with_suffix(".room"))
        self._taken_from_room: Sequence[tuple[int, bytes]] = ()

    def prepare(self) -> None:
        """Take room on the disk for calls, while there is some. Never raises."""
        self._room.make()

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
            self._write(line.encode())
        except OSError as error:
            raise JournalError(
                f"The call could not be kept on this device: {error.strerror}.",
                "Go to the resident; then free space on the disk or make it writable.",
            ) from error

    def stamp(self) -> Stamp:
        """Return what changes whenever something is written here. Opens no file."""
        return tuple(map(_stamp_of, (self._taken, self._path, self._room.path)))

    def calls(self) -> Sequence[JournalledCall]:
        """Return the calls that wait here, oldest first; unreadable lines are logged."""
        return _in_order(*_read(self._taken), *_read(self._path), *_parsed(self._in_room()))

    def take(self) -> Sequence[JournalledCall]:
        """Set the calls aside to be replayed, oldest first; new ones go to a fresh file.

        Until `done` is called they are still here: a crash in between repeats them.
        """
        if not self._taken.exists():
            with suppress(FileNotFoundError):
                self._path.replace(self._taken)
        self._taken_from_room = self._in_room()
        return _in_order(*_read(self._taken), *_parsed(self._taken_from_room))

    def done(self) -> None:
        """Forget what was taken, once it is in the database."""
        self._taken.unlink(missing_ok=True)
        self._room.clear(self._taken_from_room)
        self._taken_from_room = ()

    @property
    def _taken(self) -> Path:
        return self._path.with_suffix(".replaying")

    def _in_room(self) -> Sequence[tuple[int, bytes]]:
        try:
            return self._room.lines()
        except OSError:
            _log.exception("journal_unreadable")
            return ()

    def _write(self, line: bytes) -> None:
        try:
            # The line begins with a break: one torn by a power cut must not swallow this one.
            self._append(b"\n" + line + b"\n")
        except OSError as full:
            if full.errno not in _FULL:
                raise
            try:
                self._room.keep(line)
            except OSError:
                raise full from None

    def _append(self, line: bytes) -> None:
        folder = self._path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
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


def _stamp_of(path: Path) -> FileStamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return FileStamp(found.st_mtime_ns, found.st_size, found.st_ino)


def _in_order(*calls: JournalledCall) -> Sequence[JournalledCall]:
    return tuple(sorted(calls, key=lambda call: call.at))


def _read(path: Path) -> Iterator[JournalledCall]:
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    except OSError:
        _log.exception("journal_unreadable")
        return
    yield from _calls_of(lines)


def _parsed(kept: Sequence[tuple[int, bytes]]) -> Iterator[JournalledCall]:
    return _calls_of(line.decode("utf-8", "replace") for _, line in kept)


def _calls_of(lines: Iterable[str]) -> Iterator[JournalledCall]:
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
