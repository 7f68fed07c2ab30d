"""The gate: whoever acts has a live session, and the permission, or is refused and written down.

Services that staff use hold a gate and mark each method with `needs`. Role and session are read
anew each time: what an administrator takes away is gone at the next press of a key.
"""

from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.errors import LiloError
from app.identity.ages import Ages
from app.identity.break_glass import BreakGlassRepository, BrokenGlass, is_reason
from app.identity.permissions import BEHIND_GLASS, Permission, may
from app.identity.sessions import Proof, SessionRecord, SessionRepository, StaffSession
from app.identity.staff import Credential, StaffMember, StaffRepository
from app.ids import new_uuid
from app.runtime import Lane

SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is kept when a session last did something."""

_MARK = "__lilo_permission__"

_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")


class RefusedError(LiloError):
    """Somebody asked for what their role does not allow."""

    code = "identity.refused"


class SessionOverError(RefusedError):
    """The session has ended: revoked, expired, or the person has left."""

    code = "identity.session_over"


class GateUnit(Protocol):
    """What the gate reads and writes."""

    @property
    def staff(self) -> StaffRepository:
        """Staff members, for the role as it is now."""

    @property
    def sessions(self) -> SessionRepository:
        """Sessions."""

    @property
    def break_glass(self) -> BreakGlassRepository:
        """What was opened for a while."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


GateUnits = Callable[[], AbstractContextManager[GateUnit]]


@dataclass(frozen=True, slots=True)
class GateRule:
    """How long things last."""

    longest_session: timedelta = timedelta(hours=12)
    glass_open: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who was let through.

    Attributes:
        member: as on record now.
        through: the broken glass it took, or None where the role was enough.
    """

    member: StaffMember
    through: BrokenGlass | None = None


@dataclass(frozen=True, slots=True)
class _Standing:
    record: SessionRecord | None
    member: StaffMember | None
    must_change: bool
    glass: BrokenGlass | None


class Gate:
    """Decides by the permission table and nothing else.

    Args:
        reading: begins a unit that reads.
        units: begins a unit that may write.
    """

    def __init__(
        self,
        reading: GateUnits,
        units: GateUnits,
        lane: Lane,
        clock: Clock,
        rule: GateRule | None = None,
        ages: Ages | None = None,
    ) -> None:
        self._reading = reading
        self._units = units
        self._lane = lane
        self._clock = clock
        self._rule = rule or GateRule()
        # Beside the clock: set back, it lengthens neither a session nor broken glass.
        self._ages = ages or Ages()

    @property
    def glass_minutes(self) -> int:
        """How long broken glass stays open."""
        return round(self._rule.glass_open.total_seconds() / 60)

    async def admit(
        self, session: StaffSession, permission: Permission, doing: str, about: str = ""
    ) -> Admitted:
        """Let somebody through, or refuse with an entry in the audit log.

        Args:
            doing: name of what they asked for, for the record.
            about: id of the resident or thing it is about, or empty.

        Raises:
            SessionOverError: the session has ended.
            RefusedError: their role does not allow it.
        """
        now = self._clock()
        standing = await self._lane.run(lambda: self._standing(session, now))
        record, member = standing.record, standing.member
        if record is None or member is None or not self._lasts(record, member, now):
            await self.refuse(session, permission, doing, about, "session_over")
            raise SessionOverError("This session has ended.", "Please sign in again.")
        if standing.must_change and permission is not Permission.CHANGE_OWN_SECRET:
            await self.refuse(session, permission, doing, about, "must_change")
            raise RefusedError(
                "Your passphrase or PIN was chosen by somebody else.", "Choose your own first."
            )
        if not may(member.role, permission):
            if standing.glass is None or permission not in BEHIND_GLASS:
                await self.refuse(session, permission, doing, about, "role")
                raise RefusedError(
                    "Your role does not allow this.",
                    "Ask somebody whose role does, or an administrator.",
                )
            await self.note_use(standing.glass, doing, about)
            return Admitted(member, standing.glass)
        if now - record.seen_at >= SEEN_EVERY:
            await self._lane.run(lambda: self._seen(session, now))
        return Admitted(member, None)

    async def allows(self, session: StaffSession, permission: Permission) -> bool:
        """Return whether somebody may, without an entry: for showing less, not for refusing.

        Raises:
            SessionOverError: the session has ended.
        """
        now = self._clock()
        standing = await self._lane.run(lambda: self._standing(session, now))
        record, member = standing.record, standing.member
        if record is None or member is None or not self._lasts(record, member, now):
            raise SessionOverError("This session has ended.", "Please sign in again.")
        if now - record.seen_at >= SEEN_EVERY:
            await self._lane.run(lambda: self._seen(session, now))
        return not standing.must_change and may(member.role, permission)

    async def opened(self) -> tuple[tuple[str, datetime], ...]:
        """Return by whom glass is broken now, and until when; for everybody to see."""
        now = self._clock()

        def job() -> tuple[tuple[str, datetime], ...]:
            with self._reading() as unit:
                glasses = filter(self._is_open, unit.break_glass.open_at(now))
                found = [(unit.staff.get(glass.staff_id), glass.until) for glass in glasses]
            return tuple((who.signature, until) for who, until in found if who)

        return await self._lane.run(job)

    async def break_glass(self, session: StaffSession, reason: str) -> BrokenGlass:
        """Open for a while what the role or a consent keeps closed; loud in the audit log.

        Marked below as needing BREAK_GLASS, which it asks for itself.

        Raises:
            RefusedError: their role may not, or no reason was given.
        """
        await self.admit(session, Permission.BREAK_GLASS, "break_glass")
        if not is_reason(reason):
            raise RefusedError(
                "Opening closed records needs a reason that others can judge later.",
                "Say in a few words what has happened.",
            )
        now = self._clock()
        glass = BrokenGlass(
            new_uuid(),
            session.id,
            session.member.id,
            " ".join(reason.split()),
            now,
            now + self._rule.glass_open,
        )

        def job() -> None:
            with self._units() as unit:
                unit.break_glass.add(glass)
                details: dict[str, Detail] = {
                    "glass": str(glass.id),
                    "minutes": self.glass_minutes,
                    "reason": glass.reason,
                }
                draft = AuditDraft(AuditAction.GLASS_BROKEN, str(glass.staff_id), details=details)
                unit.audit.append(draft, now)

        await self._lane.run(job)
        self._ages.of(glass.id)
        return glass

    async def glass_of(self, session: StaffSession) -> BrokenGlass | None:
        """Return what this session has open now, or None."""
        now = self._clock()

        def job() -> BrokenGlass | None:
            with self._reading() as unit:
                return self._glass(unit, session, now)

        return await self._lane.run(job)

    def _standing(self, session: StaffSession, now: datetime) -> _Standing:
        with self._reading() as unit:
            record = unit.sessions.get(session.id)
            member = unit.staff.get(record.staff_id) if record else None
            must_change = (
                _must_change(unit.staff.credential(member.id), record)
                if record and member
                else False
            )
            return _Standing(record, member, must_change, self._glass(unit, session, now))

    def _lasts(self, record: SessionRecord, member: StaffMember, now: datetime) -> bool:
        is_young = now - record.started_at < self._rule.longest_session
        is_known_shortly = self._ages.of(record.id) < self._rule.longest_session
        return record.ended_at is None and member.is_active and is_young and is_known_shortly

    def _glass(self, unit: GateUnit, session: StaffSession, now: datetime) -> BrokenGlass | None:
        mine = (g for g in unit.break_glass.open_at(now) if g.session_id == session.id)
        return next(filter(self._is_open, mine), None)

    def _is_open(self, glass: BrokenGlass) -> bool:
        return self._ages.of(glass.id) < glass.until - glass.at

    def _seen(self, session: StaffSession, now: datetime) -> None:
        with self._units() as unit:
            unit.sessions.seen(session.id, now)

    async def note_use(self, glass: BrokenGlass, doing: str, about: str) -> None:
        """Write down that broken glass was used, where role or consent would have refused."""
        details: dict[str, Detail] = {"glass": str(glass.id), "doing": doing}
        draft = AuditDraft(AuditAction.GLASS_USED, str(glass.staff_id), about, details)

        def job() -> None:
            with self._units() as unit:
                unit.audit.append(draft, self._clock())

        await self._lane.run(job)

    async def refuse(
        self, session: StaffSession, permission: Permission, doing: str, about: str, why: str
    ) -> None:
        """Write down that somebody was refused.

        Args:
            why: "role", "consent", "session_over" or "must_change".
        """
        details: dict[str, Detail] = {"permission": permission.value, "doing": doing, "why": why}
        draft = AuditDraft(AuditAction.REFUSED, str(session.member.id), about, details)

        def job() -> None:
            with self._units() as unit:
                unit.audit.append(draft, self._clock())

        await self._lane.run(job)


def _must_change(credential: Credential, record: SessionRecord) -> bool:
    """Whether what opened the session, or could have, was chosen by somebody else."""
    by_pin = record.proof is Proof.BADGE_AND_PIN
    return credential.must_change or (by_pin and credential.pin_must_change)


class Guarded(Protocol):
    """A service that staff use."""

    @property
    def gate(self) -> Gate:
        """Who lets people in."""


_Service = TypeVar("_Service", bound=Guarded)


def needs(
    permission: Permission,
) -> Callable[
    [Callable[Concatenate[_Service, StaffSession, _Args], Awaitable[_Result]]],
    Callable[Concatenate[_Service, StaffSession, _Args], Coroutine[Any, Any, _Result]],
]:
    """Let only those with the permission call a method, whose first argument is their session.

    Where the second argument is an id, a refusal names it as what it was about.
    """

    def guard(
        method: Callable[Concatenate[_Service, StaffSession, _Args], Awaitable[_Result]],
    ) -> Callable[Concatenate[_Service, StaffSession, _Args], Coroutine[Any, Any, _Result]]:
        @wraps(method)
        async def guarded(
            self: _Service, session: StaffSession, /, *args: _Args.args, **kwargs: _Args.kwargs
        ) -> _Result:
            about = str(args[0]) if args and isinstance(args[0], UUID) else ""
            await self.gate.admit(session, permission, method.__name__, about)
            return await method(self, session, *args, **kwargs)

        setattr(guarded, _MARK, permission)
        return guarded

    return guard


# `needs` asks the gate of a service; the gate's own method asks itself.
setattr(Gate.break_glass, _MARK, Permission.BREAK_GLASS)


def permission_of(method: object) -> Permission | None:
    """Return what a method needs; None where it is not guarded."""
    found = getattr(method, _MARK, None)
    return found if isinstance(found, Permission) else None
