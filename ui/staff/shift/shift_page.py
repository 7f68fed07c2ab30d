"""The Reports page: this shift, the last seven days, and what was talked and handed on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.staff.live.feed import BoardFeed
from ui.staff.look.page_frame import Card
from ui.staff.look.parts import even_digits, label, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import Table
from ui.staff.now.side_view import FigureView, shift_of
from ui.staff.paper.export_bar import ExportBar
from ui.staff.paper.export_model import ExportModel
from ui.staff.shift.shift_view import (
    TallyLine,
    by_level,
    by_source,
    referral_rows,
    shift_rows,
    speech_of,
    talk_rows,
    warning_of,
)
from ui.staff.shift.speech_model import SpeechModel
from ui.staff.wording.language import Language

_LARGE = 1.3


class ShiftPage(QWidget):
    """Follows the board; what Lilo said is read on each visit."""

    def __init__(
        self,
        feed: BoardFeed,
        speech: SpeechModel,
        exports: ExportModel,
        language: Language,
        look: Look,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._feed = feed
        self._speech = speech
        self._language = language
        words = language.words.shift_page
        px = look.px
        self._warning = label(wraps=True)
        self._warning.setObjectName("notice")
        self._warning.hide()
        self._figures = _Figures(look)
        self._none = label(kind="secondary", wraps=True)
        self._source = _Table(words.by_source, language, look)
        self._level = _Table(words.by_level, language, look)
        self._said = label(wraps=True)
        self._said.setObjectName("speech")
        self._said_panel = _Panel(look)
        self._said_panel.inside.addWidget(label(words.speech, "strong"))
        self._said_panel.inside.addWidget(self._said)
        content = QWidget()
        content.setObjectName("scrollContent")
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, px(24))
        inside.setSpacing(px(16))
        reports = language.words.reports
        headings = (
            reports.ends,
            reports.alerts,
            reports.actionable,
            reports.median,
            reports.immediate,
            reports.urgent,
            reports.elevated,
        )
        self._shifts_card = Card(reports.shifts, look, reports.shifts_explained)
        self._shifts = Table("shifts", reports.shifts, headings, look, grows=True)
        self._shifts_card.body.addWidget(self._shifts)
        exports.family = look.family
        export = ExportBar(exports, exports.shifts, language, look)
        self._shifts_card.body.addWidget(export)
        export.setVisible(exports.is_there)
        self._talk = Table(
            "talk",
            reports.talk,
            (reports.day, reports.turns, reports.talkers),
            look,
            grows=True,
        )
        self._talk_card = Card(reports.talk, look, reports.talk_explained)
        self._talk_card.body.addWidget(self._talk)
        self._referrals = Table(
            "referrals",
            reports.referrals,
            (
                reports.month,
                reports.danger,
                reports.alerts,
                reports.emergency_line,
                reports.physician,
            ),
            look,
            grows=True,
        )
        self._no_referrals = label(reports.referrals_none, "secondary", wraps=True)
        self._referrals_card = Card(reports.referrals, look, reports.referrals_explained)
        self._referrals_card.body.addWidget(self._no_referrals)
        self._referrals_card.body.addWidget(self._referrals)
        parts = (
            self._figures,
            self._none,
            self._source,
            self._level,
            self._said_panel,
            self._shifts_card,
            self._talk_card,
            self._referrals_card,
        )
        for part in parts:
            inside.addWidget(part)
        inside.addStretch(1)
        area = QScrollArea()
        area.setObjectName("scroll")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(24), px(28), 0)
        layout.setSpacing(px(12))
        layout.addWidget(label(words.explained, "secondary", wraps=True))
        layout.addWidget(self._warning)
        layout.addWidget(area, 1)
        feed.changed.connect(self._show)
        speech.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what Lilo said for whoever opened the page."""
        super().showEvent(event)
        self._speech.refresh()
        self._show()

    def _show(self) -> None:
        if not self.isVisible():
            # What is derived for nobody is time taken from the alerts.
            return
        language, words = self._language, self._language.words.shift_page
        figures = self._feed.board.shift if self._feed.board else None
        has_some = figures is not None and figures.alerts > 0
        set_text(self._warning, warning_of(figures, language) if figures else "")
        self._figures.show_figures(shift_of(figures, language) if figures else ())
        none = f"{words.none} {words.none_more}" if figures else words.reading
        set_text(self._none, "" if has_some else none)
        self._source.show_lines(by_source(figures, language) if figures else ())
        self._level.show_lines(by_level(figures, language) if figures else ())
        said = speech_of(self._speech.figures, self._speech.problem, language)
        self._said_panel.setVisible(self._speech.is_there)
        set_text(self._said, "\n".join(said))
        self._shifts_card.setVisible(bool(self._speech.shifts))
        self._shifts.show_rows(shift_rows(self._speech.shifts, language))
        activity = self._speech.activity
        for card in (self._talk_card, self._referrals_card):
            card.setVisible(activity is not None)
        if activity:
            self._talk.show_rows(talk_rows(activity, language))
            self._referrals.show_rows(referral_rows(activity, language))
            self._referrals.setVisible(bool(activity.referrals))
            self._no_referrals.setVisible(not activity.referrals)


class _Panel(QFrame):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(18))
        self.inside.setSpacing(look.px(8))


class _Figures(_Panel):
    """Three large figures."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        row = QHBoxLayout()
        self._parts = []
        for _ in range(3):
            value, caption = label(kind="hero"), label(kind="secondary", wraps=True)
            even_digits(value)
            column = QVBoxLayout()
            column.addWidget(value)
            column.addWidget(caption)
            row.addLayout(column, 1)
            self._parts.append((value, caption))
        self.inside.addLayout(row)

    def show_figures(self, figures: tuple[FigureView, ...]) -> None:
        """Show them, or nothing."""
        self.setVisible(bool(figures))
        for (value, caption), figure in zip(self._parts, figures, strict=False):
            value.setText(figure.value)
            caption.setText(figure.caption)


class _Table(_Panel):
    """A small table that a screen reader reads line by line."""

    def __init__(self, heading: str, language: Language, look: Look) -> None:
        super().__init__(look)
        words = language.words.shift_page
        self.setAccessibleName(heading)
        self._heads = (words.alerts, words.resolved, words.actionable)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(20))
        self._grid.setVerticalSpacing(look.px(8))
        # Figures stand near their names, not at the far edge.
        is_large = look.scale > _LARGE
        self._grid.setColumnMinimumWidth(0, 0 if is_large else look.px(220))
        self._grid.setColumnStretch(0 if is_large else len(self._heads) + 1, 1)
        right = Qt.AlignmentFlag.AlignRight
        self._grid.addWidget(label(heading, "strong"), 0, 0)
        for at, head in enumerate(self._heads, 1):
            self._grid.addWidget(label(head, "factName"), 0, at, right)
        self._cells: list[tuple[QLabel, ...]] = []
        self.inside.addLayout(self._grid)

    def show_lines(self, lines: tuple[TallyLine, ...]) -> None:
        """Show the lines; without any there is no table."""
        self.setVisible(bool(lines))
        while len(self._cells) < len(lines):
            cells = tuple(label() for _ in range(4))
            for column, cell in enumerate(cells):
                right = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                even_digits(cell)
                self._grid.addWidget(cell, len(self._cells) + 1, column, right)
            self._cells.append(cells)
        for at, cells in enumerate(self._cells):
            line = lines[at] if at < len(lines) else TallyLine("", "", "", "")
            texts = (line.name, line.alerts, line.resolved, line.actionable)
            for cell, text in zip(cells, texts, strict=True):
                set_text(cell, text)
            told = ", ".join(
                f"{head}: {text}" for head, text in zip(self._heads, texts[1:], strict=True)
            )
            cells[0].setAccessibleName(f"{line.name}. {told}")
