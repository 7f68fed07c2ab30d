"""The view models behind an open facility, and how they hang together."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.identity import Permission, SessionOverError, may
from app.oversight import Board
from app.station import StationBoard, veiled
from ui.shared.spawner import Spawner
from ui.staff.audit.audit_export import AuditExportModel
from ui.staff.audit.trail import TrailModel
from ui.staff.entry.drafts import Drafts
from ui.staff.entry.idle import IdleWatch
from ui.staff.entry.session import Session
from ui.staff.handover.handover_model import HandoverModel
from ui.staff.knowledge.knowledge_model import KnowledgeModel
from ui.staff.live.display_foot import DisplayModel
from ui.staff.live.feed import BoardFeed
from ui.staff.live.glass import GlassModel
from ui.staff.live.waiting import WaitingModel
from ui.staff.now.alert_actions import AlertActions
from ui.staff.now.deliveries import Deliveries
from ui.staff.now.now_model import NowModel
from ui.staff.now.reminders_model import RemindersModel
from ui.staff.outside.outside_model import OutsideModel
from ui.staff.paper.export_model import ExportModel
from ui.staff.people.people_model import PeopleModel
from ui.staff.residents.chosen import ChosenResident
from ui.staff.residents.residents_model import ResidentsModel
from ui.staff.residents.stories_model import StoriesModel
from ui.staff.review.doubts_model import DoubtsModel
from ui.staff.review.review_model import ReviewModel
from ui.staff.schedule.schedule_model import ScheduleModel
from ui.staff.scores.scores_model import ScoresModel
from ui.staff.services import StaffServices
from ui.staff.shift.speech_model import SpeechModel
from ui.staff.system.system_model import SystemModel
from ui.staff.wording.language import Language


class StaffModels(QObject):
    """Everything the pages show, for as long as these services are open.

    Signals:
        entered: somebody has signed in, and the pages may be shown.
        left: the pages are hidden, and the models hold nothing about anybody.

    Args:
        window: the window whose touches keep its screen unlocked.
    """

    entered = Signal()
    left = Signal()

    def __init__(
        self,
        services: StaffServices,
        spawner: Spawner,
        waiting: WaitingModel,
        language: Language,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.services = services
        self.session = Session(
            services.sign_in,
            spawner,
            language.words,
            self,
            own_secrets=services.own_secrets,
            station=services.station,
        )
        self.feed = BoardFeed(_BoardForSession(services.board, self.session), spawner, self)
        actions = AlertActions(services.alerts, spawner, language.words, self)
        self.now = NowModel(
            self.feed,
            waiting,
            actions,
            Deliveries(services.alerts, services.station, spawner, self),
            language,
            self,
            facility=services.facility_name,
            emergency=services.emergency,
            opens_records=services.residents is not None,
        )
        self.reminders = RemindersModel(services.reminders, spawner, language, self)
        self.feed.changed.connect(self.reminders.refresh)
        self.handover = HandoverModel(
            services.handing_over, services.alerts, self.feed, spawner, language, self
        )
        self.chosen = ChosenResident(self)
        choose = self.chosen.choose
        self.scores = ScoresModel(services.scores, spawner, self, choose)
        self.review = ReviewModel(services.reviews, spawner, language, self)
        self.outside = OutsideModel(services.messages, spawner, language, self)
        self.speech = SpeechModel(services.figures, spawner, self)
        self.trail = TrailModel(services.audit, services.clock, spawner, self)
        self.glass = GlassModel(services.gate, spawner, self)
        self.residents = ResidentsModel(
            services.residents, services.gate, spawner, language, self, choose
        )
        self.residents.glass_broken.connect(self.glass.refresh)
        self.feed.changed.connect(self.glass.refresh)
        self.knowledge = KnowledgeModel(services.knowledge, spawner, language, self)
        self.people = PeopleModel(services.people, spawner, language, self)
        self.system = SystemModel(services.system, spawner, language, self)
        own = services.residents
        self.doubts = DoubtsModel(own, services.reviews, spawner, language, self)
        self.stories = StoriesModel(own.stories if own else None, spawner, language, self)
        self.schedule = ScheduleModel(
            services.schedule,
            own.records if own else None,
            services.scores,
            spawner,
            language,
            self,
            choose,
        )
        self.scores_export, self.figures_export = (
            ExportModel(services.exports, services.clock, spawner, language, self) for _ in range(2)
        )
        self.audit_export = AuditExportModel(services.audit, spawner, language, self)
        self.display = DisplayModel(services.window, spawner, language, self)
        self.pages = (
            self.handover,
            self.residents,
            self.stories,
            self.doubts,
            self.schedule,
            self.knowledge,
            self.people,
            self.system,
            self.scores_export,
            self.figures_export,
            self.audit_export,
            self.display,
        )
        self.drafts = Drafts(self)
        for model in (self.now, *self.pages):
            model.drafts = self.drafts
        after_s = services.lock_after_s
        self._idle = IdleWatch(after_s, window, self) if after_s else None
        if self._idle:
            self._idle.idle.connect(self._rest)
            self.session.changed.connect(self._watch)
        self.session.signed_in.connect(self._on_signed_in)
        self.session.hidden.connect(self._leave)
        self.session.locked.connect(self._leave)
        self.session.signed_out.connect(self.drafts.drop)
        services.alerts.on_change(self._listener())
        # Only once the event loop runs can anything be started.
        QTimer.singleShot(0, self.feed.refresh)

    @property
    def has_read_record(self) -> bool:
        """Whether nothing of a resident's record is on its way."""
        return self.residents.opened is not None and not (
            self.residents.is_pending or self.stories.is_pending
        )

    def stop(self) -> None:
        """Read nothing more."""
        self.feed.stop()
        if self._idle:
            self._idle.stop()
        self.session.lock()

    def _listener(self) -> "_Listener":
        return _Listener(self)

    def _on_signed_in(self) -> None:
        session = self.session.held
        if session is None:
            return
        looked_at = self.drafts.enter(session.member.id)
        if looked_at is not None:
            self.chosen.choose(looked_at)
        self.now.enter(session)
        self.reminders.enter(session)
        role = session.member.role
        if may(role, Permission.REVIEW):
            self.review.enter(session)
        if may(role, Permission.SEE_MESSAGES):
            self.outside.enter(session)
        if may(role, Permission.READ_SCORES):
            self.scores.enter(session)
        self.speech.enter(session)
        for page in self.pages:
            page.enter(session)
        self.feed.refresh()
        self.trail.enter(session)
        self.glass.enter()
        self.entered.emit()

    def _watch(self) -> None:
        # For as long as somebody is signed in, also where they are choosing a passphrase.
        idle, is_here = self._idle, self.session.member is not None
        if idle and idle.is_watching is not is_here:
            (idle.start if is_here else idle.stop)()

    def _rest(self) -> None:
        member = self.session.member
        if member:
            self.drafts.rest(member.id, self.chosen.id)
        self.session.lock("idle", keeps=not self.drafts.is_empty)

    def _leave(self) -> None:
        self.now.leave()
        self.reminders.leave()
        self.review.leave()
        self.outside.leave()
        self.scores.leave()
        self.trail.forget()
        self.speech.leave()
        self.glass.leave()
        for page in self.pages:
            page.leave()
        self.chosen.forget()
        self.left.emit()
        self.feed.veil(veiled)
        self.feed.refresh()


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
            self._models.glass.refresh()


class _BoardForSession:
    """The board with as much of it as whoever sits here may see."""

    def __init__(self, board: StationBoard, session: Session) -> None:
        self._board = board
        self._session = session

    async def read(self) -> Board:
        held = self._session.held
        try:
            return await self._board.read(held)
        except SessionOverError:
            # Revoked on another screen, or too old: whoever sits here is out at once.
            if self._session.held is held:
                self._session.lock("over")
            return await self._board.read(None)
