"""The one way to write an entry down as bytes, so that a MAC over them means something."""

from collections.abc import Mapping
from datetime import UTC, datetime
from json import JSONEncoder

from app.audit.entry import AuditEntry, Detail

_encoded = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(entry: AuditEntry) -> bytes:
    """Return the bytes that are authenticated: JSON with sorted keys and no spaces (RFC 8785)."""
    return _encoded(
        {
            "action": entry.action,
            "actor": entry.actor,
            "at": canonical_moment(entry.at),
            "details": dict(entry.details),
            "previous": entry.previous_mac,
            "sequence": entry.sequence,
            "subject": entry.subject,
        }
    ).encode()


def canonical_details(details: Mapping[str, Detail]) -> str:
    """Return details as they are authenticated."""
    return _encoded(dict(details))


def canonical_moment(at: datetime) -> str:
    """Return a moment in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
