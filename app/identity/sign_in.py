"""Signing in: argon2id, growing waits after failures, the same time whoever is named."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.errors import LiloError
from app.identity.staff import Credential, StaffMember, StaffRepository
from app.ids import StaffId
from app.runtime import Lane

FREE_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)

_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """Return a hash to verify when the name is unknown, so that both answers take equally long."""
    return _hasher.hash("nobody has this passphrase")


class SignInError(LiloError):
    """The name or the passphrase is wrong, or it is too early to try again."""

    code = "identity.sign_in"


class SignInBlockedError(SignInError):
    """Too many failures; the wait is in the message."""

    code = "identity.sign_in_blocked"


class SignInUnit(Protocol):
    """What signing in needs of a unit of work."""

    @property
    def staff(self) -> StaffRepository:
        """Staff members."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A signed-in staff member."""

    member: StaffMember
    since: datetime


def passphrase_hash(passphrase: str) -> str:
    """Return the argon2id hash (PHC string) to keep for a passphrase."""
    return _hasher.hash(passphrase)


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures: nothing for five, then doubling."""
    if failures < FREE_ATTEMPTS:
        return timedelta(0)
    doublings = min(failures - FREE_ATTEMPTS, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


class SignIn:
    """Lets staff in and records every attempt."""

    def __init__(
        self, units: Callable[[], AbstractContextManager[SignInUnit]], lane: Lane, clock: Clock
    ) -> None:
        self._units = units
        self._lane = lane
        self._clock = clock

    async def sign_in(self, login: str, passphrase: str) -> StaffSession:
        """Check the passphrase and open a session.

        Raises:
            SignInBlockedError: too many failures; wait.
            SignInError: name and passphrase do not belong together.
        """
        member, credential = await self._lane.run(lambda: self._find(login))
        now = self._clock()
        if credential and credential.blocked_until and now < credential.blocked_until:
            await self._lane.run(lambda: self._note_blocked(credential.staff_id))
            seconds = round((credential.blocked_until - now).total_seconds())
            raise SignInBlockedError(
                "There were too many wrong tries.", f"Please wait {max(seconds, 1)} seconds."
            )
        kept = credential.passphrase_hash if credential else await asyncio.to_thread(_nobody)
        # Hashing takes a third of a second by design; it must not hold up the database.
        right = await asyncio.to_thread(_verify, kept, passphrase)
        if member and credential and right:
            session = StaffSession(member, now)
            if await self._lane.run(lambda: self._succeed(member.id)):
                return session
        await self._lane.run(lambda: self._fail(member, credential))
        raise SignInError("This name and passphrase do not belong together.", "Please try again.")

    async def sign_out(self, session: StaffSession) -> None:
        """Close the session."""

        def job() -> None:
            with self._units() as unit:
                unit.audit.append(
                    AuditDraft(AuditAction.SIGNED_OUT, str(session.member.id)), self._clock()
                )

        await self._lane.run(job)

    def _find(self, login: str) -> tuple[StaffMember | None, Credential | None]:
        with self._units() as unit:
            member = unit.staff.by_login(login.strip())
            return member, unit.staff.credential(member.id) if member else None

    def _note_blocked(self, staff_id: StaffId) -> None:
        with self._units() as unit:
            draft = AuditDraft(
                AuditAction.SIGN_IN_FAILED, str(staff_id), details={"during_wait": True}
            )
            unit.audit.append(draft, self._clock())

    def _succeed(self, staff_id: StaffId) -> bool:
        with self._units() as unit:
            # Read again: while this guess was checked, others may have used up the tries.
            credential = unit.staff.credential(staff_id)
            if credential.blocked_until and self._clock() < credential.blocked_until:
                return False
            unit.staff.save_credential(replace(credential, failures=0, blocked_until=None))
            unit.audit.append(AuditDraft(AuditAction.SIGNED_IN, str(staff_id)), self._clock())
            return True

    def _fail(self, member: StaffMember | None, credential: Credential | None) -> None:
        now = self._clock()
        with self._units() as unit:
            if credential:
                # Read again: another station may have failed in the meantime.
                failures = unit.staff.credential(credential.staff_id).failures + 1
                unit.staff.save_credential(
                    replace(
                        credential,
                        failures=failures,
                        blocked_until=now + wait_after(failures) if wait_after(failures) else None,
                    )
                )
            who = str(member.id) if member else "unknown"
            unit.audit.append(AuditDraft(AuditAction.SIGN_IN_FAILED, who), now)


def _verify(kept: str, passphrase: str) -> bool:
    try:
        return _hasher.verify(kept, passphrase)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
