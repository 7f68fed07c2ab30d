"""What the audit log says of bundles."""

from collections.abc import Callable

from app.audit import AuditAction, AuditDraft
from app.bundles.errors import BundleError
from app.bundles.kinds import Kind
from app.bundles.slots import Slot

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


def went_back(kind: Kind, left: Slot | None, now: Slot | None, *, by_itself: bool) -> AuditDraft:
    """Return the entry for going back to what was in use before."""
    return AuditDraft(
        AuditAction.BUNDLE_RETURNED if by_itself else AuditAction.BUNDLE_ROLLED_BACK,
        "lilo",
        left.id if left else "",
        {
            "kind": kind,
            "left": left.version if left else "shipped",
            "in_use": f"{now.id} {now.version}" if now else "shipped",
        },
    )
