"""At the foot of the bar: hear whether sound works, and mute the mildest signal."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.staff.live.alarm import Alarm
from ui.staff.look.style import Look
from ui.staff.wording.language import Language


class SoundFoot(QWidget):
    """Graver signals have no button: they always sound."""

    def __init__(self, alarm: Alarm, language: Language, look: Look) -> None:
        super().__init__()
        self._alarm = alarm
        self._words = words = language.words.sounds
        self._test = QPushButton(words.test)
        self._test.setObjectName("testSound")
        self._test.clicked.connect(alarm.test)
        self._mute = QPushButton(words.mute)
        for button in (self._test, self._mute):
            button.setProperty("kind", "foot")
        self._mute.setObjectName("muteLow")
        self._mute.setToolTip(words.only_low)
        self._mute.clicked.connect(self._on_mute)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(4), 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._test)
        layout.addWidget(self._mute)
        alarm.changed.connect(self._show)

    def _show(self) -> None:
        self._mute.setText(self._words.unmute if self._alarm.is_muted else self._words.mute)

    def _on_mute(self) -> None:
        self._alarm.mute_low(is_muted=not self._alarm.is_muted)
