"""The Review page: what waits at the left; the chosen words, why doubtful, the verdict at right."""

from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.clock import Clock
from app.safety import Level
from app.safety.review import ReviewCaseId, Verdict
from ui.staff.look.parts import label, panel, set_text
from ui.staff.look.style import Look
from ui.staff.review.review_model import ReviewModel
from ui.staff.review.review_view import (
    CaseLine,
    CaseView,
    case_of,
    count_line,
    decided_of,
    lines_of,
)
from ui.staff.review.verdict_form import VerdictForm
from ui.staff.wording.language import Language

_ID = Qt.ItemDataRole.UserRole


class ReviewPage(QWidget):
    """Shows the queue and takes verdicts by keys: a digit, then Enter."""

    def __init__(self, model: ReviewModel, clock: Clock, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self._model = model
        self._clock = clock
        self._language = language
        self._look = look
        words = language.words.review
        self._is_new_here = False
        self._shown: ReviewCaseId | None = None
        self._explained = label(words.explained, "secondary", wraps=True)
        self._count = label(kind="strong", wraps=True)
        self._count.setObjectName("reviewCount")
        self._problem = label(wraps=True)
        self._problem.setObjectName("banner")
        self._problem.hide()
        self._empty = _Empty(language, look)
        self._list = _Cases()
        self._list.setObjectName("cases")
        self._list.setAccessibleName(words.list)
        self._list.currentItemChanged.connect(self._on_chosen)
        self._case = _CasePanel(language, look)
        self._form = VerdictForm(language, look)
        self._form.confirmed.connect(self._on_confirmed)
        self._decided = label(kind="secondary", wraps=True)
        self._decided.setObjectName("decided")
        self._decided_heading = label(words.decided, "strong")
        self._arrange()
        model.changed.connect(self._show)
        model.decided.connect(self._on_decided)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the queue for whoever opened the page."""
        super().showEvent(event)
        self._is_new_here = True
        self._model.open()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, Enter records."""
        if self._model.item is None or not self._form.hear(event):
            super().keyPressEvent(event)

    def clear(self) -> None:
        """Leave no trace of what was typed or shown."""
        self._form.clear()

    def _arrange(self) -> None:
        px = self._look.px
        inside = QVBoxLayout(self._case)
        inside.setContentsMargins(px(20), px(16), px(20), px(18))
        inside.setSpacing(px(8))
        inside.addLayout(self._case.rows)
        inside.addWidget(self._form)
        right = QWidget()
        right.setObjectName("column")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, px(24))
        column.setSpacing(px(12))
        column.addWidget(self._case)
        column.addWidget(self._decided_heading)
        column.addWidget(self._decided)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(right)
        columns = QHBoxLayout()
        columns.setSpacing(px(20))
        columns.addWidget(self._list, 2)
        columns.addWidget(area, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(24), px(28), 0)
        layout.setSpacing(px(12))
        for part in (self._problem, self._explained, self._count, self._empty):
            layout.addWidget(part)
        layout.addLayout(columns, 1)

    def _show(self) -> None:
        model, language, now = self._model, self._language, self._clock()
        reviews, words = model.reviews, language.words.review
        message = model.problem.message if model.problem else ""
        unread = words.unread.format(message=message or language.words.problem.unexpected)
        set_text(self._problem, unread if model.problem else "")
        set_text(self._count, count_line(reviews, language) if reviews else "")
        self._empty.setVisible(not (reviews and reviews.items))
        self._empty.show_state(is_read=model.is_whole)
        self._show_lines(now)
        item = model.item
        if self._shown != model.selected:
            self._shown = model.selected
            self._form.clear()
        self._case.setVisible(item is not None)
        # Emptied as well as hidden: nobody's words stay in a locked window.
        self._case.show_case(case_of(item, now, language) if item else CaseView.empty())
        self._form.show_state(is_recording=model.is_recording, problem=model.notice)
        decided = reviews.decided if reviews else ()
        self._decided_heading.setVisible(bool(decided))
        set_text(self._decided, "\n".join(decided_of(one, now, language) for one in decided))

    def _show_lines(self, now: datetime) -> None:
        reviews = self._model.reviews
        lines = lines_of(reviews, now, self._language) if reviews else ()
        self._list.setVisible(bool(lines))
        with QSignalBlocker(self._list):
            self._fill(lines)
        if lines and self._is_new_here and self.isVisible():
            # What came only now could not take the focus when the page was opened.
            self._is_new_here = False
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, lines: tuple[CaseLine, ...]) -> None:
        while self._list.count() > len(lines):
            self._list.takeItem(self._list.count() - 1)
        while self._list.count() < len(lines):
            self._list.addItem(QListWidgetItem())
        for at, line in enumerate(lines):
            item = self._list.item(at)
            item.setText(f"{line.words}\n{line.said}")
            item.setToolTip(line.words)
            item.setData(_ID, line.id)
            if line.id == self._model.selected:
                self._list.setCurrentItem(item, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._model.select(item.data(_ID))

    def _on_confirmed(self, verdict: Verdict, level: Level | None, note: str) -> None:
        self._model.decide(verdict, level, note)

    def _on_decided(self) -> None:
        self._form.clear()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)


class _Cases(QListWidget):
    """The list; digits and Enter are left to the page."""

    def __init__(self) -> None:
        super().__init__()
        # Two lines, each cut where it ends; all of it stands beside the list.
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear the arrows only: letters and digits must not jump about in the list."""
        if event.text().strip() or event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _CasePanel(QFrame):
    """The chosen words and all that is known of them."""

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("listed")
        self._language = language
        self._words = label(kind="quote", wraps=True)
        self._words.setObjectName("caseWords")
        self._said = label(kind="secondary", wraps=True)
        self._score = label(kind="secondary")
        self._facts: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(10))
        self._grid.setVerticalSpacing(look.px(3))
        self._grid.setColumnStretch(1, 1)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(look.px(4))
        for part in (self._words, self._said, self._score):
            self.rows.addWidget(part)
        self.rows.addLayout(self._grid)

    def show_case(self, view: CaseView) -> None:
        """Show a case."""
        set_text(self._words, view.words)
        set_text(self._said, view.said)
        set_text(self._score, view.score)
        doubt = self._language.words.review.doubt
        facts = [(doubt, view.doubts), *view.facts] if view.doubts else list(view.facts)
        while len(self._facts) < len(facts):
            name, value = label(kind="factName"), label(wraps=True)
            at = len(self._facts)
            self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, at, 1)
            self._facts.append((name, value))
        for at, (name, value) in enumerate(self._facts):
            known = facts[at] if at < len(facts) else ("", "")
            set_text(name, known[0])
            set_text(value, known[1])
        told = "\n".join(": ".join(fact) for fact in facts)
        self.setAccessibleName(view.words)
        self.setAccessibleDescription(f"{view.said}\n{view.score}\n{told}")


class _Empty(QWidget):
    """That nothing waits, and what will come here."""

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        words = language.words.review
        self._words = words
        self._first = label(kind="hero", wraps=True)
        self._more = label(words.empty_more, "secondary", wraps=True)
        made = panel()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(look.px(28), look.px(34), look.px(28), look.px(34))
        inside.addWidget(self._first)
        inside.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(made)

    def show_state(self, *, is_read: bool) -> None:
        """Say that nothing waits only when the queue was read."""
        self._first.setText(self._words.empty if is_read else self._words.reading)
        self._more.setVisible(is_read)
