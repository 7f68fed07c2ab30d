"""The sealed recovery code: a way back in when no administrator can sign in.

A hundred random bits in letters that are not mistaken for each other (Crockford's base 32), made
with the facility, printed once, kept in an envelope. Whoever uses it spends it and gets the next.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 4, 5
_MEANT = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class KeptCode:
    """A code as it is kept: as an argon2id hash."""

    sequence: int
    code_hash: str
    made_at: datetime


class RecoveryCodeRepository(Protocol):
    """Where codes are kept."""

    def add(self, code_hash: str, at: datetime) -> None:
        """Keep a new code."""

    def valid(self) -> KeptCode | None:
        """Return the code that was not spent, or None."""

    def spend(self, sequence: int, at: datetime) -> None:
        """Let a code open nothing any more."""


def new_code() -> str:
    """Return a fresh code, such as "7K2QD-0MXF4-Z9A1C-PR3TW"."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def as_kept(typed: str) -> str:
    """Return a code as it is compared: without spaces, signs and letters read wrongly."""
    letters = "".join(sign for sign in typed.upper() if sign.isalnum())
    return letters.translate(_MEANT)
