"""The Review page: doubtful words, memories that were not understood, and what failed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.clock import Clock
from app.ids import ResidentId
from ui.staff.look.page_frame import margins, scrolled
from ui.staff.look.style import Look
from ui.staff.outside.outside_model import OutsideModel
from ui.staff.review.doubts_model import DoubtsModel
from ui.staff.review.doubts_tab import DoubtsTab
from ui.staff.review.failures_tab import FailuresTab
from ui.staff.review.review_model import ReviewModel
from ui.staff.review.review_page import ReviewPage
from ui.staff.wording.language import Language
from ui.staff.wording.phrases import Counted


class ReviewTabs(QWidget):
    """Each tab says how much waits in it, once that is known."""

    def __init__(
        self,
        review: ReviewModel,
        doubts: DoubtsModel,
        outside: OutsideModel,
        open_record: Callable[[ResidentId], None],
        clock: Clock,
        language: Language,
        look: Look,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._review, self._doubts, self._outside = review, doubts, outside
        self._language = language
        self._words = ReviewPage(review, clock, language, look)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("reviewTabs")
        self._tabs.addTab(scrolled(self._words), "")
        if doubts.is_there:
            tab = DoubtsTab(doubts, open_record, clock, language, look)
            self._tabs.addTab(scrolled(tab), "")
        failures = FailuresTab(doubts, outside, clock, language, look)
        self._tabs.addTab(scrolled(failures), "")
        layout = QVBoxLayout(self)
        margins(layout, look)
        layout.addWidget(self._tabs, 1)
        for model in (review, doubts, outside):
            model.changed.connect(self._show)
        self._show()

    def clear(self) -> None:
        """Leave no trace of what was typed or shown."""
        self._words.clear()
        self._tabs.setCurrentIndex(0)

    def _show(self) -> None:
        words, language = self._language.words.unclear, self._language
        doubts, failures = self._doubts.doubts, self._doubts.failures
        said = [language.counted(words.tab_words, self._review.waiting)]
        if self._doubts.is_there:
            said.append(_counted(words.tab_doubts, doubts, language))
        dead = self._outside.dead or ()
        failed = None if failures is None else (*failures, *dead)
        said.append(_counted(words.tab_failures, failed, language))
        for at, text in enumerate(said):
            self._tabs.setTabText(at, text)


def _counted(words: Counted, found: Sequence[object] | None, language: Language) -> str:
    # What nobody has read yet has no number.
    return words.of(0, "…") if found is None else language.counted(words, len(found))
