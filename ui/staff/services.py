"""What the staff window is given to work with: everything behind the gate."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.bundles import BundleTrouble
from app.clock import Clock
from app.identity import Gate, OwnSecrets, People, SignIn
from app.station import (
    StationAlerts,
    StationAudit,
    StationBoard,
    StationConsents,
    StationConversations,
    StationExports,
    StationFigures,
    StationHandingOver,
    StationKnowledge,
    StationLikings,
    StationMemories,
    StationMessages,
    StationReminders,
    StationResidents,
    StationReviews,
    StationSchedule,
    StationScores,
    StationStories,
    StationSystem,
    StationWindow,
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
    stories: StationStories
    likings: StationLikings


@dataclass(frozen=True, slots=True)
class StaffServices:
    """Everything behind the staff window. A page whose services are None is not there.

    Attributes:
        station: name of this screen, for the record of what it has shown and who sat at it.
        emergency: None where no number is known.
        bundle_trouble: says what is wrong with updates, as of the last look.
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
    handing_over: StationHandingOver | None = None
    station: str = "staff"
    emergency: EmergencyCall | None = None
    bundle_trouble: Callable[[], BundleTrouble] = BundleTrouble
    reminders: StationReminders | None = None
    scores: StationScores | None = None
    schedule: StationSchedule | None = None
    exports: StationExports | None = None
    lock_after_s: int | None = None
    reviews: StationReviews | None = None
    messages: StationMessages | None = None
    figures: StationFigures | None = None
    residents: ResidentServices | None = None
    knowledge: StationKnowledge | None = None
    system: StationSystem | None = None
    people: People | None = None
    own_secrets: OwnSecrets | None = None
    window: StationWindow | None = None
