"""A machine that installs bundles, with everything that it writes into its audit log."""

from dataclasses import dataclass
from pathlib import Path

from app.bundles import Installer, Keeper, Publisher, Source
from app.bundles.ports import Catalogue
from storage.bundles import FileBundleStore, FolderSource
from storage.bundles.tuf_signatures import TufSignatures
from tests.fakes.releases import MACHINE, Log, Trials, now


@dataclass
class Kiosk:
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
