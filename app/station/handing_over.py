"""Handing alerts over to colleagues, at the end of a shift."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from app.alerts import Alert, AlertDesk, AlertError
from app.clock import Clock
from app.identity import (
    Gate,
    Permission,
    SessionRepository,
    StaffMember,
    StaffRepository,
    StaffSession,
    may,
    needs,
)
from app.ids import AlertId, StaffId
from app.runtime import Lane


class ColleaguesUnit(Protocol):
    """What is read."""

    @property
    def staff(self) -> StaffRepository:
        """Staff members."""

    @property
    def sessions(self) -> SessionRepository:
        """Sessions."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody an alert can be handed to; `is_signed_in` at any screen."""

    id: StaffId
    name: str
    is_signed_in: bool


@dataclass(frozen=True, slots=True)
class StationHandingOver:
    """Gives what one has to somebody who can look after it.

    Attributes:
        longest_session: a session that began earlier is over.
    """

    gate: Gate
    desk: AlertDesk
    units: Callable[[], AbstractContextManager[ColleaguesUnit]]
    lane: Lane
    clock: Clock
    longest_session: timedelta

    @needs(Permission.ANSWER_ALERTS)
    async def colleagues(self, session: StaffSession) -> Sequence[Colleague]:
        """Return who else may answer alerts: those who are signed in first, then by name."""

        def job() -> Sequence[Colleague]:
            with self.units() as unit:
                live = unit.sessions.live(self.clock() - self.longest_session)
                here = {record.staff_id for record in live}
                others = [who for who in unit.staff.all() if who.id != session.member.id]
            found = [
                Colleague(who.id, who.signature, who.id in here)
                for who in others
                if _may_have_it(who)
            ]
            return sorted(found, key=lambda who: (not who.is_signed_in, who.name.casefold()))

        return await self.lane.run(job)

    @needs(Permission.ANSWER_ALERTS)
    async def hand_over(self, session: StaffSession, alert_id: AlertId, to: StaffId) -> Alert:
        """Give an alert to a colleague; see `AlertDesk.hand_over`.

        Raises:
            AlertError: also where the colleague has left, or may not answer alerts.
        """

        def known() -> StaffMember | None:
            with self.units() as unit:
                return unit.staff.get(to)

        member = await self.lane.run(known)
        if member is None or not _may_have_it(member):
            raise AlertError("This colleague cannot look after alerts.", "Choose another.")
        of_others = may(session.member.role, Permission.RELEASE_OTHERS)
        return await self.desk.hand_over(alert_id, session.member.id, to, of_others=of_others)


def _may_have_it(member: StaffMember) -> bool:
    return member.is_active and may(member.role, Permission.ANSWER_ALERTS)
