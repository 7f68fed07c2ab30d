"""What guards the data: checkpoints of the audit log."""

import asyncio
from dataclasses import dataclass

from app.audit import CheckpointKeeper, Signer
from app.backup import BackupKeeper
from app.wiring.basics import Basics
from app.wiring.foundation import Foundation
from storage import Database, FacilityKeys, FacilityPaths
from storage.backup import BackupOrder, FolderBackupMaker
from storage.checkpoint_files import CheckpointFiles


@dataclass(frozen=True, slots=True)
class Guarding:
    """The services that work in the background, for the data and not for residents."""

    checkpoints: CheckpointKeeper
    backups: BackupKeeper | None

    async def run(self) -> None:
        """Work until `stop`."""
        backups = [self.backups.run()] if self.backups else []
        await asyncio.gather(self.checkpoints.run(), *backups)

    def stop(self) -> None:
        """End `run` once what is being written is written."""
        self.checkpoints.stop()
        if self.backups:
            self.backups.stop()


def wire_guarding(on: Foundation) -> Guarding:
    """Build them over the open database."""
    return Guarding(wire_checkpoints(on.basics, on.keys.keys, on.database), _wire_backups(on))


def wire_checkpoints(basics: Basics, keys: FacilityKeys, database: Database) -> CheckpointKeeper:
    """Build what takes and reads checkpoints; commands use it without the rest of Lilo."""
    signer = Signer(keys.audit)
    store = CheckpointFiles(
        FacilityPaths(basics.root).checkpoints,
        basics.settings.audit.checkpoint_copy,
        signer.public.fingerprint,
    )
    return CheckpointKeeper(database.reading, signer, store, basics.clock)


def backup_order(basics: Basics, keys: FacilityKeys, reason: str) -> BackupOrder:
    """Return what to back up now, and where the settings want it."""
    paths, settings = FacilityPaths(basics.root), basics.settings.backup
    return BackupOrder(
        paths,
        paths.database.absolute(),
        keys,
        settings.folder or paths.backups,
        basics.clock(),
        reason,
        settings.keep,
        settings.copy_to,
    )


def _wire_backups(on: Foundation) -> BackupKeeper | None:
    settings = on.basics.settings
    # A demo facility is thrown away with its backups.
    if not settings.backup.enabled or settings.facility.demo:
        return None
    maker = FolderBackupMaker(lambda: backup_order(on.basics, on.keys.keys, "schedule"))
    zone = settings.facility.zone
    return BackupKeeper(maker, on.database.unit, on.basics.clock, zone, settings.backup.at)
