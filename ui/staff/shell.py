"""What is seen while somebody is signed in: side bar, header, and one page."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.staff.audit.audit_page import AuditPage
from ui.staff.header import Header
from ui.staff.live.alarm import Alarm
from ui.staff.live.health import (
    banner,
    chain_line,
    outside_line,
    sound_line,
    storage_line,
    update_line,
)
from ui.staff.live.waiting import WaitingModel
from ui.staff.look.style import Look
from ui.staff.models import StaffModels
from ui.staff.now.now_page import NowPage
from ui.staff.outside.outside_page import OutsidePage
from ui.staff.review.review_page import ReviewPage
from ui.staff.scores.scores_page import ScoresPage
from ui.staff.shift.shift_page import ShiftPage
from ui.staff.side_bar import SideBar
from ui.staff.wording.language import Language


class Page(IntEnum):
    """The pages there are, in the order of the side bar."""

    NOW = 0
    REVIEW = 1
    MESSAGES = 2
    SHIFT = 3
    AUDIT = 4
    SCORES = 5


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
        self._titles = {
            Page.NOW: words.now,
            Page.REVIEW: words.review,
            Page.MESSAGES: words.messages,
            Page.SHIFT: words.shift,
            Page.AUDIT: words.audit,
            Page.SCORES: words.scores,
        }
        self._bar = SideBar(list(self._titles.values()), language, look)
        self._header = Header(language, look)
        clock = self._clock
        self._now = NowPage(models.now, models.reminders, waiting, language, look)
        self._review = ReviewPage(models.review, clock, language, look)
        self._outside = OutsidePage(models.outside, clock, language, look)
        self._shift = ShiftPage(models.feed, models.speech, language, look)
        self._audit = AuditPage(models.trail, clock, language, look)
        pages: dict[Page, QWidget] = {
            Page.NOW: self._now,
            Page.REVIEW: self._review,
            Page.MESSAGES: self._outside,
            Page.SHIFT: self._shift,
            Page.AUDIT: self._audit,
            Page.SCORES: ScoresPage(models.scores, language, look),
        }
        self._pages = QStackedWidget()
        for page in Page:
            self._pages.addWidget(pages[page])
        self._ticks: dict[Page, Callable[[datetime], None]] = {
            Page.NOW: self._now.tick,
            Page.MESSAGES: self._outside.tick,
            Page.AUDIT: self._audit.tick,
        }
        self._bar.offer(Page.REVIEW, is_there=models.review.is_there)
        self._bar.offer(Page.SCORES, is_there=models.scores.is_there)
        self._bar.offer(Page.MESSAGES, is_there=models.outside.is_there)
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
        for model in (waiting, models.feed, models.trail, alarm, models.review, models.outside):
            model.changed.connect(self._refresh)
        self.show_page(Page.NOW)

    @property
    def page(self) -> Page:
        """Which page is shown."""
        return Page(self._pages.currentIndex())

    def show_page(self, page: Page) -> None:
        """Show a page; one that this facility does not have is passed over."""
        if not self._bar.offers(page):
            return
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
        self._review.clear()

    def tick(self, now: datetime) -> None:
        """Show the time that has passed."""
        if tick := self._ticks.get(self.page):
            tick(now)
        self._show_state(now)

    def _refresh(self) -> None:
        self.tick(self._clock())

    def _show_state(self, now: datetime) -> None:
        feed, trail = self._models.feed, self._models.trail
        lines = [
            chain_line(trail.checked, trail.problem, now, self._language, is_busy=trail.is_busy),
            storage_line(feed.board, feed.problem, now, self._language),
        ]
        failing = self._models.outside.failing
        if outside := outside_line(failing, self._language):
            lines.append(outside)
        self._now.warn_outside(failing)
        if update := update_line(self._models.services.failed_update(), self._language):
            lines.append(update)
        if sound := sound_line(self._language, is_audible=self._alarm.is_audible):
            lines.append(sound)
        self._bar.show_health(lines)
        self._now.warn(banner(feed.board, feed.problem, now, self._language))
        waiting = self._waiting.view.lines
        self._bar.show_count(Page.NOW, self._language.number(len(waiting)) if waiting else "")
        reviews = self._models.review.waiting
        self._bar.show_count(Page.REVIEW, self._language.number(reviews) if reviews else "")
        dead = len(self._models.outside.dead or ())
        self._bar.show_count(Page.MESSAGES, self._language.number(dead) if dead else "")
        first = waiting[0] if waiting and self.page is not Page.NOW else None
        waited = self._language.waiting(first.since, now) if first else ""
        self._header.show_elsewhere(first, waited)

    def _on_chosen(self, page: int) -> None:
        self.show_page(Page(page))

    def _on_show_waiting(self) -> None:
        self.show_page(Page.NOW)
