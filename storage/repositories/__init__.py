"""Repositories: the ports of `app` on the tables, one module per aggregate."""

from storage.repositories.activity import SqlActivityRepository
from storage.repositories.administrations import (
    SqlAdministrationRepository,
    SqlRhythmRepository,
)
from storage.repositories.alerts import SqlAlertRepository
from storage.repositories.audit import SqlAuditLog
from storage.repositories.chores import SqlChoreLog
from storage.repositories.consents import SqlConsentRepository
from storage.repositories.custody import SqlHoldBook, SqlPersonalRecords
from storage.repositories.disclosures import SqlDisclosureRepository
from storage.repositories.generation import SqlGenerationRepository
from storage.repositories.kept_vectors import SqlKeptVectors
from storage.repositories.knowledge import SqlKnowledgeRepository
from storage.repositories.memories import SqlMemoryMarks, SqlMemoryRepository
from storage.repositories.messages import SqlMessageRepository
from storage.repositories.notes import SqlSettingsMark, SqlSilenceNote
from storage.repositories.notifications import SqlOutboxRepository
from storage.repositories.passages import SqlPassageRepository
from storage.repositories.places import SqlPlaceRepository
from storage.repositories.preferences import SqlPreferenceRepository
from storage.repositories.presence import SqlDoorRepository, SqlResidenceLog
from storage.repositories.reading_marks import SqlReadingMarks
from storage.repositories.readings import SqlReadingRepository
from storage.repositories.recall_models import SqlRecallModels
from storage.repositories.reminders import SqlReminderLog
from storage.repositories.residents import SqlResidentRepository
from storage.repositories.reviews import SqlReviewRepository
from storage.repositories.schedule import SqlScheduleRepository
from storage.repositories.scores import SqlScoreRepository
from storage.repositories.sessions import (
    SqlAttemptRepository,
    SqlBreakGlassRepository,
    SqlRecoveryCodeRepository,
    SqlSessionRepository,
)
from storage.repositories.staff import SqlStaffRepository
from storage.repositories.stories import SqlStoryRepository

__all__ = [
    "SqlActivityRepository",
    "SqlAdministrationRepository",
    "SqlAlertRepository",
    "SqlAttemptRepository",
    "SqlAuditLog",
    "SqlBreakGlassRepository",
    "SqlChoreLog",
    "SqlConsentRepository",
    "SqlDisclosureRepository",
    "SqlDoorRepository",
    "SqlGenerationRepository",
    "SqlHoldBook",
    "SqlKeptVectors",
    "SqlKnowledgeRepository",
    "SqlMemoryMarks",
    "SqlMemoryRepository",
    "SqlMessageRepository",
    "SqlOutboxRepository",
    "SqlPassageRepository",
    "SqlPersonalRecords",
    "SqlPlaceRepository",
    "SqlPreferenceRepository",
    "SqlReadingMarks",
    "SqlReadingRepository",
    "SqlRecallModels",
    "SqlRecoveryCodeRepository",
    "SqlReminderLog",
    "SqlResidenceLog",
    "SqlResidentRepository",
    "SqlReviewRepository",
    "SqlRhythmRepository",
    "SqlScheduleRepository",
    "SqlScoreRepository",
    "SqlSessionRepository",
    "SqlSettingsMark",
    "SqlSilenceNote",
    "SqlStaffRepository",
    "SqlStoryRepository",
]
