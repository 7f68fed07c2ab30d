"""What guards the data: checkpoints of the audit log, backups, custody of personal records."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog

from app.audit import CheckpointKeeper, Signer
from app.backup import BackupKeeper, next_due
from app.custody import CustodyDesk, CustodyKeeper, Retention, RetentionKind
from app.errors import LiloError
from app.wiring.basics import Basics
from app.wiring.foundation import Foundation
from storage import Database, FacilityKeys, FacilityPaths
from storage.backup import BackupOrder, FolderBackupMaker, make_backup, verify_backup
from storage.checkpoint_files import CheckpointFiles

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Guarding:
    """The services that work in the background, for the data and not for residents."""

    checkpoints: CheckpointKeeper
    backups: BackupKeeper | None
    custody: CustodyKeeper

    async def run(self) -> None:
        """Work until `stop`."""
        backups = [self.backups.run()] if self.backups else []
        await asyncio.gather(self.checkpoints.run(), self.custody.run(), *backups)

    def stop(self) -> None:
        """End `run` once what is being written is written."""
        self.checkpoints.stop()
        self.custody.stop()
        if self.backups:
            self.backups.stop()


def wire_guarding(on: Foundation) -> Guarding:
    """Build them over the open database."""
    basics, settings = on.basics, on.basics.settings
    checkpoints = wire_checkpoints(basics, on.keys.keys, on.database)
    desk = wire_custody(basics, on.keys.keys, on.database)
    due = partial(next_due, at=settings.backup.at, zone=settings.facility.zone)
    return Guarding(checkpoints, _wire_backups(on), CustodyKeeper(desk, basics.clock, due))


def wire_checkpoints(basics: Basics, keys: FacilityKeys, database: Database) -> CheckpointKeeper:
    """Build what takes and reads checkpoints; commands use it without the rest of Lilo."""
    signer = Signer(keys.audit)
    store = CheckpointFiles(
        FacilityPaths(basics.root).checkpoints,
        basics.settings.audit.checkpoint_copy,
        signer.public.fingerprint,
    )
    return CheckpointKeeper(database.reading, signer, store, basics.clock)


def wire_custody(basics: Basics, keys: FacilityKeys, database: Database) -> CustodyDesk:
    """Build what gives, holds and erases personal records."""
    privacy = basics.settings.privacy
    days = privacy.retention.model_dump()
    return CustodyDesk(
        database.unit,
        basics.clock,
        Retention({kind: days[kind] for kind in RetentionKind if days[kind] is not None}),
        timedelta(days=privacy.erase_after_days),
        partial(_make_older_backups_unreadable, basics, keys),
    )


def _make_older_backups_unreadable(basics: Basics, keys: FacilityKeys) -> None:
    try:
        report = make_backup(backup_order(basics, keys, "erasure"), verify_backup)
        if report.copy_fault:
            _log.error("copies_of_backups_not_shredded", fault=report.copy_fault.code)
    except LiloError:
        # The person is erased; the next backup that succeeds makes up for it.
        _log.exception("backups_not_shredded")


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
