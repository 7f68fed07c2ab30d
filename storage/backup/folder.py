"""Where backups lie, and what belongs to each."""

import hmac
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path

from storage.backup.keys import derived
from storage.errors import DamagedDatabaseError, StorageBusyError
from storage.file_lock import file_lock
from storage.private_files import flush_to_disk, rename_durably, write_durably

FORMAT = "lilo backup 1"
PART = ".part-"
SCRATCH = ".scratch-"
SCRATCH_LOCK = "lock"
"""Held in a scratch place while a backup is proven there."""
_MANIFEST_KEY = b"lilo backup manifest, 1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        number: 1, 2, 3, ...; the order of backups, whatever the clock said.
        revision: of the tables.
        audit_count, audit_head: length and last MAC of the audit log in it.
        sums: SHA-256 of every file in it, hex, by name.
    """

    number: int
    made_at: str
    reason: str
    revision: str
    audit_count: int
    audit_head: str
    bytes: int
    sums: dict[str, str]
    format: str = FORMAT


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: a folder with an encrypted database, sealed files, and a manifest."""

    folder: Path

    @property
    def name(self) -> str:
        """What it is called."""
        return self.folder.name.removeprefix(PART)

    @property
    def database(self) -> Path:
        """The database, under the backup's own key."""
        return self.folder / "lilo.db"

    @property
    def files(self) -> Path:
        """Configuration, checkpoints and photos, sealed with the backup's own key."""
        return self.folder / "files.sealed"

    @property
    def open_files(self) -> Path:
        """What is needed to find the key, and is no secret: facility id, salt of the passphrase."""
        return self.folder / "open"

    @property
    def manifest_file(self) -> Path:
        """What it holds, with a MAC."""
        return self.folder / "manifest.json"

    @property
    def key_file(self) -> Path:
        """Its key, wrapped; beside the backups, so that destroying it leaves them alone."""
        return self.folder.parent / "keys" / f"{self.name}.key"

    def told(self) -> Manifest:
        """Return what the manifest tells, without checking it; for lists.

        Raises:
            DamagedDatabaseError: it cannot be read.
        """
        try:
            content = json.loads(self.manifest_file.read_bytes())["manifest"]
            return Manifest(**content)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise self._damaged("its manifest cannot be read") from error

    def checked(self, key: bytes) -> Manifest:
        """Return what the manifest tells once it and every file were found as they were written.

        Raises:
            DamagedDatabaseError: something was altered, is missing, or is cut off.
        """
        manifest = self.told()
        noted = json.loads(self.manifest_file.read_bytes()).get("mac", "")
        written = str(noted).encode("utf-8", "replace")
        if not hmac.compare_digest(written, _mac(key, manifest).encode()):
            raise self._damaged("its manifest was altered")
        if manifest.format != FORMAT:
            raise self._damaged("it was made by another version of Lilo")
        for name, noted_sum in manifest.sums.items():
            path = self.folder / name
            if not path.is_file() or sum_of(path) != noted_sum:
                raise self._damaged(f"{name} was altered, is cut off, or is missing")
        return manifest

    def write_manifest(self, manifest: Manifest, key: bytes) -> None:
        """Write what it holds."""
        content = {"manifest": asdict(manifest), "mac": _mac(key, manifest)}
        write_durably(self.manifest_file, json.dumps(content, indent=1, sort_keys=True).encode())

    def _damaged(self, why: str) -> DamagedDatabaseError:
        return DamagedDatabaseError(
            f"The backup {self.name} cannot be relied upon: {why}.",
            "Use another backup. Nothing was changed.",
        )


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """A folder of backups."""

    path: Path

    @property
    def lock(self) -> Path:
        """Held while one is made."""
        return self.path / "backup.lock"

    def all(self) -> Sequence[Backup]:
        """Return the finished backups, oldest first."""
        if not self.path.is_dir():
            return ()
        found = [
            Backup(folder)
            for folder in self.path.iterdir()
            if folder.is_dir() and not folder.name.startswith(".") and folder.name != "keys"
        ]
        return sorted(
            (b for b in found if b.manifest_file.exists()), key=lambda backup: backup.name
        )

    def named(self, name: str) -> Backup | None:
        """Return one by its name, or None."""
        return next((backup for backup in self.all() if backup.name == name), None)

    def next_number(self) -> int:
        """Return the number of the next backup."""
        numbers = [int(b.name.partition("-")[0]) for b in self.all() if b.name[:6].isdecimal()]
        return max(numbers, default=0) + 1

    def begin(self, name: str) -> Backup:
        """Make the folder of a backup that is not finished."""
        folder = self.path / f"{PART}{name}"
        folder.mkdir(mode=0o700)
        return Backup(folder)

    def finish(self, backup: Backup) -> Backup:
        """Give a complete backup its name; from then on it counts."""
        flush_to_disk(backup.folder)
        finished = self.path / backup.name
        rename_durably(backup.folder, finished)
        return Backup(finished)

    def discard_unfinished(self) -> None:
        """Remove what interrupted backups and proofs left; a proof that runs is not disturbed."""
        for left in self.path.glob(f"{PART}*"):
            shutil.rmtree(left)
        for left in self.path.glob(f"{SCRATCH}*"):
            try:
                with file_lock(left / SCRATCH_LOCK, timeout_s=0.0):
                    pass
            except StorageBusyError:
                continue
            shutil.rmtree(left, ignore_errors=True)

    def remove(self, backup: Backup) -> None:
        """Remove a backup and its key; the key first, so that no readable half is left."""
        backup.key_file.unlink(missing_ok=True)
        shutil.rmtree(backup.folder)
        flush_to_disk(self.path)


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _mac(key: bytes, manifest: Manifest) -> str:
    content = json.dumps(asdict(manifest), sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(derived(key, _MANIFEST_KEY), content, "sha256").hex()
