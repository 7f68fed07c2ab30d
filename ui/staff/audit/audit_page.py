"""The Audit page: how the chain stands, and the newest entries to sort and filter."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.clock import Clock
from app.oversight import Trail
from ui.staff.audit.audit_choices import AuditChoices
from ui.staff.audit.audit_export import AuditExportBar, AuditExportModel
from ui.staff.audit.audit_table import AuditTable, Column, FilteredTable
from ui.staff.audit.audit_view import count_text, entry_view, state_view
from ui.staff.audit.row_lines import RowLines
from ui.staff.audit.trail import TrailModel
from ui.staff.look.columns import place_last
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, restyle, set_text, yield_focus
from ui.staff.look.style import Look
from ui.staff.look.table import MEASURED
from ui.staff.wording.language import Language


class AuditPage(QWidget):
    """Shows the trail; each visit reads and verifies it anew."""

    def __init__(
        self,
        trail: TrailModel,
        export: AuditExportModel,
        clock: Clock,
        language: Language,
        look: Look,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._trail = trail
        self._clock = clock
        self._language = language
        words = language.words.audit
        self._state = label(wraps=True)
        self._state.setObjectName("banner")
        self._state.setToolTip(language.words.health.chain_limits)
        self._verify = KeyButton(words.verify)
        self._verify.setObjectName("verify")
        self._verify.clicked.connect(self._on_verify)
        self._filter = QLineEdit()
        self._filter.setObjectName("filter")
        self._filter.setAccessibleName(words.filter)
        self._filter.setPlaceholderText(words.filter_hint)
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._on_filter)
        self._count = label(kind="secondary")
        self._count.setObjectName("count")
        self._rows = AuditTable(language, self, look.palette)
        self._filtered = FilteredTable(self._rows, self)
        self._shown: tuple[Trail | None, int | None] = (None, None)
        self._choices = AuditChoices(language, look)
        self._choices.changed.connect(self._on_choice)
        self._export = AuditExportBar(
            export,
            lambda: self._choices.wanted(self._clock()),
            lambda: self._choices.said,
            language,
            look,
        )
        self._table = self._made_table(look)
        self._whole = label(kind="secondary", wraps=True)
        self._whole.setObjectName("wholeEntry")
        self._whole.hide()
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._show_whole())
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._on_find)
        self._arrange(look)
        trail.changed.connect(self._show)
        trail.progressed.connect(lambda: self._show_state(self._clock()))
        self._show()

    def tick(self, now: datetime) -> None:
        """Say when it was checked, seen from now."""
        self._show_state(now)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the log for whoever opened the page."""
        super().showEvent(event)
        self._trail.read(self._choices.wanted(self._clock()))
        self._filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Leave no trace of what was looked for."""
        # Not clear(): that could be undone by whoever comes next.
        self._filter.setText("")
        self._choices.clear()

    def _made_table(self, look: Look) -> QTableView:
        table = QTableView()
        table.setObjectName("entries")
        table.setAccessibleName(self._language.words.audit.table)
        table.setModel(self._filtered)
        table.setItemDelegate(RowLines(look.px(8), table, look.palette))
        table.setSortingEnabled(True)
        table.sortByColumn(Column.ENTRY, Qt.SortOrder.DescendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setWordWrap(False)
        # Tab leaves the table, so that a keyboard is not caught in it.
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(look.px(40))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(look.px(60))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(MEASURED)
        return table

    def _arrange(self, look: Look) -> None:
        px = look.px
        tools = QHBoxLayout()
        tools.setSpacing(px(12))
        tools.addWidget(self._filter, 1)
        tools.addWidget(self._count)
        tools.addWidget(self._verify)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(24), px(28), px(24))
        layout.setSpacing(px(14))
        layout.addWidget(self._state)
        layout.addLayout(tools)
        layout.addWidget(self._choices)
        layout.addWidget(label(self._language.words.audit.one_more, "secondary", wraps=True))
        layout.addWidget(self._table, 1)
        layout.addWidget(self._whole)
        layout.addWidget(self._export)
        self._export.show_state()

    def _show(self) -> None:
        trail, words = self._trail, self._language.words.audit
        broken_at = trail.checked.verdict.first_bad if trail.checked else None
        if (trail.trail, broken_at) != self._shown:
            self._shown = trail.trail, broken_at
            rows = trail.trail.rows if trail.trail else ()
            self._rows.show_entries(tuple(entry_view(r, broken_at, self._language) for r in rows))
            if trail.trail:
                self._choices.offer(trail.trail)
            place_last(self._table, Column.DETAILS)
        if trail.is_busy:
            yield_focus(self._verify)
        self._verify.setEnabled(not trail.is_busy)
        self._verify.setText(words.verifying if trail.is_busy else words.verify)
        self._show_state(self._clock())
        self._show_count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the details what room there is."""
        super().resizeEvent(event)
        place_last(self._table, Column.DETAILS)

    def _show_state(self, now: datetime) -> None:
        trail = self._trail
        state = state_view(
            trail.checked,
            trail.problem,
            now,
            self._language,
            is_busy=trail.is_busy,
            verified=trail.verified,
        )
        if self._state.text() != state.text:
            self._state.setText(state.text)
        restyle(self._state, "tone", str(state.tone))

    def _show_count(self) -> None:
        text, shown = self._filter.text().strip(), self._filtered.rowCount()
        trail, words = self._trail, self._language.words
        if trail.is_reading:
            # What stands there was asked for before.
            said = words.audit.reading_entries
        elif trail.unread is not None:
            message = trail.unread or words.problem.unexpected
            said = words.audit.unread.format(message=message)
        else:
            said = count_text(
                shown, trail.trail, self._language, filter_text=text, chosen=self._choices.said
            )
        self._count.setText(said)

    def _show_whole(self) -> None:
        # A line of the table may be wider than the window.
        rows = self._table.selectionModel().selectedRows()
        cells = (rows[0].siblingAtColumn(at).data() for at in Column) if rows else ()
        set_text(self._whole, " · ".join(text for text in cells if text))

    def _on_filter(self, text: str) -> None:
        self._filtered.filter(text)
        self._show_count()

    def _on_choice(self) -> None:
        self._trail.choose(self._choices.wanted(self._clock()))

    def _on_verify(self) -> None:
        self._trail.verify()

    def _on_find(self) -> None:
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()
