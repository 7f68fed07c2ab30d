"""The review queue as last read, which case is selected, and giving verdicts."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import LiloError
from app.identity import StaffSession
from app.oversight import Reviews
from app.runtime import JobTimeoutError
from app.safety import Level
from app.safety.review import ReviewCaseId, ReviewItem, Verdict
from app.station import StationReviews
from ui.shared.spawner import Spawner
from ui.staff.live.feed import Problem
from ui.staff.wording.language import Language

EVERY_MS = 30_000
"""A case that raised no alert tells nobody that it is there."""


class ReviewModel(QObject):
    """Holds nothing while nobody is signed in: the queue is made of residents' words.

    Attributes:
        reviews: as last read, or None.
        problem: why the last read failed, or None.
        notice: why a verdict was not recorded, or empty.
        is_whole: the cases were read too, and not only how many wait.
        selected: the case that keys act on; it changes only when somebody chooses, or it is done.
        is_recording: a verdict is on its way.
    """

    changed = Signal()
    decided = Signal()

    def __init__(
        self,
        services: StationReviews | None,
        spawner: Spawner,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._spawner = spawner
        self._language = language
        self._session: StaffSession | None = None
        self._visit = 0
        self._is_reading = False
        self._is_asked_again = False
        self._is_opened = False
        self.is_whole = False
        self.reviews: Reviews | None = None
        self.problem: Problem | None = None
        self.notice = ""
        self.selected: ReviewCaseId | None = None
        self.is_recording = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.refresh)

    @property
    def is_there(self) -> bool:
        """Whether this facility has a queue."""
        return self._services is not None

    @property
    def waiting(self) -> int:
        """How many cases wait."""
        return self.reviews.waiting if self.reviews else 0

    @property
    def item(self) -> ReviewItem | None:
        """The selected case."""
        items = self.reviews.items if self.reviews else ()
        return next((item for item in items if item.case.id == self.selected), None)

    def enter(self, session: StaffSession) -> None:
        """Read for whoever signed in, and go on reading."""
        self._session = session
        self._timer.start()
        self.refresh()

    def open(self) -> None:
        """Read the cases too, from now on: somebody looks. It is noted."""
        self._is_opened = True
        self.refresh()

    def leave(self) -> None:
        """Hold nothing any more; what is being read is dropped when it comes."""
        self._timer.stop()
        self._is_opened = self.is_whole = False
        self._visit += 1
        self._session = self.reviews = self.problem = self.selected = None
        self.notice, self.is_recording = "", False
        self.changed.emit()

    def refresh(self) -> None:
        """Read the queue now; while a read is under way, once more after it."""
        if self._services is None or self._session is None:
            return
        if self._is_reading:
            self._is_asked_again = True
            return
        self._is_reading = True
        self._spawner.spawn(self._read(self._services, self._session, self._visit), self._not_read)

    def select(self, case_id: ReviewCaseId) -> None:
        """Make this the case that keys act on."""
        if case_id != self.selected:
            self.selected, self.notice = case_id, ""
            self.changed.emit()

    def decide(self, verdict: Verdict, level: Level | None, note: str) -> None:
        """Record a verdict on the selected case."""
        item = self.item
        if self._services and self._session and item and not self.is_recording:
            self.is_recording, self.notice = True, ""
            self.changed.emit()
            work = self._decide(self._services, self._session, item, verdict, level, note.strip())
            self._spawner.spawn(work, self._not_decided)

    async def _read(self, services: StationReviews, session: StaffSession, visit: int) -> None:
        is_whole = self._is_opened
        reviews = await services.read(session, only_counts=not is_whole)
        self._is_reading = False
        if visit == self._visit:
            self.is_whole = is_whole
            self._take(reviews)
        self._again()

    def _take(self, reviews: Reviews) -> None:
        before = self.reviews
        self.reviews, self.problem = reviews, None
        if self.item is None:
            # The next in the place of what is gone; a case that comes in anew takes no place.
            self.selected = _next_after(self.selected, before, reviews)
        self.changed.emit()

    def _not_read(self, error: Exception) -> None:
        self._is_reading = False
        self.problem = Problem(str(error) if isinstance(error, LiloError) else "")
        self.changed.emit()
        self._again()

    def _again(self) -> None:
        again, self._is_asked_again = self._is_asked_again, False
        if again:
            self.refresh()

    async def _decide(
        self,
        services: StationReviews,
        session: StaffSession,
        item: ReviewItem,
        verdict: Verdict,
        level: Level | None,
        note: str,
    ) -> None:
        await services.decide(session, item.case.id, verdict, level=level, note=note)
        self.is_recording = False
        self.decided.emit()
        self.refresh()

    def _not_decided(self, error: Exception) -> None:
        self.is_recording = False
        words = self._language.words
        told = str(error) if isinstance(error, LiloError) else words.problem.unexpected
        said = words.review.not_recorded.format(message=told)
        self.notice = words.problem.not_known if isinstance(error, JobTimeoutError) else said
        self.changed.emit()


def _next_after(
    gone: ReviewCaseId | None, before: Reviews | None, now: Reviews
) -> ReviewCaseId | None:
    left = [item.case.id for item in now.items]
    order = [item.case.id for item in before.items] if before else []
    later = order[order.index(gone) + 1 :] if gone in order else []
    return next((one for one in later if one in left), left[0] if left else None)
