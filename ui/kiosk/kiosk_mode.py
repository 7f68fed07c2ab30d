"""A kiosk that fills its screen: nothing closes it but staff, and it outlives its screen.

Full screen without a cursor; closing is refused until `let_go`; a screen that is turned, unplugged
or plugged in again is filled again; the desktop is asked not to sleep, where it can be asked.
"""

import structlog
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen, QWindow

from ui.kiosk.awake import StayAwake

SETTLE_MS = 300
"""A screen that comes and goes is announced in several steps; the last one counts."""

_log = structlog.get_logger(__name__)


class KioskMode(QObject):
    """Keeps one window on the screen."""

    def __init__(self, window: QWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._is_free = False
        self._awake = StayAwake(self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self.fill)
        window.installEventFilter(self)
        window.setCursor(Qt.CursorShape.BlankCursor)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._screen_added)
            application.screenRemoved.connect(self._screens_changed)
            application.primaryScreenChanged.connect(self._screens_changed)
        for screen in QGuiApplication.screens():
            self._follow(screen)

    def begin(self) -> None:
        """Fill the screen and keep it awake."""
        self.fill()
        self._awake.begin()

    def fill(self) -> None:
        """Fill the screen that is there now."""
        screen = QGuiApplication.primaryScreen()
        if self._is_free or screen is None:
            return
        if self._window.screen() is not screen:
            self._window.setScreen(screen)
        self._window.setGeometry(screen.geometry())
        self._window.showFullScreen()

    def let_go(self) -> None:
        """Let the window be closed."""
        self._is_free = True
        self._settling.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse to be closed or made small."""
        if not self._is_free and watched is self._window:
            if event.type() is QEvent.Type.Close:
                event.ignore()
                _log.info("kiosk_close_refused")
                return True
            if event.type() is QEvent.Type.WindowStateChange:
                shrunk = not self._window.windowStates() & Qt.WindowState.WindowFullScreen
                if shrunk:
                    self._settling.start()
        return super().eventFilter(watched, event)

    def _follow(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._screens_changed)
        screen.primaryOrientationChanged.connect(self._screens_changed)

    def _screen_added(self, screen: QScreen) -> None:
        self._follow(screen)
        self._settling.start()

    def _screens_changed(self, _changed: object = None) -> None:
        self._settling.start()
