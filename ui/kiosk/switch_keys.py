"""One switch: while a ring scans the screen, any key presses what the ring is on."""

from PySide6.QtCore import QEvent, QMetaObject, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickView

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_OF_COMMANDS = {Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}


class SwitchKeys(QObject):
    """Takes every key of a window for the switch, while it is used.

    Shortcuts with Ctrl, Alt or Meta go their way: staff leave the kiosk by one.
    """

    def __init__(self, view: QQuickView) -> None:
        super().__init__(view)
        self._ring: QObject | None = view.rootObject().findChild(QObject, "switchRing")
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press by a key that goes down; swallow it, its repeats and its way up."""
        ring = self._ring
        if ring is None or not isinstance(event, QKeyEvent) or not ring.property("isOn"):
            return super().eventFilter(watched, event)
        if event.modifiers() & _COMMANDS or event.key() in _OF_COMMANDS:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
            QMetaObject.invokeMethod(ring, "press")
        return True
