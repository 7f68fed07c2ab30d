"""Repositories: the ports of `app` on the tables, one module per aggregate."""

from storage.repositories.alerts import SqlAlertRepository
from storage.repositories.audit import SqlAuditLog
from storage.repositories.disclosures import SqlDisclosureRepository
from storage.repositories.generation import SqlGenerationRepository
from storage.repositories.knowledge import SqlKnowledgeRepository
from storage.repositories.memories import SqlMemoryMarks, SqlMemoryRepository
from storage.repositories.messages import SqlMessageRepository
from storage.repositories.notifications import SqlOutboxRepository
from storage.repositories.passages import SqlPassageRepository
from storage.repositories.preferences import SqlPreferenceRepository
from storage.repositories.readings import SqlReadingRepository
from storage.repositories.residents import SqlResidentRepository
from storage.repositories.reviews import SqlReviewRepository
from storage.repositories.schedule import SqlScheduleRepository
from storage.repositories.scores import SqlScoreRepository
from storage.repositories.staff import SqlStaffRepository

__all__ = [
    "SqlAlertRepository",
    "SqlAuditLog",
    "SqlDisclosureRepository",
    "SqlGenerationRepository",
    "SqlKnowledgeRepository",
    "SqlMemoryMarks",
    "SqlMemoryRepository",
    "SqlMessageRepository",
    "SqlOutboxRepository",
    "SqlPassageRepository",
    "SqlPreferenceRepository",
    "SqlReadingRepository",
    "SqlResidentRepository",
    "SqlReviewRepository",
    "SqlScheduleRepository",
    "SqlScoreRepository",
    "SqlStaffRepository",
]
