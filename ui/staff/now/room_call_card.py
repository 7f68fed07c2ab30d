"""A call that is kept on a device: nobody can be recorded as going, so somebody must go and see."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.staff.live.waiting import RoomCallView
from ui.staff.look.accent import AccentFrame
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, show_badge
from ui.staff.look.priority import call_priority
from ui.staff.look.style import Look
from ui.staff.wording.language import Language


class RoomCallCard(AccentFrame):
    """Shows one kept call; it can be silenced on this screen, never taken away."""

    silenced = Signal(object)

    def __init__(self, view: RoomCallView, language: Language, look: Look) -> None:
        super().__init__(look)
        self.setObjectName("roomCall")
        self._view = view
        self._language = language
        words = language.words
        priority = call_priority(view.level)
        show_badge(self.badge, priority, f"{priority.symbols} {words.priorities[priority]}")
        self.set_priority(priority, is_waiting=True)
        self.caption.setText(words.now.waiting)
        self.small.hide()
        room = words.now.room.format(room=view.room)
        middle = QVBoxLayout()
        middle.setSpacing(look.px(4))
        middle.addWidget(label(room, "name"))
        middle.addWidget(label(words.now.room_call, "quote"))
        middle.addWidget(label(words.now.room_call_explained, "secondary", wraps=True))
        middle.addStretch()
        self._silence = KeyButton(words.now.silence)
        self._silence.setObjectName("silence")
        self._silence.setFixedWidth(look.px(160))
        self._silence.clicked.connect(self._on_silence)
        self.body.addLayout(middle, 0, 0)
        self.body.addWidget(self._silence, 0, 1, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{self.badge.text()}. {room}")

    def show_call(self, view: RoomCallView) -> None:
        """Show the call as it stands."""
        self._view = view
        words = self._language.words.now
        self._silence.setEnabled(not view.is_silenced)
        self._silence.setText(words.silenced if view.is_silenced else words.silence)

    def tick(self, now: datetime) -> None:
        """Show how long it has waited."""
        self.time.setText(self._language.waiting(self._view.since, now))

    def _on_silence(self) -> None:
        self.silenced.emit(self._view)
