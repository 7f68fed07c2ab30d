"""A button that says which key does the same."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

_GAP = 9


class KeyButton(QPushButton):
    """A push button with a fainter hint after its text; Enter presses it when it has the focus."""

    def __init__(self, text: str, kind: str = "", key: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        # Not on a click: the card stays selected, and a disabled button hands no focus on.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._is_main = kind == "do"
        self._key = ""
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Change the hint; empty for none."""
        if key != self._key:
            self._key = key
            self.setAccessibleDescription(key)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Leave room for the hint."""
        size = super().sizeHint()
        return QSize(size.width() + self._hint_width(), size.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too, as people expect of a button with the focus."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the button, then its text and, fainter, the key."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        text, metrics = self.text(), self.fontMetrics()
        wide = metrics.horizontalAdvance(text)
        left = (self.width() - wide - self._hint_width()) // 2
        # The style sheet has put its colours into the palette.
        role, groups = QPalette.ColorRole.ButtonText, QPalette.ColorGroup
        group = groups.Active if self.isEnabled() else groups.Disabled
        colour = QColor(self.palette().color(group, role))
        if self.isEnabled() and (self._is_main or self.isChecked()):
            colour = QColor("white")
        painter.setPen(colour)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, 0, wide + 2, self.height()), middle, text)
        if self._key and self.isEnabled():
            colour.setAlphaF(0.75)
            painter.setPen(colour)
            start = left + wide + _GAP
            painter.drawText(QRect(start, 0, self._hint_width(), self.height()), middle, self._key)

    def _hint_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._key) + _GAP if self._key else 0
