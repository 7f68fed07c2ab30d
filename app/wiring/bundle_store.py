"""What is installed, read before anything else: it decides where everything else is read from."""

from pathlib import Path

import structlog

from app.bundles import ActiveResources, BundleError, Keeper, resources_of, states_of
from app.clock import Clock
from resources import RESOURCES
from storage.bundles import FileBundleStore

SHIPPED_ROOT = RESOURCES / "trust" / "root.json"
"""The vendor's root; a released build carries it, the source does not."""

_log = structlog.get_logger(__name__)


def installed_resources(bundles: Path) -> ActiveResources:
    """Return what is in use; of kinds where that cannot be told, what ships. Never raises."""
    store = FileBundleStore(bundles)
    try:
        found = resources_of(store, RESOURCES)
        damaged = states_of(store)[1]
    except BundleError as error:
        _log.error("installed_bundles_not_read", code=error.code)
        return ActiveResources(RESOURCES)
    for kind, fault in damaged.items():
        _log.error("installed_bundle_not_read", path=str(kind), code=fault.code)
    missing = [kind for kind, folder in found.installed.items() if not folder.is_dir()]
    for kind in missing:
        _log.error("installed_bundle_missing", path=str(kind))
    return ActiveResources(
        RESOURCES, {k: folder for k, folder in found.installed.items() if k not in missing}
    )


def count_start(bundles: Path, clock: Clock) -> None:
    """Count a start of the kiosk, and go back from what it never got home with. Never raises.

    The audit log hears of it once the facility is open.
    """
    try:
        damaged = Keeper(FileBundleStore(bundles), lambda _draft: None, clock).begin()
    except BundleError as error:
        _log.error("start_not_counted", code=error.code)
    else:
        for kind, fault in damaged.items():
            _log.error("start_not_counted", path=str(kind), code=fault.code)
