"""The files that belong to one database, and what may be concluded from their presence."""

from dataclasses import dataclass
from pathlib import Path

from storage.errors import DamagedDatabaseError
from storage.private_files import flush_to_disk


@dataclass(frozen=True, slots=True)
class DatabaseFiles:
    """A database and its companions.

    A database is built under the name `unfinished` and renamed to `main` when it is complete, so
    `main` is never half made; `key_check` is written between the two.
    """

    main: Path

    @property
    def key_check(self) -> Path:
        """Tells a wrong key from a damaged file; holds no key."""
        return self._beside(".key-check")

    @property
    def lock(self) -> Path:
        """Held while the database is made, opened or brought up to date."""
        return self._beside(".lock")

    @property
    def in_use(self) -> Path:
        """Locked by everybody who has the database open; alone by who replaces it."""
        return self._beside(".in-use")

    @property
    def restored(self) -> Path:
        """Where a backup is unpacked before it takes the place of `main`."""
        return self._beside(".restored")

    @property
    def unfinished(self) -> Path:
        """Where a new database is built."""
        return self._beside(".new")

    @property
    def write_ahead_log(self) -> Path:
        """SQLite's log: committed pages that are not yet in `main`."""
        return self._beside("-wal")

    def hold_data(self) -> bool:
        """Whether there is, or was, a database with something in it."""
        if self.main.exists() or self.write_ahead_log.exists():
            return True
        return self.key_check.exists() and not self.unfinished.exists()

    def refuse_if_lost(self) -> None:
        """Make sure that a missing database is one that never was.

        Raises:
            DamagedDatabaseError: there was a database and it is gone, or is empty.
        """
        if self.main.exists():
            if self.main.stat().st_size == 0:
                raise DamagedDatabaseError(
                    f"The database at {self.main} is empty, although it once held data.",
                    "Restore the latest backup and check the disk.",
                )
        elif self.hold_data():
            raise DamagedDatabaseError(
                f"The database at {self.main} is gone, although its companion files are there.",
                "Put the file back or restore the latest backup. "
                f"To begin anew, first remove {self.key_check}.",
            )

    def discard_unfinished(self) -> None:
        """Remove what an interrupted start left; nothing in it was ever acknowledged."""
        # In this order: a key check without an unfinished file would mean a lost database.
        if self.key_check.exists():
            self.key_check.unlink()
            flush_to_disk(self.main.parent)
        for ending in ("", "-wal", "-shm", "-journal"):
            self.unfinished.with_name(self.unfinished.name + ending).unlink(missing_ok=True)

    def discard_restored(self) -> None:
        """Remove what an interrupted restore left."""
        for ending in ("", "-wal", "-shm", "-journal"):
            self.restored.with_name(self.restored.name + ending).unlink(missing_ok=True)

    def _beside(self, ending: str) -> Path:
        return self.main.with_name(self.main.name + ending)
