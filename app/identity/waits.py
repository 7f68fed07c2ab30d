"""How long to wait after wrong tries, and where they are counted for names nobody has."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

FREE_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)

MOST_FAILURES = 100
"""In a row, as NIST SP 800-63B-4, section 3.2.2, has it; then only somebody else opens again."""

FORGOTTEN_AFTER = timedelta(days=1)


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures: nothing for five, then doubling."""
    if failures < FREE_ATTEMPTS:
        return timedelta(0)
    doublings = min(failures - FREE_ATTEMPTS, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failures in a row, and until when no attempt is accepted."""

    failures: int = 0
    blocked_until: datetime | None = None

    def after_failure(self, now: datetime) -> "Attempts":
        """Return how things stand after one more."""
        failures = self.failures + 1
        wait = wait_after(failures)
        return Attempts(failures, now + wait if wait else None)

    @property
    def is_blocked(self) -> bool:
        """Whether no waiting helps any more."""
        return self.failures >= MOST_FAILURES

    def seconds_left(self, now: datetime) -> int | None:
        """Return how long nothing is accepted; None where it is."""
        if self.blocked_until is None or now >= self.blocked_until:
            return None
        return max(round((self.blocked_until - now).total_seconds()), 1)


class AttemptRepository(Protocol):
    """Failures that belong to no staff member; those of a member are kept with the credential."""

    def get(self, key: bytes) -> Attempts:
        """Return what is known of a key; nothing is no failures."""

    def save(self, key: bytes, attempts: Attempts, at: datetime) -> None:
        """Keep them, and forget those that are older than a day."""

    def forget(self, key: bytes) -> None:
        """Begin anew."""


def attempt_key(pepper: bytes, name: str) -> bytes:
    """Return what stands for a typed name, which might be a passphrase in the wrong field."""
    return hmac.new(pepper, name.strip().casefold().encode("utf-8", "replace"), sha256).digest()
