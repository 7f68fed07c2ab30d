"""One scale of one resident: the line, its items, what is due, and how it was asked."""

from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from app.check_in import ResidentRecord
from app.check_in.score_book import ScaleRecord
from app.clinical.due import Due
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.scores.items_grid import ItemsGrid
from ui.staff.scores.score_plot import ScorePlot
from ui.staff.scores.scores_view import due_of, score_of
from ui.staff.wording.language import Language

_LARGE = 1.3


class ResidentPanel(QWidget):
    """Shows what it is given."""

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("column")
        self._language = language
        self._look = look
        words, px = language.words.scores, look.px
        self._heading = label(kind="strong")
        self._newest = label(wraps=True)
        self._newest.setObjectName("scoresNewest")
        self._change = label(kind="secondary", wraps=True)
        self._change.setObjectName("scoresChange")
        self._cutoffs = label(kind="small", wraps=True)
        self._plot = ScorePlot(look)
        self._items_heading = label(kind="strong")
        self._items = ItemsGrid(look, words.no_answer)
        self._no_items = label(words.no_items, "secondary", wraps=True)
        self._due = label(wraps=True)
        self._due.setObjectName("scoresDue")
        self._how = label(wraps=True)
        self._how.setObjectName("scoresHow")
        self._line = self._panel(
            self._heading, self._newest, self._change, self._plot, self._cutoffs
        )
        self._answers = self._panel(self._items_heading, self._items, self._no_items)
        self._when = self._panel(label(words.due, "strong"), self._due)
        self._asked = self._panel(label(words.how, "strong"), self._how)
        # One below the other where letters are large: beside one another they would not fit.
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if look.scale > _LARGE else ways.LeftToRight
        upper, lower = QBoxLayout(way), QBoxLayout(way)
        upper.addWidget(self._line, 3)
        upper.addWidget(self._answers, 2)
        lower.addWidget(self._when, 1)
        lower.addWidget(self._asked, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(14))
        for row in (upper, lower):
            row.setSpacing(px(16))
            layout.addLayout(row)

    def show_record(
        self,
        record: ResidentRecord | None,
        scale: ScaleRecord | None,
        due: tuple[Due, ...] | None,
    ) -> None:
        """Show a scale of a record; of none, only what is due."""
        language = self._language
        for panel in (self._line, self._answers, self._asked):
            panel.setVisible(scale is not None)
        self._when.setVisible(record is not None)
        set_text(self._due, "\n".join(due_of(due, record, language)) if record else "")
        view = score_of(scale, language) if scale else None
        self._plot.show_plot(view.plot if view else None)
        self._items.show_items(view.items if view else (), view.item_range if view else (0, 3))
        self._items.setVisible(bool(view and view.items))
        self._no_items.setVisible(bool(view and not view.items))
        for target, text in (
            (self._heading, view.heading if view else ""),
            (self._newest, view.newest if view else ""),
            (self._change, view.change if view else ""),
            (self._cutoffs, "\n".join(view.cutoffs) if view else ""),
            (self._items_heading, view.items_heading if view else ""),
            (self._how, "\n".join(view.how) if view else ""),
        ):
            set_text(target, text)

    def _panel(self, *parts: QWidget) -> QFrame:
        px = self._look.px
        made = QFrame()
        made.setObjectName("panel")
        inside = QVBoxLayout(made)
        inside.setContentsMargins(px(20), px(16), px(20), px(18))
        inside.setSpacing(px(6))
        for part in parts:
            inside.addWidget(part)
        if not any(isinstance(part, ScorePlot) for part in parts):
            inside.addStretch()
        return made
