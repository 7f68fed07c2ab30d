"""Before going home: each alert to a colleague, or back to everybody; then the lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ids import AlertId, StaffId
from app.station import Colleague
from ui.staff.handover.handover_model import HandoverModel, OwnAlert
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import News
from ui.staff.look.parts import label, panel
from ui.staff.look.style import Look
from ui.staff.wording.language import Language

_ID = Qt.ItemDataRole.UserRole


class HandoverPanel(QWidget):
    """Stands above the page that is shown; Escape leaves it."""

    lock = Signal()
    closed = Signal()

    def __init__(self, model: HandoverModel, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("handover")
        self._model = model
        self._language = language
        self._look = look
        self._rows: dict[AlertId, _Row] = {}
        words = language.words.handover
        card = panel()
        self._heading = label(kind="strong", wraps=True)
        self._heading.setObjectName("handoverHeading")
        self._explained = label(words.explained, "secondary", wraps=True)
        self._news = News()
        self._places = QVBoxLayout()
        self._places.setSpacing(look.px(8))
        self._lock = KeyButton(words.lock, "do")
        self._lock.setObjectName("handoverLock")
        self._lock.clicked.connect(self.lock)
        leave = KeyButton(words.close, "", language.words.resolve.cancel_key)
        leave.setObjectName("handoverClose")
        leave.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(8))
        buttons.addStretch()
        buttons.addWidget(leave)
        buttons.addWidget(self._lock)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(16))
        inside.setSpacing(look.px(10))
        for part in (self._heading, self._explained, self._news):
            inside.addWidget(part)
        inside.addLayout(self._places)
        inside.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(28), look.px(24), look.px(28), 0)
        layout.addWidget(card)
        self.hide()
        model.changed.connect(self._show)

    def begin(self) -> None:
        """Open it, with the focus on the first colleague to choose."""
        self._model.refresh()
        self.show()
        self._show()
        self._focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        if self.isHidden():
            return
        model, words = self._model, self._language.words.handover
        own = {alert.id: alert for alert in model.own}
        had_focus = self._holds_focus()
        for alert_id in [alert_id for alert_id in self._rows if alert_id not in own]:
            row = self._rows.pop(alert_id)
            self._places.removeWidget(row)
            row.hide()
            row.deleteLater()
        for alert in model.own:
            if alert.id not in self._rows:
                self._rows[alert.id] = self._made(alert)
            self._rows[alert.id].show_row(model.colleagues, is_busy=model.is_busy)
        count = len(own)
        self._heading.setText(
            self._language.counted(words.still, count) if count else words.nothing_left
        )
        self._explained.setVisible(bool(count))
        self._news.tell(model.notice or model.problem, is_good=model.is_good and bool(model.notice))
        if had_focus and not self._holds_focus():
            self._focus_first()

    def _made(self, alert: OwnAlert) -> "_Row":
        row = _Row(alert, self._language, self._look)
        row.handed_over.connect(self._model.hand_over)
        row.released.connect(self._model.release)
        self._places.addWidget(row)
        return row

    def _holds_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and focused.isVisible() and self.isAncestorOf(focused)

    def _focus_first(self) -> None:
        first = next(iter(self._rows.values()), None)
        target = first.choice if first else self._lock
        target.setFocus(Qt.FocusReason.OtherFocusReason)


class _Row(QWidget):
    """One alert: what it is, who could have it, and the two ways to let it go."""

    handed_over = Signal(object, object)
    released = Signal(object)

    def __init__(self, alert: OwnAlert, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("handoverRow")
        self._id = alert.id
        self._words = words = language.words.handover
        self._known: tuple[Colleague, ...] | None = None
        self.choice = _Colleagues()
        self.choice.setObjectName("colleague")
        self.choice.setAccessibleName(f"{alert.title}. {words.to}")
        self.choice.entered.connect(self._on_give)
        self._give = KeyButton(words.hand_over, "do")
        self._give.setObjectName("handOver")
        self._give.clicked.connect(self._on_give)
        self._back = KeyButton(words.release)
        self._back.setObjectName("giveBack")
        self._back.clicked.connect(self._on_back)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(look.px(8))
        layout.setVerticalSpacing(look.px(4))
        layout.addWidget(label(alert.title, wraps=True), 0, 0, 1, 3)
        layout.addWidget(self.choice, 1, 0)
        layout.addWidget(self._give, 1, 1)
        layout.addWidget(self._back, 1, 2)
        layout.setColumnStretch(0, 1)

    def show_row(self, colleagues: tuple[Colleague, ...] | None, *, is_busy: bool) -> None:
        """Offer these colleagues; whoever was chosen stays chosen."""
        if colleagues != self._known:
            self._known = colleagues
            chosen: StaffId | None = self.choice.currentData(_ID)
            self.choice.clear()
            self.choice.addItem(self._words.choose, None)
            for at, who in enumerate(colleagues or (), 1):
                form = self._words.signed_in if who.is_signed_in else self._words.not_signed_in
                self.choice.addItem(form.format(name=who.name), who.id)
                if who.id == chosen:
                    self.choice.setCurrentIndex(at)
        self._give.setEnabled(not is_busy)
        self._back.setEnabled(not is_busy)

    def _on_give(self) -> None:
        to: StaffId | None = self.choice.currentData(_ID)
        if to is not None:
            self.handed_over.emit(self._id, to)

    def _on_back(self) -> None:
        self.released.emit(self._id)


class _Colleagues(QComboBox):
    """Arrows choose, Enter gives; the wheel changes nothing by accident."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.entered.emit()
        else:
            super().keyPressEvent(event)
