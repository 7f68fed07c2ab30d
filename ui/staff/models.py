"""The view models behind an open facility, and how they hang together."""

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from ui.shared.spawner import Spawner
from ui.staff.audit.trail import TrailModel
from ui.staff.entry.session import Session
from ui.staff.live.feed import BoardFeed
from ui.staff.live.waiting import WaitingModel
from ui.staff.now.alert_actions import AlertActions
from ui.staff.now.deliveries import Deliveries
from ui.staff.now.now_model import NowModel
from ui.staff.now.reminders_model import RemindersModel
from ui.staff.outside.outside_model import OutsideModel
from ui.staff.review.review_model import ReviewModel
from ui.staff.scores.scores_model import ScoresModel
from ui.staff.services import StaffServices
from ui.staff.shift.speech_model import SpeechModel
from ui.staff.wording.language import Language


class StaffModels(QObject):
    """Everything the pages show, for as long as these services are open.

    Signals:
        entered: somebody has signed in, and the pages may be shown.
        left: nobody is signed in any more, and the models hold nothing about anybody.
    """

    entered = Signal()
    left = Signal()

    def __init__(
        self,
        services: StaffServices,
        spawner: Spawner,
        waiting: WaitingModel,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.services = services
        self.feed = BoardFeed(services.board, spawner, self)
        self.session = Session(services.sign_in, spawner, language.words, self)
        actions = AlertActions(services.desk, spawner, language.words, self)
        self.now = NowModel(
            self.feed,
            waiting,
            actions,
            Deliveries(services.desk, services.station, spawner, self),
            language,
            self,
            facility=services.facility_name,
            emergency=services.emergency,
        )
        self.reminders = RemindersModel(services.reminders, spawner, language, self)
        self.feed.changed.connect(self.reminders.refresh)
        self.review = ReviewModel(services.review, spawner, language, self)
        self.outside = OutsideModel(services.outside, spawner, language, self)
        self.speech = SpeechModel(services.speech, spawner, self)
        self.scores = ScoresModel(services.scores, spawner, self)
        self.trail = TrailModel(services.trail, services.clock, spawner, self)
        self.session.signed_in.connect(self._on_signed_in)
        self.session.locked.connect(self._on_locked)
        services.desk.on_change(self._listener())
        # Only once the event loop runs can anything be started.
        QTimer.singleShot(0, self.feed.refresh)

    def stop(self) -> None:
        """Read nothing more."""
        self.feed.stop()
        self.session.lock()

    def _listener(self) -> "_Listener":
        return _Listener(self)

    def _on_signed_in(self) -> None:
        member = self.session.member
        if member:
            self.now.enter(member)
            self.reminders.enter(member)
            self.review.enter(member)
            self.outside.enter(member)
            self.scores.enter(member)
            self.feed.refresh()
            self.trail.check()
            self.entered.emit()

    def _on_locked(self) -> None:
        self.now.leave()
        self.reminders.leave()
        self.review.leave()
        self.outside.leave()
        self.scores.leave()
        self.trail.forget()
        self.left.emit()


class _Listener:
    """Hears of changes for as long as the window lives.

    The desk calls it in the middle of raising an alert: it must never raise, whatever has become
    of the window.
    """

    def __init__(self, models: StaffModels) -> None:
        self._models = models

    def __call__(self) -> None:
        if isValid(self._models):
            self._models.feed.refresh()
            self._models.review.refresh()
