"""Looks at trust in bundles, and at what is installed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from app.bundles import BundleError, failures_of, states_of
from app.checkup import Finding
from app.checkup.trust import BundlesSeen, PublisherSeen, judge_bundles, judge_trust
from app.clock import system_clock
from app.wiring.bundle_store import SHIPPED_ROOT
from storage import FacilityPaths
from storage.bundles import FileBundleStore


def trust(root: Path, warn_days: int) -> Iterator[Finding]:
    """Check each root, and how long what was seen of its lists is good."""
    from storage.bundles.publisher_files import PublisherFiles, read_root
    from storage.bundles.tuf_files import expiries_of

    folder = FacilityPaths(root).bundles
    seen = []
    for publisher in PublisherFiles(folder, SHIPPED_ROOT).all():
        fault = ""
        try:
            read_root(publisher.anchor)
        except BundleError as error:
            fault = error.message
        expires = expiries_of(folder / "trust", publisher.name)
        seen.append(PublisherSeen(publisher.name, fault, expires))
    return judge_trust(seen, system_clock(), timedelta(days=warn_days))


def bundles(root: Path) -> Iterator[Finding]:
    """Check that what is in use is there, and what did not work."""
    store = FileBundleStore(FacilityPaths(root).bundles)
    states, damaged = states_of(store)
    slots = {kind: slot for kind, state in states.items() if (slot := state.in_use) is not None}
    failed = [
        f"{failure.id} {failure.version} ({kind}) did not work here."
        for kind, failure in failures_of(store)
        if kind not in slots or slots[kind].installed_at < failure.at
    ]
    return judge_bundles(
        BundlesSeen(
            in_use=[f"{kind} {slot.version}" for kind, slot in slots.items()],
            missing=[
                kind for kind, slot in slots.items() if not store.folder(slot.digest).is_dir()
            ],
            failed=failed,
            damaged=list(damaged),
        )
    )
