"""The kiosk without QML: what stands there when its own files are broken.

Few parts on purpose: a title, the time, what became of a call, and the call button. It shares with
the real kiosk all that makes a call, and none of what draws it.
"""

import time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.alerts import CallButton
from app.clock import Clock
from app.identity import Resident
from ui.kiosk.bell import Bell
from ui.kiosk.call_line import CallLine
from ui.kiosk.day_watch import local_minute
from ui.kiosk.help_watch import HelpWatch
from ui.kiosk.inputs import KioskInputs, Screen
from ui.kiosk.kiosk_mode import KioskMode
from ui.kiosk.services import KioskBasics, KioskServices
from ui.kiosk.state import KioskState
from ui.kiosk.status import call_status
from ui.kiosk.tap_guard import PressGuard
from ui.kiosk.wording import CallWords, WordingError, load_wording
from ui.shared.chime import Chime
from ui.shared.spawner import Spawner
from ui.shared.typeface import installed_typeface

HOLD_MS = 2000
LOOK_MS = 3000

_INK, _PAPER, _CALL, _ON_CALL = "#1B2530", "#FBF7F0", "#9E1B1B", "#FFFFFF"


class PlainKiosk(QObject):
    """A window with a call button that works, made of nothing that can be missing."""

    def __init__(
        self, basics: KioskBasics, spawner: Spawner, chime: Chime, *, trouble: str = ""
    ) -> None:
        super().__init__()
        self._clock: Clock = basics.clock
        self._zone: ZoneInfo = basics.timezone
        self._words = _words()
        now = local_minute(basics.clock, basics.timezone)
        inputs = KioskInputs(now, basics.facility_name, basics.room, screen=Screen.TROUBLE)
        self._state = KioskState(inputs)
        self._button: CallButton = basics.call_button
        bell = Bell(chime, self)
        guard = PressGuard(time.monotonic)
        self._line = CallLine(self._state, spawner, basics.call_button, bell, guard)
        self._help = HelpWatch(self._state, spawner)
        self._mode: KioskMode | None = None
        self._was_held = False
        self.window = QWidget()
        self._build(trouble)
        self._state.on_change(lambda _inputs: self._show())
        self._ticker = QTimer(self)
        self._ticker.timeout.connect(self._look)
        self._ticker.start(LOOK_MS)
        self._show()

    def attach(self, services: KioskServices) -> None:
        """Know whose room this is, once the facility is open; the call then reaches the board."""
        resident: Resident = services.resident
        self._state.change(resident_id=resident.id, room=resident.room)
        self._help.attach(services.desk, services.progress)
        self._line.look()

    def fail(self, trouble: str) -> None:
        """Say what is wrong, in plain words."""
        self._trouble.setText(trouble)

    def show(self, *, full_screen: bool = False) -> None:
        """Put the window on the screen."""
        self.window.resize(1280, 800)
        self.window.show()
        if full_screen:
            self._mode = KioskMode(self.window.windowHandle(), self)
            self._mode.begin()

    def close(self) -> None:
        """Close the window and stop what it started. The call button's service lives on."""
        self._ticker.stop()
        self._help.close()
        self._line.close()
        if self._mode:
            self._mode.let_go()
        self.window.close()
        self.window.deleteLater()

    def _build(self, trouble: str) -> None:
        words = self._words
        self.window.setWindowTitle("Lilo")
        self.window.setStyleSheet(f"background: {_PAPER}; color: {_INK};")
        self._time = self._label("", 64, strong=True)
        self._trouble = self._label(trouble, 40)
        self._status = self._label("", 36, strong=True)
        self._status.setObjectName("plainStatus")
        self.call = QPushButton(words.button if words else "☎ ☎ ☎")
        self.call.setObjectName("plainCallButton")
        self.call.setFont(_font(48, strong=True))
        self.call.setMinimumHeight(220)
        self.call.setAccessibleName(self.call.text())
        self.call.setStyleSheet(
            f"QPushButton {{ background: {_CALL}; color: {_ON_CALL}; border-radius: 60px; }}"
            f"QPushButton:focus {{ border: 8px solid {_INK}; }}"
        )
        self._holding = QTimer(self)
        self._holding.setSingleShot(True)
        self._holding.setInterval(HOLD_MS)
        self._holding.timeout.connect(self._hold)
        self.call.pressed.connect(self._pressed)
        self.call.released.connect(self._holding.stop)
        self.call.clicked.connect(self._clicked)
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(48, 48, 48, 48)
        layout.setSpacing(28)
        layout.addWidget(self._time)
        layout.addWidget(self._trouble)
        layout.addStretch(1)
        layout.addWidget(self._status)
        layout.addWidget(self.call)
        self.call.setFocus()

    def _label(self, text: str, size: int, *, strong: bool = False) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(_font(size, strong=strong))
        label.setWordWrap(True)
        return label

    def _pressed(self) -> None:
        self._was_held = False
        self._holding.start()

    def _clicked(self) -> None:
        if not self._was_held:
            self._line.press()

    def _hold(self) -> None:
        self._was_held = True
        self._line.hold()

    def _look(self) -> None:
        self._state.change(now=local_minute(self._clock, self._zone))
        self._line.look()
        self._help.refresh()

    def _show(self) -> None:
        inputs, words = self._state.inputs, self._words
        self._time.setText(f"{inputs.now.hour % 12 or 12}:{inputs.now.minute:02}")
        if words is not None:
            _, lines = call_status(inputs.call, words)
            self._status.setText(" ".join(line.text for line in lines))


def _font(size: int, *, strong: bool) -> QFont:
    font = QFont(installed_typeface().family)
    font.setPixelSize(size)
    font.setBold(strong)
    return font


def _words() -> CallWords | None:
    # When even the words are gone, a red button with a telephone still says what it does.
    try:
        return load_wording().call
    except WordingError:
        return None
