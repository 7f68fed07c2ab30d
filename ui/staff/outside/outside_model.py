"""Messages that leave the building: how targets do, what was given up, and sending again."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.alerts.notification import Notification, NotificationId
from app.alerts.target_line import TargetHealth
from app.breaker import BreakerState
from app.errors import LiloError
from app.identity import StaffSession
from app.runtime import JobTimeoutError
from app.station import StationMessages
from ui.shared.spawner import Spawner
from ui.staff.live.feed import Problem
from ui.staff.wording.language import Language

EVERY_MS = 10_000


class OutsideModel(QObject):
    """Follows the outbox while somebody is signed in.

    Attributes:
        dead: messages that were given up, newest first; None before they were read.
        is_whole: what they say was read too, and not only how many there are.
        families: the latest that residents sent to their families, newest first.
        waiting: how many are on their way.
        problem: why the last read failed, or None.
        notice: what became of sending again, or empty.
    """

    changed = Signal()

    def __init__(
        self,
        services: StationMessages | None,
        spawner: Spawner,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._spawner = spawner
        self._language = language
        self._session: StaffSession | None = None
        self._is_reading = False
        self._is_opened = False
        self._visit = 0
        self.is_whole = False
        self._pending: set[NotificationId] = set()
        self.dead: tuple[Notification, ...] | None = None
        self.families: tuple[Notification, ...] = ()
        self.waiting = 0
        self.problem: Problem | None = None
        self.notice = ""
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.refresh)

    @property
    def is_there(self) -> bool:
        """Whether anything is known of messages."""
        return self._services is not None

    @property
    def targets(self) -> tuple[TargetHealth, ...]:
        """How each target is doing at this moment."""
        return tuple(self._services.health()) if self._services else ()

    @property
    def failing(self) -> tuple[str, ...]:
        """Names of targets that do not accept messages at present."""
        return tuple(t.name for t in self.targets if t.breaker is not BreakerState.CLOSED)

    def is_pending(self, message_id: NotificationId) -> bool:
        """Whether sending again is being recorded."""
        return message_id in self._pending

    def enter(self, session: StaffSession) -> None:
        """Read for whoever signed in, and go on reading."""
        self._session = session
        self._timer.start()
        self.refresh()

    def open(self) -> None:
        """Read what they say too, from now on: somebody looks. It is noted."""
        self._is_opened = True
        self.refresh()

    def leave(self) -> None:
        """Hold nothing any more."""
        self._timer.stop()
        self._is_opened = self.is_whole = False
        self._visit += 1
        self._session = self.dead = self.problem = None
        self.notice, self.waiting, self.families = "", 0, ()
        self.changed.emit()

    def refresh(self) -> None:
        """Read the outbox now, unless that is being done."""
        outbox = self._services.outbox if self._services else None
        if outbox is None or self._session is None:
            # Without an outbox nothing can have been given up.
            self.dead = () if self._services and self._session else None
            self.is_whole = self.dead is not None
            self.changed.emit()
        elif not self._is_reading:
            self._is_reading = True
            self._spawner.spawn(self._read(self._visit), self._not_read)

    def send_again(self, message_id: NotificationId) -> None:
        """Let a message that was given up be sent after all."""
        if self._session and self._services and message_id not in self._pending:
            self._pending.add(message_id)
            self.notice = ""
            self.changed.emit()
            self._spawner.spawn(
                self._send_again(message_id, self._session),
                lambda error: self._not_sent(message_id, error),
            )

    async def _read(self, visit: int) -> None:
        services, session = self._services, self._session
        if services and session:
            is_whole = self._is_opened
            dead = await services.dead_letters(session, only_counts=not is_whole)
            waiting = await services.waiting_count(session)
            families = await services.to_families(session) if is_whole else ()
            if visit == self._visit:
                self.is_whole = is_whole
                self.dead, self.waiting, self.problem = dead, waiting, None
                self.families = families
        self._is_reading = False
        self.changed.emit()
        if self._is_opened and not self.is_whole and self._session:
            self.refresh()

    def _not_read(self, error: Exception) -> None:
        self._is_reading = False
        self.problem = Problem(str(error) if isinstance(error, LiloError) else "")
        self.changed.emit()

    async def _send_again(self, message_id: NotificationId, session: StaffSession) -> None:
        if self._services:
            await self._services.retry(session, message_id)
        self._pending.discard(message_id)
        self.dead = tuple(one for one in self.dead or () if one.id != message_id)
        self.notice = self._language.words.messages.sent_again
        self.changed.emit()
        self.refresh()

    def _not_sent(self, message_id: NotificationId, error: Exception) -> None:
        self._pending.discard(message_id)
        words = self._language.words
        told = str(error) if isinstance(error, LiloError) else words.problem.unexpected
        said = words.messages.not_recorded.format(message=told)
        self.notice = words.problem.not_known if isinstance(error, JobTimeoutError) else said
        self.changed.emit()
