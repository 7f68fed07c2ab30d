"""Getting back in with the sealed recovery code."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.errors import LiloError
from app.identity.passphrases import belongs, nobodys_hash, passphrase_hash
from app.identity.policy import SecretPolicy
from app.identity.recovery_code import RecoveryCodeRepository, as_kept, new_code
from app.identity.staff import Role, StaffMember, StaffRepository
from app.identity.waits import AttemptRepository
from app.runtime import Lane

_KEY = b"recovery code"


class RecoveryError(LiloError):
    """The code opens nothing, or it is too early to try again."""

    code = "identity.recovery"


class RecoveryUnit(Protocol):
    """What recovery needs of a unit of work."""

    @property
    def staff(self) -> StaffRepository:
        """Staff members."""

    @property
    def recovery_codes(self) -> RecoveryCodeRepository:
        """The code that is valid."""

    @property
    def attempts(self) -> AttemptRepository:
        """Failures."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


def seal_recovery_code(unit: RecoveryUnit, by: str, at: datetime) -> str:
    """Make a new code in place of the old one and return it, to be printed once. Blocking."""
    code = new_code()
    if old := unit.recovery_codes.valid():
        unit.recovery_codes.spend(old.sequence, at)
    unit.recovery_codes.add(passphrase_hash(as_kept(code)), at)
    unit.audit.append(AuditDraft(AuditAction.RECOVERY_CODE_MADE, by), at)
    return code


@dataclass(frozen=True, slots=True)
class Recovery:
    """Gives an administrator a new passphrase against the code. Attempts wait as sign-ins do.

    They are never blocked for good, nor by what was tried at a sign-in: a hundred random bits
    are not guessed, and this is the last way in.
    """

    units: Callable[[], AbstractContextManager[RecoveryUnit]]
    database: Lane
    clock: Clock
    policy: SecretPolicy

    async def recover(self, code: str, login: str, passphrase: str) -> str:
        """Give an administrator a new passphrase and return the next recovery code.

        Raises:
            WeakSecretError: the passphrase cannot be one; the code stays valid.
            RecoveryError: the code is wrong, nobody with that login is an administrator, or it
                is too early to try again.
        """
        now = self.clock()
        kept, member, seconds = await self.database.run(lambda: self._standing(login, now))
        if seconds:
            raise RecoveryError(
                "There were too many wrong tries.", f"Please wait {seconds} seconds."
            )
        right = await asyncio.to_thread(belongs, kept, as_kept(code))
        if not right or member is None:
            await self.database.run(self._fail)
            raise RecoveryError(
                "This code, or this login of an administrator, is not right.",
                "Read the code from the sealed sheet once more.",
            )
        await asyncio.to_thread(self.policy.check, passphrase, member)
        hashed = await asyncio.to_thread(passphrase_hash, passphrase)
        return await self.database.run(lambda: self._recovered(member, hashed))

    def _standing(self, login: str, now: datetime) -> tuple[str, StaffMember | None, int | None]:
        with self.units() as unit:
            valid = unit.recovery_codes.valid()
            member = unit.staff.by_login(login.strip())
            seconds = unit.attempts.get(_KEY).seconds_left(now)
        is_theirs = member is not None and member.role is Role.ADMINISTRATOR and member.is_active
        kept = valid.code_hash if valid else nobodys_hash()
        return kept, member if is_theirs else None, seconds

    def _fail(self) -> None:
        now = self.clock()
        with self.units() as unit:
            unit.attempts.save(_KEY, unit.attempts.get(_KEY).after_failure(now), now)
            unit.audit.append(AuditDraft(AuditAction.RECOVERY_FAILED, "unknown"), now)

    def _recovered(self, member: StaffMember, hashed: str) -> str:
        now = self.clock()
        with self.units() as unit:
            credential = unit.staff.credential(member.id)
            unit.staff.save_credential(
                replace(
                    credential,
                    passphrase_hash=hashed,
                    failures=0,
                    blocked_until=None,
                    needs_badge=False,
                    must_change=False,
                )
            )
            unit.attempts.forget(_KEY)
            unit.audit.append(
                AuditDraft(AuditAction.RECOVERED, str(member.id), str(member.id)), now
            )
            return seal_recovery_code(unit, str(member.id), now)
