"""Looks at what judges bundles: how long signatures are good, whether the clock can be right."""

from datetime import datetime, timedelta
from pathlib import Path

from app.bundles import BundleError
from app.bundles.time_known import must_not_be_set_back, running_out
from app.bundles.trouble import RunningOut
from app.wiring.bundle_store import SHIPPED_ROOT
from storage.bundles import FileBundleStore


def keep_clock(store: FileBundleStore, now: datetime) -> datetime | None:
    """Keep that the clock has shown this moment; return one that it has shown already and is ahead.

    Raises:
        BundleError: the store does not take it.
    """
    known = store.learn_time(lambda known: known.at(now))
    try:
        must_not_be_set_back(now, known)
    except BundleError:
        return known.floor
    return None


def first_to_run_out(root: Path, now: datetime, warn: timedelta) -> RunningOut | None:
    """Return whose signatures run out first, where that is soon or past.

    Raises:
        BundleError: a publisher's file is damaged.
    """
    if not (root / "trust").is_dir():
        return None  # Nothing was ever looked at, and the library need not be loaded.
    from storage.bundles.publisher_files import PublisherFiles
    from storage.bundles.tuf_files import expiries_of

    publishers = PublisherFiles(root, SHIPPED_ROOT).all()
    found = [
        RunningOut(publisher.name, soon[1])
        for publisher in publishers
        if (soon := running_out(expiries_of(root / "trust", publisher.name), now, warn))
    ]
    return min(found, key=lambda one: one.at, default=None)
