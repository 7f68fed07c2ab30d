"""The state of everything that bundles hang on, and what somebody has to see to."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.bundles import BundleError, Kind, Slot, SlotState, failures_of, states_of
from app.bundles.time_known import must_not_be_set_back, running_out
from app.clock import system_clock
from app.commands.bundle_telling import slot_name
from app.wiring.bundle_store import SHIPPED_ROOT
from storage.bundles import FileBundleStore
from storage.bundles.publisher_files import PublisherFiles
from storage.bundles.tuf_files import expiries_of


def status_of(root: Path, store: FileBundleStore, warn_days: int, *, deep: bool) -> dict[str, Any]:
    """Return figures; under `attention` what somebody has to see to, in words.

    Args:
        root: folder of the store.
        store: what is installed.
        warn_days: how long before signatures run out that is said.
        deep: read every installed file.
    """
    now, attention = system_clock(), []
    publishers = PublisherFiles(root, SHIPPED_ROOT).all()
    if not publishers:
        attention.append("Nobody is trusted yet: lilo bundle trust ROOT.json")
    try:
        must_not_be_set_back(now, store.time_known())
    except BundleError as error:
        attention.append(str(error))
    trusted = []
    for publisher in publishers:
        expires = expiries_of(root / "trust", publisher.name)
        soon = running_out(expires, now, timedelta(days=warn_days))
        if soon is not None:
            role, moment = soon
            attention.append(
                f"The signatures of {publisher.name} run out on {moment:%Y-%m-%d} ('{role}'): "
                "bring a newer copy of its bundles before."
            )
        first = min(expires.values(), default=None)
        trusted.append(
            {
                "publisher": publisher.name,
                "may_sign": ",".join(sorted(publisher.kinds)),
                "good_until": f"{first:%Y-%m-%d}" if first else "not seen yet",
            }
        )
    states, damaged = states_of(store)
    attention += [f"{kind}: {fault}" for kind, fault in damaged.items()]
    for kind, failure in failures_of(store):
        slot = states[kind].in_use
        if slot is None or slot.installed_at < failure.at:
            attention.append(f"{failure.id} {failure.version} did not work here: {failure.why}")
    return {
        "trusted": trusted,
        "in_use": {kind.value: slot_name(_in_use(states, kind)) for kind in Kind},
        "altered": _altered(store) if deep else None,
        "free_mb": store.free_bytes() // 1_000_000,
        "attention": [*attention, *(_altered_words(store) if deep else ())],
    }


def with_installed_alone(figures: dict[str, Any]) -> dict[str, Any]:
    """Return figures for people: of what is in use only what did not ship with Lilo."""
    shipped = slot_name(None)
    installed = [f"{kind}: {name}" for kind, name in figures["in_use"].items() if name != shipped]
    return figures | {"in_use": installed or shipped}


def _in_use(states: Mapping[Kind, SlotState], kind: Kind) -> Slot | None:
    # Where slots are damaged, what ships is used.
    return states[kind].in_use if kind in states else None


def _altered(store: FileBundleStore) -> list[str]:
    return [
        f"{digest[:16]}: {name}"
        for state in states_of(store)[0].values()
        for digest in sorted(state.digests)
        for name in store.altered(digest)
    ]


def _altered_words(store: FileBundleStore) -> list[str]:
    return [
        f"{one} is not what was signed: name its bundle in `lilo bundle install`, or go back with "
        "`lilo bundle rollback`; then check the disk."
        for one in _altered(store)
    ]
