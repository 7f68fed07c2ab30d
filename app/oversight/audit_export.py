"""Handing the audit log out: lines of JSON and a detached signature, a page at a time."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from app.audit import AuditLog, AuditRow, Signer, Wanted
from app.audit.export import Exporter, chosen_of
from app.clock import Clock
from app.runtime import Lane

PAGE = 2_000
"""Entries read at a time, so that alerts can be written in between."""


class LogUnit(Protocol):
    """What is read."""

    @property
    def audit(self) -> AuditLog:
        """The log."""


class ExportFiles(Protocol):
    """Where an export is written: for its owner alone, whole or not at all."""

    def begin(self) -> None:
        """Make the file.

        Raises:
            LiloError: it cannot be made there.
        """

    def write(self, lines: Iterable[bytes]) -> None:
        """Write on.

        Raises:
            LiloError: it cannot be written.
        """

    def finish(self, manifest: bytes, signature: bytes, key: bytes) -> None:
        """Put the file in its place, and manifest, signature and public key beside it.

        Raises:
            LiloError: they cannot be written.
        """

    def drop(self) -> None:
        """Leave nothing of what is not finished."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was handed out.

    Attributes:
        key: fingerprint of the key that signed it.
    """

    entries: int
    key: str


@dataclass(frozen=True, slots=True)
class AuditExport:
    """Writes exports.

    Attributes:
        facility: name of the house.
        files: for a place that somebody chose.
    """

    units: Callable[[], AbstractContextManager[LogUnit]]
    database: Lane
    clock: Clock
    signer: Signer
    facility: str
    files: Callable[[Path], ExportFiles]

    async def write(self, to: Path, wanted: Wanted) -> Exported:
        """Write what is wanted of the log as it is now.

        Raises:
            LiloError: it cannot be written there; nothing of it stays.
        """
        files, exporter = self.files(to), Exporter()
        last = await self.database.run(self._count)
        await asyncio.to_thread(files.begin)
        try:
            after = 0
            while rows := await self.database.run(partial(self._page, wanted, after)):
                # What is added meanwhile belongs to the next export.
                rows = [row for row in rows if row.sequence <= last]
                await asyncio.to_thread(files.write, list(exporter.lines(rows)))
                if not rows:
                    break
                after = rows[-1].sequence
            manifest = exporter.manifest(
                self.facility, self.clock(), self.signer.public, chosen_of(wanted)
            ).to_bytes()
            await asyncio.to_thread(
                files.finish, manifest, self.signer.sign(manifest), self.signer.public.pem
            )
        except BaseException:
            files.drop()
            raise
        return Exported(exporter.entries, self.signer.public.fingerprint)

    def _count(self) -> int:
        with self.units() as unit:
            return unit.audit.count()

    def _page(self, wanted: Wanted, after: int) -> list[AuditRow]:
        with self.units() as unit:
            return list(unit.audit.chosen(wanted, after=after, limit=PAGE))
