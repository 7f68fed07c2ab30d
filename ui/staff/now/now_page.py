"""The Now page: what waits at the left, who lives here at the right, and the keys."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.staff.live.waiting import WaitingModel
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.now.card import AlertCardWidget
from ui.staff.now.card_column import CardColumn
from ui.staff.now.now_model import NowModel
from ui.staff.now.reminders_model import RemindersModel
from ui.staff.now.side_column import SideColumn
from ui.staff.wording.language import Language

_SIDE = 364
_NARROWEST_WITH_SIDE = 880


class NowPage(QWidget):
    """Shows the model and tells it which keys were pressed."""

    def __init__(
        self,
        model: NowModel,
        reminders: RemindersModel,
        waiting: WaitingModel,
        language: Language,
        look: Look,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._model = model
        self._look = look
        self._is_narrow: bool | None = None
        self._banner = label(wraps=True)
        self._banner.setObjectName("banner")
        self._banner.hide()
        self._outside = label(wraps=True)
        self._outside.setObjectName("notice")
        self._outside.hide()
        self._failing_form = language.words.now.messages_failing
        self._notice = label(wraps=True)
        self._notice.setObjectName("notice")
        self._notice.hide()
        self._cards = CardColumn(model, waiting, language, look)
        self._side = SideColumn(model, reminders, language, look)
        px = look.px
        self._columns = QHBoxLayout()
        self._columns.setSpacing(px(24))
        self._columns.addWidget(self._cards, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(24), px(28), 0)
        layout.setSpacing(px(12))
        layout.addWidget(self._banner)
        layout.addWidget(self._outside)
        layout.addWidget(self._notice)
        layout.addLayout(self._columns, 1)
        self._keys: Mapping[int, Callable[[], None]] = {
            Qt.Key.Key_A: model.arrive,
            Qt.Key.Key_R: model.begin_resolving,
            Qt.Key.Key_O: model.open_record,
            Qt.Key.Key_W: self._unfold,
        }
        model.changed.connect(self._show)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def tick(self, now: datetime) -> None:
        """Show the time that has passed."""
        self._cards.tick(now)

    def warn(self, banner: str) -> None:
        """Say above all that the board cannot be trusted, or nothing."""
        set_text(self._banner, banner)
        self._cards.distrust(is_distrusted=bool(banner))

    def warn_outside(self, failing: Sequence[str]) -> None:
        """Say which targets outside do not accept messages, or nothing."""
        told = self._failing_form.format(targets=", ".join(failing)) if failing else ""
        set_text(self._outside, told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, A arrives, R resolves, O opens, W says why, the arrows select."""
        key = event.key()
        if not self._is_among_cards():
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # A key held down must not take one alert after the other.
            if not event.isAutoRepeat():
                self._model.act()
                self._focus_selected()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._model.undo()
        elif key in self._keys and self._model.resolving is None:
            self._keys[key]()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._model.step(1 if key == Qt.Key.Key_Down else -1)
            self._focus_selected()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the residents below the alerts where there is no room beside them."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._look.px(_NARROWEST_WITH_SIDE)
        if is_narrow is self._is_narrow:
            return
        self._is_narrow = is_narrow
        if is_narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
            self._cards.take_below(self._side)
        else:
            self._side.setFixedWidth(self._look.px(_SIDE))
            self._columns.addWidget(self._side)
        self._side.show_whole(is_whole=is_narrow)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus on the selected card, so that Enter works at once."""
        super().showEvent(event)
        self._focus_selected()

    def _is_among_cards(self) -> bool:
        """Whether keys are meant for the cards, and not for the residents beside them."""
        focused = self.focusWidget()
        return focused is None or focused is self or self._cards.isAncestorOf(focused)

    def _show(self) -> None:
        set_text(self._notice, self._model.notice)
        focused = QApplication.focusWidget()
        if self.isVisible() and (focused is None or focused is self):
            self._focus_selected()

    def _unfold(self) -> None:
        card = self._cards.card(self._model.selected)
        if card:
            card.unfold()

    def _focus_selected(self) -> None:
        card = self._cards.card(self._model.selected)
        (card or self).setFocus(Qt.FocusReason.OtherFocusReason)
        if card:
            self._cards.reveal(card)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        while new and new is not self:
            if isinstance(new, AlertCardWidget):
                if self.isAncestorOf(new):
                    self._model.select(new.id)
                return
            new = new.parentWidget()
