"""What pages are laid out with: a scrolling column, cards with a heading, and a line of news."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.staff.look.parts import label, panel, restyle, set_text
from ui.staff.look.style import Look

_LARGE = 1.3
"""From this text scale on parts stand below one another."""


class Card(QFrame):
    """A card with a heading, and at the right of it a remark.

    Attributes:
        body: where its parts go.
        remark: said beside the heading.
    """

    def __init__(self, heading: str, look: Look, explained: str = "") -> None:
        super().__init__()
        self.setObjectName("panel")
        # Not "Maximum": what wraps would be cut off where it is narrower than it would like to be.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        px = look.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(8))
        top = QHBoxLayout()
        name = label(heading, "strong")
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        top.addWidget(name)
        top.addStretch()
        self.remark = label(kind="state")
        self.remark.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        top.addWidget(self.remark)
        outer.addLayout(top)
        if explained:
            outer.addWidget(label(explained, "secondary", wraps=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(6))
        outer.addLayout(self.body, 1)
        # What is left over stays below, unless a part takes it.
        outer.addStretch()

    def fill(self) -> None:
        """Take all the height that there is."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def say(self, text: str, tone: str = "") -> None:
        """Show a remark."""
        set_text(self.remark, text)
        restyle(self.remark, "tone", tone)


class News(QLabel):
    """What went wrong or was done, above a page; it takes no room while there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def tell(self, text: str, *, is_good: bool = False) -> None:
        """Say it, or be silent."""
        set_text(self, text)
        self.setAccessibleName(text)
        restyle(self, "tone", "good" if is_good else "")


def scrolling(column: QVBoxLayout) -> QScrollArea:
    """Return a scrolling area that shows a column."""
    content = QWidget()
    content.setLayout(column)
    return scrolled(content)


def scrolled(content: QWidget) -> QScrollArea:
    """Return a scrolling area that shows a widget."""
    content.setObjectName("scrollContent")
    area = QScrollArea()
    area.setObjectName("scroll")
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def row_of(look: Look, *parts: QWidget, stretched: Collection[QWidget] = ()) -> QBoxLayout:
    """Return parts side by side; one below the other where large text leaves no room beside.

    Args:
        stretched: parts that share what room is left; without any the room stays free.
    """
    directions = QBoxLayout.Direction
    is_large = look.scale > _LARGE
    row = QBoxLayout(directions.TopToBottom if is_large else directions.LeftToRight)
    row.setSpacing(look.px(10))
    for part in parts:
        row.addWidget(part, 1 if part in stretched and not is_large else 0)
    if not stretched:
        row.addStretch()
    return row


def margins(layout: QVBoxLayout | QHBoxLayout, look: Look) -> None:
    """Give a page's layout its usual room."""
    layout.setContentsMargins(look.px(28), look.px(24), look.px(28), look.px(24))
    layout.setSpacing(look.px(14))


def share_height(column: QVBoxLayout, *, is_full: bool) -> None:
    """Give the first part what height is left, or the stretch at the end where that is empty."""
    column.setStretch(0, int(is_full))
    column.setStretch(column.count() - 1, int(not is_full))


def framed(widget: QWidget, look: Look) -> QFrame:
    """Return a card around a widget."""
    made = panel()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(16))
    layout.addWidget(widget)
    return made
