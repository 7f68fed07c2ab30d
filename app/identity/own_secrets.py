"""One's own passphrase and PIN: chosen by whoever uses them, against the present passphrase."""

import asyncio
from dataclasses import dataclass, replace

from app.audit import AuditAction, AuditDraft, Detail
from app.clock import Clock
from app.identity.gate import Gate, needs
from app.identity.passphrases import (
    PIN,
    SHORTEST_ALONE,
    WeakSecretError,
    belongs,
    passphrase_hash,
)
from app.identity.people import PeopleError, PeopleUnit, PeopleUnits
from app.identity.permissions import Permission
from app.identity.policy import SecretPolicy
from app.identity.sessions import StaffSession
from app.identity.sign_in import BLOCKED, SignInBlockedError, SignInError
from app.identity.staff import Credential
from app.identity.waits import Attempts
from app.runtime import Lane


@dataclass(frozen=True, slots=True)
class OwnSecrets:
    """Changes of one's own secrets, each audited."""

    gate: Gate
    units: PeopleUnits
    database: Lane
    clock: Clock
    policy: SecretPolicy

    @needs(Permission.CHANGE_OWN_SECRET)
    async def change_passphrase(self, session: StaffSession, old: str, new: str) -> None:
        """Choose one's own passphrase. With a badge it may be short; it then needs the badge.

        Raises:
            SignInError: the old one is wrong; it counts as a failed sign-in.
            WeakSecretError: the new one cannot be one, or is the old one.
        """
        credential = await self._proven(session, old)
        _refuse_same(old, new)
        with_badge = bool(credential.badge)
        hashed = await asyncio.to_thread(self._hashed, new, session, with_badge)
        needs_badge = with_badge and len(new) < SHORTEST_ALONE

        def job() -> None:
            with self.units() as unit:
                kept = unit.staff.credential(session.member.id)
                unit.staff.save_credential(
                    replace(
                        kept, passphrase_hash=hashed, needs_badge=needs_badge, must_change=False
                    )
                )
                self._note(unit, AuditAction.SECRET_CHANGED, session, {})

        await self.database.run(job)

    @needs(Permission.CHANGE_OWN_SECRET)
    async def change_pin(self, session: StaffSession, present: str, pin: str) -> None:
        """Choose one's own PIN.

        Args:
            present: the passphrase, or the PIN that is to be changed.

        Raises:
            SignInError: neither is right; it counts as a failed sign-in.
            PeopleError: there is no badge that it would go with.
            WeakSecretError: it cannot be a PIN, or is the old one.
        """
        credential = await self._proven(session, present, or_pin=True)
        _refuse_same(present, pin)
        if not credential.badge:
            raise PeopleError("A PIN goes with a badge.", "Ask an administrator for one.")
        self.policy.check_pin(pin)
        hashed = await asyncio.to_thread(passphrase_hash, pin)

        def job() -> None:
            with self.units() as unit:
                kept = unit.staff.credential(session.member.id)
                unit.staff.save_credential(replace(kept, pin_hash=hashed, pin_must_change=False))
                self._note(unit, AuditAction.SECRET_CHANGED, session, {"pin": True})

        await self.database.run(job)

    async def _proven(
        self, session: StaffSession, secret: str, *, or_pin: bool = False
    ) -> Credential:
        def read() -> Credential:
            with self.units() as unit:
                return unit.staff.credential(session.member.id)

        credential = await self.database.run(read)
        now = self.clock()
        attempts = Attempts(credential.failures, credential.blocked_until)
        if attempts.is_blocked:
            raise SignInBlockedError(*BLOCKED)
        if attempts.seconds_left(now):
            raise SignInError("There were too many wrong tries.", "Please wait some minutes.")
        is_pin = or_pin and bool(credential.pin_hash) and PIN.fullmatch(secret) is not None
        kept = credential.pin_hash if is_pin else credential.passphrase_hash
        if await asyncio.to_thread(belongs, kept, secret):
            return credential

        def fail() -> None:
            with self.units() as unit:
                kept = unit.staff.credential(session.member.id)
                after = Attempts(kept.failures).after_failure(now)
                unit.staff.save_credential(
                    replace(kept, failures=after.failures, blocked_until=after.blocked_until)
                )
                self._note(unit, AuditAction.SIGN_IN_FAILED, session, {})
                if after.is_blocked:
                    self._note(unit, AuditAction.SIGN_IN_BLOCKED, session, {})

        await self.database.run(fail)
        what = "passphrase or PIN" if or_pin else "passphrase"
        raise SignInError(f"This is not your present {what}.", "Please try again.")

    def _hashed(self, passphrase: str, session: StaffSession, with_badge: bool) -> str:
        self.policy.check(passphrase, session.member, with_badge=with_badge)
        return passphrase_hash(passphrase)

    def _note(
        self,
        unit: PeopleUnit,
        action: AuditAction,
        session: StaffSession,
        details: dict[str, Detail],
    ) -> None:
        who = str(session.member.id)
        unit.audit.append(AuditDraft(action, who, who, details), self.clock())


def _refuse_same(old: str, new: str) -> None:
    # What somebody else chose would stay known to them.
    if new == old:
        raise WeakSecretError("This is the present one.", "Choose another.")
