"""The Messages page: targets and how they do, and the messages that were given up."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.clock import Clock
from ui.staff.look.parts import label, restyle, set_text
from ui.staff.look.style import Look
from ui.staff.outside.dead_rows import DeadRows
from ui.staff.outside.outside_model import OutsideModel
from ui.staff.outside.outside_view import (
    TargetView,
    dead_of,
    family_line,
    target_of,
)
from ui.staff.wording.language import Language


class OutsidePage(QWidget):
    """Shows the model; each message that was given up can be sent again."""

    def __init__(self, model: OutsideModel, clock: Clock, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._model = model
        self._clock = clock
        self._language = language
        self._look = look
        words = language.words.messages
        self._problem = label(wraps=True)
        self._problem.setObjectName("banner")
        self._notice = label(wraps=True)
        self._notice.setObjectName("notice")
        for part in (self._problem, self._notice):
            part.hide()
        self._targets = _Targets(language, look)
        self._state = label(kind="secondary", wraps=True)
        self._state.setObjectName("outboxState")
        self._none = label(words.dead_none, "secondary", wraps=True)
        self._families_title = label(words.families, "strong")
        self._families = label(kind="secondary", wraps=True)
        self._families.setObjectName("families")
        self._dead = DeadRows(language, look)
        self._dead.again.connect(model.send_again)
        content = QWidget()
        content.setObjectName("scrollContent")
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, look.px(24))
        inside.setSpacing(look.px(12))
        inside.addWidget(self._targets)
        inside.addWidget(self._state)
        inside.addWidget(label(words.dead, "strong"))
        inside.addWidget(self._none)
        inside.addWidget(self._dead)
        inside.addWidget(self._families_title)
        inside.addWidget(self._families)
        inside.addStretch(1)
        area = QScrollArea()
        area.setObjectName("scroll")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        px = look.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(24), px(28), 0)
        layout.setSpacing(px(12))
        layout.addWidget(self._problem)
        layout.addWidget(self._notice)
        layout.addWidget(area, 1)
        model.changed.connect(self._show)
        self._show()

    def tick(self, now: datetime) -> None:
        """Say how the targets are doing now."""
        targets = [target_of(health, now, self._language) for health in self._model.targets]
        self._targets.show_targets(targets)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the outbox for whoever opened the page."""
        super().showEvent(event)
        self._model.open()
        # Not on a button: Enter sends nothing that nobody has chosen.
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        model, language, now = self._model, self._language, self._clock()
        words = language.words.messages
        message = model.problem.message if model.problem else ""
        unread = words.unread.format(message=message or language.words.problem.unexpected)
        set_text(self._problem, unread if model.problem else "")
        set_text(self._notice, model.notice)
        self._show_state()
        self._families_title.setVisible(bool(model.families))
        told = [family_line(one, now, language) for one in model.families]
        set_text(self._families, "\n".join(told))
        views = [dead_of(one, now, language) for one in model.dead or ()]
        self._dead.show_messages(views, model.is_pending)
        self.tick(now)

    def _show_state(self) -> None:
        model, words = self._model, self._language.words.messages
        self._none.setVisible(model.dead is not None and not model.dead)
        if model.dead is None:
            set_text(self._state, "" if model.problem else words.reading)
            return
        waits = words.nothing_waits
        if model.waiting:
            waits = self._language.counted(words.waiting, model.waiting) + "."
        set_text(self._state, waits)


class _Targets(QFrame):
    """A line for each target; where there are none, that nothing leaves the building."""

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("panel")
        words = language.words.messages
        self.setAccessibleName(words.targets)
        self._none = label(words.none_configured, "strong", wraps=True)
        self._none_more = label(words.none_configured_more, "secondary", wraps=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(20))
        self._grid.setVerticalSpacing(look.px(8))
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(18))
        layout.setSpacing(look.px(8))
        layout.addWidget(label(words.targets, "strong"))
        layout.addWidget(self._none)
        layout.addWidget(self._none_more)
        layout.addLayout(self._grid)

    def show_targets(self, targets: list[TargetView]) -> None:
        """Show how they do."""
        for part in (self._none, self._none_more):
            part.setVisible(not targets)
        while len(self._lines) < len(targets):
            at = len(self._lines)
            name, state = label(), label(wraps=True)
            name.setObjectName("targetName")
            state.setObjectName("targetState")
            self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(state, at, 1)
            self._lines.append((name, state))
        for at, (name, state) in enumerate(self._lines):
            view = targets[at] if at < len(targets) else TargetView("", "", is_failing=False)
            set_text(name, view.name)
            set_text(state, view.state)
            restyle(name, "kind", "error" if view.is_failing else "strong")
            restyle(state, "kind", "error" if view.is_failing else "secondary")
