"""Signing in: argon2id, growing waits after failures, the same for names that nobody has."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.errors import LiloError
from app.identity.passphrases import PIN, belongs, nobodys_hash
from app.identity.sessions import Proof, SessionId, SessionRecord, SessionRepository, StaffSession
from app.identity.staff import Credential, StaffMember, StaffRepository
from app.identity.waits import AttemptRepository, Attempts, attempt_key
from app.ids import new_uuid
from app.runtime import Lane


class SignInError(LiloError):
    """The name or the passphrase is wrong, or it is too early to try again."""

    code = "identity.sign_in"


class SignInBlockedError(SignInError):
    """Too many failures; the wait is in the message."""

    code = "identity.sign_in_blocked"


BLOCKED = (
    "There were a hundred wrong tries in a row, so nothing is accepted here any more.",
    "An administrator can issue a new passphrase; where there is none, the recovery code helps.",
)
"""What is said then, and what to do."""


class SignInUnit(Protocol):
    """What signing in needs of a unit of work."""

    @property
    def staff(self) -> StaffRepository:
        """Staff members."""

    @property
    def sessions(self) -> SessionRepository:
        """Sessions."""

    @property
    def attempts(self) -> AttemptRepository:
        """Failures under names that nobody has."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Whom a typed name may stand for.

    Attributes:
        by_badge: what was typed is a badge, not a login.
        attempts: failures so far, of the member or of the name that nobody has.
    """

    key: bytes
    member: StaffMember | None
    credential: Credential | None
    by_badge: bool
    attempts: Attempts

    @property
    def actor(self) -> str:
        return str(self.member.id) if self.member else "unknown"

    def kept(self, secret: str) -> tuple[str, Proof]:
        """Return the one hash to verify: of a secret that would open, or of nobody's."""
        credential = self.credential
        if credential is None or self.member is None or not self.member.is_active:
            return nobodys_hash(), Proof.PASSPHRASE
        if self.by_badge:
            if PIN.fullmatch(secret) and credential.pin_hash:
                return credential.pin_hash, Proof.BADGE_AND_PIN
            return credential.passphrase_hash, Proof.BADGE_AND_PASSPHRASE
        if credential.needs_badge:
            return nobodys_hash(), Proof.PASSPHRASE
        return credential.passphrase_hash, Proof.PASSPHRASE


class SignIn:
    """Lets staff in and records every attempt.

    Args:
        units: begins a unit that may write.
        pepper: keyed into what is kept of names that nobody has.
    """

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[SignInUnit]],
        lane: Lane,
        clock: Clock,
        pepper: bytes = b"",
    ) -> None:
        self._units = units
        self._lane = lane
        self._clock = clock
        self._pepper = pepper

    async def sign_in(self, name: str, secret: str, station: str = "") -> StaffSession:
        """Check who it is and open a session.

        Args:
            name: the login, or what a reader types for a badge.
            secret: the passphrase, or after a badge the PIN.
            station: name of the screen.

        Raises:
            SignInBlockedError: too many failures; wait, or have it opened again.
            SignInError: name and secret do not belong together.
        """
        found = await self._lane.run(lambda: self._find(name, secret))
        now = self._clock()
        if found.attempts.is_blocked:
            await self._lane.run(lambda: self._note_blocked(found))
            raise SignInBlockedError(*BLOCKED)
        if seconds := found.attempts.seconds_left(now):
            await self._lane.run(lambda: self._note_blocked(found))
            raise SignInBlockedError(
                "There were too many wrong tries.", f"Please wait {seconds} seconds."
            )
        kept, proof = await asyncio.to_thread(found.kept, secret)
        # Hashing takes a third of a second by design; it must not hold up the database. It is
        # done once whoever is named, so that the time tells nothing.
        right = await asyncio.to_thread(belongs, kept, secret)
        if found.member and found.credential and right:
            session = StaffSession(
                found.member,
                now,
                SessionId(new_uuid()),
                found.credential.must_change,
                proof is Proof.BADGE_AND_PIN and found.credential.pin_must_change,
            )
            if await self._lane.run(lambda: self._succeed(session, proof, station)):
                return session
        await self._lane.run(lambda: self._fail(found))
        raise SignInError("This name and passphrase do not belong together.", "Please try again.")

    async def sign_out(self, session: StaffSession, by: str = "lock") -> None:
        """Close the session; one that was ended elsewhere leaves no second entry.

        Args:
            by: "lock", "idle" or "switch".
        """

        def job() -> None:
            now = self._clock()
            with self._units() as unit:
                if unit.sessions.end(session.id, now, by):
                    draft = AuditDraft(
                        AuditAction.SIGNED_OUT, str(session.member.id), details={"by": by}
                    )
                    unit.audit.append(draft, now)

        await self._lane.run(job)

    def _find(self, name: str, secret: str) -> _Found:
        typed = name.strip()
        key = attempt_key(self._pepper, typed)
        with self._units() as unit:
            by_login, by_badge = unit.staff.by_login(typed), unit.staff.by_badge(typed)
            # Where a login is a colleague's badge, which of the two is meant shows in the secret:
            # no passphrase without a badge is a number as short as a PIN.
            is_badge = by_badge is not None and (
                by_login is None or PIN.fullmatch(secret) is not None
            )
            member = by_badge if is_badge else by_login
            credential = unit.staff.credential(member.id) if member else None
            attempts = (
                Attempts(credential.failures, credential.blocked_until)
                if credential
                else unit.attempts.get(key)
            )
        return _Found(key, member, credential, is_badge, attempts)

    def _note_blocked(self, found: _Found) -> None:
        with self._units() as unit:
            draft = AuditDraft(
                AuditAction.SIGN_IN_FAILED, found.actor, details={"during_wait": True}
            )
            unit.audit.append(draft, self._clock())

    def _succeed(self, session: StaffSession, proof: Proof, station: str) -> bool:
        now, staff_id = self._clock(), session.member.id
        with self._units() as unit:
            # Read again: while this guess was checked, others may have used up the tries.
            credential = unit.staff.credential(staff_id)
            attempts = Attempts(credential.failures, credential.blocked_until)
            if attempts.is_blocked or attempts.seconds_left(now):
                return False
            unit.staff.save_credential(replace(credential, failures=0, blocked_until=None))
            unit.sessions.open(
                SessionRecord(session.id, staff_id, station, proof, session.since, session.since)
            )
            details = {"proof": proof.value} | ({"station": station} if station else {})
            unit.audit.append(
                AuditDraft(AuditAction.SIGNED_IN, str(staff_id), details=details), now
            )
            return True

    def _fail(self, found: _Found) -> None:
        now = self._clock()
        with self._units() as unit:
            # Read again: another station may have failed in the meantime.
            if found.credential:
                credential = unit.staff.credential(found.credential.staff_id)
                after = Attempts(credential.failures).after_failure(now)
                unit.staff.save_credential(
                    replace(credential, failures=after.failures, blocked_until=after.blocked_until)
                )
            else:
                after = unit.attempts.get(found.key).after_failure(now)
                unit.attempts.save(found.key, after, now)
            unit.audit.append(AuditDraft(AuditAction.SIGN_IN_FAILED, found.actor), now)
            if after.is_blocked:
                unit.audit.append(AuditDraft(AuditAction.SIGN_IN_BLOCKED, found.actor), now)
