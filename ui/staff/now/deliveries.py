"""Telling the desk which alarms have really been painted on this screen, each once."""

from PySide6.QtCore import QObject, QTimer

from app.ids import AlertId
from app.station import StationAlerts
from ui.shared.spawner import Spawner


class Deliveries(QObject):
    """Gathers what one pass of painting has shown, and tells it in one go."""

    def __init__(
        self, desk: StationAlerts, station: str, spawner: Spawner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._station = station
        self._spawner = spawner
        self._painted: set[tuple[AlertId, int]] = set()
        self._told: set[tuple[AlertId, int]] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)

    def note(self, alert_id: AlertId, alarms: int) -> None:
        """Know that a card with this alarm stands on the screen."""
        if (alert_id, alarms) not in self._told | self._painted:
            self._painted.add((alert_id, alarms))
            # Not from within the painting.
            self._soon.start()

    def keep_to(self, open_alerts: frozenset[AlertId]) -> None:
        """Forget alerts that are over."""
        self._told = {one for one in self._told if one[0] in open_alerts}

    def _tell(self) -> None:
        shown, self._painted = frozenset(self._painted), set()
        self._told |= shown
        self._spawner.spawn(
            self._desk.delivered([alert_id for alert_id, _ in shown], self._station),
            lambda _error: self._forget(shown),
        )

    def _forget(self, shown: frozenset[tuple[AlertId, int]]) -> None:
        # It is told anew when the card is painted the next time.
        self._told -= shown
