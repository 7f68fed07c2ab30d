"""A white card with a lamp at its left edge, which shows how grave it is and that it waits."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.shared.chime import Sound
from ui.staff.look.parts import badge, even_digits, label
from ui.staff.look.priority import Colours, Priority, colours_of
from ui.staff.look.signal import sound_of
from ui.staff.look.style import RADIUS, Look

_ACCENT = 14
_SIDE = 150
_NARROW = 540


class AccentFrame(QFrame):
    """A card that says at its left how grave and how long; the rest is for others to fill.

    Attributes:
        badge, time, caption, due, small: what stands at the left, from above.
        sound: the signal whose lamp it carries while it waits; None while it does not.
        body: what was said and what to do, beside it or, where it is narrow, below it.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._colours: Colours | None = None
        self._is_marked = False
        self._is_lit = True
        self._least = 0
        self.sound: Sound | None = None
        px = look.px
        self.badge = badge()
        self.time = label(kind="time")
        self.time.setObjectName("waiting")
        even_digits(self.time)
        self.caption = label(kind="secondary", wraps=True)
        self.due = label(kind="due", wraps=True)
        self.due.setObjectName("due")
        even_digits(self.due)
        self.due.hide()
        self.small = label(kind="small", wraps=True)
        side = QWidget()
        side.setFixedWidth(px(_SIDE))
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(px(4))
        left.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.time, self.caption, self.due, self.small):
            left.addWidget(part)
        left.addStretch()
        self.body = QGridLayout()
        self.body.setHorizontalSpacing(px(18))
        self.body.setVerticalSpacing(px(4))
        self.body.setColumnStretch(0, 1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(px(22 + _ACCENT), px(18), px(22), px(12))
        self._columns.setSpacing(px(18))
        self._columns.addWidget(side)
        self._columns.addLayout(self.body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go from two columns to one where large text leaves no room beside it."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        if self._columns.direction() is directions.LeftToRight:
            self._least = self.minimumSizeHint().width()
        # As narrow as it can be is too narrow: whatever holds it could not make it narrower.
        is_narrow = self.width() <= max(self._look.px(_NARROW), self._least)
        wanted = directions.TopToBottom if is_narrow else directions.LeftToRight
        if wanted is not self._columns.direction():
            self._columns.setDirection(wanted)

    def set_priority(self, priority: Priority, *, is_waiting: bool) -> None:
        """Colour the edge; while it waits it is the lamp of its signal."""
        self._colours = colours_of(priority)
        self.sound = sound_of(priority) if is_waiting else None
        self.update()

    @property
    def lamp(self) -> str:
        """The colour of the edge now."""
        if self._colours is None:
            return self._look.palette.line
        is_dark = self.sound is not None and not self._is_lit
        return self._colours.pale if is_dark else self._colours.edge

    def light(self, *, is_lit: bool) -> None:
        """Turn the lamp on or off."""
        if is_lit is not self._is_lit:
            self._is_lit = is_lit
            self.update(QRect(0, 0, self._look.px(_ACCENT), self.height()))

    def mark(self, *, is_selected: bool) -> None:
        """Show that keys act on this card."""
        if is_selected is not self._is_marked:
            self._is_marked = is_selected
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw ground, edge and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint = self._look.palette
        width = 2.0 if self._is_marked else 1.0
        outline = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        radius = self._look.px(RADIUS)
        path = QPainterPath()
        path.addRoundedRect(outline, radius, radius)
        painter.fillPath(path, QColor(self._look.palette.card))
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(QRectF(0, 0, self._look.px(_ACCENT), self.height()), QColor(self.lamp))
        painter.restore()
        painter.setPen(QPen(QColor(paint.mark if self._is_marked else paint.line), width))
        painter.drawPath(path)
        painter.end()
