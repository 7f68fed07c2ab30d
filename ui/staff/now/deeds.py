"""What can be done about an alert: the buttons at the right of its card."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import yield_focus
from ui.staff.look.style import Look
from ui.staff.now.card_view import CardView
from ui.staff.wording.language import Language

_WIDTH = 160


class Deeds(QWidget):
    """Offers only what makes sense now; what is being recorded cannot be pressed twice."""

    taken = Signal()
    arrived = Signal()
    resolving = Signal()
    released = Signal()
    opened = Signal()

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self._words = words = language.words.now
        self._go = KeyButton(words.going, "do")
        self._here = KeyButton(words.arrived, "do")
        self._resolve = KeyButton(words.resolve, "do")
        self._open = KeyButton(words.open, "link")
        self._release = KeyButton(words.release, "link")
        self._release.setToolTip(words.release_hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(8))
        for button, name, signal in (
            (self._go, "going", self.taken),
            (self._here, "arrived", self.arrived),
            (self._resolve, "resolve", self.resolving),
            (self._open, "openRecord", self.opened),
            (self._release, "release", self.released),
        ):
            button.setObjectName(name)
            button.clicked.connect(signal)
            if button.property("kind") == "do":
                button.setFixedWidth(look.px(_WIDTH))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def show_deeds(
        self, view: CardView, *, is_selected: bool, is_pending: bool, is_resolving: bool
    ) -> None:
        """Offer what can be done about the alert as it stands."""
        words = self._words
        can_resolve = not view.is_waiting and not view.closed_elsewhere and not is_resolving
        offered = (
            (self._go, view.can_take),
            (self._here, view.can_arrive and not view.can_take and not is_resolving),
            (self._resolve, can_resolve),
            (self._release, view.can_release and not is_resolving),
        )
        for button, is_offered in offered:
            if not is_offered or is_pending:
                yield_focus(button)
            button.setVisible(is_offered)
            button.setEnabled(not is_pending)
        self._open.setVisible(view.opens is not None)
        self._go.setText(words.going_busy if is_pending else words.going)
        for button, key in (
            (self._go, words.going_key),
            (self._here, words.arrived_key),
            (self._resolve, words.resolve_key),
            (self._open, words.open_key),
        ):
            button.set_key(key if is_selected else "")
