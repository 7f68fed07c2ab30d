"""How every part of Lilo is doing, and the emergency stop of what language models write."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from app.alerts.notification import OutboxRepository
from app.alerts.target_line import TargetHealth
from app.audit import AuditLog
from app.backup import BackupStanding
from app.breaker import BreakerState
from app.clock import Clock
from app.generation import DeadLetter, Ledger, StopOrder, UsageLine
from app.generation.usage import GenerationRepository
from app.identity import BrokenGlass, Gate, Permission, ResidentRepository, StaffSession, needs
from app.identity.break_glass import BreakGlassRepository
from app.oversight import SilenceNote
from app.runtime import Lane
from app.safety.review import ReviewRepository
from app.station.upkeep import Upkeep, UpkeepPorts

USAGE_DAYS = 7
MOST_DEAD = 50


@dataclass(frozen=True, slots=True)
class TierLine:
    """One tier of replies; see `models.generation.TierHealth`."""

    name: str
    breaker: BreakerState
    answered: int
    failures: int
    last_fault: str


@dataclass(frozen=True, slots=True)
class LaneLine:
    """One executor and how many jobs it has not finished."""

    name: str
    pending: int


@dataclass(frozen=True, slots=True)
class CacheLine:
    """One cache since the program started."""

    name: str
    hits: int
    misses: int

    @property
    def rate(self) -> float | None:
        """Share of answers that were there, 0..1; None before the first question."""
        asked = self.hits + self.misses
        return self.hits / asked if asked else None


@dataclass(frozen=True, slots=True)
class StorageFigures:
    """Room on the disk.

    Attributes:
        key_source: where the key came from, never the key.
    """

    database_bytes: int
    free_bytes: int
    key_source: str
    revision: str


@dataclass(frozen=True, slots=True)
class SystemPorts:
    """What the parts tell of themselves. None of it is read from the database.

    Attributes:
        tiers: the tiers in order.
        lanes, caches: as they stand.
        storage: may look at the disk; called off the windows' thread.
        model_fault: why models are not there, or empty; None while they are loading.
        prompts_refused: what is wrong with a changed prompt that is not in use, or empty.
        versions: name and version of each part.
        upkeep: what IT sees to.
        backups: reads from the audit log how backups stand; may look at the disk as well.
    """

    tiers: Callable[[], Sequence[TierLine]]
    lanes: Callable[[], Sequence[LaneLine]]
    caches: Callable[[], Sequence[CacheLine]]
    storage: Callable[[], StorageFigures]
    model_fault: Callable[[], str | None]
    prompts_refused: Callable[[], str]
    versions: Sequence[tuple[str, str]]
    upkeep: UpkeepPorts
    backups: Callable[[AuditLog], BackupStanding]


class SystemUnit(Protocol):
    """What is read."""

    @property
    def outbox(self) -> OutboxRepository:
        """Messages."""

    @property
    def reviews(self) -> ReviewRepository:
        """Cases."""

    @property
    def generation(self) -> GenerationRepository:
        """Stop orders and dead letters."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents, to name usage to those who may see names."""

    @property
    def break_glass(self) -> BreakGlassRepository:
        """What is open."""

    @property
    def silence(self) -> SilenceNote:
        """Whether a kiosk cannot be heard."""

    @property
    def audit(self) -> AuditLog:
        """How long the log is."""


@dataclass(frozen=True, slots=True)
class SystemState:
    """Everything at one moment.

    Attributes:
        stop: the latest order to stop, or to go on; None where there never was one.
        usage: per day, resident and model, with the resident's name or empty.
        glass: break-glass access that is open now; reasons only for those who read the audit log.
        silent: since when the kiosk cannot be heard, and the code of why; None where it can.
        upkeep: what IT sees to, as the disk tells it.
        targets: how each way out of the building is doing.
        messages_dead: how many messages were given up; counted up to a bound.
        backup: how backups stand, and of when the newest checkpoint is.
    """

    at: datetime
    tiers: tuple[TierLine, ...]
    lanes: tuple[LaneLine, ...]
    caches: tuple[CacheLine, ...]
    storage: StorageFigures
    model_fault: str | None
    prompts_refused: str
    versions: tuple[tuple[str, str], ...]
    stop: StopOrder | None
    usage: tuple[tuple[UsageLine, str], ...]
    dead_letters: tuple[DeadLetter, ...]
    messages_waiting: int
    reviews_waiting: int
    audit_entries: int
    glass: tuple[BrokenGlass, ...]
    silent: tuple[datetime, str] | None = None
    upkeep: Upkeep | None = None
    targets: tuple[TargetHealth, ...] = ()
    messages_dead: int = 0
    backup: BackupStanding | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    stop: StopOrder | None
    dead_letters: Sequence[DeadLetter]
    messages_waiting: int
    reviews_waiting: int
    audit_entries: int
    glass: Sequence[BrokenGlass]
    names: dict[object, str]
    silent: tuple[datetime, str] | None
    messages_dead: int
    backup: BackupStanding


@dataclass(frozen=True, slots=True)
class StationSystem:
    """The state of the house, and its emergency stop."""

    gate: Gate
    ports: SystemPorts
    ledger: Ledger
    reading: Callable[[], AbstractContextManager[SystemUnit]]
    database: Lane
    clock: Clock

    @needs(Permission.SEE_SYSTEM)
    async def read(self, session: StaffSession) -> SystemState:
        """Return how everything is."""
        may_name = await self.gate.allows(session, Permission.SEE_RESIDENTS)
        may_audit = await self.gate.allows(session, Permission.READ_AUDIT)
        usage = await self.ledger.report(USAGE_DAYS)
        kept = await self.database.run(self._kept)
        storage = await self.database.run(self.ports.storage)
        ports = self.ports
        # Not on the lane of the database: nobody waits there for files.
        upkeep = await asyncio.to_thread(ports.upkeep.look)
        return SystemState(
            at=self.clock(),
            tiers=tuple(ports.tiers()),
            lanes=tuple(ports.lanes()),
            caches=tuple(ports.caches()),
            storage=storage,
            model_fault=ports.model_fault(),
            prompts_refused=ports.prompts_refused(),
            versions=tuple(ports.versions),
            stop=kept.stop,
            usage=tuple(
                (line, kept.names.get(line.resident_id, "") if may_name else "") for line in usage
            ),
            dead_letters=tuple(kept.dead_letters),
            messages_waiting=kept.messages_waiting,
            reviews_waiting=kept.reviews_waiting,
            audit_entries=kept.audit_entries,
            glass=tuple(g if may_audit else replace(g, reason="") for g in kept.glass),
            silent=kept.silent,
            upkeep=upkeep,
            targets=tuple(ports.upkeep.targets()),
            messages_dead=kept.messages_dead,
            backup=kept.backup,
        )

    @needs(Permission.STOP_GENERATION)
    async def stop(self, session: StaffSession, reason: str = "") -> StopOrder:
        """Stop everything that language models write, at once and on every machine."""
        by = str(session.member.id)
        return await self.ledger.order(stopped=True, by=by, reason=reason)

    @needs(Permission.ALLOW_GENERATION)
    async def allow(self, session: StaffSession, reason: str = "") -> StopOrder:
        """Let language models write again."""
        by = str(session.member.id)
        return await self.ledger.order(stopped=False, by=by, reason=reason)

    def _kept(self) -> _Kept:
        with self.reading() as unit:
            return _Kept(
                unit.generation.last_stop(),
                unit.generation.dead_letters(MOST_DEAD),
                unit.outbox.waiting_count(),
                unit.reviews.count_open(),
                unit.audit.count(),
                unit.break_glass.open_at(self.clock()),
                {one.id: one.full_name for one in unit.residents.all()},
                unit.silence.since(),
                len(unit.outbox.dead(MOST_DEAD)),
                self.ports.backups(unit.audit),
            )
