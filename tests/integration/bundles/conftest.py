"""A release on a stick, and a machine that installs from it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bundles import Installer, Keeper, Publisher, Source
from app.bundles.ports import Catalogue
from storage.bundles import FileBundleStore, FolderSource
from storage.bundles.tuf_signatures import TufSignatures
from tests.fakes.releases import MACHINE, Log, Release, Trials, now


@dataclass
class Kiosk:
    """A machine with a store, and everything that it writes into its audit log."""

    root: Path
    log: Log
    trials: Trials
    store: FileBundleStore
    installer: Installer
    keeper: Keeper

    def look(self, source: Path | Source, publisher: Publisher) -> Catalogue:
        found = FolderSource(source) if isinstance(source, Path) else source
        return self.installer.catalogue(found, publisher)


def make_kiosk(root: Path) -> Kiosk:
    log, trials, store = Log(), Trials(), FileBundleStore(root)
    installer = Installer(TufSignatures(root / "trust"), store, trials, MACHINE, log, now)
    return Kiosk(root, log, trials, store, installer, Keeper(store, log, now))


@pytest.fixture(scope="module")
def _first_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("release")
    release = Release(folder / "stick", folder / "payloads").begin()
    release.knowledge()
    return release


@pytest.fixture
def release(_first_release: Release, tmp_path: Path) -> Release:
    """A copy of a release with one bundle of knowledge, 1.0.0."""
    shutil.copytree(_first_release.folder, tmp_path / "stick")
    return Release(
        tmp_path / "stick", tmp_path / "payloads", _first_release.roots, _first_release.keys
    )


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return make_kiosk(tmp_path / "bundles")


@pytest.fixture
def another_kiosk(tmp_path: Path) -> Callable[[], Kiosk]:
    return lambda: make_kiosk(tmp_path / "bundles")
