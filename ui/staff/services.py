"""What the staff window is given to work with."""

from collections.abc import Callable, Sequence
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


@dataclass(frozen=True, slots=True)
class EmergencyCall:
    """What a person needs to call for help from outside.

    Attributes:
        address: where to send help; empty where the facility has set none.
    """

    number: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ReviewServices:
    """The review queue: read, and decided."""

    reader: ReviewReader
    desk: ReviewDesk


@dataclass(frozen=True, slots=True)
class OutsideServices:
    """Messages that leave the building.

    Attributes:
        outbox: None where nothing leaves the building.
        health: how each target has been doing; without targets empty.
    """

    outbox: OutboxReader | None
    health: Callable[[], Sequence[TargetHealth]]


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
        station: name of this screen, for the record of what it has shown.
        emergency: None where no number is known.
        failed_update: names an update that did not work here, or gives nothing.
    """

    facility_name: str
    timezone: ZoneInfo
    clock: Clock
    sign_in: SignIn
    desk: AlertDesk
    board: BoardReader
    trail: AuditTrail
    station: str = "staff"
    emergency: EmergencyCall | None = None
    review: ReviewServices | None = None
    outside: OutsideServices | None = None
    speech: SpeechReader | None = None
    failed_update: Callable[[], str] = lambda: ""
    reminders: ReminderDesk | None = None
    scores: ScoreServices | None = None
