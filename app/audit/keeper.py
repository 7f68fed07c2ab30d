"""Writes a signed checkpoint of the audit log every 500 entries and every hour."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from app.audit.chain import START
from app.audit.checkpoint import (
    Checkpoint,
    CheckpointKind,
    History,
    next_checkpoint,
    read_history,
)
from app.audit.entry import AuditLog
from app.audit.signing import Signer
from app.clock import Clock

EVERY_ENTRIES = 500
EVERY_S = 3600.0
LOOK_EVERY_S = 30.0

_log = structlog.get_logger(__name__)


class CheckpointStore(Protocol):
    """Where checkpoints are kept, outside the database."""

    def lines(self) -> Sequence[str]:
        """Return every line, oldest first; of two copies the longer one."""

    def extend(self, next_line: Callable[[Sequence[str]], str | None]) -> bool:
        """Add the line made of those that are there, under a lock that other processes heed.

        Returns:
            Whether one was added.
        """


class AuditUnit(Protocol):
    """What the keeper reads."""

    @property
    def audit(self) -> AuditLog:
        """The log."""


@dataclass(slots=True)
class CheckpointKeeper:
    """Takes checkpoints until it is stopped.

    The hours are counted by the event loop, never by the clock on the wall, which can be set back.
    """

    units: Callable[[], AbstractContextManager[AuditUnit]]
    signer: Signer
    store: CheckpointStore
    clock: Clock
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Look twice a minute whether one is due; a fault is logged and tried again."""
        loop = asyncio.get_running_loop()
        taken_at = float("-inf")
        while not self._stopped.is_set():
            at_least = 1 if loop.time() - taken_at >= EVERY_S else EVERY_ENTRIES
            if await asyncio.to_thread(self.take, at_least):
                taken_at = loop.time()
            try:
                await asyncio.wait_for(self._stopped.wait(), LOOK_EVERY_S)
            except TimeoutError:
                continue

    def stop(self) -> None:
        """End `run`."""
        self._stopped.set()

    def take(self, at_least: int = 1) -> bool:
        """Take a checkpoint if so many entries have no checkpoint yet. Blocking; never raises.

        A log that is shorter than the last checkpoint says gets none: verification will tell.
        """
        try:
            return self._take(at_least)
        except Exception:
            # A full disk or an unreachable share must not end the program; the next look tries
            # again, and verification says how far the checkpoints reach.
            _log.exception("checkpoint_not_taken")
            return False

    def restored(self) -> None:
        """Note, signed, that the database was put back to an older state by a restore."""
        with self.units() as unit:
            count, head = _end_of(unit.audit)

        def line(lines: Sequence[str]) -> str:
            last = self._history(lines).last
            kind = CheckpointKind.RESTORED
            return next_checkpoint(self.signer, last, count, head, self.clock(), kind).line

        self.store.extend(line)

    def history(self) -> History:
        """Return the checkpoints that can be relied upon."""
        return self._history(self.store.lines())

    def _take(self, at_least: int) -> bool:
        with self.units() as unit:
            count, head = _end_of(unit.audit)

        def line(lines: Sequence[str]) -> str | None:
            history = self._history(lines)
            if history.problem:
                _log.error("checkpoints_damaged")
                return None
            if not _is_due(history.last, count, at_least):
                return None
            return next_checkpoint(self.signer, history.last, count, head, self.clock()).line

        return self.store.extend(line)

    def _history(self, lines: Sequence[str]) -> History:
        return read_history(lines, self.signer.public)


def _is_due(last: Checkpoint | None, count: int, at_least: int) -> bool:
    return count - (last.count if last else 0) >= max(at_least, 1)


def _end_of(log: AuditLog) -> tuple[int, str]:
    last = next(iter(log.latest(1)), None)
    return (last.sequence, last.mac) if last else (0, START)
