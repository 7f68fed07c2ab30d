"""The tables, one module per aggregate. `storage.migrations` makes them; these describe them."""

from storage.tables.administrations import AdministrationEventRow, ScaleRhythmRow
from storage.tables.alerts import AlertEventRow, AlertHeadRow
from storage.tables.audit import AuditEntryRow
from storage.tables.base import Base
from storage.tables.chores import ChoreRow
from storage.tables.consents import ConsentRow
from storage.tables.disclosures import DisclosureRow
from storage.tables.generation import DeadLetterRow, GenerationStopRow, GenerationUsageRow
from storage.tables.knowledge import KnowledgeChunkRow, KnowledgeDocumentRow
from storage.tables.marks import MarkRow
from storage.tables.memories import (
    DisregardedMessageRow,
    MemoryDoubtRow,
    MemoryMarkRow,
    MemoryRow,
    MemorySourceRow,
)
from storage.tables.messages import MessageRow, ObservationRow
from storage.tables.notifications import NotificationRow
from storage.tables.passages import (
    PassageRow,
    PassageTimeRow,
    PassageVectorRow,
    PassageVersionRow,
    RecallModelRow,
)
from storage.tables.preferences import PreferenceRow
from storage.tables.presence import ResidenceEventRow, ResidentDoorRow
from storage.tables.privacy import EvidencePermitRow, PrivacyEventRow
from storage.tables.reading_marks import KeptVectorRow, ReadingMarkRow
from storage.tables.readings import TurnReadingRow
from storage.tables.residents import ResidentRow
from storage.tables.reviews import ReviewCaseRow, ReviewDecisionRow, TriageVoteRow
from storage.tables.schedule import ReminderEventRow, ScheduledItemRow
from storage.tables.scores import ScoreRow
from storage.tables.sessions import (
    BreakGlassRow,
    RecoveryCodeRow,
    SignInAttemptRow,
    StaffSessionRow,
)
from storage.tables.staff import CredentialRow, StaffAccessRow, StaffRow
from storage.tables.stories import StoryPhotoRow, StoryTellingRow

__all__ = [
    "AdministrationEventRow",
    "AlertEventRow",
    "AlertHeadRow",
    "AuditEntryRow",
    "Base",
    "BreakGlassRow",
    "ChoreRow",
    "ConsentRow",
    "CredentialRow",
    "DeadLetterRow",
    "DisclosureRow",
    "DisregardedMessageRow",
    "EvidencePermitRow",
    "GenerationStopRow",
    "GenerationUsageRow",
    "KeptVectorRow",
    "KnowledgeChunkRow",
    "KnowledgeDocumentRow",
    "MarkRow",
    "MemoryDoubtRow",
    "MemoryMarkRow",
    "MemoryRow",
    "MemorySourceRow",
    "MessageRow",
    "NotificationRow",
    "ObservationRow",
    "PassageRow",
    "PassageTimeRow",
    "PassageVectorRow",
    "PassageVersionRow",
    "PreferenceRow",
    "PrivacyEventRow",
    "ReadingMarkRow",
    "RecallModelRow",
    "RecoveryCodeRow",
    "ReminderEventRow",
    "ResidenceEventRow",
    "ResidentDoorRow",
    "ResidentRow",
    "ReviewCaseRow",
    "ReviewDecisionRow",
    "ScaleRhythmRow",
    "ScheduledItemRow",
    "ScoreRow",
    "SignInAttemptRow",
    "StaffAccessRow",
    "StaffRow",
    "StaffSessionRow",
    "StoryPhotoRow",
    "StoryTellingRow",
    "TriageVoteRow",
    "TurnReadingRow",
]
