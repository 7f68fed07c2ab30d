"""What the audit log says of bundles."""

from collections.abc import Callable
from datetime import datetime

from app.audit import AuditAction, AuditDraft
from app.bundles.errors import BundleError
from app.bundles.kinds import Kind
from app.bundles.slots import Move, Slot

Record = Callable[[AuditDraft], None]
"""Keeps an entry in the audit log."""


def refused(error: BundleError, source: str, about: str = "") -> AuditDraft:
    """Return the entry for something that was refused; `about` names the bundle."""
    return AuditDraft(
        AuditAction.BUNDLE_REFUSED, "lilo", about, {"code": error.code, "source": source}
    )


def installed(kind: Kind, slot: Slot, source: str) -> AuditDraft:
    """Return the entry for something that was taken into use."""
    return AuditDraft(
        AuditAction.BUNDLE_INSTALLED,
        "lilo",
        slot.id,
        {
            "kind": kind,
            "version": slot.version,
            "publisher": slot.publisher,
            "digest": slot.digest[:16],
            "source": source,
        },
    )


def trusted(publisher: str, fingerprint: str, kinds: frozenset[Kind]) -> AuditDraft:
    """Return the entry for a publisher who is trusted from now on."""
    details = {"fingerprint": fingerprint[:16], "kinds": ",".join(sorted(kinds))}
    return AuditDraft(AuditAction.BUNDLE_TRUSTED, "lilo", publisher, details)


def clock_accepted(known: datetime | None, now: datetime) -> AuditDraft:
    """Return the entry for a person's word that the clock is right, whatever it showed before."""
    details = {"known": known.isoformat() if known else "", "accepted": now.isoformat()}
    return AuditDraft(AuditAction.BUNDLE_CLOCK_ACCEPTED, "lilo", "", details)


def moved(kind: Kind, move: Move, source: str = "") -> AuditDraft:
    """Return the entry for a switch; `source` is where something new came from."""
    if move.how == "installed" and move.to is not None:
        return installed(kind, move.to, source)
    by_itself = move.how == "returned"
    return AuditDraft(
        AuditAction.BUNDLE_RETURNED if by_itself else AuditAction.BUNDLE_ROLLED_BACK,
        "lilo",
        move.left.id if move.left else "",
        {
            "kind": kind,
            "left": move.left.version if move.left else "shipped",
            "in_use": f"{move.to.id} {move.to.version}" if move.to else "shipped",
        },
    )
