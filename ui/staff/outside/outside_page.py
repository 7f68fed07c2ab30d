"""The Messages page: targets and how they do, and the messages that were given up."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.alerts.notification import NotificationId
from app.clock import Clock
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, restyle, set_text, yield_focus
from ui.staff.look.style import Look
from ui.staff.outside.outside_model import OutsideModel
from ui.staff.outside.outside_view import (
    DeadView,
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
        self._rows: dict[NotificationId, _DeadRow] = {}
        self._families_title = label(words.families, "strong")
        self._families = label(kind="secondary", wraps=True)
        self._families.setObjectName("families")
        self._dead = QVBoxLayout()
        self._dead.setSpacing(look.px(8))
        content = QWidget()
        content.setObjectName("scrollContent")
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, look.px(24))
        inside.setSpacing(look.px(12))
        inside.addWidget(self._targets)
        inside.addWidget(self._state)
        inside.addWidget(label(words.dead, "strong"))
        inside.addWidget(self._none)
        inside.addLayout(self._dead)
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
        for gone in [known for known in self._rows if known not in {view.id for view in views}]:
            row = self._rows.pop(gone)
            yield_focus(row)
            self._dead.removeWidget(row)
            # Emptied as well: what is to be deleted lives on for a while.
            row.show_message(DeadView(gone, "", ""), is_pending=True)
            row.hide()
            row.deleteLater()
        for at, view in enumerate(views):
            row = self._rows.get(view.id) or self._made(view, at)
            row.show_message(view, is_pending=model.is_pending(view.id))
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

    def _made(self, view: DeadView, at: int) -> "_DeadRow":
        row = _DeadRow(view.id, self._language, self._look)
        row.again.connect(self._model.send_again)
        self._rows[view.id] = row
        self._dead.insertWidget(at, row)
        return row


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


class _DeadRow(QFrame):
    """One message that was given up."""

    again = Signal(object)

    def __init__(self, message_id: NotificationId, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("listed")
        self._id = message_id
        self._words = language.words.messages
        self._title = label(kind="strong", wraps=True)
        self._detail = label(kind="secondary", wraps=True)
        self._again = KeyButton(self._words.send_again)
        self._again.setObjectName("sendAgain")
        self._again.clicked.connect(self._on_again)
        said = QVBoxLayout()
        said.setSpacing(look.px(2))
        said.addWidget(self._title)
        said.addWidget(self._detail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.px(20), look.px(12), look.px(20), look.px(12))
        layout.setSpacing(look.px(16))
        layout.addLayout(said, 1)
        layout.addWidget(self._again)

    def show_message(self, view: DeadView, *, is_pending: bool) -> None:
        """Show the message as it stands."""
        set_text(self._title, view.title)
        set_text(self._detail, view.detail)
        if is_pending:
            yield_focus(self._again)
        self._again.setEnabled(not is_pending)
        self._again.setText(self._words.sending if is_pending else self._words.send_again)
        self._again.setAccessibleName(f"{self._words.send_again}. {view.title}. {view.detail}")

    def _on_again(self) -> None:
        self.again.emit(self._id)
