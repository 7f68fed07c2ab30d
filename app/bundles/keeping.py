"""After the installation: going back, by hand and by itself, and clearing up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.bundles.active import ActiveResources
from app.bundles.kinds import Kind
from app.bundles.ports import BundleStore
from app.bundles.record import Record, moved
from app.bundles.slots import Failure, Move, SlotState
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
            tell_unheard(self.store, self.record, kind)
            back = self.store.change(kind, SlotState.gone_back)
            tell(self.store, self.record, kind, back.unheard[-1])
        return back

    def prune(self) -> int:
        """Delete what is neither in use nor the way back; return the bytes that became free."""
        with self.store.locked():
            kept = [self.store.state(kind).digests for kind in Kind]
            return self.store.sweep(frozenset[str]().union(*kept))

    def begin(self) -> None:
        """Count a start with what is new, and go back from what was never got home with.

        For programs that show something, before they load it. The audit log hears of it from
        `tell_all`, once it can be written.
        """
        for kind in Kind:
            state = self.store.state(kind)
            while state.is_hopeless:
                self._left(kind, "Lilo started with it twice and did not get home.")
                state = self.store.state(kind)
            if not state.proven:
                self.store.change(kind, SlotState.started)

    def got_home(self, loaded: Mapping[Kind, str]) -> None:
        """Note that a program has got home.

        Args:
            loaded: the digest of what it had loaded, of each kind. What somebody has installed
                since was not tried by that.
        """
        for kind, digest in loaded.items():
            if not self.store.state(kind).proven:
                self.store.change(kind, partial(SlotState.got_home, digest=digest))

    def return_from(self, kind: Kind, why: str, digest: str | None = None) -> None:
        """Go back from what is in use because it does not work; staff are told.

        Args:
            why: in words for people.
            digest: what does not work. Where another program has gone back from it already,
                nothing is done. None: whatever is in use.
        """
        if move := self._left(kind, why, digest):
            tell(self.store, self.record, kind, move)

    def tell_all(self) -> None:
        """Tell the audit log what a program that ended in between could not.

        Raises:
            BusyError: somebody is installing, and tells it what this is about.
        """
        if any(self.store.state(kind).unheard for kind in Kind):
            with self.store.locked():
                for kind in Kind:
                    tell_unheard(self.store, self.record, kind)

    def _left(self, kind: Kind, why: str, digest: str | None = None) -> Move | None:
        at, before = self.clock().isoformat(), SlotState()

        def back(state: SlotState) -> SlotState:
            nonlocal before
            before = state
            return state.returned(at, why, digest)

        after = self.store.change(kind, back)
        return after.unheard[-1] if after != before else None


def tell(store: BundleStore, record: Record, kind: Kind, move: Move, source: str = "") -> None:
    """Tell the audit log of a switch, and note that it knows; after a power cut it hears twice."""
    record(moved(kind, move, source))
    store.change(kind, lambda state: state.heard(move))


def tell_unheard(store: BundleStore, record: Record, kind: Kind) -> None:
    """Tell the audit log of every switch that a power cut kept from it."""
    for move in store.state(kind).unheard:
        tell(store, record, kind, move)


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
