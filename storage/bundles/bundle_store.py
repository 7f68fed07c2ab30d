"""Installed bundles in a folder: contents by digest, a tree of links a bundle, slots.

    content/ab/abcd...   every file once, named by its SHA-256, read-only
    trees/<digest>/      a bundle: links to its contents, and its manifest
    slots/<kind>.json    what is in use, what was before, what is on trial
    incoming/            what is being copied; worth nothing

Everything is written beside its place, flushed, renamed into it, and the folder flushed; so each
name leads to something whole or to nothing, whenever the power goes.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path

from app.bundles.content import verified
from app.bundles.errors import BundleError
from app.bundles.kinds import Kind
from app.bundles.manifest import FileEntry, Offer, read_manifest
from app.bundles.slots import SlotState
from app.bundles.time_known import TimeKnown
from storage.bundles.bundle_lock import bundle_lock
from storage.bundles.content_writer import content_writer
from storage.bundles.disk_faults import disk_faults_named
from storage.bundles.slot_files import read_slots, read_times, slots_written, times_written
from storage.private_files import (
    flush_to_disk,
    make_private_folder,
    rename_durably,
    write_durably,
)

_MANIFEST = "manifest.json"
_GONE = ".gone"


class FileBundleStore:
    """Implements `app.bundles.BundleStore`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep others from installing meanwhile.

        Raises:
            BusyError: somebody is at it.
        """
        with bundle_lock(self.root, "installing.lock", 0.0):
            yield

    def state(self, kind: Kind) -> SlotState:
        """Return the slots of a kind."""
        with disk_faults_named(self.root):
            return read_slots(self._slots(kind))

    def change(self, kind: Kind, change: Callable[[SlotState], SlotState]) -> SlotState:
        """Replace the slots of a kind in one step, while no other program does; return them."""
        path = self._slots(kind)
        with bundle_lock(self.root, "slots.lock"), disk_faults_named(self.root):
            before = read_slots(path)
            after = change(before)
            if after != before:
                make_private_folder(path.parent)
                write_durably(path, slots_written(after))
        return after

    def time_known(self) -> TimeKnown:
        """Return what is known of the time."""
        with disk_faults_named(self.root):
            return read_times(self.root / "time.json")

    def learn_time(self, learn: Callable[[TimeKnown], TimeKnown]) -> TimeKnown:
        """Change what is known of the time, while no other program does; return it."""
        path = self.root / "time.json"
        with bundle_lock(self.root, "time.lock"), disk_faults_named(self.root):
            before = read_times(path)
            after = learn(before)
            if after != before:
                write_durably(path, times_written(after))
        return after

    def free_bytes(self) -> int:
        """Return how much room there is."""
        with disk_faults_named(self.root):
            make_private_folder(self.root)
            return shutil.disk_usage(self.root).free

    def lacking(self, files: Sequence[FileEntry]) -> Sequence[FileEntry]:
        """Return the files whose content is not here as it was signed, each content once."""
        by_content = {entry.sha256: entry for entry in files}
        return [entry for entry in by_content.values() if not self._holds(entry)]

    def take_in(
        self, entry: FileEntry, blocks: Iterator[bytes], moved: Callable[[int], None]
    ) -> None:
        """Copy a content into the store, its digest taken on the way."""
        place, half = self._content(entry.sha256), self.root / "incoming" / entry.sha256
        with disk_faults_named(self.root):
            make_private_folder(half.parent)
            make_private_folder(place.parent)
            try:
                _copy(entry, blocks, half, moved)
                half.chmod(0o400)
                rename_durably(half, place)
            finally:
                half.unlink(missing_ok=True)

    def lay_out(self, offer: Offer) -> Path:
        """Make the folder of a bundle of links to its contents; it appears whole.

        One that is there and was altered is made anew.
        """
        folder = self.folder(offer.digest)
        if folder.is_dir() and not self._is_altered(offer.digest):
            return folder
        with disk_faults_named(self.root):
            half = folder.with_name(f"{folder.name}.part")
            shutil.rmtree(half, ignore_errors=True)
            make_private_folder(half)
            for entry in offer.manifest.files:
                target = half / entry.path
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _link(self._content(entry.sha256), target)
            write_durably(half / _MANIFEST, offer.raw)
            for inner, _, _ in os.walk(half, topdown=False):
                flush_to_disk(Path(inner))
            gone = folder.with_name(f"{folder.name}{_GONE}")
            if folder.is_dir():
                shutil.rmtree(gone, ignore_errors=True)
                folder.rename(gone)
            rename_durably(half, folder)
            shutil.rmtree(gone, ignore_errors=True)
        return folder

    def _is_altered(self, digest: str) -> bool:
        try:
            return bool(self.altered(digest))
        except BundleError:
            return True  # Its manifest is gone, or is none.

    def folder(self, digest: str) -> Path:
        """Return the folder of an installed bundle."""
        return self.root / "trees" / digest

    def manifest(self, digest: str) -> bytes:
        """Return the manifest of an installed bundle, as it was signed."""
        with disk_faults_named(self.root):
            return (self.folder(digest) / _MANIFEST).read_bytes()

    def altered(self, digest: str) -> Sequence[str]:
        """Read every file of an installed bundle; return those that are not what was signed."""
        folder, wrong = self.folder(digest), []
        raw = self.manifest(digest)
        if sha256(raw).hexdigest() != digest:
            return [_MANIFEST]
        with disk_faults_named(self.root):
            for entry in read_manifest(raw).files:
                path = folder / entry.path
                if not path.is_file() or _digest(path) != entry.sha256:
                    wrong.append(entry.path)
        return wrong

    def sweep(self, keep: frozenset[str]) -> int:
        """Delete all but these bundles; return the bytes that became free."""
        freed = 0
        with disk_faults_named(self.root):
            shutil.rmtree(self.root / "incoming", ignore_errors=True)
            for left in (self.root / "trees").glob(f"*{_GONE}"):
                shutil.rmtree(left)  # Of a power cut in the middle of this.
            for tree in _children(self.root / "trees"):
                if tree.name not in keep:
                    # Under another name first: half of a tree must never bear its digest.
                    gone = tree.with_name(f"{tree.name}{_GONE}")
                    tree.rename(gone)
                    shutil.rmtree(gone)
            needed = {
                entry.sha256
                for digest in keep
                if self.folder(digest).is_dir()
                for entry in read_manifest(self.manifest(digest)).files
            }
            for shelf in _children(self.root / "content"):
                for content in _children(shelf):
                    if content.name not in needed:
                        freed += content.stat().st_size
                        content.unlink()
        return freed

    def _holds(self, entry: FileEntry) -> bool:
        # Read whole: a disk loses bits, and what is linked from here counts as verified.
        content = self._content(entry.sha256)
        try:
            return content.stat().st_size == entry.size and _digest(content) == entry.sha256
        except OSError:
            return False

    def _content(self, digest: str) -> Path:
        return self.root / "content" / digest[:2] / digest

    def _slots(self, kind: Kind) -> Path:
        return self.root / "slots" / f"{kind}.json"


def _copy(
    entry: FileEntry, blocks: Iterator[bytes], half: Path, moved: Callable[[int], None]
) -> None:
    with content_writer(half, entry.size) as file:
        for block in verified(entry, blocks):
            file.write(block)
            moved(len(block))
        file.finish()


def _link(content: Path, target: Path) -> None:
    try:
        target.hardlink_to(content)
    except OSError:
        shutil.copyfile(content, target)  # A file system without links.
        flush_to_disk(target)
        target.chmod(0o400)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
