"""Small parts that every page is made of. Text is always plain: nobody's words are markup."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from ui.staff.look.priority import Priority


def label(text: str = "", kind: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label of a kind that the style sheet knows."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setWordWrap(wraps)
    if wraps:
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        # A new policy forgets what wrapping has set.
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def badge() -> QLabel:
    """Return an empty badge; fill it with `show_badge`."""
    made = label(kind="badge")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def show_badge(made: QLabel, priority: Priority, text: str) -> None:
    """Give a badge its symbol, word and colours."""
    if made.text() != text:
        made.setText(text)
        restyle(made, "priority", str(priority))


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and have it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_text(target: QLabel, text: str) -> None:
    """Show a text where there is one, and nothing where there is none."""
    if target.text() != text:
        target.setText(text)
    if target.isHidden() == bool(text):
        target.setVisible(bool(text))


def even_digits(target: QLabel) -> None:
    """Give all digits one width, so that a running time does not tremble."""
    font = target.font()
    font.setFeature(QFont.Tag("tnum"), 1)
    target.setFont(font)


def yield_focus(widget: QWidget) -> None:
    """Give the focus to what holds the widget, before the widget is hidden, disabled or removed.

    Left to itself, Qt hands it to the next button, and Enter would then mean something else.
    """
    focused = QApplication.focusWidget()
    if focused is None or not (focused is widget or widget.isAncestorOf(focused)):
        return
    holder = widget.parentWidget()
    while holder and holder.focusPolicy() == Qt.FocusPolicy.NoFocus:
        holder = holder.parentWidget()
    if holder:
        holder.setFocus(Qt.FocusReason.OtherFocusReason)


def panel() -> QFrame:
    """Return a white card with a line around it."""
    made = QFrame()
    made.setObjectName("panel")
    return made


def roomy(box: QAbstractSpinBox, room: int) -> None:
    """Leave room before the number of a box without arrows, as in other fields."""
    field = box.findChild(QLineEdit)
    if field is not None:
        field.setTextMargins(room, 0, 0, 0)


class ElidedLabel(QLabel):
    """One line that ends in "…" where there is no room; all of it shows on hovering."""

    def __init__(self, kind: str = "", side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._whole = ""

    def set_whole(self, text: str) -> None:
        """Show as much of the text as there is room for."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as needed."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        width = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, width)
        if shown != self.text():
            self.setText(shown)
