"""What is installed, read before anything else: it decides where everything else is read from."""

from pathlib import Path

import structlog

from app.bundles import ActiveResources, BundleError, Keeper, resources_of
from app.clock import Clock
from resources import RESOURCES
from storage.bundles import FileBundleStore

_log = structlog.get_logger(__name__)


def installed_resources(bundles: Path) -> ActiveResources:
    """Return what is in use; where that cannot be told, what ships. Never raises."""
    try:
        found = resources_of(FileBundleStore(bundles), RESOURCES)
    except BundleError as error:
        _log.error("installed_bundles_not_read", reason=error.message)
        return ActiveResources(RESOURCES)
    missing = [kind for kind, folder in found.installed.items() if not folder.is_dir()]
    if missing:
        _log.error("installed_bundles_missing", kinds=[str(kind) for kind in missing])
    return ActiveResources(
        RESOURCES, {k: folder for k, folder in found.installed.items() if k not in missing}
    )


def count_start(bundles: Path, clock: Clock) -> None:
    """Count a start of the kiosk, and go back from what it never got home with. Never raises.

    The audit log hears of it once the facility is open.
    """
    try:
        Keeper(FileBundleStore(bundles), lambda _draft: None, clock).begin()
    except BundleError as error:
        _log.error("start_not_counted", reason=error.message)
