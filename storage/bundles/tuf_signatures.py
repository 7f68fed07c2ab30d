"""Signatures after The Update Framework, through python-tuf; what was seen is kept in a folder."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tuf.api.exceptions import DownloadError, RepositoryError
from tuf.api.metadata import Root, Signed, TargetFile, Targets
from tuf.ngclient import Updater
from tuf.ngclient.config import UpdaterConfig

from app.bundles.errors import AlteredMetadataError, BundleError, EndlessDataError
from app.bundles.kinds import Kind
from app.bundles.manifest import MOST_BYTES, Offer, offer_of
from app.bundles.paths import must_be_plain
from app.bundles.ports import Catalogue, Source
from app.bundles.publishers import Publisher
from storage.bundles.bundle_lock import WAIT_S, bundle_lock
from storage.bundles.disk_faults import disk_faults_named
from storage.bundles.publisher_files import must_be_strong
from storage.bundles.source_fetcher import METADATA, TARGETS, SourceFetcher
from storage.bundles.tuf_faults import in_words
from storage.bundles.tuf_files import read_signed
from storage.private_files import flush_to_disk, make_private_folder

_TOP = ("root", "timestamp", "snapshot", "targets")


class TufSignatures:
    """Implements `app.bundles.Signatures`. Each publisher has a folder of trusted metadata."""

    def __init__(self, root: Path, *, wait_s: float = WAIT_S) -> None:
        self._root = root
        self._wait_s = wait_s

    def catalogue(self, source: Source, publisher: Publisher) -> Catalogue:
        """Verify what a source offers: the lists first, then every manifest."""
        folder = self._root / publisher.name
        # python-tuf writes here through passing files, which nobody else may clear away meanwhile.
        lock = bundle_lock(self._root, f"{publisher.name}.lock", self._wait_s)
        with lock, disk_faults_named(folder):
            make_private_folder(folder)
            for left in folder.glob("tmp*"):
                left.unlink()  # Of a power cut in the middle of writing.
            fetcher = SourceFetcher(source)
            try:
                return _Reading(folder, source, publisher, fetcher).catalogue()
            except (RepositoryError, DownloadError) as fault:
                raise in_words(fault, fetcher, folder, source.name) from fault
            finally:
                _flush(folder)


class _Reading:
    """One look at one source."""

    def __init__(
        self, folder: Path, source: Source, publisher: Publisher, fetcher: SourceFetcher
    ) -> None:
        self._folder = folder
        self._source = source
        self._publisher = publisher
        manifests = folder / "manifests"
        make_private_folder(manifests)
        self._updater = Updater(
            str(folder),
            METADATA,
            str(manifests),
            TARGETS,
            fetcher,
            UpdaterConfig(max_root_rotations=64),
            bootstrap=publisher.anchor,
        )

    def catalogue(self) -> Catalogue:
        self._updater.refresh()
        root = self._trusted("root")
        if isinstance(root, Root):
            must_be_strong(root)
        offers: list[Offer] = []
        refused: dict[str, BundleError] = {}
        for name in self._targets():
            try:
                offers.append(self._offer(name))
            except _UnusableError as unusable:
                refused[name] = unusable.error
        return Catalogue(
            self._publisher.name, tuple(offers), self._expiries(), root.version, refused
        )

    def _targets(self) -> Iterator[str]:
        """Give the name of everything that is signed, list by list."""
        for kind in self._lists():
            # Asking for a name makes python-tuf fetch and verify the list that it would be in.
            self._updater.get_targetinfo(f"{kind}/-/-")
            found = self._trusted(kind)
            if isinstance(found, Targets):
                yield from sorted(found.targets)

    def _lists(self) -> list[Kind]:
        targets = self._trusted("targets")
        if not isinstance(targets, Targets) or targets.delegations is None:
            return []
        roles = targets.delegations.roles or {}
        # Lists that are new to this version of Lilo are none of its business.
        return [kind for kind in Kind if kind in roles and roles[kind].paths == [f"{kind}/*/*"]]

    def _offer(self, name: str) -> Offer:
        try:
            must_be_plain(name)
        except BundleError as error:
            raise _UnusableError(error) from error
        info = self._updater.get_targetinfo(name)
        if info is None:
            raise AlteredMetadataError(
                f"The name {name!r} is signed in a list that is not its own."
            )
        raw = self._manifest(info)
        try:
            return offer_of(raw, name, self._publisher.name)
        except BundleError as error:
            raise _UnusableError(error) from error

    def _manifest(self, info: TargetFile) -> bytes:
        if info.length > MOST_BYTES:
            raise _UnusableError(EndlessDataError(f"The manifest {info.path} is far too long."))
        kept = self._updater.find_cached_target(info)
        return Path(kept or self._updater.download_target(info)).read_bytes()

    def _expiries(self) -> dict[str, datetime]:
        return {name: self._trusted(name).expires for name in (*_TOP, *self._lists())}

    def _trusted(self, name: str) -> Signed:
        return read_signed(self._folder / f"{name}.json")


class _UnusableError(Exception):
    """One manifest of many cannot be used; the others can."""

    def __init__(self, error: BundleError) -> None:
        super().__init__(error.message)
        self.error = error


def _flush(folder: Path) -> None:
    """Make sure that what was seen outlives a power cut: it is what rollbacks are known by."""
    with suppress(OSError):
        for path in (*folder.glob("*.json"), *folder.glob("root_history/*")):
            flush_to_disk(path)
        flush_to_disk(folder / "root_history")
        flush_to_disk(folder)
