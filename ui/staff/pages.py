"""The pages of the staff window, and which of them is shown."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import IntEnum

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.identity import Permission
from ui.staff.audit.audit_page import AuditPage
from ui.staff.knowledge.knowledge_page import KnowledgePage
from ui.staff.live.waiting import WaitingModel
from ui.staff.look.style import Look
from ui.staff.models import StaffModels
from ui.staff.now.now_page import NowPage
from ui.staff.outside.outside_page import OutsidePage
from ui.staff.page_slot import PageSlot
from ui.staff.people.people_page import PeoplePage
from ui.staff.residents.residents_page import ResidentsPage
from ui.staff.review.review_page import ReviewPage
from ui.staff.schedule.schedule_page import SchedulePage
from ui.staff.scores.scores_page import ScoresPage
from ui.staff.shift.shift_page import ShiftPage
from ui.staff.system.system_page import SystemPage
from ui.staff.wording.language import Language


class Page(IntEnum):
    """The pages there are, in the order of the side bar."""

    NOW = 0
    RESIDENTS = 1
    SCORES = 2
    REVIEW = 3
    SCHEDULE = 4
    MESSAGES = 5
    SHIFT = 6
    KNOWLEDGE = 7
    AUDIT = 8
    PEOPLE = 9
    SYSTEM = 10


OPEN_TO: Mapping[Page, Permission] = {
    Page.NOW: Permission.SEE_BOARD,
    Page.RESIDENTS: Permission.SEE_RESIDENTS,
    Page.SCORES: Permission.READ_SCORES,
    Page.REVIEW: Permission.REVIEW,
    Page.SCHEDULE: Permission.SEE_RESIDENTS,
    Page.MESSAGES: Permission.SEE_MESSAGES,
    Page.SHIFT: Permission.SEE_FIGURES,
    Page.KNOWLEDGE: Permission.SEE_KNOWLEDGE,
    Page.AUDIT: Permission.READ_AUDIT,
    Page.PEOPLE: Permission.SEE_PEOPLE,
    Page.SYSTEM: Permission.SEE_SYSTEM,
}
"""What it takes to be offered a page. The services behind it decide what is shown."""


class Pages(QStackedWidget):
    """Shows one page at a time; all but the first are made when they are first shown."""

    def __init__(
        self, models: StaffModels, waiting: WaitingModel, language: Language, look: Look
    ) -> None:
        super().__init__()
        clock = models.services.clock
        self.now = NowPage(models.now, models.reminders, waiting, language, look)
        self.residents = PageSlot(
            lambda: ResidentsPage(models.residents, models.stories, clock, language, look)
        )
        self.schedule = PageSlot(lambda: SchedulePage(models.schedule, clock, language, look))
        self._review = PageSlot(lambda: ReviewPage(models.review, clock, language, look))
        self._outside = PageSlot(lambda: OutsidePage(models.outside, clock, language, look))
        self._audit = PageSlot(lambda: AuditPage(models.trail, clock, language, look))
        self._people = PageSlot(lambda: PeoplePage(models.people, clock, language, look))
        scores = PageSlot(lambda: ScoresPage(models.scores, models.scores_export, language, look))
        shift = PageSlot(
            lambda: ShiftPage(models.feed, models.speech, models.figures_export, language, look)
        )
        knowledge = PageSlot(lambda: KnowledgePage(models.knowledge, clock, language, look))
        system = PageSlot(lambda: SystemPage(models.system, models.trail, clock, language, look))
        places: Mapping[Page, Callable[[], QWidget]] = {
            Page.NOW: lambda: self.now,
            Page.RESIDENTS: self.residents.page,
            Page.SCORES: scores.page,
            Page.REVIEW: self._review.page,
            Page.SCHEDULE: self.schedule.page,
            Page.MESSAGES: self._outside.page,
            Page.SHIFT: shift.page,
            Page.KNOWLEDGE: knowledge.page,
            Page.AUDIT: self._audit.page,
            Page.PEOPLE: self._people.page,
            Page.SYSTEM: system.page,
        }
        self._places = places
        self._page = Page.NOW
        self.addWidget(self.now)

    @property
    def page(self) -> Page:
        """Which page is shown."""
        return self._page

    def show_page(self, page: Page) -> None:
        """Show a page, made now if it was not shown before."""
        widget = self._places[page]()
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self._page = page
        self.setCurrentWidget(widget)

    def tick(self, now: datetime) -> None:
        """Show the time that has passed, on the page that is shown."""
        match self.page:
            case Page.NOW:
                self.now.tick(now)
            case Page.MESSAGES:
                self._outside.page().tick(now)
            case Page.AUDIT:
                self._audit.page().tick(now)

    def clear(self) -> None:
        """Keep nothing that was typed."""
        for slot in (self._audit, self._review, self.residents, self.schedule, self._people):
            if slot.made is not None:
                slot.made.clear()
