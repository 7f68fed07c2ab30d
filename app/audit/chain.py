"""The HMAC-SHA256 chain that makes any later change to the audit log visible.

Each entry is authenticated together with the MAC of the one before (NIST FIPS 198-1 over
canonical JSON), so changing, removing, inserting or reordering entries breaks the chain at the
first place touched. Removing the newest entries leaves a shorter valid chain; `app.audit.log_check`
compares with the signed checkpoints outside the database to see that.

The order is that of the sequence numbers. The times in the entries are what the clock said; a
clock can be set back, so nothing is ever ordered or judged by them.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from json.encoder import encode_basestring as _quoted

from app.audit.canonical import canonical
from app.audit.entry import AuditDraft, AuditEntry, AuditRow
from app.audit.mac import Mac

START = "0" * 64
"""Stands in for the MAC before the first entry."""

_MOMENT_CHARACTERS = len("2026-03-14T12:00:00.000000+00:00")
_MOVED_WITHIN = 2_000
"""How far around its place an entry that does not fit is looked for."""


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """What verification found.

    Attributes:
        checked: entries looked at, the bad one included.
        first_bad: sequence number of the first entry that does not fit, or None.
        reason: what is wrong with it, in words.
        vouched: how many entries a signed checkpoint vouches for.
        vouched_at: when that checkpoint was written.
        known: how many of the first entries this program had read whole before and did not read
            again; 0 where all were read now.
        known_at: when those were read; None where all were read now.
    """

    checked: int
    first_bad: int | None = None
    reason: str = ""
    vouched: int = 0
    vouched_at: datetime | None = None
    known: int = 0
    known_at: datetime | None = None

    @property
    def valid(self) -> bool:
        """Whether the whole chain holds."""
        return self.first_bad is None


def seal(key: bytes, draft: AuditDraft, at: datetime, last: AuditEntry | None) -> AuditEntry:
    """Give a draft its place after `last`."""
    sequence = last.sequence + 1 if last else 1
    previous = last.mac if last else START
    unsealed = AuditEntry(
        sequence, at, draft.action, draft.actor, draft.subject, dict(draft.details), previous, ""
    )
    return replace(unsealed, mac=Mac(key).of(canonical(unsealed)))


class ChainCheck:
    """Verification in pieces: feed it the entries in the order the log holds them."""

    def __init__(self, key: bytes, after: int = 0, head: str = START) -> None:
        """Begin after so many entries, of which the last has that MAC."""
        self._mac = Mac(key)
        self._previous = head
        self.verdict = ChainVerdict(after)

    @property
    def head(self) -> str:
        """MAC of the last entry that was checked."""
        return self._previous

    def feed(self, entries: Iterable[AuditEntry]) -> bool:
        """Check further entries; return whether the chain still holds."""
        for entry in entries:
            if not self.verdict.valid:
                break
            self._take(entry)
        return self.verdict.valid

    def feed_rows(self, rows: Iterable[AuditRow]) -> bool:
        """Check further entries as they are kept, which is quicker than making entries of them."""
        seal_of = self._mac.of
        checked, previous = self.verdict.checked, self._previous
        for row in rows:
            sequence, at, action, actor, subject, details, before, mac = row
            # A time of another length could hold the beginning of the details.
            if sequence == checked + 1 and before == previous and len(at) == _MOMENT_CHARACTERS:
                sealed = (
                    f'{{"action":{_quoted(action)},"actor":{_quoted(actor)},"at":"{at}",'
                    f'"details":{details},"previous":{_quoted(before)},'
                    f'"sequence":{sequence},"subject":{_quoted(subject)}}}'
                ).encode("utf-8", "surrogatepass")
                if seal_of(sealed) == mac:
                    checked, previous = sequence, mac
                    continue
            # Older versions kept details in another form, so this need not be a fault.
            self.verdict, self._previous = ChainVerdict(checked), previous
            if not self._take_row(row):
                return False
            checked, previous = self.verdict.checked, self._previous
        self.verdict, self._previous = ChainVerdict(checked), previous
        return True

    def _take_row(self, row: AuditRow) -> bool:
        place = self.verdict.checked + 1
        try:
            entry = row.entry()
        except (ValueError, TypeError, AttributeError):
            reason = f"Entry {place} cannot be read."
            self.verdict = ChainVerdict(place, place, reason)
            return False
        return self._take(entry)

    def _take(self, entry: AuditEntry) -> bool:
        self.verdict = self._after(entry)
        self._previous = entry.mac
        return self.verdict.valid

    def _after(self, entry: AuditEntry) -> ChainVerdict:
        place = self.verdict.checked + 1
        if entry.sequence != place:
            return ChainVerdict(
                place, place, f"Entry {place} is missing; {entry.sequence} stands in its place."
            )
        if not _same(entry.mac, self._mac.of(canonical(entry))):
            return ChainVerdict(place, place, self._what_happened(entry))
        if not _same(entry.previous_mac, self._previous):
            return ChainVerdict(place, place, f"Entry {place} does not follow the entry before it.")
        return ChainVerdict(place)

    def _what_happened(self, entry: AuditEntry) -> str:
        first = max(1, entry.sequence - _MOVED_WITHIN)
        for number in range(first, entry.sequence + _MOVED_WITHIN + 1):
            if _same(entry.mac, self._mac.of(canonical(replace(entry, sequence=number)))):
                return f"Entry {entry.sequence} was moved: it was written as entry {number}."
        return f"Entry {entry.sequence} was altered after it was written."


def verify(key: bytes, entries: Iterable[AuditEntry]) -> ChainVerdict:
    """Check entries from the first on, in the order the log holds them."""
    check = ChainCheck(key)
    check.feed(entries)
    return check.verdict


def _same(left: str, right: str) -> bool:
    # As bytes: what was altered need not be ASCII any more.
    return hmac.compare_digest(left.encode("utf-8", "surrogatepass"), right.encode())
