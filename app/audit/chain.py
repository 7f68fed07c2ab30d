"""The HMAC-SHA256 chain that makes any later change to the audit log visible.

Each entry is authenticated together with the MAC of the one before (NIST FIPS 198-1 over
canonical JSON), so changing, removing, inserting or reordering entries breaks the chain at the
first place touched. Removing the newest entries leaves a shorter valid chain; signed
checkpoints outside the database are needed to see that.
"""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from app.audit.entry import AuditDraft, AuditEntry

START = "0" * 64
"""Stands in for the MAC before the first entry."""


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """What verification found.

    Attributes:
        checked: entries looked at, the bad one included.
        first_bad: sequence number of the first entry that does not fit, or None.
        reason: what is wrong with it, in words.
    """

    checked: int
    first_bad: int | None = None
    reason: str = ""

    @property
    def valid(self) -> bool:
        """Whether the whole chain holds."""
        return self.first_bad is None


def canonical(entry: AuditEntry) -> bytes:
    """Return the bytes that are authenticated: JSON with sorted keys and no spaces (RFC 8785)."""
    return json.dumps(
        {
            "action": entry.action,
            "actor": entry.actor,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "details": dict(entry.details),
            "previous": entry.previous_mac,
            "sequence": entry.sequence,
            "subject": entry.subject,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    ).encode()


def seal(key: bytes, draft: AuditDraft, at: datetime, last: AuditEntry | None) -> AuditEntry:
    """Give a draft its place after `last`."""
    sequence = last.sequence + 1 if last else 1
    previous = last.mac if last else START
    unsealed = AuditEntry(
        sequence, at, draft.action, draft.actor, draft.subject, dict(draft.details), previous, ""
    )
    return AuditEntry(
        sequence,
        at,
        draft.action,
        draft.actor,
        draft.subject,
        dict(draft.details),
        previous,
        _mac(key, unsealed),
    )


class ChainCheck:
    """Verification in pieces: feed it the entries in the order the log holds them."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._previous = START
        self.verdict = ChainVerdict(0)

    def feed(self, entries: Iterable[AuditEntry]) -> bool:
        """Check further entries; return whether the chain still holds."""
        for entry in entries:
            if not self.verdict.valid:
                break
            self.verdict = self._after(entry)
            self._previous = entry.mac
        return self.verdict.valid

    def _after(self, entry: AuditEntry) -> ChainVerdict:
        checked = self.verdict.checked + 1
        if entry.sequence != checked:
            reason = f"Entry {checked} is missing; {entry.sequence} stands in its place."
            return ChainVerdict(checked, checked, reason)
        if not _same(entry.mac, _mac(self._key, entry)):
            reason = f"Entry {entry.sequence} was altered after it was written."
            return ChainVerdict(checked, entry.sequence, reason)
        if not _same(entry.previous_mac, self._previous):
            reason = f"Entry {entry.sequence} does not follow the entry before it."
            return ChainVerdict(checked, entry.sequence, reason)
        return ChainVerdict(checked)


def verify(key: bytes, entries: Iterable[AuditEntry]) -> ChainVerdict:
    """Check entries from the first on, in the order the log holds them."""
    check = ChainCheck(key)
    check.feed(entries)
    return check.verdict


def _same(left: str, right: str) -> bool:
    # As bytes: what was altered need not be ASCII any more.
    return hmac.compare_digest(left.encode(), right.encode())


def _mac(key: bytes, entry: AuditEntry) -> str:
    return hmac.new(key, canonical(entry), sha256).hexdigest()
