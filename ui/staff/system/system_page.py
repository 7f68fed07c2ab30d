"""The System page: the emergency stop, how every part is, usage, faults, versions."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.clock import Clock
from app.identity import Permission
from ui.staff.audit.trail import TrailModel
from ui.staff.live.health import chain_line
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, News, margins, row_of, scrolling
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import Table
from ui.staff.system.system_model import SystemModel
from ui.staff.system.system_view import (
    dead_lines,
    glass_lines,
    part_rows,
    stop_text,
    usage_rows,
    version_lines,
)
from ui.staff.wording.language import Language


class SystemPage(QWidget):
    """Shows the state; the emergency stop stands first and needs a second press."""

    def __init__(
        self, model: SystemModel, trail: TrailModel, clock: Clock, language: Language, look: Look
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._model = model
        self._trail = trail
        self._clock = clock
        self._language = language
        self._is_sure = False
        words, desk = language.words.system, language.words.desk
        self._news = News()
        self._stop_card = Card(words.stop_heading, look, words.stop_explained)
        self._stop = KeyButton(words.stop, "danger")
        self._stop.setObjectName("emergencyStop")
        self._stop.clicked.connect(self._on_stop)
        self._allow = KeyButton(words.allow)
        self._allow.setObjectName("allowGeneration")
        self._allow.clicked.connect(model.allow_generation)
        buttons = QHBoxLayout()
        buttons.addWidget(self._stop)
        buttons.addWidget(self._allow)
        buttons.addStretch()
        self._stop_card.body.addLayout(buttons)
        parts = Card(words.parts, look)
        headings = (words.part, words.state, words.detail)
        self._parts = Table("parts", words.parts, headings, look, grows=True)
        parts.body.addWidget(self._parts)
        usage = Card(words.usage, look)
        usage_headings = (
            words.day,
            words.resident,
            words.model,
            words.times,
            words.tokens,
            words.seconds,
        )
        self._usage = Table("usage", words.usage, usage_headings, look, grows=True)
        self._no_usage = label(words.usage_none, "secondary", wraps=True)
        usage.body.addWidget(self._usage)
        usage.body.addWidget(self._no_usage)
        self._dead = self._lines(words.dead, look)
        self._glass = self._lines(words.glass, look)
        self._versions = self._lines(words.versions, look)
        self._reading = label(desk.reading, "secondary")
        column = QVBoxLayout()
        margins(column, look)
        for part in (self._reading, self._news, self._stop_card, parts, usage):
            column.addWidget(part)
        cards = [card for card, _ in (self._glass, self._dead, self._versions)]
        row = row_of(look, *cards, stretched=cards)
        row.setSpacing(look.px(14))
        column.addLayout(row)
        column.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(column))
        model.changed.connect(self._show)
        trail.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read for whoever opened the page, and go on reading."""
        super().showEvent(event)
        self._model.watch(is_looking=True)
        # Not on the stop: an Enter meant for another page must stop nothing.
        self._parts.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no more."""
        super().hideEvent(event)
        self._model.watch(is_looking=False)
        self._is_sure = False

    def _lines(self, heading: str, look: Look) -> tuple[Card, QLabel]:
        card, text = Card(heading, look), label(wraps=True)
        card.body.addWidget(text)
        card.body.addStretch()
        return card, text

    def _show(self) -> None:
        model, language, state = self._model, self._language, self._model.state
        problem = model.problem and language.words.desk.unread.format(message=model.problem)
        self._news.tell(model.notice or problem, is_good=model.is_good and bool(model.notice))
        self._reading.setVisible(state is None and not problem)
        is_stopped = bool(state and state.stop and state.stop.stopped)
        may_stop = model.allows(Permission.STOP_GENERATION) and not model.is_busy
        self._stop.setEnabled(may_stop and not is_stopped)
        words = language.words.system
        self._stop.setText(words.stop_sure if self._is_sure else words.stop)
        may_allow = model.allows(Permission.ALLOW_GENERATION) and not model.is_busy
        self._allow.setEnabled(may_allow and is_stopped)
        if state is None:
            self._parts.show_rows(())
            self._usage.show_rows(())
            for _, text in (self._dead, self._glass, self._versions):
                set_text(text, "")
            self._stop_card.say("")
            return
        said, tone = stop_text(state, language)
        self._stop_card.say(said, str(tone))
        trail, now = self._trail, self._clock()
        chain = chain_line(trail.checked, trail.problem, now, language, is_busy=trail.is_busy)
        self._parts.show_rows(part_rows(state, chain, language))
        rows = usage_rows(state, language)
        self._usage.show_rows(rows)
        self._usage.setVisible(bool(rows))
        self._no_usage.setVisible(not rows)
        set_text(self._dead[1], "\n".join(dead_lines(state, language)))
        set_text(self._glass[1], "\n".join(glass_lines(state, language)))
        set_text(self._versions[1], "\n".join(version_lines(state)))

    def _on_stop(self) -> None:
        if self._is_sure:
            self._is_sure = False
            self._model.stop_generation()
        else:
            self._is_sure = True
            self._show()
