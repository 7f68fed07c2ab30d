"""The audit log for somebody outside: lines of JSON, a manifest over them, and its signature.

The signature is detached and over the manifest, which holds the SHA-256 of the lines; so a log of
any length can be checked with `sha256sum` and `openssl pkeyutl -verify` alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256

from app.audit.canonical import canonical_moment
from app.audit.chain import START
from app.audit.entry import AuditRow
from app.audit.signing import Verifier
from app.audit.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export holds.

    Attributes:
        facility: name of the house.
        entries: lines in the file.
        head: MAC of the last entry; a later export of the same log holds it too.
        sha256: of the file, hex.
        exported_at: what the clock said.
        key: fingerprint of the public key.
        chosen: of which entries it holds all; empty for the whole log.
    """

    facility: str
    entries: int
    head: str
    sha256: str
    exported_at: str
    key: str
    chosen: Mapping[str, str] = field(default_factory=dict)
    format: str = "lilo audit export 1"

    def to_bytes(self) -> bytes:
        """Return the bytes under the signature."""
        return (json.dumps(asdict(self), sort_keys=True, indent=1) + "\n").encode()


class Exporter:
    """Turns rows into lines and keeps account of them."""

    def __init__(self) -> None:
        self._sum = sha256()
        self._entries = 0
        self._head = START

    def lines(self, rows: Iterable[AuditRow]) -> Iterator[bytes]:
        """Give each row as a line of JSON."""
        for row in rows:
            content = {**row._asdict(), "details": json.loads(row.details)}
            line = (json.dumps(content, sort_keys=True, ensure_ascii=False) + "\n").encode()
            self._sum.update(line)
            self._entries += 1
            self._head = row.mac
            yield line

    @property
    def entries(self) -> int:
        """How many were given so far."""
        return self._entries

    def manifest(
        self,
        facility: str,
        at: datetime,
        verifier: Verifier,
        chosen: Mapping[str, str] | None = None,
    ) -> Manifest:
        """Describe what was given so far."""
        return Manifest(
            facility,
            self._entries,
            self._head,
            self._sum.hexdigest(),
            canonical_moment(at),
            verifier.fingerprint,
            chosen or {},
        )


def chosen_of(wanted: Wanted) -> Mapping[str, str]:
    """Say of which entries an export holds all; empty for the whole log."""
    moments = {
        name: canonical_moment(at)
        for name, at in (("since", wanted.since), ("until", wanted.until))
        if at is not None
    }
    texts = {"person": wanted.person, "about": wanted.about, "action": wanted.action}
    return {**{name: text for name, text in texts.items() if text}, **moments}


def fault_in_export(
    manifest: bytes, signature: bytes, content_sha256: str, verifier: Verifier
) -> str:
    """Say what is wrong with an export; empty when it is as it was signed."""
    if not verifier.holds(signature, manifest):
        return "The manifest was altered, or signed with another key."
    try:
        told = json.loads(manifest)["sha256"]
    except (ValueError, KeyError, TypeError):
        return "The manifest cannot be read."
    return "" if told == content_sha256 else "The entries are not those that were signed."
