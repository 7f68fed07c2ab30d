"""Locking by itself: nobody has touched anything for so long."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

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
    """Listens to the whole application while somebody is signed in."""

    idle = Signal()

    def __init__(self, after_s: int, parent: QObject) -> None:
        super().__init__(parent)
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

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin anew at every touch, and let it through."""
        if event.type() in _TOUCHES:
            self._timer.start()
        return False
