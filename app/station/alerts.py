"""Taking, coming to, giving back and resolving alerts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.alerts import Alert, AlertDesk, Outcome
from app.identity import Gate, Permission, StaffSession, may, needs
from app.ids import AlertId


@dataclass(frozen=True, slots=True)
class StationAlerts:
    """The alert desk as staff use it."""

    gate: Gate
    desk: AlertDesk

    @needs(Permission.ANSWER_ALERTS)
    async def acknowledge(self, session: StaffSession, alert_id: AlertId) -> Alert:
        """Take an alert; see `AlertDesk.acknowledge`."""
        return await self.desk.acknowledge(alert_id, session.member.id)

    @needs(Permission.ANSWER_ALERTS)
    async def arrive(self, session: StaffSession, alert_id: AlertId) -> Alert:
        """Say that one is with the resident; see `AlertDesk.arrive`."""
        return await self.desk.arrive(alert_id, session.member.id)

    @needs(Permission.ANSWER_ALERTS)
    async def release(self, session: StaffSession, alert_id: AlertId) -> Alert:
        """Give an alert back, one's own or as one's role allows; see `AlertDesk.release`."""
        of_others = may(session.member.role, Permission.RELEASE_OTHERS)
        return await self.desk.release(alert_id, session.member.id, of_others=of_others)

    @needs(Permission.ANSWER_ALERTS)
    async def resolve(
        self, session: StaffSession, alert_id: AlertId, outcome: Outcome, note: str = ""
    ) -> Alert:
        """Close an alert; see `AlertDesk.resolve`."""
        return await self.desk.resolve(alert_id, session.member.id, outcome, note)

    async def delivered(self, alert_ids: Sequence[AlertId], station: str) -> None:
        """Record that a screen shows the alerts. It is the screen that acts, not a person."""
        await self.desk.delivered(alert_ids, station)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call the listener after each committed change."""
        self.desk.on_change(listener)
