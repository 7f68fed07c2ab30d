"""Where a facility keeps what."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.ids import new_uuid
from storage.database_files import DatabaseFiles
from storage.errors import StorageError, file_faults_named
from storage.file_lock import file_lock
from storage.private_files import make_private_folder, write_durably


@dataclass(frozen=True, slots=True)
class FacilityPaths:
    """The folders and files of one facility; others use them as plain paths."""

    root: Path

    @property
    def config(self) -> Path:
        """Settings written by IT."""
        return self.root / "config"

    @property
    def data(self) -> Path:
        """The database and its companions."""
        return self.root / "data"

    @property
    def journal(self) -> Path:
        """Alerts that could not reach the database yet."""
        return self.root / "journal"

    @property
    def cache(self) -> Path:
        """What can be made again."""
        return self.root / "cache"

    @property
    def checkpoints(self) -> Path:
        """Signed checkpoints of the audit log."""
        return self.root / "checkpoints"

    @property
    def backups(self) -> Path:
        """Backups, unless the settings name another folder."""
        return self.root / "backups"

    @property
    def before_migration(self) -> Path:
        """Backups that were made before the tables were changed."""
        return self.data / "before-migration"

    @property
    def bundles(self) -> Path:
        """Installed bundles, and whom the facility trusts to sign them."""
        return self.root / "bundles"

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.data / "lilo.db"

    @property
    def key_check(self) -> Path:
        """Tells a wrong key from a damaged database."""
        return DatabaseFiles(self.database).key_check

    @property
    def facility_id(self) -> Path:
        """Names the facility, so that its key can be found among others."""
        return self.data / "facility.id"

    @property
    def passphrase(self) -> Path:
        """Salt and cost of the passphrase; not the passphrase."""
        return self.data / "passphrase.json"

    @property
    def demo_key(self) -> Path:
        """The throw-away key of a demo facility."""
        return self.root / "demo.key"

    @property
    def keys_lock(self) -> Path:
        """Held while keys are made."""
        return self.data / "keys.lock"

    def prepare(self) -> None:
        """Make the folders; what is private in them is closed to everybody but their owner."""
        with file_faults_named(self.root):
            if not self.root.exists():  # One that is there may hold other things as well.
                make_private_folder(self.root)
            for folder in (self.config, self.data, self.journal, self.cache):
                make_private_folder(folder)

    def holds_data(self) -> bool:
        """Whether a database is, or was, here; then no new key may be made for it."""
        return DatabaseFiles(self.database).hold_data()


def facility_id_of(paths: FacilityPaths) -> UUID:
    """Return the facility's id, making one for a new facility.

    Raises:
        StorageError: the facility has data but no readable id any more.
    """
    with file_faults_named(paths.facility_id):
        make_private_folder(paths.data)
        with file_lock(paths.keys_lock):
            if not paths.facility_id.exists() and not paths.holds_data():
                write_durably(paths.facility_id, f"{new_uuid()}\n".encode())
            try:
                return UUID(paths.facility_id.read_text(encoding="ascii").strip())
            except (FileNotFoundError, ValueError) as error:
                raise StorageError(
                    f"{paths.facility_id} is missing or unreadable, so the key of this "
                    "facility cannot be found.",
                    "Restore that file from a backup. Nothing was changed.",
                ) from error
