"""Who waits, large enough for across the room, without anybody's name or words."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.staff.live.waiting import WaitingModel
from ui.staff.look.parts import badge, even_digits, label, restyle, set_text, show_badge
from ui.staff.look.style import Look
from ui.staff.wording.language import Language

MOST_SHOWN = 9
_ROW = 46
_WALL_ROW = 64
_WALL = 700
"""As wide as this, rooms are large enough for whoever passes a screen on the wall."""
_AROUND_ROWS = 330
_LOWEST_WITH_CLOCK = 440
_NARROW = 500


class WaitingBoard(QWidget):
    """The dark half of the screen before anybody has signed in."""

    def __init__(self, waiting: WaitingModel, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("board")
        # A plain widget paints its ground from the style sheet only when told so.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._waiting = waiting
        self._language = language
        self._look = look
        self._fitting = MOST_SHOWN
        self._quiet = ""
        self._facility = label(kind="facility", wraps=True)
        self._facility.setObjectName("facility")
        self._clock = label(kind="clock")
        even_digits(self._clock)
        self._heading = label(kind="waitingHeading", wraps=True)
        self._heading.setObjectName("waitingHeading")
        self._warning = label(kind="boardWarning", wraps=True)
        self._warning.setObjectName("boardWarning")
        self._warning.hide()
        self._rows: list[tuple[QLabel, QLabel, QLabel]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(16))
        grid.setVerticalSpacing(look.px(12))
        grid.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(3, 1)
        for at in range(MOST_SHOWN):
            row = (badge(), label(kind="waitingRoom"), label(kind="waitingTime"))
            row[0].setObjectName("waitingBadge")
            even_digits(row[2])
            for column, part in enumerate(row):
                grid.addWidget(part, at, column)
                part.hide()
            self._rows.append(row)
        self._more = label(kind="boardNote", wraps=True)
        px = look.px
        self._grid = grid
        self._layout = layout = QVBoxLayout(self)
        layout.setSpacing(px(6))
        brand = label("Lilo", "boardBrand")
        layout.addWidget(brand)
        layout.addWidget(self._facility)
        layout.addSpacing(px(40))
        layout.addWidget(self._warning)
        layout.addWidget(self._heading)
        layout.addSpacing(px(14))
        layout.addLayout(grid)
        layout.addWidget(self._more)
        layout.addStretch(1)
        layout.addWidget(self._clock)
        waiting.changed.connect(self._show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many as there is room for; of the others, how many."""
        super().resizeEvent(event)
        px = self._look.px
        is_narrow = self.width() < px(_NARROW)
        side = px(24 if is_narrow else 44)
        self._layout.setContentsMargins(side, px(40), side, px(30))
        self._grid.setColumnMinimumWidth(1, 0 if is_narrow else px(112))
        room = self.height() - px(_AROUND_ROWS)
        self._clock.setVisible(self.height() >= px(_LOWEST_WITH_CLOCK))
        is_wall = self.width() >= px(_WALL)
        for _, name, _ in self._rows:
            restyle(name, "kind", "wallRoom" if is_wall else "waitingRoom")
        fitting = min(max(room // px(_WALL_ROW if is_wall else _ROW), 2), MOST_SHOWN)
        if fitting != self._fitting:
            self._fitting = fitting
            self._show()

    def name_facility(self, name: str) -> None:
        """Say whose screen this is."""
        self._facility.setText(name)

    def tick(self, now: datetime) -> None:
        """Show the time, and how long each has waited."""
        self._clock.setText(self._language.clock(now))
        words = self._language.words
        for line, (_, room, time) in zip(self._waiting.view.lines, self._rows, strict=False):
            waited = self._language.waiting(line.since, now)
            time.setText(f"{waited} {words.now.waiting}")
            room.setAccessibleName(
                words.sign_in.line.format(badge=line.badge, room=line.room, waiting=waited)
            )

    def show_truth(self, warning: str, quiet: str) -> None:
        """Say why this cannot be trusted, and what is to be said where nobody is known to wait."""
        set_text(self._warning, warning)
        if quiet != self._quiet:
            self._quiet = quiet
            self._show()

    def _show(self) -> None:
        words, view = self._language.words, self._waiting.view
        waiting = len(view.lines)
        count = self._language.counted(words.sign_in.waiting, waiting)
        set_text(self._heading, count if waiting else self._quiet)
        shown = min(waiting, self._fitting)
        for at, (mark, room, time) in enumerate(self._rows):
            is_used = at < shown
            for part in (mark, room, time):
                part.setVisible(is_used)
            if is_used:
                line = view.lines[at]
                show_badge(mark, line.priority, line.badge)
                room.setText(words.now.room.format(room=line.room))
        notes = []
        if waiting > shown:
            notes.append(self._language.counted(words.sign_in.more, waiting - shown))
        if view.taken:
            notes.append(self._language.counted(words.sign_in.taken, view.taken))
        set_text(self._more, " · ".join(notes))
