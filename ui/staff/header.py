"""The line above a page: where one is, the time, who waits elsewhere, who is there, the lock."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.identity import StaffMember
from ui.staff.live.waiting import WaitingLine
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import ElidedLabel, badge, even_digits, label, set_text, show_badge
from ui.staff.look.style import Look
from ui.staff.wording.language import Language

_LARGE = 1.4
"""From this text scale on there is room for the bare time only, and names go over several lines."""

_NARROW = 340
"""Before scaling. In so narrow a line large letters leave out the time, never part of a name."""


_RIGHT = Qt.AlignmentFlag.AlignRight


class Header(QWidget):
    """Title at the left, person and lock at the right, the gravest that waits in between."""

    lock = Signal()
    hand_over = Signal()
    passphrase = Signal()
    show_waiting = Signal()

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look.px(64))
        self._is_large = look.scale > _LARGE
        self._narrow = look.px(_NARROW)
        self._language = language
        self._words = words = language.words.shell
        self._room = language.words.now.room
        self._title = label(kind="page")
        self._title.setObjectName("title")
        self._clock = label(kind="clock")
        self._clock.setObjectName("clock")
        even_digits(self._clock)
        self._day = label(kind="secondary")
        self._day.setObjectName("day")
        self._badge = badge()
        self._waiting = KeyButton("", "link")
        self._waiting.setObjectName("waitingElsewhere")
        self._waiting.setToolTip(words.waiting_hint)
        self._waiting.clicked.connect(self._on_waiting)
        self._who = _Who() if self._is_large else ElidedLabel("secondary", _RIGHT)
        self._who.setObjectName("who")
        self._own = KeyButton("", "link")
        self._own.setObjectName("ownAlerts")
        self._own.setToolTip(language.words.handover.hint)
        self._own.clicked.connect(self.hand_over)
        self._own.hide()
        self._passphrase = KeyButton(words.passphrase, "link")
        self._passphrase.setObjectName("ownPassphrase")
        self._passphrase.clicked.connect(self._on_passphrase)
        self._passphrase.hide()
        lock = KeyButton(words.lock)
        lock.setObjectName("lock")
        lock.setToolTip(words.lock_hint)
        lock.clicked.connect(self._on_lock)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.px(28), 0, look.px(28), 0)
        layout.setSpacing(look.px(12))
        layout.addWidget(self._title)
        layout.addSpacing(look.px(4 if self._is_large else 20))
        layout.addWidget(self._clock)
        layout.addWidget(self._day)
        layout.addWidget(self._badge)
        layout.addWidget(self._waiting)
        # Where the person is not named, this keeps the lock as wide as its word.
        layout.addStretch()
        layout.addWidget(self._who, 1)
        layout.addWidget(self._own)
        layout.addWidget(self._passphrase)
        layout.addWidget(lock)
        self.show_elsewhere(None, "")

    def show_title(self, title: str) -> None:
        """Say which page this is."""
        self._title.setText(title)

    def tick(self, now: datetime) -> None:
        """Say what time and day it is: in the middle of a night nobody should have to reckon."""
        is_bare = self._badge.isHidden()
        is_narrow = self._is_large and self.width() < self._narrow
        # An alert is named whatever the size of letters; time and day stand where there is room.
        is_full = self._is_large and not self._own.isHidden()
        has_clock = not (is_narrow or is_full) and (is_bare or not self._is_large)
        # The side bar says so too.
        self._title.setVisible(not (is_narrow and is_full))
        set_text(self._clock, self._language.clock(now) if has_clock else "")
        set_text(self._day, self._language.weekday(now) if is_bare and not self._is_large else "")

    def show_member(self, member: StaffMember | None) -> None:
        """Say who is signed in."""
        has_wing = member and member.wing and not self._is_large
        wing = self._words.wing.format(wing=member.wing) if member and has_wing else ""
        self._who.set_whole(" · ".join(filter(None, (member.signature, wing))) if member else "")

    def show_own(self, told: str) -> None:
        """Say how many alerts whoever is signed in still has; empty for none."""
        self._own.setText(told)
        self._own.setVisible(bool(told))

    def offer_passphrase(self, *, is_there: bool) -> None:
        """Offer to choose another passphrase."""
        self._passphrase.setVisible(is_there and not self._is_large)

    def show_elsewhere(self, line: WaitingLine | None, waited: str) -> None:
        """Show the gravest that waits, on pages that do not show it themselves."""
        self._badge.setVisible(line is not None)
        self._waiting.setVisible(line is not None)
        # The person is named in larger rooms; who waits is named always.
        self._who.setVisible(line is None or not self._is_large)
        if line:
            show_badge(self._badge, line.priority, line.badge)
            words = self._words
            form = words.waiting_elsewhere_short if self._is_large else words.waiting_elsewhere
            self._waiting.setText(form.format(room=line.room, waiting=waited))

    def _on_waiting(self) -> None:
        self.show_waiting.emit()

    def _on_passphrase(self) -> None:
        self.passphrase.emit()

    def _on_lock(self) -> None:
        self.lock.emit()


class _Who(QLabel):
    """A name in large letters: whole, over as many lines as it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(_RIGHT | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("kind", "secondary")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_whole(self, text: str) -> None:
        """Show all of it."""
        self.setText(text)
