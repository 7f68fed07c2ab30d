"""What staff do to alerts: each is shown only once it has been committed."""

from PySide6.QtCore import QObject, Signal

from app.alerts import Outcome
from app.errors import LiloError
from app.identity import StaffSession
from app.ids import AlertId
from app.runtime import JobTimeoutError
from app.station import StationAlerts
from ui.shared.spawner import Spawner
from ui.staff.wording.words import StaffWords


class AlertActions(QObject):
    """Sends what staff do to the alert desk.

    Signals:
        changed: what is under way changed.
        resolved: the alert with this id was resolved from here.
        released: the alert with this id was given back from here.
        lost: somebody else had the alert with this id already.
        refused: it was not recorded, and why, in words; or nobody knows yet whether it was.
    """

    changed = Signal()
    resolved = Signal(object)
    released = Signal(object)
    lost = Signal(object)
    refused = Signal(str)

    def __init__(
        self, alerts: StationAlerts, spawner: Spawner, words: StaffWords, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._alerts = alerts
        self._spawner = spawner
        self._words = words
        self._pending: set[AlertId] = set()
        self._committed: set[AlertId] = set()

    def is_pending(self, alert_id: AlertId) -> bool:
        """Whether something done to this alert is not on the board yet."""
        return alert_id in self._pending or alert_id in self._committed

    def settle(self) -> None:
        """Know that a board was read after all that has been committed."""
        self._committed.clear()

    def take(self, alert_id: AlertId, session: StaffSession) -> None:
        """Record that the member goes to the resident."""
        self._start(alert_id)
        self._spawner.spawn(
            self._take(alert_id, session),
            lambda error: self._refuse(
                alert_id, self._words.now.not_recorded, self._words.now.not_known, error
            ),
        )

    def arrive(self, alert_id: AlertId, session: StaffSession) -> None:
        """Record that the member is with the resident; nothing else has to wait for it."""
        self._spawner.spawn(
            self._arrive(alert_id, session),
            lambda error: self._refuse(
                alert_id, self._words.now.arrival_not_recorded, self._words.now.not_known, error
            ),
        )

    def release(self, alert_id: AlertId, session: StaffSession) -> None:
        """Give the alert back."""
        self._start(alert_id)
        self._spawner.spawn(
            self._release(alert_id, session),
            lambda error: self._refuse(
                alert_id, self._words.now.release_not_recorded, self._words.now.not_known, error
            ),
        )

    def resolve(
        self, alert_id: AlertId, session: StaffSession, outcome: Outcome, note: str
    ) -> None:
        """Record what the alert turned out to be."""
        self._start(alert_id)
        self._spawner.spawn(
            self._resolve(alert_id, session, outcome, note),
            lambda error: self._refuse(
                alert_id,
                self._words.now.resolve_not_recorded,
                self._words.now.resolve_not_known,
                error,
            ),
        )

    async def _take(self, alert_id: AlertId, session: StaffSession) -> None:
        alert = await self._alerts.acknowledge(session, alert_id)
        self._committed.add(alert_id)
        self._end(alert_id)
        if alert.acknowledged_by != session.member.id:
            self.lost.emit(alert_id)

    async def _arrive(self, alert_id: AlertId, session: StaffSession) -> None:
        await self._alerts.arrive(session, alert_id)

    async def _release(self, alert_id: AlertId, session: StaffSession) -> None:
        await self._alerts.release(session, alert_id)
        self._committed.add(alert_id)
        self._end(alert_id)
        self.released.emit(alert_id)

    async def _resolve(
        self, alert_id: AlertId, session: StaffSession, outcome: Outcome, note: str
    ) -> None:
        await self._alerts.resolve(session, alert_id, outcome, note)
        self._end(alert_id)
        self.resolved.emit(alert_id)

    def _start(self, alert_id: AlertId) -> None:
        self._pending.add(alert_id)
        self.changed.emit()

    def _end(self, alert_id: AlertId) -> None:
        self._pending.discard(alert_id)
        self.changed.emit()

    def _refuse(self, alert_id: AlertId, form: str, unknown: str, error: Exception) -> None:
        self._end(alert_id)
        if isinstance(error, JobTimeoutError):
            # It may still be done, and then the board says so.
            self.refused.emit(unknown)
            return
        told = str(error) if isinstance(error, LiloError) else self._words.problem.unexpected
        self.refused.emit(form.format(message=told))
