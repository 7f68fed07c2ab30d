"""After the installation: going back, by hand and by itself, and clearing up."""

from dataclasses import dataclass
from pathlib import Path

from app.bundles.active import ActiveResources
from app.bundles.kinds import Kind
from app.bundles.ports import BundleStore
from app.bundles.record import Record, went_back
from app.bundles.slots import Failure, SlotState
from app.clock import Clock


@dataclass(frozen=True, slots=True)
class Keeper:
    """Looks after what is installed. Blocking."""

    store: BundleStore
    record: Record
    clock: Clock

    def roll_back(self, kind: Kind) -> SlotState:
        """Go back to what was in use before.

        Raises:
            NothingToDoError: there is nothing to go back to.
            BundleError: the store does not take it.
        """
        with self.store.locked():
            left = self.store.state(kind).in_use
            back = self.store.change(kind, SlotState.gone_back)
            self.record(went_back(kind, left, back.in_use, by_itself=False))
        return back

    def prune(self) -> int:
        """Delete what is neither in use nor the way back; return the bytes that became free."""
        with self.store.locked():
            kept = [self.store.state(kind).digests for kind in Kind]
            return self.store.sweep(frozenset[str]().union(*kept))

    def begin(self) -> None:
        """Count a start with what is new, and go back from what was never got home with.

        For programs that show something, before they load it.
        """
        for kind in Kind:
            state = self.store.state(kind)
            if state.is_hopeless:
                self.return_from(kind, "Lilo started with it twice and did not get home.")
            elif not state.proven:
                self.store.change(kind, SlotState.started)

    def got_home(self) -> None:
        """Note that a program has got home with everything that is in use."""
        for kind in Kind:
            if not self.store.state(kind).proven:
                self.store.change(kind, SlotState.got_home)

    def return_from(self, kind: Kind, why: str) -> None:
        """Go back from what is in use because it does not work; staff are told."""
        at = self.clock().isoformat()
        left = self.store.state(kind).in_use
        if left is not None:
            back = self.store.change(kind, lambda state: state.returned(at, why))
            self.record(went_back(kind, left, back.in_use, by_itself=True))


def resources_of(store: BundleStore, shipped: Path) -> ActiveResources:
    """Return what is in use now, over what ships.

    Raises:
        StoreError: the slots cannot be read.
    """
    installed = {
        kind: store.folder(slot.digest)
        for kind in Kind
        if (slot := store.state(kind).in_use) is not None
    }
    return ActiveResources(shipped, installed)


def failures_of(store: BundleStore) -> list[tuple[Kind, Failure]]:
    """Return what did not work here, newest first."""
    found = [(kind, one) for kind in Kind for one in store.state(kind).failures]
    return sorted(found, key=lambda pair: pair[1].at, reverse=True)
