"""What staff should know of bundles, as far as it was looked at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.bundles.keeping import failures_of, states_of
from app.bundles.ports import BundleStore

TOLD_FOR = timedelta(days=7)
"""How long staff see that an update did not work."""


@dataclass(frozen=True, slots=True)
class RunningOut:
    """Signatures that soon count no more.

    Attributes:
        publisher: whose.
        at: when the first of them runs out, or ran out.
    """

    publisher: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BundleTrouble:
    """What is wrong with what was installed, and with what judges it.

    Attributes:
        failed: id and version of the newest that did not work here, or empty.
        damaged: kinds whose slots cannot be read; what ships is used.
        running_out: signatures that run out soon, or have.
        clock_was: a moment that is past for sure and that the clock has not reached; else None.
    """

    failed: str = ""
    damaged: tuple[str, ...] = ()
    running_out: RunningOut | None = None
    clock_was: datetime | None = None


def damaged_kinds(store: BundleStore) -> tuple[str, ...]:
    """Return the kinds whose slots cannot be read."""
    return tuple(str(kind) for kind in states_of(store)[1])


def failed_lately(store: BundleStore, now: datetime) -> str:
    """Return the newest bundle that did not work here, unless it is long ago or made good."""
    states, _ = states_of(store)
    for kind, failure in failures_of(store):
        slot = states[kind].in_use
        is_made_good = slot is not None and slot.installed_at > failure.at
        if not is_made_good and now - datetime.fromisoformat(failure.at) < TOLD_FOR:
            return f"{failure.id} {failure.version}"
    return ""
