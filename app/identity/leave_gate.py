"""The gate out of the kiosk: a code of digits, few tries, growing waits."""

import asyncio
import re
import time
from collections.abc import Callable
from math import ceil

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import LiloError
from app.identity.waits import wait_after

FEWEST_DIGITS = 6

_log = structlog.get_logger(__name__)
_hasher = PasswordHasher()


class LeaveCodeError(LiloError):
    """A code is no code."""

    code = "identity.leave_code"


def leave_code_hash(code: str) -> str:
    """Return the argon2id hash (PHC string) to keep for a code.

    Raises:
        LeaveCodeError: it is not of 6 to 12 digits.
    """
    if not re.fullmatch(r"[0-9]{6,12}", code):
        raise LeaveCodeError("A code has 6 to 12 digits.", "Choose another one.")
    return _hasher.hash(code)


class LeaveGate:
    """Opens for the right code. Five tries are free, then the waits are those of signing in."""

    def __init__(self, kept: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Take the hash that is kept; with an empty one nobody gets out."""
        self._kept = kept
        self._monotonic = monotonic
        self._failures = 0
        self._blocked_until = 0.0

    @property
    def has_code(self) -> bool:
        """Whether there is a code at all."""
        return bool(self._kept)

    def wait_s(self) -> int:
        """Return how many seconds until another code may be tried."""
        return max(0, ceil(self._blocked_until - self._monotonic()))

    async def opens(self, code: str) -> bool:
        """Return whether this is the code, unless it has to be waited still."""
        if self.wait_s() > 0 or not self._kept:
            return False
        # A third of a second by design; the screen must not stand still meanwhile.
        if await asyncio.to_thread(_fits, self._kept, code):
            self._failures = 0
            _log.info("kiosk_left")
            return True
        self._failures += 1
        self._blocked_until = self._monotonic() + wait_after(self._failures).total_seconds()
        _log.warning("kiosk_code_wrong", failures=self._failures)
        return False


def _fits(kept: str, code: str) -> bool:
    try:
        return _hasher.verify(kept, code)
    except (VerificationError, InvalidHashError):
        return False
