"""Locking by itself: nobody has touched anything for so long."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Listens to one window, with its menus and dialogs, while somebody is signed in.

    Another window of the same process, a kiosk beside it, is somebody else's.
    """

    idle = Signal()

    def __init__(self, after_s: int, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._timer = QTimer(self, interval=after_s * 1_000, singleShot=True)
        self._timer.timeout.connect(self.idle)

    @property
    def is_watching(self) -> bool:
        """Whether it will lock when nobody comes."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin to wait."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Nobody is signed in."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew at every touch of the window, and let it through."""
        if event.type() in _TOUCHES and self._is_of_window(watched):
            self._timer.start()
        return False

    def _is_of_window(self, watched: QObject) -> bool:
        # Every touch comes to a widget too, after the window of the system that holds it.
        widget = watched if isinstance(watched, QWidget) else None
        while widget is not None and widget is not self._window:
            widget = widget.parentWidget()
        return widget is not None
