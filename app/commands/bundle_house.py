"""What the commands about bundles work with: a facility's store, or a passing one without."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from app.audit import AuditDraft
from app.bootstrap import Basics, find_keys
from app.bundles import Installer, Keeper, Publisher, Source, ThisMachine, publisher_named
from app.bundles.record import Record
from app.clock import system_clock
from app.commands.options import ask_passphrase, chosen_facility
from app.settings import Settings, load_settings
from app.wiring.bundle_store import SHIPPED_ROOT, installed_resources
from app.wiring.bundle_trial import USED_KINDS, HouseTrial
from app.wiring.machine_here import machine_here
from resources import RESOURCES
from storage import Database, FacilityPaths
from storage.bundles import FileBundleStore, FolderSource


@dataclass(frozen=True, slots=True)
class BundleHouse:
    """A store, and everything that works on it.

    Attributes:
        root: the folder of the store.
        is_facility: whether it outlives the command.
    """

    root: Path
    settings: Settings
    store: FileBundleStore
    record: Record
    is_facility: bool

    def installer(self) -> Installer:
        """Return what verifies and installs."""
        # Loaded here: python-tuf takes a third of a second.
        from storage.bundles.tuf_signatures import TufSignatures

        trial = HouseTrial(
            lambda: installed_resources(self.root),
            self.settings,
            self.root.parent / "config",
            lambda rows, what: track(
                rows, what, len(rows), console=Console(stderr=True), transient=True
            ),
            window_words=_window_words,
        )
        return Installer(
            TufSignatures(self.root / "trust"),
            self.store,
            trial,
            this_machine(),
            self.record,
            system_clock,
        )

    @property
    def keeper(self) -> Keeper:
        """Return what goes back and clears up."""
        return Keeper(self.store, self.record, system_clock)

    def publisher(self, name: str, root: Path | None = None) -> Publisher:
        """Return whom the facility trusts under a name; a root that is given goes first.

        Raises:
            PublisherError: nobody.
        """
        from storage.bundles.publisher_files import PublisherFiles, publisher_of

        if root is not None and not self.is_facility:
            return publisher_of(name, root)
        return publisher_named(name, PublisherFiles(self.root, SHIPPED_ROOT).all())

    def source(self, named: str) -> Source:
        """Return a source by its folder or address.

        Raises:
            SourceError: the address cannot be one.
        """
        if "://" in named:
            from storage.bundles.https_mirror import HttpsMirror

            return HttpsMirror(named, self.settings.bundles.ca_file)
        return FolderSource(Path(named))


@contextmanager
def bundle_house(facility: Path | None, *, records: bool = True) -> Iterator[BundleHouse]:
    """Give the house of a facility; without one, a passing house that keeps nothing in mind.

    Args:
        facility: its folder.
        records: open the audit log before anything is done that it must hold.
    """
    if facility is None:
        with tempfile.TemporaryDirectory(prefix="lilo-bundles-") as passing:
            root = Path(passing) / "bundles"
            settings = load_settings(RESOURCES / "defaults")
            yield BundleHouse(
                root, settings, FileBundleStore(root), lambda _draft: None, is_facility=False
            )
        return
    with chosen_facility(facility, demo=False) as basics:
        root = FacilityPaths(basics.root).bundles
        record = _Log(basics)
        try:
            if records:
                record.open()
            yield BundleHouse(
                root, basics.settings, FileBundleStore(root), record, is_facility=True
            )
        finally:
            record.close()


def house_of_program(root: Path, record: Record) -> BundleHouse:
    """Return the house of what is installed for the whole machine, apart from facilities."""
    settings = load_settings(RESOURCES / "defaults")
    return BundleHouse(root, settings, FileBundleStore(root), record, is_facility=True)


class _Log:
    """Writes into the facility's audit log, which is opened when there is something to write."""

    def __init__(self, basics: Basics) -> None:
        self._basics = basics
        self._database: Database | None = None

    def open(self) -> Database:
        """Open the log before anything is done that it must hold.

        Raises:
            StorageError: it cannot be opened.
        """
        if self._database is None:
            keys = find_keys(self._basics, ask_passphrase).keys
            self._database = Database.open(FacilityPaths(self._basics.root).database, keys)
        return self._database

    def __call__(self, draft: AuditDraft) -> None:
        with self.open().unit() as unit:
            unit.audit.append(draft, self._basics.clock())

    def close(self) -> None:
        if self._database is not None:
            self._database.close()


def _window_words(folder: Path) -> None:
    """Load the words of both windows.

    Raises:
        LiloError: a file is missing or wrong.
    """
    from ui.kiosk.day_wording import load_day_wording
    from ui.kiosk.wording import load_wording
    from ui.staff.wording.words import load_words

    load_wording(folder=folder)
    load_day_wording(folder=folder)
    load_words(folder=folder)


def this_machine() -> ThisMachine:
    """Look this machine over."""
    return machine_here(USED_KINDS)
