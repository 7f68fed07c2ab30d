"""What the staff window is given to work with: everything behind the gate."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.alerts import AlertDesk
from app.alerts.outbox_reader import OutboxReader
from app.alerts.target_line import TargetHealth
from app.check_in import CheckInDesk, ScoreBook
from app.clock import Clock
from app.identity import Resident, SignIn
from app.oversight import AuditTrail, BoardReader, ReviewReader, SpeechReader
from app.safety.review import ReviewDesk
from app.schedule import ReminderDesk
from app.identity import Gate, OwnSecrets, People, SignIn
from app.station import (
    StationAlerts,
    StationAudit,
    StationBoard,
    StationConsents,
    StationConversations,
    StationFigures,
    StationKnowledge,
    StationMemories,
    StationMessages,
    StationResidents,
    StationReviews,
    StationSystem,
)


@dataclass(frozen=True, slots=True)
class EmergencyCall:
    """What a person needs to call for help from outside.

    Attributes:
        address: where to send help; empty where the facility has set none.
    """

    number: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ResidentServices:
    """Everything on a resident's page."""

    records: StationResidents
    consents: StationConsents
    conversations: StationConversations
    memories: StationMemories


@dataclass(frozen=True, slots=True)
class ScoreServices:
    """Scores of residents, and who is due."""

    residents: Sequence[Resident]
    book: ScoreBook
    desk: CheckInDesk


@dataclass(frozen=True, slots=True)
class StaffServices:
    """Everything behind the staff window. A page whose services are None is not there.

    Attributes:
        station: name of this screen, for the record of what it has shown and who sat at it.
        emergency: None where no number is known.
        failed_update: names an update that did not work here, or gives nothing.
        lock_after_s: how long nobody may touch anything before it locks; None for never.
    """

    facility_name: str
    timezone: ZoneInfo
    clock: Clock
    sign_in: SignIn
    gate: Gate
    alerts: StationAlerts
    board: StationBoard
    audit: StationAudit
    station: str = "staff"
    emergency: EmergencyCall | None = None
    review: ReviewServices | None = None
    outside: OutsideServices | None = None
    speech: SpeechReader | None = None
    failed_update: Callable[[], str] = lambda: ""
    reminders: ReminderDesk | None = None
    scores: ScoreServices | None = None
    lock_after_s: int | None = None
    reviews: StationReviews | None = None
    messages: StationMessages | None = None
    figures: StationFigures | None = None
    residents: ResidentServices | None = None
    knowledge: StationKnowledge | None = None
    system: StationSystem | None = None
    people: People | None = None
    own_secrets: OwnSecrets | None = None
