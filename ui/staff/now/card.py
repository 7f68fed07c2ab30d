"""An alert's card: how grave and how long, what was said and why it matters, what to do."""

from datetime import datetime, timedelta
from functools import partial
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout

from app.ids import AlertId
from ui.staff.look.accent import AccentFrame
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, set_text, show_badge, yield_focus
from ui.staff.look.style import Look
from ui.staff.now.card_view import CardView
from ui.staff.now.deeds import Deeds
from ui.staff.now.emergency import EmergencyPanel
from ui.staff.now.resolve_panel import ResolvePanel
from ui.staff.now.why_line import Rows, WhyLine
from ui.staff.wording.language import Language

LONG_QUOTE = 280
_PANEL_ROW = 4


class AlertCardWidget(AccentFrame):
    """Shows one alert and is updated in place, so that focus and a half-typed note stay."""

    selected = Signal(object)
    taken = Signal(object)
    arrived = Signal(object)
    released = Signal(object)
    opened = Signal(object)
    resolving = Signal(object)
    resolved = Signal(object, str)
    asking = Signal(object)
    """With the panel that asks what it was, when it has been opened."""
    left = Signal()
    painted = Signal(object, int)
    """Its id and which of its alarms: this alarm stands on the screen, and none had shown it."""

    def __init__(self, view: CardView, language: Language, look: Look) -> None:
        super().__init__(look)
        self.id: AlertId = view.id
        self._view: CardView | None = None
        self._words = language.words
        self._language = language
        self._look = look
        self._is_long_shown = False
        self._panel: ResolvePanel | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("alertCard")
        self._title = label(kind="name", wraps=True)
        self._notice = label(kind="warning", wraps=True)
        self._quote = label(kind="quote", wraps=True)
        self._quote.setObjectName("quote")
        self._long = KeyButton(self._words.now.show_all, "link")
        self._long.setObjectName("showAll")
        self._long.clicked.connect(self._toggle_long)
        self._emergency = EmergencyPanel(language, look)
        self._shown_facts = Rows(look)
        self._why = WhyLine(language, look)
        self._deeds = Deeds(language, look)
        for deed, signal in (
            (self._deeds.taken, self.taken),
            (self._deeds.arrived, self.arrived),
            (self._deeds.resolving, self.resolving),
            (self._deeds.released, self.released),
            (self._deeds.opened, self.opened),
        ):
            deed.connect(partial(signal.emit, self.id))
        self._arrange()

    def show_card(
        self, view: CardView, *, is_selected: bool, is_pending: bool, is_resolving: bool
    ) -> None:
        """Show the alert as it stands."""
        if view != self._view:
            self._view = view
            self._fill(view)
        self.mark(is_selected=is_selected)
        self._show_actions(view, is_selected, is_pending, is_resolving)

    def unfold(self) -> None:
        """Show all that is known of it, or less again."""
        self._why.toggle()

    def tick(self, now: datetime) -> None:
        """Show how long it has been."""
        if self._view:
            waited = self._language.waiting(self._view.since, now)
            if waited != self.time.text():
                self.time.setText(waited)
            set_text(self.due, due_text(self._view, now, self._language))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, and know that it has been seen."""
        super().paintEvent(event)
        if self._view and self._view.is_undelivered:
            self.painted.emit(self.id, self._view.alarms)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the card wherever it is pressed."""
        self.selected.emit(self.id)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand keys to the open panel, also when the card itself has the focus."""
        if self._panel:
            self._panel.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        px = self._look.px
        said = QVBoxLayout()
        said.setSpacing(px(4))
        for part in (self._title, self._notice, self._quote):
            said.addWidget(part)
        said.addWidget(self._long, 0, Qt.AlignmentFlag.AlignLeft)
        said.addStretch()
        self.body.addLayout(said, 0, 0)
        self.body.addWidget(self._deeds, 0, 1)
        # Across the whole card: what is on record is long, and letters may be large.
        for row, below in enumerate((self._shown_facts, self._why, self._emergency), 1):
            self.body.addWidget(below, row, 0, 1, 2)
        self.body.setRowStretch(_PANEL_ROW + 1, 1)

    def _fill(self, view: CardView) -> None:
        show_badge(self.badge, view.priority, view.badge)
        self.set_priority(view.priority, is_waiting=view.is_waiting)
        set_text(self.caption, view.caption)
        set_text(self.small, view.raised)
        set_text(self._title, view.title)
        set_text(self._notice, view.notice)
        self._show_quote(view)
        self._emergency.show_call(view.emergency)
        self._shown_facts.show_facts(view.shown_facts)
        self._shown_facts.setVisible(bool(view.shown_facts))
        self._why.show_why(view.why_heading, view.why, view.facts)
        self._why.note(view.risk_notes)
        told = f"{view.badge}. {view.title}. {view.caption}. {view.notice}"
        self.setAccessibleName(told.strip())
        why = f"{view.why_heading}: {view.why}"
        facts = map(": ".join, (*view.shown_facts, *view.facts))
        self.setAccessibleDescription("\n".join((view.quote, why, *facts, view.raised)))

    def _show_quote(self, view: CardView) -> None:
        is_long = len(view.quote) > LONG_QUOTE
        self._long.setVisible(is_long)
        words = self._words.now
        self._long.setText(words.show_less if self._is_long_shown else words.show_all)
        cut = is_long and not self._is_long_shown
        set_text(self._quote, view.quote[:LONG_QUOTE] + "…" if cut else view.quote)

    def _toggle_long(self) -> None:
        self._is_long_shown = not self._is_long_shown
        if self._view:
            self._show_quote(self._view)

    def _show_actions(
        self, view: CardView, is_selected: bool, is_pending: bool, is_resolving: bool
    ) -> None:
        self._why.offer_key(is_selected=is_selected)
        self._deeds.show_deeds(
            view, is_selected=is_selected, is_pending=is_pending, is_resolving=is_resolving
        )
        if is_resolving:
            self._open_panel().show_state(is_pending=is_pending, is_closed=view.closed_elsewhere)
        else:
            self._close_panel()

    def _open_panel(self) -> ResolvePanel:
        if self._panel is None:
            self._panel = ResolvePanel(self._language, self._look)
            self._panel.confirmed.connect(self.resolved)
            self._panel.cancelled.connect(self.left)
            self.body.addWidget(self._panel, _PANEL_ROW, 0, 1, 2)
            self.asking.emit(self._panel)
            self._panel.begin()
        return self._panel

    def _close_panel(self) -> None:
        if self._panel:
            yield_focus(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None


def due_text(view: CardView, now: datetime, language: Language) -> str:
    """Return what happens next by itself and in what time; whole seconds, never below nought."""
    if view.due_at is None or view.closed_elsewhere:
        return ""
    left = view.due_at - now
    if left <= timedelta(0):
        return language.words.now.due_now
    # Rounded up: "0:00" would be said a second early.
    return view.due_words.format(
        left=language.lasted(timedelta(seconds=ceil(left.total_seconds())))
    )
