"""Asks the desktop not to sleep nor to lock, where there is one that listens (freedesktop.org).

The promise ends by itself with the connection to the bus, which ends with this process.
"""

import structlog
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

SERVICE = "org.freedesktop.ScreenSaver"
PATH = "/org/freedesktop/ScreenSaver"

_log = structlog.get_logger(__name__)


class StayAwake(QObject):
    """Asks once; without a desktop it does nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_promised = False
        self._watcher: QDBusPendingCallWatcher | None = None

    def begin(self) -> None:
        """Ask for the promise. Never waits and never raises."""
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            _log.info("sleep_not_inhibited", why="no session bus")
            return
        call = QDBusMessage.createMethodCall(SERVICE, PATH, SERVICE, "Inhibit")
        call.setArguments(["Lilo", "the kiosk of a resident"])
        self._watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        self._watcher.finished.connect(self._answered)

    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        self.is_promised = not watcher.isError()
        if not self.is_promised:
            _log.info("sleep_not_inhibited", why="no screen saver service")
