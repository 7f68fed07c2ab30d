"""After the installation: going back, by hand and by itself, and clearing up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.bundles.active import ActiveResources
from app.bundles.errors import StoreError
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
            return clear_up(self.store)

    def begin(self) -> Mapping[Kind, StoreError]:
        """Count a start with what is new, and go back from what was never got home with.

        For programs that show something, before they load it. The audit log hears of it from
        `tell_all`, once it can be written.

        Returns:
            The kinds whose slots are damaged, and how; of the others starts are counted.

        Raises:
            BundleError: the store does not take it.
        """
        states, damaged = states_of(self.store)
        for kind in states:
            while self.store.state(kind).is_hopeless:
                self._left(kind, "Lilo started with it twice and did not get home.")
            if not self.store.state(kind).proven:
                self.store.change(kind, SlotState.started)
        return damaged

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
        states, _ = states_of(self.store)
        if any(state.unheard for state in states.values()):
            with self.store.locked():
                for kind in states:
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


def clear_up(store: BundleStore) -> int:
    """Delete what is neither in use nor the way back; return the bytes that became free.

    Raises:
        StoreError: slots are damaged, so that nobody knows what is needed; nothing was deleted.
        BundleError: the store does not take it.
    """
    kept = [store.state(kind).digests for kind in Kind]
    return store.sweep(frozenset[str]().union(*kept))


def states_of(
    store: BundleStore,
) -> tuple[dict[Kind, SlotState], dict[Kind, StoreError]]:
    """Return the slots of every kind, and of the kinds whose slots are damaged what is wrong."""
    states: dict[Kind, SlotState] = {}
    damaged: dict[Kind, StoreError] = {}
    for kind in Kind:
        try:
            states[kind] = store.state(kind)
        except StoreError as error:
            damaged[kind] = error
    return states, damaged


def resources_of(store: BundleStore, shipped: Path) -> ActiveResources:
    """Return what is in use now, over what ships; a kind whose slots are damaged is as it ships."""
    states, _ = states_of(store)
    installed = {
        kind: store.folder(slot.digest)
        for kind, state in states.items()
        if (slot := state.in_use) is not None
    }
    return ActiveResources(shipped, installed)


def failures_of(store: BundleStore) -> list[tuple[Kind, Failure]]:
    """Return what did not work here, newest first, as far as slots can be read."""
    states, _ = states_of(store)
    found = [(kind, one) for kind, state in states.items() for one in state.failures]
    return sorted(found, key=lambda pair: pair[1].at, reverse=True)
