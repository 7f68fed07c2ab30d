"""The dark bar: which pages there are, and at its foot what is known of audit, storage, sound."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.staff.live.health import HealthLine
from ui.staff.look.parts import label, restyle, set_text
from ui.staff.look.style import Look
from ui.staff.wording.language import Language

_LINES = 8
_SHOWN_PAGES = 3
"""So many are seen at least; the others scroll where letters are large."""


class SideBar(QWidget):
    """Chooses the page; only pages that exist are here.

    Attributes:
        foot: for what stands below everything.
    """

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(language.words.shell.pages)
        self.setFixedWidth(look.px(204))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(24), 0, look.px(22))
        layout.setSpacing(0)
        brand = label("Lilo")
        brand.setObjectName("brand")
        brand.setContentsMargins(look.px(24), 0, 0, 0)
        layout.addWidget(brand)
        layout.addSpacing(look.px(22))
        self._group = QButtonGroup(self)
        self._buttons: list[_PageButton] = []
        pages = QVBoxLayout()
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(0)
        for at, name in enumerate(names):
            button = _PageButton(name, look)
            button.setObjectName(f"page{at}")
            self._group.addButton(button, at)
            self._buttons.append(button)
            pages.addWidget(button)
        pages.addStretch()
        layout.addWidget(_scrolling(pages, look), 1)
        self._group.idClicked.connect(self.chosen)
        layout.addSpacing(look.px(8))
        self._lines: list[tuple[QLabel, QLabel]] = []
        for at in range(_LINES):
            text, detail = label(kind="health", wraps=True), label(wraps=True)
            text.setObjectName(f"health{at}")
            detail.setObjectName(f"healthDetail{at}")
            for part in (text, detail):
                part.setContentsMargins(look.px(24), 0, look.px(14), 0)
                layout.addWidget(part)
            detail.setContentsMargins(look.px(24), 0, look.px(14), look.px(9))
            self._lines.append((text, detail))
        self._lines[0][0].setToolTip(language.words.health.chain_limits)
        self._lines[0][1].setToolTip(language.words.health.chain_limits)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(look.px(24), 0, look.px(14), 0)
        layout.addLayout(self.foot)

    def offer(self, at: int, *, is_there: bool) -> None:
        """Name a page, or leave out one that this facility does not have."""
        self._buttons[at].setVisible(is_there)

    def offers(self, at: int) -> bool:
        """Whether the page can be chosen."""
        return not self._buttons[at].isHidden()

    def show_page(self, at: int) -> None:
        """Mark the page that is shown."""
        self._buttons[at].setChecked(True)

    def show_count(self, at: int, count: str) -> None:
        """Show how many wait beside a page's name."""
        self._buttons[at].show_count(count)

    def show_health(self, lines: Sequence[HealthLine]) -> None:
        """Say what is known."""
        for at, (text, detail) in enumerate(self._lines):
            line = lines[at] if at < len(lines) else None
            set_text(text, line.text if line else "")
            set_text(detail, line.detail if line else "")
            restyle(text, "tone", str(line.tone) if line else "")


def _scrolling(pages: QVBoxLayout, look: Look) -> QScrollArea:
    inside = QWidget()
    inside.setLayout(pages)
    inside.setAutoFillBackground(False)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    area.setMinimumHeight(look.px(42) * _SHOWN_PAGES)
    return area


class _PageButton(QPushButton):
    def __init__(self, name: str, look: Look) -> None:
        super().__init__(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = name
        self._look = look
        self._count = ""

    def show_count(self, count: str) -> None:
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self._name} {count}".strip())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        px = self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        metrics = painter.fontMetrics()
        height = px(24)
        width = max(height, metrics.horizontalAdvance(self._count) + px(14))
        pill = self.rect()
        pill.setLeft(pill.right() - width - px(18))
        pill.setWidth(width)
        pill.setTop((self.height() - height) // 2)
        pill.setHeight(height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(Qt.GlobalColor.black)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._count)
