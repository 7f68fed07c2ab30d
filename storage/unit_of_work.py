"""Units of work: what belongs together is kept together or not at all."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.alerts.alert import AlertRepository
from app.alerts.notification import OutboxRepository
from app.audit import AuditLog
from app.chores.chore import ChoreLog
from app.clinical.administration import AdministrationRepository
from app.clinical.due import RhythmRepository
from app.clinical.scores import ScoreRepository
from app.conversation.history import MessageRepository
from app.custody.records import PersonalRecords
from app.generation.usage import GenerationRepository
from app.identity.break_glass import BreakGlassRepository
from app.identity.consents import ConsentRepository
from app.identity.preferences import PreferenceRepository
from app.identity.recovery_code import RecoveryCodeRepository
from app.identity.residents import ResidentRepository
from app.identity.sessions import SessionRepository
from app.identity.staff import StaffRepository
from app.identity.waits import AttemptRepository
from app.knowledge.document import KnowledgeRepository
from app.memory.memory import MemoryMarks, MemoryRepository
from app.memory.reading_marks import ReadingMarks
from app.oversight.activity import ActivityRepository
from app.oversight.silence import SilenceNote
from app.presence.doors import DoorRepository, ResidenceLog
from app.presence.place import PlaceRepository
from app.privacy import HoldBook, Redactor
from app.recall.changeover import RecallModels
from app.recall.kept_vectors import KeptVectors
from app.recall.passage import PassageRepository
from app.safety.disclosure import DisclosureRepository
from app.safety.review import ReviewRepository
from app.safety.trajectory import ReadingRepository
from app.schedule.day import ScheduleRepository
from app.schedule.reminders import ReminderLog
from app.setting_changes import SettingsMark
from app.story.entry import StoryRepository
from storage.audit_key import recognise_audit_key
from storage.bulk import BulkWriter
from storage.connection import WRITES, outside_transactions
from storage.database_files import DatabaseFiles
from storage.engine import open_database
from storage.errors import StorageError, busy, file_faults_named
from storage.file_lock import lock_as_user
from storage.integrity import problems_in
from storage.keys.facility_keys import FacilityKeys
from storage.own_names import OwnNames
from storage.private_files import make_private_folder
from storage.repositories import (
    SqlActivityRepository,
    SqlAdministrationRepository,
    SqlAlertRepository,
    SqlAttemptRepository,
    SqlAuditLog,
    SqlBreakGlassRepository,
    SqlChoreLog,
    SqlConsentRepository,
    SqlDisclosureRepository,
    SqlDoorRepository,
    SqlGenerationRepository,
    SqlHoldBook,
    SqlKeptVectors,
    SqlKnowledgeRepository,
    SqlMemoryMarks,
    SqlMemoryRepository,
    SqlMessageRepository,
    SqlOutboxRepository,
    SqlPassageRepository,
    SqlPersonalRecords,
    SqlPlaceRepository,
    SqlPreferenceRepository,
    SqlReadingMarks,
    SqlReadingRepository,
    SqlRecallModels,
    SqlRecoveryCodeRepository,
    SqlReminderLog,
    SqlResidenceLog,
    SqlResidentRepository,
    SqlReviewRepository,
    SqlRhythmRepository,
    SqlScheduleRepository,
    SqlScoreRepository,
    SqlSessionRepository,
    SqlSettingsMark,
    SqlSilenceNote,
    SqlStaffRepository,
    SqlStoryRepository,
)

_TURN_S = 10.0


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """The repositories of one transaction. They end with it."""

    residents: ResidentRepository
    staff: StaffRepository
    sessions: SessionRepository
    attempts: AttemptRepository
    recovery_codes: RecoveryCodeRepository
    break_glass: BreakGlassRepository
    consents: ConsentRepository
    preferences: PreferenceRepository
    messages: MessageRepository
    alerts: AlertRepository
    outbox: OutboxRepository
    schedule: ScheduleRepository
    reminders: ReminderLog
    doors: DoorRepository
    residence: ResidenceLog
    chores: ChoreLog
    scores: ScoreRepository
    administrations: AdministrationRepository
    rhythms: RhythmRepository
    passages: PassageRepository
    knowledge: KnowledgeRepository
    memories: MemoryRepository
    memory_marks: MemoryMarks
    reading_marks: ReadingMarks
    kept_vectors: KeptVectors
    recall_models: RecallModels
    readings: ReadingRepository
    disclosures: DisclosureRepository
    reviews: ReviewRepository
    stories: StoryRepository
    generation: GenerationRepository
    records: PersonalRecords
    holds: HoldBook
    silence: SilenceNote
    activity: ActivityRepository
    settings_mark: SettingsMark
    places: PlaceRepository
    audit: AuditLog
    redactor: Callable[[], Redactor]


class Database:
    """The facility's database. Threads take turns; units do not nest."""

    def __init__(self, engine: Engine, audit_key: bytes, in_use: int | None = None) -> None:
        self._engine = engine
        self._in_use = in_use
        self._audit_key = audit_key
        self._path = Path(engine.url.database or "")
        self._names = OwnNames()
        self._turn = threading.Lock()
        self._holder: int | None = None
        self._closed = False

    @classmethod
    def open(cls, path: Path, keys: FacilityKeys) -> Self:
        """Open or make the database at `path`; see `storage.engine.open_database`.

        Before an older one is brought up to date, a backup of it is made and proven, which
        rehearses the change on a copy.

        Raises:
            WrongKeyError: also when only the audit key is another one.
        """
        # Here and not above: proving a backup opens a database.
        from storage.backup.before_migration import back_up_before_migration

        return cls._opened(path, keys, lambda: back_up_before_migration(path, keys))

    @classmethod
    def open_scratch(cls, path: Path, keys: FacilityKeys) -> Self:
        """Open a copy that will be thrown away: no backup is made of it."""
        return cls._opened(path, keys, lambda: None)

    @classmethod
    def _opened(cls, path: Path, keys: FacilityKeys, before_migration: Callable[[], None]) -> Self:
        files = DatabaseFiles(path.absolute())
        with file_faults_named(files.main):
            make_private_folder(files.main.parent)
            in_use = lock_as_user(files.in_use)
        engine: Engine | None = None
        try:
            engine = open_database(path, keys.database, before_migration)
            recognise_audit_key(engine, keys.audit)
        except BaseException:
            if engine is not None:
                engine.dispose()
            os.close(in_use)
            raise
        return cls(engine, keys.audit, in_use)

    def unit(self) -> AbstractContextManager[UnitOfWork]:
        """Begin a unit that may write: committed at a clean exit, undone by an exception.

        When the block has ended without an exception, what was written survives a power cut.
        """
        return self._unit(writes=True)

    @contextmanager
    def filling(self) -> Iterator[BulkWriter]:
        """Begin a unit that only adds, very many records at once."""
        with self._my_turn(), self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                yield BulkWriter(connection)

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """Begin a unit that sees one moment's state and refuses to write."""
        return self._unit(writes=False)

    def data_version(self) -> int:
        """Return a number that changes when another process has changed the data."""
        with self._my_turn(), self._engine.connect() as connection:
            ((version, *_),) = outside_transactions(connection, "PRAGMA data_version")
        return int(version)

    def check(self) -> tuple[str, ...]:
        """Read everything and return what is wrong, in words; empty when all is well.

        Others can write meanwhile. It takes about a second for 200 MB.
        """
        with self._my_turn(), self._engine.connect() as connection:
            return problems_in(connection)

    def close(self) -> None:
        """Close the file. To close twice is harmless."""
        with self._my_turn(even_closed=True):
            self._closed = True
            self._engine.dispose()
            if self._in_use is not None:
                os.close(self._in_use)
                self._in_use = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _unit(self, *, writes: bool) -> Iterator[UnitOfWork]:
        with self._my_turn(), self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: writes})
            with connection.begin(), Session(connection, expire_on_commit=False) as session:
                yield UnitOfWork(
                    residents=SqlResidentRepository(session),
                    staff=SqlStaffRepository(session),
                    sessions=SqlSessionRepository(session),
                    attempts=SqlAttemptRepository(session),
                    recovery_codes=SqlRecoveryCodeRepository(session),
                    break_glass=SqlBreakGlassRepository(session),
                    consents=SqlConsentRepository(session),
                    preferences=SqlPreferenceRepository(session),
                    messages=SqlMessageRepository(session),
                    alerts=SqlAlertRepository(session),
                    outbox=SqlOutboxRepository(session),
                    schedule=SqlScheduleRepository(session),
                    reminders=SqlReminderLog(session),
                    doors=SqlDoorRepository(session),
                    residence=SqlResidenceLog(session),
                    chores=SqlChoreLog(session),
                    scores=SqlScoreRepository(session),
                    administrations=SqlAdministrationRepository(session),
                    rhythms=SqlRhythmRepository(session),
                    passages=SqlPassageRepository(session),
                    knowledge=SqlKnowledgeRepository(session),
                    memories=SqlMemoryRepository(session),
                    memory_marks=SqlMemoryMarks(session),
                    reading_marks=SqlReadingMarks(session),
                    kept_vectors=SqlKeptVectors(session),
                    recall_models=SqlRecallModels(session),
                    readings=SqlReadingRepository(session),
                    disclosures=SqlDisclosureRepository(session),
                    reviews=SqlReviewRepository(session),
                    stories=SqlStoryRepository(session),
                    generation=SqlGenerationRepository(session),
                    records=SqlPersonalRecords(session),
                    holds=SqlHoldBook(session),
                    silence=SqlSilenceNote(session),
                    activity=SqlActivityRepository(session),
                    settings_mark=SqlSettingsMark(session),
                    places=SqlPlaceRepository(session),
                    audit=SqlAuditLog(session, self._audit_key, self._names.source(session)),
                    redactor=self._names.source(session),
                )
                session.flush()

    @contextmanager
    def _my_turn(self, *, even_closed: bool = False) -> Iterator[None]:
        if self._holder == threading.get_ident():
            raise RuntimeError("A unit of work was begun inside another one.")
        if not self._turn.acquire(timeout=_TURN_S):
            raise busy(self._path)
        try:
            self._holder = threading.get_ident()
            if self._closed and not even_closed:
                raise StorageError(f"The database at {self._path} is closed.")
            yield
        finally:
            self._holder = None
            self._turn.release()
