"""The cards, one below the other: made once, updated in place, moved without losing the focus."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from app.ids import AlertId
from ui.shared.chime import Sound
from ui.staff.entry.kept_form import KeptForm
from ui.staff.live.waiting import RoomCallView, WaitingModel
from ui.staff.look.beacon import Beacon
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import yield_focus
from ui.staff.look.style import Look
from ui.staff.now.card import AlertCardWidget
from ui.staff.now.card_view import CardView
from ui.staff.now.now_model import NowModel, note_of
from ui.staff.now.panels import NobodyPanel, WatchPanel
from ui.staff.now.resolve_panel import ResolvePanel
from ui.staff.now.room_call_card import RoomCallCard
from ui.staff.wording.language import Language

_Entry = AlertCardWidget | RoomCallCard


class CardColumn(QScrollArea):
    """Alerts and kept calls, then the watch list."""

    def __init__(
        self, model: NowModel, waiting: WaitingModel, language: Language, look: Look
    ) -> None:
        super().__init__()
        self.setObjectName("scroll")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The cards take the focus; the area around them does not.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(language.words.now.open_alerts)
        self._model = model
        self._waiting = waiting
        self._language = language
        self._look = look
        self._now: datetime | None = None
        self._is_distrusted = False
        self._entries: dict[object, _Entry] = {}
        self._beacon = Beacon(self, has_motion=look.has_motion)
        self._beacon.beat.connect(self._on_beat)
        self._nobody = NobodyPanel(language, look)
        self._more = KeyButton("")
        self._more.setObjectName("more")
        self._more.clicked.connect(self._on_more)
        self._watch = WatchPanel(language, look)
        self._watch.opened.connect(model.open_resident)
        content = QWidget()
        content.setObjectName("scrollContent")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.px(16))
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(0, 0, 0, look.px(24))
        self._layout.setSpacing(look.px(16))
        self._layout.addWidget(self._nobody)
        self._layout.addLayout(self._cards)
        self._layout.addWidget(self._more)
        self._layout.addWidget(self._watch)
        self._layout.addStretch(1)
        self.setWidget(content)
        model.changed.connect(self._show)
        self._show()

    def take_below(self, side: QWidget) -> None:
        """Put what stands beside the cards below them, where the window is narrow."""
        self._layout.insertWidget(self._layout.count() - 1, side)

    def tick(self, now: datetime) -> None:
        """Show how long everybody has waited."""
        self._now = now
        for entry in self._entries.values():
            entry.tick(now)

    def distrust(self, *, is_distrusted: bool) -> None:
        """Do not say that nobody waits where the board cannot be trusted."""
        self._is_distrusted = is_distrusted
        self._nobody.setVisible(not self._model.entries and not is_distrusted)

    def card(self, alert_id: AlertId | None) -> AlertCardWidget | None:
        """Return the card of an alert, if it is on the page."""
        found = self._entries.get(alert_id)
        return found if isinstance(found, AlertCardWidget) else None

    def reveal(self, card: AlertCardWidget) -> None:
        """Scroll to a card; to its beginning where it is higher than what can be seen."""
        if card.height() > self.viewport().height():
            self.verticalScrollBar().setValue(card.y())
        else:
            self.ensureWidgetVisible(card, 0, self._look.px(16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the page, where they select; Page Up and Down scroll."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        model = self._model
        shown = {_key(view): view for view in model.shown}
        for key in [key for key in self._entries if key not in shown]:
            self._remove(self._entries.pop(key))
        for at, (key, view) in enumerate(shown.items()):
            entry = self._entries.get(key)
            if entry is None:
                entry = self._entries[key] = self._made(view)
                self._cards.insertWidget(at, entry)
                if self._now:
                    entry.tick(self._now)
            elif self._cards.indexOf(entry) != at:
                self._cards.removeWidget(entry)
                self._cards.insertWidget(at, entry)
            self._update(entry, view)
        hidden = len(model.entries) - len(shown)
        self._more.setVisible(hidden > 0)
        self._more.setText(self._language.counted(self._language.words.now.more, hidden))
        self.distrust(is_distrusted=self._is_distrusted)
        self._nobody.show_state(is_read=model.is_read)
        self._watch.show_watch(model.watch, model.watch_more)
        self._watch.setVisible(model.is_read)
        self._keep_in_sight()
        self._light()

    def _light(self) -> None:
        sounds = {entry.sound for entry in self._entries.values() if self.isVisible()}
        self._beacon.follow(frozenset(sound for sound in sounds if sound))
        for entry in self._entries.values():
            entry.light(is_lit=entry.sound is None or self._beacon.is_lit(entry.sound))

    def _on_beat(self, sound: Sound) -> None:
        for entry in self._entries.values():
            if entry.sound is sound:
                entry.light(is_lit=self._beacon.is_lit(sound))

    def showEvent(self, event: QShowEvent) -> None:
        """Flash only where it is seen."""
        super().showEvent(event)
        self._light()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nothing is seen."""
        super().hideEvent(event)
        self._light()

    def _update(self, entry: _Entry, view: CardView | RoomCallView) -> None:
        if isinstance(entry, RoomCallCard) and isinstance(view, RoomCallView):
            entry.show_call(view)
        elif isinstance(entry, AlertCardWidget) and isinstance(view, CardView):
            entry.show_card(
                view,
                is_selected=view.id == self._model.selected,
                is_pending=self._model.is_pending(view.id),
                is_resolving=view.id == self._model.resolving,
            )
            if self._now:
                entry.tick(self._now)

    def _made(self, view: CardView | RoomCallView) -> _Entry:
        if isinstance(view, RoomCallView):
            call = RoomCallCard(view, self._language, self._look)
            call.silenced.connect(self._waiting.silence)
            return call
        card = AlertCardWidget(view, self._language, self._look)
        card.selected.connect(self._model.select)
        card.taken.connect(self._model.take)
        card.arrived.connect(self._model.arrive)
        card.released.connect(self._model.release)
        card.opened.connect(self._model.open_record)
        card.resolving.connect(self._model.begin_resolving)
        card.resolved.connect(self._model.resolve)
        card.left.connect(self._model.stop_resolving)
        card.painted.connect(self._model.note_painted)
        card.asking.connect(lambda panel: self._keep_note(view.id, panel))
        return card

    def _keep_note(self, alert_id: AlertId, panel: ResolvePanel) -> None:
        KeptForm(self._model.drafts, panel.fields, lambda: note_of(alert_id), panel).filled()

    def _remove(self, entry: _Entry) -> None:
        yield_focus(entry)
        self._cards.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def _keep_in_sight(self) -> None:
        focused = QApplication.focusWidget()
        if self._model.resolving and focused and self.isAncestorOf(focused):
            # Once the layout has made room for what came in above.
            QTimer.singleShot(0, self, self._reveal_focus)

    def _reveal_focus(self) -> None:
        focused = QApplication.focusWidget()
        if focused and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, self._look.px(60))

    def _on_more(self) -> None:
        self._model.show_more()


def _key(view: CardView | RoomCallView) -> object:
    return view.id if isinstance(view, CardView) else (view.room, view.since)
