"""Vectors of what was said lately, kept over a restart for a day."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from app.embedding import Vector
from app.ids import ResidentId

KEPT_FOR = timedelta(hours=24)


class KeptVectors(Protocol):
    """Where they are kept, by a digest of the words; the words themselves are not there."""

    def keep(
        self,
        resident_id: ResidentId,
        digest: bytes,
        vector: Vector,
        fingerprint: str,
        at: datetime,
    ) -> None:
        """Keep a vector, or keep it for longer."""

    def since(self, fingerprint: str, since: datetime) -> Mapping[bytes, Vector]:
        """Return what a model made since then, the oldest first."""

    def drop(self, before: datetime) -> None:
        """Let go of what is older."""

    def clear(self, resident_id: ResidentId) -> None:
        """Let go of a resident's: something was forgotten."""


def digest_of(text: str) -> bytes:
    """Return what a text is found by."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
