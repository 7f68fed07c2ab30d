"""Checkpoints in a file of the facility's folder, and a copy of it in a second folder."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from storage.errors import StorageError, file_faults_named
from storage.file_lock import file_lock
from storage.private_files import PRIVATE_FILE, flush_to_disk, make_private_folder

_LAST_BYTES = 4096
"""Of the file's end; a line is a tenth of it."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CheckpointFiles:
    """Implements `app.audit.CheckpointStore`.

    Attributes:
        folder: in the facility's folder.
        second: a share or another disk, or None. A copy that could not be written is made up for
            with the next checkpoint.
        name: tells facilities apart that share a second folder.
    """

    folder: Path
    second: Path | None = None
    name: str = "audit"

    @property
    def file(self) -> Path:
        """The file in the facility's folder."""
        return self.folder / "audit.jsonl"

    @property
    def copy(self) -> Path | None:
        """The file in the second folder."""
        return self.second / f"lilo-{self.name}.jsonl" if self.second else None

    def lines(self) -> Sequence[str]:
        """Return every line; the longer one where the two copies differ in length.

        Raises:
            StorageError: the copies contradict each other, or the file cannot be read.
        """
        with file_faults_named(self.file):
            mine = _lines_of(self.file)
        try:
            other = _lines_of(self.copy) if self.copy else []
        except OSError:
            _log.warning("checkpoint_copy_unreachable")
            other = []
        shorter, longer = sorted((mine, other), key=len)
        if longer[: len(shorter)] != shorter:
            raise StorageError(
                f"The checkpoints in {self.folder} and in {self.second} contradict each other.",
                "Somebody altered one of them. Keep both, and find out which machine is honest.",
            )
        return longer

    def last_line(self) -> str:
        """Return the newest line of the facility's own file, or empty. Cheap, and never raises."""
        try:
            with self.file.open("rb") as file:
                file.seek(max(self.file.stat().st_size - _LAST_BYTES, 0))
                lines = file.read().decode("utf-8", "replace").splitlines()
        except OSError:
            return ""
        return lines[-1] if lines else ""

    def extend(self, next_line: Callable[[Sequence[str]], str | None]) -> bool:
        """Add a line to both files; see `CheckpointStore.extend`."""
        with file_faults_named(self.file):
            make_private_folder(self.folder)
            with file_lock(self.folder / "audit.lock"):
                _drop_half_a_line(self.file)
                lines = self.lines()
                line = next_line(lines)
                if line is not None:
                    lines = [*lines, line]
                _append(self.file, lines)
                self._copy(lines)
        return line is not None

    def _copy(self, lines: Sequence[str]) -> None:
        if self.copy is None:
            return
        try:
            self.copy.parent.mkdir(parents=True, exist_ok=True)
            _drop_half_a_line(self.copy)
            _append(self.copy, lines)
        except OSError:
            _log.warning("checkpoint_copy_unreachable")


def _lines_of(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []


def _append(path: Path, lines: Sequence[str]) -> None:
    """Bring the file up to these lines."""
    more = lines[len(_lines_of(path)) :]
    if not more:
        return
    descriptor = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, PRIVATE_FILE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in more)
        file.flush()
        os.fsync(file.fileno())
    flush_to_disk(path.parent)


def _drop_half_a_line(path: Path) -> None:
    """Cut off what a power cut left of a line; nobody was told of it."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    whole = content.rfind(b"\n") + 1
    if whole != len(content):
        with path.open("r+b") as file:
            file.truncate(whole)
