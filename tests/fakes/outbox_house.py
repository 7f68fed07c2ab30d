"""An alert desk with an outbox and a dispatcher on a real database, and time in our hands."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.alerts import AlertCause, AlertDesk, AlertSource, Recipient
from app.alerts.dispatch import Dispatcher
from app.alerts.message import MessageWriter, load_message_words
from app.alerts.notification import Notification, NotificationChannel, NotificationError
from app.alerts.outbox import Outbox
from app.alerts.targets import Target
from app.audit import AuditEntry
from app.runtime import ThreadLane
from app.safety import DangerKind, Level
from storage import Database, UnitOfWork
from storage.repositories.notifications import _notification_of
from storage.tables import NotificationRow
from tests.fakes.clock import FakeClock
from tests.fakes.notifications import FakeChannel, PassingTime
from tests.fakes.routes import ROUTES

PHONE, DOCTORS = "fake://phone", "fake://doctors"
TARGETS = (
    Target("Phone", frozenset({Recipient.NURSE, Recipient.ADMINISTRATOR}), PHONE),
    Target("Doctors", frozenset({Recipient.PHYSICIAN}), DOCTORS),
)
CHOKING = AlertCause(
    AlertSource.WORDS, Level.IMMEDIATE, DangerKind.MEDICAL_EMERGENCY, "I am choking"
)
LOW = AlertCause(AlertSource.WORDS, Level.ELEVATED, DangerKind.GIVING_UP_CARE, "What for?")

BUSY = NotificationError("http_503", transient=True)
REFUSED = NotificationError("http_404", transient=False)


class OutboxHouse:
    def __init__(self, database: Database, lane: ThreadLane, clock: FakeClock, words: Path) -> None:
        self.database, self.lane, self.clock = database, lane, clock
        self.words = load_message_words(words)
        self.channel, self.time = FakeChannel(), PassingTime(clock)
        self.way_out: NotificationChannel = self.channel
        self.desk = self.desk_for(TARGETS)
        self.dispatcher = self.dispatcher_for(TARGETS)

    def desk_for(self, targets: Sequence[Target]) -> AlertDesk:
        outbox = Outbox(targets, MessageWriter(self.words), self.clock)
        return AlertDesk(
            self.database.unit, self.lane, self.clock, routes=ROUTES, on_alarm=outbox.enqueue
        )

    def dispatcher_for(
        self, targets: Sequence[Target], *, send_within_s: float = 10.0, chance: float = 1.0
    ) -> Dispatcher:
        self.time.dispatcher = Dispatcher(
            targets,
            self.way_out,
            self.database.unit,
            self.lane,
            self.clock,
            monotonic=self.time.monotonic,
            pause=self.time,
            chance=lambda: chance,
            send_within_s=send_within_s,
        )
        self.dispatcher = self.time.dispatcher
        return self.dispatcher

    async def pass_s(self, seconds: float) -> None:
        """Let the dispatcher work while so much time passes."""
        self.dispatcher._is_stopped = False
        self.time.plan(self.time.now_s + seconds, self.dispatcher.stop)
        await self.dispatcher.run()

    def kept(self) -> list[Notification]:
        """Return everything in the outbox, oldest first."""
        with self.database.reading() as unit:
            rows = unit.outbox._session.query(NotificationRow).order_by(NotificationRow.id)  # type: ignore[attr-defined]
            return [_notification_of(row) for row in rows]

    def states(self) -> list[tuple[str, str]]:
        return [(n.target, n.state.value) for n in self.kept()]

    def audited(self, beginning: str) -> list[AuditEntry]:
        with self.database.reading() as unit:
            return [e for e in unit.audit.entries() if e.action.startswith(beginning)]

    def change(self, act: Callable[[UnitOfWork], object]) -> None:
        with self.database.unit() as unit:
            act(unit)
