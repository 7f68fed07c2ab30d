"""What is installed, tried once more after Lilo itself has changed.

A bundle is tried when it comes. After an upgrade of the program, or after going back to an older
bundle, what ships may be better than what is installed, or the bundle no longer for this Lilo.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from app.bundles import ActiveResources, BundleError, BundleStore, Kind, ThisMachine
from app.bundles.errors import StoreError
from app.bundles.machine import must_fit
from app.bundles.manifest import read_manifest
from app.quality.evaluation_rows import SafetyRow
from app.settings import Settings
from app.wiring.machine_here import machine_here

AGAINST_SHIPPED = frozenset({Kind.CRISIS, Kind.SCALES, Kind.EMBEDDING_MODEL})
"""Kinds on which lives hang: they are also compared with what ships."""

_PAUSE_S = 0.01
"""Between two sentences: residents talk meanwhile."""

TryOut = Callable[[Kind, Path, ActiveResources, Event], None]
"""Tries a folder against resources; raises UnhealthyError; ends early once the event is set."""


class EndedError(Exception):
    """The program ends; nothing is known of the bundle."""


@dataclass(frozen=True, slots=True)
class Retrial:
    """Tries what is in use. Blocking.

    Attributes:
        machine: looks this machine over.
        try_out: compares with what ships.
    """

    store: BundleStore
    machine: Callable[[], ThisMachine]
    try_out: TryOut

    @property
    def program(self) -> str:
        """The version of this Lilo."""
        return str(self.machine().program)

    def why_not(self, kind: Kind, in_use: ActiveResources, end: Event) -> str:
        """Return why an installed bundle must not stay in use, in words; nothing where it may.

        Raises:
            StoreError: the store cannot be read.
            EndedError: `end` was set.
        """
        folder = in_use.installed[kind]
        try:
            must_fit(read_manifest(self.store.manifest(folder.name)), self.machine())
            if kind in AGAINST_SHIPPED:
                rest = {k: path for k, path in in_use.installed.items() if k is not kind}
                self.try_out(kind, folder, ActiveResources(in_use.shipped, rest), end)
        except StoreError:
            raise
        except BundleError as error:
            return error.message
        return ""


def house_retrial(store: BundleStore, settings: Settings, facility_config: Path) -> Retrial:
    """Return what tries with the loaders of this program; they are loaded when it does."""

    def machine() -> ThisMachine:
        from app.wiring.bundle_trial import USED_KINDS

        return machine_here(USED_KINDS)

    def try_out(kind: Kind, folder: Path, against: ActiveResources, end: Event) -> None:
        from app.wiring.bundle_trial import HouseTrial

        def shown(rows: Sequence[SafetyRow], _what: str) -> Iterable[SafetyRow]:
            return gently(rows, end)

        HouseTrial(lambda: against, settings, facility_config, shown).try_out(kind, folder)

    return Retrial(store, machine, try_out)


def gently(rows: Sequence[SafetyRow], end: Event) -> Iterator[SafetyRow]:
    """Give rows with a pause between them.

    Raises:
        EndedError: `end` was set.
    """
    for row in rows:
        if end.wait(_PAUSE_S):
            raise EndedError
        yield row
