"""What is seen while somebody is signed in: side bar, header, and one page."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.identity import may
from app.ids import ResidentId, StaffId
from ui.shared.chime import SoundOutlet
from ui.staff.handover.handover_panel import HandoverPanel
from ui.staff.header import Header
from ui.staff.live.alarm import Alarm
from ui.staff.live.health import (
    banner,
    chain_line,
    glass_line,
    mute_line,
    outside_line,
    sound_line,
    storage_line,
    update_lines,
)
from ui.staff.live.sound_foot import SoundFoot
from ui.staff.live.waiting import WaitingModel
from ui.staff.look.style import Look
from ui.staff.models import StaffModels
from ui.staff.pages import OPEN_TO, Page, Pages
from ui.staff.side_bar import SideBar
from ui.staff.wording.language import Language


class Shell(QWidget):
    """Holds the pages and the frame around them."""

    lock = Signal()
    passphrase = Signal()

    def __init__(
        self,
        models: StaffModels,
        waiting: WaitingModel,
        alarm: Alarm,
        language: Language,
        look: Look,
        outlet: SoundOutlet | None = None,
    ) -> None:
        super().__init__()
        self._models = models
        self._outlet = outlet
        self._muted_since: datetime | None = None
        self._waiting = waiting
        self._alarm = alarm
        self._language = language
        self._clock = models.services.clock
        self._left_at: dict[StaffId, Page] = {}
        self._whose: StaffId | None = None
        words = language.words.shell
        self._titles = {
            Page.NOW: words.now,
            Page.RESIDENTS: words.residents,
            Page.SCORES: words.scores,
            Page.REVIEW: words.review,
            Page.SCHEDULE: words.schedule,
            Page.MESSAGES: words.messages,
            Page.SHIFT: words.shift,
            Page.KNOWLEDGE: words.knowledge,
            Page.AUDIT: words.audit,
            Page.PEOPLE: words.people,
            Page.SYSTEM: words.system,
        }
        self._bar = SideBar(list(self._titles.values()), language, look)
        self._bar.foot.addWidget(SoundFoot(alarm, language, look))
        self._header = Header(language, look)
        self._pages = Pages(models, waiting, language, look)
        self._handover = HandoverPanel(models.handover, language, look)
        self._offer_pages()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._handover)
        column.addWidget(self._pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addLayout(column, 1)
        self._bar.chosen.connect(self._on_chosen)
        self._header.lock.connect(self._on_lock)
        self._header.hand_over.connect(self.hand_over)
        self._handover.lock.connect(self.lock)
        self._handover.closed.connect(self._close_handover)
        models.now.opened.connect(self.open_resident)
        self._header.passphrase.connect(self.passphrase)
        self._header.show_waiting.connect(self._on_show_waiting)
        for model in (
            waiting,
            models.feed,
            models.trail,
            alarm,
            models.review,
            models.outside,
            models.glass,
            models.handover,
        ):
            model.changed.connect(self._refresh)
        self.show_page(Page.NOW)

    @property
    def page(self) -> Page:
        """Which page is shown."""
        return self._pages.page

    def show_page(self, page: Page) -> None:
        """Show a page; one that this facility does not have is passed over."""
        if not self._bar.offers(page):
            return
        self._pages.show_page(page)
        self._bar.show_page(page)
        self._header.show_title(self._titles[page])
        self._refresh()

    def open_resident(self, resident_id: ResidentId) -> None:
        """Show a resident's record, on the page of records."""
        if self._bar.offers(Page.RESIDENTS):
            self.show_page(Page.RESIDENTS)
            self._models.residents.open(resident_id)

    def hand_over(self) -> None:
        """Open the panel in which alerts are handed over, above whatever page is shown."""
        if self._models.handover.is_there:
            self._handover.begin()

    def has_read(self, page: Page) -> bool:
        """Whether everything on a page has been read since somebody signed in."""
        models = self._models
        return {
            Page.NOW: lambda: models.now.is_read,
            Page.RESIDENTS: lambda: models.residents.lines is not None,
            Page.SCORES: lambda: models.scores.record is not None,
            Page.REVIEW: lambda: models.review.is_whole,
            Page.SCHEDULE: lambda: models.schedule.lines is not None,
            Page.MESSAGES: lambda: models.outside.is_whole,
            Page.SHIFT: lambda: bool(models.speech.shifts),
            Page.KNOWLEDGE: lambda: models.knowledge.documents is not None,
            Page.AUDIT: lambda: models.trail.trail is not None,
            Page.PEOPLE: lambda: models.people.lines is not None,
            Page.SYSTEM: lambda: models.system.state is not None,
        }[page]()

    def show_nth(self, place: int) -> None:
        """Show the page that stands at a place of the bar, counted from 0."""
        offered = [page for page in Page if self._bar.offers(page)]
        if place < len(offered):
            self.show_page(offered[place])

    def enter(self) -> None:
        """Begin where whoever has signed in was last, or on the first page that is theirs."""
        member = self._models.session.member
        self._whose = member.id if member else None
        self._header.show_member(member)
        self._header.offer_passphrase(is_there=self._models.session.can_choose)
        self._offer_pages()
        first = next((page for page in Page if self._bar.offers(page)), Page.SHIFT)
        last = self._left_at.get(self._whose, first) if self._whose else first
        # An alert is always first: who comes back to a screen must see it at once.
        self.show_page(first if self._waiting.view.lines else last)

    def _offer_pages(self) -> None:
        models, member = self._models, self._models.session.member
        there = {
            Page.REVIEW: models.review.is_there,
            Page.MESSAGES: models.outside.is_there,
            Page.RESIDENTS: models.residents.is_there,
            Page.SCORES: models.scores.is_there,
            Page.SCHEDULE: models.schedule.is_there,
            Page.KNOWLEDGE: models.knowledge.is_there,
            Page.PEOPLE: models.people.is_there,
            Page.SYSTEM: models.system.is_there,
        }
        for page in Page:
            is_theirs = member is None or may(member.role, OPEN_TO[page])
            self._bar.offer(page, is_there=is_theirs and there.get(page, True))

    def leave(self) -> None:
        """Show nobody's name and keep nothing that was typed."""
        if self._whose is not None:
            self._left_at[self._whose] = self.page
        self._whose = None
        # Whoever comes next has not muted anything.
        self._alarm.mute_low(is_muted=False)
        self._header.show_member(None)
        self._handover.hide()
        self._pages.clear()

    def resident_views(self) -> Iterator[str]:
        """Go through the tabs of the first resident's record, and name each once it shows."""
        return self._pages.residents.page().views()

    def open_first_plan(self) -> None:
        """Open the plan of the first resident."""
        self._pages.schedule.page().open_first()

    def tick(self, now: datetime) -> None:
        """Show the time that has passed."""
        self._models.residents.follow_time(now)
        self._pages.tick(now)
        self._show_state(now)

    def _refresh(self) -> None:
        self.tick(self._clock())

    def _show_state(self, now: datetime) -> None:
        feed, trail = self._models.feed, self._models.trail
        lines = [
            chain_line(trail.checked, trail.problem, now, self._language, is_busy=trail.is_busy),
            storage_line(feed.board, feed.problem, now, self._language),
        ]
        outlet = self._outlet.name if self._outlet else None
        if sound := sound_line(self._language, is_audible=self._alarm.is_audible, outlet=outlet):
            lines.append(sound)
        self._muted_since = (self._muted_since or now) if self._alarm.is_muted else None
        if muted := mute_line(self._muted_since, now, self._language):
            lines.append(muted)
        if glass := glass_line(self._models.glass.opened, now, self._language):
            lines.insert(0, glass)
        failing = self._models.outside.failing
        if outside := outside_line(failing, self._language):
            lines.append(outside)
        self._pages.now.warn_outside(failing)
        lines += update_lines(self._models.services.bundle_trouble(), now, self._language)
        self._bar.show_health(lines)
        self._pages.now.warn(banner(feed.board, feed.problem, now, self._language))
        waiting = self._waiting.view.lines
        self._bar.show_count(Page.NOW, self._language.number(len(waiting)) if waiting else "")
        reviews = self._models.review.waiting
        self._bar.show_count(Page.REVIEW, self._language.number(reviews) if reviews else "")
        dead = len(self._models.outside.dead or ())
        self._bar.show_count(Page.MESSAGES, self._language.number(dead) if dead else "")
        own = len(self._models.handover.own)
        still = self._language.words.handover.still
        self._header.show_own(self._language.counted(still, own) if own else "")
        first = waiting[0] if waiting and self.page is not Page.NOW else None
        waited = self._language.waiting(first.since, now) if first else ""
        self._header.show_elsewhere(first, waited)
        self._header.tick(now)

    def _on_lock(self) -> None:
        # Whoever goes home is asked once; the second press locks, and Ctrl+L always does at once.
        if self._models.handover.own and self._handover.isHidden():
            self.hand_over()
        else:
            self.lock.emit()

    def _close_handover(self) -> None:
        self._handover.hide()
        page = self._pages.currentWidget()
        if page:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, page: int) -> None:
        self.show_page(Page(page))

    def _on_show_waiting(self) -> None:
        self.show_page(Page.NOW)
