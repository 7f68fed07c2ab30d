"""What is seen while somebody is signed in: side bar, header, and one page."""

from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.staff.audit.audit_page import AuditPage
from ui.staff.header import Header
from ui.staff.live.alarm import Alarm
from ui.staff.live.health import banner, chain_line, sound_line, storage_line
from ui.staff.live.waiting import WaitingModel
from ui.staff.look.style import Look
from ui.staff.models import StaffModels
from ui.staff.now.now_page import NowPage
from ui.staff.side_bar import SideBar
from ui.staff.wording.language import Language


class Page(IntEnum):
    """The pages there are, in the order of the side bar."""

    NOW = 0
    AUDIT = 1


class Shell(QWidget):
    """Holds the pages and the frame around them."""

    lock = Signal()

    def __init__(
        self,
        models: StaffModels,
        waiting: WaitingModel,
        alarm: Alarm,
        language: Language,
        look: Look,
    ) -> None:
        super().__init__()
        self._models = models
        self._waiting = waiting
        self._alarm = alarm
        self._language = language
        self._clock = models.services.clock
        words = language.words.shell
        self._titles = {Page.NOW: words.now, Page.AUDIT: words.audit}
        self._bar = SideBar(list(self._titles.values()), language, look)
        self._header = Header(language, look)
        self._now = NowPage(models.now, waiting, language, look)
        self._audit = AuditPage(models.trail, models.services.clock, language, look)
        self._pages = QStackedWidget()
        for page in (self._now, self._audit):
            self._pages.addWidget(page)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addLayout(column, 1)
        self._bar.chosen.connect(self._on_chosen)
        self._header.lock.connect(self.lock)
        self._header.show_waiting.connect(self._on_show_waiting)
        for changed in (waiting.changed, models.feed.changed, models.trail.changed, alarm.changed):
            changed.connect(self._refresh)
        self.show_page(Page.NOW)

    @property
    def page(self) -> Page:
        """Which page is shown."""
        return Page(self._pages.currentIndex())

    def show_page(self, page: Page) -> None:
        """Show a page."""
        self._pages.setCurrentIndex(page)
        self._bar.show_page(page)
        self._header.show_title(self._titles[page])
        self._refresh()

    def enter(self) -> None:
        """Begin on the Now page for whoever has signed in."""
        self._header.show_member(self._models.session.member)
        self.show_page(Page.NOW)

    def leave(self) -> None:
        """Show nobody's name and keep nothing that was typed."""
        self._header.show_member(None)
        self._audit.clear()

    def tick(self, now: datetime) -> None:
        """Show the time that has passed."""
        if self.page is Page.NOW:
            self._now.tick(now)
        else:
            self._audit.tick(now)
        self._show_state(now)

    def _refresh(self) -> None:
        self.tick(self._clock())

    def _show_state(self, now: datetime) -> None:
        feed, trail = self._models.feed, self._models.trail
        lines = [
            chain_line(trail.checked, trail.problem, now, self._language, is_busy=trail.is_busy),
            storage_line(feed.board, feed.problem, now, self._language),
        ]
        if sound := sound_line(self._language, is_audible=self._alarm.is_audible):
            lines.append(sound)
        self._bar.show_health(lines)
        self._now.warn(banner(feed.board, feed.problem, now, self._language))
        waiting = self._waiting.view.lines
        self._bar.show_count(Page.NOW, self._language.number(len(waiting)) if waiting else "")
        first = waiting[0] if waiting and self.page is not Page.NOW else None
        waited = self._language.waiting(first.since, now) if first else ""
        self._header.show_elsewhere(first, waited)

    def _on_chosen(self, page: int) -> None:
        self.show_page(Page(page))

    def _on_show_waiting(self) -> None:
        self.show_page(Page.NOW)
