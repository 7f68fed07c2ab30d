"""The backup that is made before an older database is changed."""

from pathlib import Path

from app.clock import system_clock
from storage.backup.making import BackupOrder, make_backup
from storage.backup.verifying import verify_backup
from storage.facility_files import FacilityPaths
from storage.keys.facility_keys import FacilityKeys

_KEPT = 3


def back_up_before_migration(database: Path, keys: FacilityKeys) -> None:
    """Back up the facility whose database this is, and prove the backup. Blocking.

    Proving opens a copy with this version, so the change is rehearsed before it is made.

    Raises:
        StorageError: there is no room, or the change does not work; the database is as it was.
    """
    paths = FacilityPaths(database.absolute().parent.parent)
    order = BackupOrder(
        paths, database.absolute(), keys, paths.before_migration, system_clock(), "migration", _KEPT
    )
    make_backup(order, verify_backup)
