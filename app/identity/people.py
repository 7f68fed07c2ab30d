"""People: who works here, in which role, at which screens, and with which badge."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.errors import LiloError
from app.identity.gate import Gate, needs
from app.identity.passphrases import passphrase_hash
from app.identity.permissions import Permission
from app.identity.policy import SecretPolicy
from app.identity.sessions import SessionId, SessionRecord, SessionRepository, StaffSession
from app.identity.staff import Credential, Role, StaffMember, StaffRepository
from app.identity.waits import Attempts
from app.ids import StaffId, new_uuid
from app.runtime import Lane


class PeopleError(LiloError):
    """A change of staff is not possible as asked."""

    code = "identity.people"


class PeopleUnit(Protocol):
    """What is read and written."""

    @property
    def staff(self) -> StaffRepository:
        """Staff members and credentials."""

    @property
    def sessions(self) -> SessionRepository:
        """Sessions."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


PeopleUnits = Callable[[], AbstractContextManager[PeopleUnit]]


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Somebody who begins to work here."""

    login: str
    given_name: str
    family_name: str
    role: Role
    title: str = ""
    wing: str = ""


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A staff member as an administrator sees them.

    Attributes:
        is_blocked: nothing that they try is accepted at present.
        needs_secret: nor will it be, before somebody issues a new passphrase.
    """

    member: StaffMember
    has_badge: bool
    must_change: bool
    is_blocked: bool
    sessions: tuple[SessionRecord, ...]
    must_change_pin: bool = False
    needs_secret: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Staff and their sessions. Every change is audited, and counts at once.

    Attributes:
        longest_session: a session that began earlier is over.
        on_change: called on the event loop's thread after each change.
    """

    gate: Gate
    units: PeopleUnits
    database: Lane
    clock: Clock
    policy: SecretPolicy
    longest_session: timedelta
    on_change: Callable[[], None] = lambda: None

    @needs(Permission.SEE_PEOPLE)
    async def staff(self, _session: StaffSession) -> tuple[StaffLine, ...]:
        """Return everybody, by family name, with their sessions that last."""
        return await self.database.run(self._lines)

    @needs(Permission.MANAGE_STAFF)
    async def add(self, session: StaffSession, who: NewStaff, passphrase: str) -> StaffMember:
        """Add somebody with a first passphrase, which they must change when they sign in.

        Raises:
            PeopleError: the login is taken, or is somebody's badge, or something is missing.
            WeakSecretError: the passphrase cannot be one.
        """
        login = who.login.strip()
        if not (login and who.given_name.strip() and who.family_name.strip()):
            raise PeopleError("A login, a given name and a family name are needed.")
        member = StaffMember(
            StaffId(new_uuid()),
            login,
            who.given_name.strip(),
            who.family_name.strip(),
            who.role,
            who.title.strip(),
            who.wing.strip(),
        )
        hashed = await self._hashed(passphrase, member, with_badge=False)

        def job() -> None:
            with self.units() as unit:
                if unit.staff.by_login(login) is not None:
                    raise PeopleError(f"The login “{login}” is taken.", "Choose another.")
                if _with_badge(unit, login) is not None:
                    raise PeopleError(
                        "This login is the number of a badge, which would open nothing any more.",
                        "Choose another.",
                    )
                unit.staff.add(member, Credential(member.id, hashed, must_change=True))
                self._note(
                    unit, AuditAction.STAFF_ADDED, session, member.id, {"role": who.role.value}
                )

        await self._changed(job)
        return member

    @needs(Permission.MANAGE_STAFF)
    async def set_role(self, session: StaffSession, staff_id: StaffId, role: Role) -> None:
        """Give somebody another role.

        Raises:
            PeopleError: it is one's own, or the last administrator would be gone.
        """

        def job() -> None:
            with self.units() as unit:
                member = self._other(unit, session, staff_id)
                if member.role is Role.ADMINISTRATOR and role is not Role.ADMINISTRATOR:
                    _keep_one_administrator(unit, staff_id)
                unit.staff.save(replace(member, role=role))
                details: dict[str, Detail] = {"from": member.role.value, "role": role.value}
                self._note(unit, AuditAction.STAFF_CHANGED, session, staff_id, details)

        await self._changed(job)

    @needs(Permission.MANAGE_STAFF)
    async def set_active(
        self, session: StaffSession, staff_id: StaffId, *, is_active: bool
    ) -> None:
        """Let somebody go, with all of their sessions, or take them back.

        Raises:
            PeopleError: it is oneself, or the last administrator.
        """

        def job() -> None:
            with self.units() as unit:
                member = self._other(unit, session, staff_id)
                if not is_active:
                    _keep_one_administrator(unit, staff_id)
                    self._end_sessions(unit, session, staff_id)
                unit.staff.save(replace(member, is_active=is_active))
                action = AuditAction.STAFF_CHANGED if is_active else AuditAction.STAFF_LEFT
                self._note(unit, action, session, staff_id, {"active": is_active})

        await self._changed(job)

    @needs(Permission.MANAGE_STAFF)
    async def issue_passphrase(
        self, session: StaffSession, staff_id: StaffId, passphrase: str
    ) -> None:
        """Give somebody else a passphrase, which they must change; their sessions end.

        An administrator who is locked out needs a second one for this, or the recovery code.

        Raises:
            PeopleError: it is one's own.
            WeakSecretError: the passphrase cannot be one.
        """
        member = await self.database.run(lambda: self._other_now(session, staff_id))
        hashed = await self._hashed(passphrase, member, with_badge=False)

        def job() -> None:
            with self.units() as unit:
                credential = unit.staff.credential(staff_id)
                unit.staff.save_credential(
                    replace(
                        credential,
                        passphrase_hash=hashed,
                        failures=0,
                        blocked_until=None,
                        needs_badge=False,
                        must_change=True,
                    )
                )
                self._end_sessions(unit, session, staff_id)
                self._note(unit, AuditAction.SECRET_ISSUED, session, staff_id, {})

        await self._changed(job)

    @needs(Permission.MANAGE_STAFF)
    async def give_badge(
        self, session: StaffSession, staff_id: StaffId, badge: str, pin: str
    ) -> None:
        """Give somebody a badge with a first PIN; without a badge number, take it away.

        Somebody else must choose their own PIN when they first sign in with it.

        Raises:
            PeopleError: the badge is somebody else's, or is a login.
            WeakSecretError: the PIN cannot be one.
        """
        number = badge.strip()
        hashed = ""
        if number:
            self.policy.check_pin(pin)
            hashed = await asyncio.to_thread(passphrase_hash, pin)

        def job() -> None:
            with self.units() as unit:
                owner = _with_badge(unit, number)
                if owner not in {None, staff_id}:
                    raise PeopleError("This badge belongs to somebody else.", "Use another.")
                if number and unit.staff.by_login(number) is not None:
                    raise PeopleError("This badge has the number of a login.", "Use another.")
                credential = unit.staff.credential(staff_id)
                if not number and credential.needs_badge:
                    raise PeopleError(
                        "Their passphrase is short and needs a badge.",
                        "Issue a longer passphrase first.",
                    )
                unit.staff.save_credential(
                    replace(
                        credential,
                        badge=number,
                        pin_hash=hashed,
                        pin_must_change=bool(number) and staff_id != session.member.id,
                    )
                )
                self._note(
                    unit, AuditAction.BADGE_GIVEN, session, staff_id, {"given": bool(number)}
                )

        await self._changed(job)

    @needs(Permission.REVOKE_SESSIONS)
    async def revoke(self, session: StaffSession, session_id: SessionId) -> None:
        """End a session on another screen."""

        def job() -> None:
            now = self.clock()
            with self.units() as unit:
                record = unit.sessions.get(session_id)
                if record and unit.sessions.end(session_id, now, str(session.member.id)):
                    details: dict[str, Detail] = {"station": record.station}
                    self._note(unit, AuditAction.SESSION_REVOKED, session, record.staff_id, details)

        await self._changed(job)

    async def _hashed(self, passphrase: str, member: StaffMember, *, with_badge: bool) -> str:
        def work() -> str:
            self.policy.check(passphrase, member, with_badge=with_badge)
            return passphrase_hash(passphrase)

        return await asyncio.to_thread(work)

    async def _changed(self, job: Callable[[], None]) -> None:
        await self.database.run(job)
        self.on_change()

    def _lines(self) -> tuple[StaffLine, ...]:
        now = self.clock()
        with self.units() as unit:
            live = unit.sessions.live(now - self.longest_session)
            return tuple(
                self._line(unit, member, [s for s in live if s.staff_id == member.id])
                for member in unit.staff.all()
            )

    def _line(
        self, unit: PeopleUnit, member: StaffMember, sessions: list[SessionRecord]
    ) -> StaffLine:
        credential = unit.staff.credential(member.id)
        attempts = Attempts(credential.failures, credential.blocked_until)
        waits = attempts.seconds_left(self.clock())
        return StaffLine(
            member,
            bool(credential.badge),
            credential.must_change,
            waits is not None or attempts.is_blocked,
            tuple(sessions),
            credential.pin_must_change,
            attempts.is_blocked,
        )

    def _other_now(self, session: StaffSession, staff_id: StaffId) -> StaffMember:
        with self.units() as unit:
            return self._other(unit, session, staff_id)

    def _other(self, unit: PeopleUnit, session: StaffSession, staff_id: StaffId) -> StaffMember:
        if staff_id == session.member.id:
            raise PeopleError("This cannot be done to oneself.", "Ask a second administrator.")
        member = unit.staff.get(staff_id)
        if member is None:
            raise PeopleError("Nobody has that id.", "Look at the list again.")
        return member

    def _end_sessions(self, unit: PeopleUnit, session: StaffSession, staff_id: StaffId) -> None:
        now = self.clock()
        for record in unit.sessions.live(now - self.longest_session):
            if record.staff_id == staff_id:
                unit.sessions.end(record.id, now, str(session.member.id))

    def _note(
        self,
        unit: PeopleUnit,
        action: AuditAction,
        session: StaffSession,
        about: StaffId,
        details: dict[str, Detail],
    ) -> None:
        unit.audit.append(
            AuditDraft(action, str(session.member.id), str(about), details), self.clock()
        )


def _with_badge(unit: PeopleUnit, number: str) -> StaffId | None:
    # In any case of letters, as logins are: what is typed could be either.
    folded = number.casefold()
    credentials = (unit.staff.credential(member.id) for member in unit.staff.all())
    owners = (one.staff_id for one in credentials if one.badge and one.badge.casefold() == folded)
    return next(owners, None)


def _keep_one_administrator(unit: PeopleUnit, without: StaffId) -> None:
    others = (m for m in unit.staff.all() if m.role is Role.ADMINISTRATOR and m.is_active)
    if all(member.id == without for member in others):
        raise PeopleError(
            "The last administrator must stay.", "Make somebody else an administrator first."
        )
