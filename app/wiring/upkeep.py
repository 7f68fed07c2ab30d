"""Looking at what IT sees to, on the disk."""

from collections.abc import Iterator
from datetime import datetime

from app.bundles import BundleError, Kind, failures_of
from app.bundles.slots import Failure
from app.errors import LiloError
from app.station import BundleLine, Upkeep
from app.wiring.basics import Basics, settings_on_disk
from storage.bundles import FileBundleStore


def upkeep_of(basics: Basics, store: FileBundleStore) -> Upkeep:
    """Return how everything stands now. Blocking; a fault is told, never raised."""
    fault, is_changed = _settings(basics)
    try:
        bundles, bundles_fault = tuple(_bundles(store)), ""
    except BundleError as error:
        bundles, bundles_fault = (), error.message
    return Upkeep(
        fault,
        is_changed,
        bundles,
        bundles_fault,
    )


def _settings(basics: Basics) -> tuple[str, bool]:
    try:
        return "", settings_on_disk(basics) != basics.settings
    except LiloError as error:
        return error.message, False


def _bundles(store: FileBundleStore) -> Iterator[BundleLine]:
    failed: dict[Kind, Failure] = {}
    for kind, one in failures_of(store):
        failed.setdefault(kind, one)
    for kind in Kind:
        slot, last = store.state(kind).in_use, failed.get(kind)
        # What was installed since has made it good.
        is_made_good = last and slot and slot.installed_at > last.at
        failure = None if is_made_good else last
        if slot or failure:
            yield BundleLine(
                kind.value,
                f"{slot.id} {slot.version}" if slot else "",
                datetime.fromisoformat(slot.installed_at) if slot else None,
                f"{failure.id} {failure.version}: {failure.why}" if failure else "",
            )
