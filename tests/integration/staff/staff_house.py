"""A small facility in memory, with the real services on top of it, and the window on top."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from staff_shelves import Outbox, Reviews

from app.alerts import (
    Alert,
    AlertCause,
    AlertDesk,
    AlertEvent,
    AlertSource,
    CallJournal,
    JournalledCall,
    alert_from,
)
from app.alerts.outbox_reader import OutboxReader
from app.audit import AuditAction, AuditDraft, AuditEntry, AuditRow, Wanted, seal
from app.clinical import ScaleId, Score, Total
from app.conversation.history import Observation
from app.errors import LiloError
from app.identity import (
    BrokenGlass,
    Credential,
    Gate,
    Resident,
    RiskFactor,
    RiskKind,
    Role,
    SessionId,
    SessionRecord,
    SignIn,
    StaffMember,
    passphrase_hash,
)
from app.identity.waits import Attempts
from app.ids import AlertId, MessageId, ResidentId, StaffId, new_uuid
from app.oversight import AuditTrail, BoardReader, ReviewReader, SpeechReader
from app.safety import DangerKind, Level
from app.safety.review import ReviewDesk
from app.station import (
    StationAlerts,
    StationAudit,
    StationBoard,
    StationFigures,
    StationMessages,
    StationReviews,
)
from tests.fakes.audit_logs import row_of
from tests.fakes.routes import ROUTES
from ui.shared.chime import Sound
from ui.shared.spawner import QueuedSpawner
from ui.staff.services import EmergencyCall, StaffServices
from ui.staff.window import StaffWindow

PASSPHRASE = "willow trees in the rain"
_HASH = passphrase_hash(PASSPHRASE)
START = datetime(2026, 11, 20, 23, 42, tzinfo=UTC)
KEY = b"k" * 32


class DiskError(LiloError):
    code = "storage.disk"


class InlineLane:
    """Does everything at once; can be made to fail."""

    def __init__(self) -> None:
        self.reads = 0
        self.fault: Exception | None = None

    async def run(self, job: Callable[[], object], *, deadline_s: float = 10.0) -> object:
        self.reads += 1
        if self.fault:
            raise self.fault
        return job()


class House:
    """Repositories of one facility, as lists."""

    def __init__(self, folder: Path) -> None:
        self.now = START
        self.lane = InlineLane()
        self.journal = CallJournal(folder / "calls.jsonl")
        self.residents_by_id: dict[ResidentId, Resident] = {}
        self.members: dict[StaffId, StaffMember] = {}
        self.credentials: dict[StaffId, Credential] = {}
        self.events: dict[AlertId, list[AlertEvent]] = {}
        self.entries_kept: list[AuditEntry] = []
        self.scores_kept: dict[ResidentId, list[Score]] = {}
        self.heard: dict[ResidentId, datetime] = {}
        self.watched: list[Observation] = []
        self.reviews = Reviews()
        self.outbox = Outbox()
        self.sessions = _Sessions()
        self.attempts = _Attempts()
        self.break_glass = _Glass()
        self.gate = Gate(self.unit, self.unit, self.lane, self.clock)
        self.desk = AlertDesk(self.unit, self.lane, self.clock, routes=ROUTES)
        self.services = StaffServices(
            "Willow House",
            ZoneInfo("America/New_York"),
            self.clock,
            SignIn(self.unit, self.lane, self.clock),
            self.gate,
            StationAlerts(self.gate, self.desk),
            StationBoard(
                self.gate,
                BoardReader(
                    self.unit,
                    self.journal,
                    self.lane,
                    self.clock,
                    routes=ROUTES,
                    notices=self.unit,
                ),
            ),
            StationAudit(
                self.gate,
                AuditTrail(self.unit, KEY, self.lane, clock=self.clock),
                self.unit,
                self.lane,
                self.clock,
            ),
            station="Nurses’ station",
            emergency=EmergencyCall("112", "4 Willow Lane, Ardmore"),
            reviews=StationReviews(
                self.gate,
                ReviewReader(self.unit, self.lane, self.clock),
                ReviewDesk(self.unit, self.lane, self.clock),
            ),
            messages=StationMessages(
                self.gate,
                OutboxReader(self.unit, self.unit, self.lane, self.clock, lambda: None),
                self.outbox.health,
            ),
            figures=StationFigures(
                self.gate,
                SpeechReader(self.unit, self.lane, self.clock),
                self.unit,
                self.lane,
                self.clock,
            ),
        )

    def clock(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    @contextmanager
    def unit(self) -> Iterator[House]:
        yield self

    # What the services look for in a unit of work.
    @property
    def residents(self) -> _Residents:
        return _Residents(self)

    @property
    def staff(self) -> _Staff:
        return _Staff(self)

    @property
    def alerts(self) -> _Alerts:
        return _Alerts(self)

    @property
    def audit(self) -> _Audit:
        return _Audit(self)

    @property
    def scores(self) -> _Scores:
        return _Scores(self)

    @property
    def messages(self) -> _Messages:
        return _Messages(self)

    def add_member(
        self, login: str, given: str, family: str, title: str = "RN", role: Role = Role.NURSE
    ) -> StaffMember:
        member = StaffMember(
            StaffId(new_uuid()), login, given, family, role, title, "Garden", on_shift=True
        )
        self.members[member.id] = member
        self.credentials[member.id] = Credential(member.id, _HASH)
        return member

    def add_resident(
        self,
        given: str,
        family: str,
        room: str,
        totals: Sequence[int] = (),
        scale: ScaleId = ScaleId.PHQ9,
        risks: Sequence[tuple[RiskKind, str]] = (),
    ) -> Resident:
        resident = Resident(
            ResidentId(new_uuid()),
            given,
            family,
            given,
            room,
            "Garden",
            risk_factors=tuple(RiskFactor(kind, note) for kind, note in risks),
        )
        self.residents_by_id[resident.id] = resident
        self.scores_kept[resident.id] = [
            Score(uuid4(), resident.id, scale, date(2026, 6 + at % 6, 1), total, ())
            for at, total in enumerate(totals)
        ]
        return resident

    def watch(self, resident: Resident, words: str) -> None:
        self.watched.insert(
            0,
            Observation(MessageId(new_uuid()), resident.id, self.now, Level.MODERATE, 0.5, words),
        )

    async def say(
        self,
        resident: Resident,
        words: str,
        level: Level,
        kind: DangerKind,
        reasons: Sequence[str] = (),
        score: float = 0.97,
    ) -> Alert:
        self.heard[resident.id] = self.now
        cause = AlertCause(AlertSource.WORDS, level, kind, words, tuple(reasons), score)
        return await self.desk.raise_alert(resident.id, cause)

    async def call(self, resident: Resident) -> Alert:
        return await self.desk.raise_alert(
            resident.id, AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)
        )

    def keep_call(self, room: str) -> None:
        self.journal.keep(JournalledCall(room, self.now))

    def note(self, action: AuditAction, actor: str = "lilo", subject: str = "") -> None:
        self.audit.append(AuditDraft(action, actor, subject), self.now)

    def tamper(self, sequence: int) -> None:
        entry = self.entries_kept[sequence - 1]
        self.entries_kept[sequence - 1] = replace(entry, actor="somebody else")


class _Part:
    def __init__(self, house: House) -> None:
        self.house = house


class _Residents(_Part):
    def all(self) -> Sequence[Resident]:
        return sorted(self.house.residents_by_id.values(), key=lambda r: r.room.rjust(4))


class _Staff(_Part):
    def get(self, staff_id: StaffId) -> StaffMember | None:
        return self.house.members.get(staff_id)

    def by_login(self, login: str) -> StaffMember | None:
        known = (m for m in self.house.members.values() if m.login == login.casefold())
        return next(known, None)

    def by_badge(self, badge: str) -> StaffMember | None:
        owned = (c.staff_id for c in self.house.credentials.values() if badge and c.badge == badge)
        return self.get(next(owned, StaffId(UUID(int=0))))

    def all(self) -> Sequence[StaffMember]:
        return list(self.house.members.values())

    def credential(self, staff_id: StaffId) -> Credential:
        return self.house.credentials[staff_id]

    def save_credential(self, credential: Credential) -> None:
        self.house.credentials[credential.staff_id] = credential


class _Sessions:
    """Sessions as a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[SessionId, SessionRecord] = {}

    def open(self, record: SessionRecord) -> None:
        self.kept[record.id] = record

    def get(self, session_id: SessionId) -> SessionRecord | None:
        return self.kept.get(session_id)

    def live(self, since: datetime) -> Sequence[SessionRecord]:
        return [s for s in self.kept.values() if s.ended_at is None and s.started_at >= since]

    def seen(self, session_id: SessionId, at: datetime) -> None:
        self.kept[session_id] = replace(self.kept[session_id], seen_at=at)

    def end(self, session_id: SessionId, at: datetime, by: str) -> bool:
        record = self.kept[session_id]
        if record.ended_at is not None:
            return False
        self.kept[session_id] = replace(record, ended_at=at, ended_by=by)
        return True


class _Attempts:
    """Failures under names that nobody has."""

    def __init__(self) -> None:
        self.kept: dict[bytes, Attempts] = {}

    def get(self, key: bytes) -> Attempts:
        return self.kept.get(key, Attempts())

    def save(self, key: bytes, attempts: Attempts, at: datetime) -> None:
        self.kept[key] = attempts


class _Glass:
    """Broken glass."""

    def __init__(self) -> None:
        self.kept: list[BrokenGlass] = []

    def add(self, glass: BrokenGlass) -> None:
        self.kept.append(glass)

    def open_at(self, moment: datetime) -> Sequence[BrokenGlass]:
        return [glass for glass in self.kept if glass.at <= moment < glass.until]


class _Alerts(_Part):
    def append(self, event: AlertEvent) -> None:
        self.house.events.setdefault(event.alert_id, []).append(event)

    def events_of(self, alert_id: AlertId) -> Sequence[AlertEvent]:
        return self.house.events.get(alert_id, [])

    def _all(self) -> list[Alert]:
        return [alert_from(events) for events in self.house.events.values()]

    def open_alerts(self, resident_id: ResidentId | None = None) -> Sequence[Alert]:
        return [
            a
            for a in self._all()
            if a.is_open and (resident_id is None or a.resident_id == resident_id)
        ]

    def resolved_since(self, moment: datetime) -> Sequence[Alert]:
        return [a for a in self._all() if a.resolved_at and a.resolved_at >= moment]


class _Audit(_Part):
    def append(self, draft: AuditDraft, at: datetime) -> AuditEntry:
        kept = self.house.entries_kept
        entry = seal(KEY, draft, at, kept[-1] if kept else None)
        kept.append(entry)
        return entry

    def entries(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditEntry]:
        return [e for e in self.house.entries_kept if e.sequence > after][:limit]

    def rows(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditRow]:
        return list(map(row_of, self.entries(after=after, limit=limit)))

    def latest(self, limit: int) -> Sequence[AuditEntry]:
        return self.house.entries_kept[::-1][:limit]

    def newest(self, wanted: Wanted, limit: int) -> Sequence[AuditEntry]:
        return [
            entry
            for entry in self.house.entries_kept[::-1]
            if wanted.person in {"", entry.actor}
            and wanted.about in {"", entry.subject}
            and wanted.action in {"", entry.action}
            and (wanted.since is None or entry.at >= wanted.since)
        ][:limit]

    def actions(self) -> Sequence[str]:
        return sorted({entry.action for entry in self.house.entries_kept})

    def count(self) -> int:
        return len(self.house.entries_kept)


class _Scores(_Part):
    def newest(self, resident_id: ResidentId) -> Sequence[Score]:
        kept = self.house.scores_kept.get(resident_id, [])
        return list({score.scale: score for score in kept}.values())

    def recent(self, limit: int) -> Mapping[ResidentId, Sequence[Total]]:
        return {
            who: [Total(one.scale, one.taken_on, one.total) for one in kept[-limit:]]
            for who, kept in self.house.scores_kept.items()
        }


class _Messages(_Part):
    def last_by_resident(self) -> dict[ResidentId, datetime]:
        return self.house.heard

    def watch_list(self, since: datetime) -> Sequence[Observation]:
        return [seen for seen in self.house.watched if seen.at >= since]


class CountingChime:
    """Counts instead of sounding."""

    def __init__(self) -> None:
        self.rung: list[Sound] = []
        self.hushed = 0
        self.can_be_heard = True

    def ring(self, sound: Sound, loudness: float = 1.0) -> bool:
        self.rung.append(sound)
        return self.can_be_heard

    def hush(self) -> None:
        self.hushed += 1


class Desk:
    """A nurse at the window: the window, what is behind it, and small moves."""

    def __init__(self, house: House, window: StaffWindow, spawner: QueuedSpawner) -> None:
        self.house = house
        self.window = window
        self.spawner = spawner

    def settle(self) -> None:
        """Let timers, work and layouts come to rest."""
        for _ in range(3):
            QApplication.processEvents()
            self.spawner.drain()
        QApplication.processEvents()

    def do(self, work: object) -> None:
        """Have something happen in the facility."""
        self.spawner.spawn(_swallowed(work))
        self.settle()

    def sign_in(self, login: str = "dana") -> None:
        self.window.sign_in(login, PASSPHRASE)
        self.settle()

    def part(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Return the one visible part of that name."""
        found = [p for p in self.window.findChildren(kind, name) if p.isVisible()]
        assert found, f"nothing visible is called {name}"
        return found[0]

    def parts(self, name: str) -> list[QWidget]:
        found = self.window.findChildren(QWidget, name)
        return [part for part in found if part.isVisible()]

    def texts(self, *, hidden: bool = False) -> str:
        """Return everything that labels say."""
        labels = self.window.findChildren(QLabel)
        return "\n".join(x.text() for x in labels if hidden or x.isVisible())


async def _swallowed(work: object) -> None:
    await work


def build_house(folder: Path) -> House:
    """Return Willow House: two nurses, six residents, a quiet shift."""
    made = House(folder)
    made.add_member("dana", "Dana", "Whitfield")
    made.add_member("rosa", "Rosa", "Almeda", "CNA")
    made.add_member("marcus", "Marcus", "Tilley", "", Role.ADMINISTRATOR)
    made.note(AuditAction.FACILITY_OPENED)
    made.add_resident(
        "Margaret",
        "Ellis",
        "12",
        (6, 8, 7, 11, 12, 18),
        risks=(
            (RiskKind.RECENT_LOSS, "A close friend died in August 2026."),
            (RiskKind.PREVIOUS_ATTEMPT, "1998, tablets."),
        ),
    )
    made.add_resident(
        "Harold",
        "Beck",
        "4",
        (8, 7, 9, 8, 10, 9),
        ScaleId.GAD7,
        ((RiskKind.CHRONIC_PAIN, "Knees."),),
    )
    made.add_resident("June", "Okafor", "9", (5, 4, 4, 3))
    made.add_resident("Arthur", "Pell", "2", (6, 8, 8, 7), ScaleId.UCLA3)
    made.add_resident("Ines", "Duarte", "7", (6, 6, 5, 5))
    made.add_resident("Sven", "Lindqvist", "5", (8, 7, 6, 6, 5))
    return made
