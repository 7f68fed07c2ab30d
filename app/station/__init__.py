"""The station: everything that staff read and do, each method behind its permission.

The windows and the command line get these services and no others. Each takes the session of
whoever acts; the gate refuses and writes down what a role does not allow.
"""

from app.audit import Wanted
from app.station.alerts import StationAlerts
from app.station.audit import StationAudit
from app.station.board import StationBoard, veiled
from app.station.clinical_records import StationClinicalRecords
from app.station.consents import ConsentError, StationConsents
from app.station.conversations import OpenedConversation, StationConversations
from app.station.custody import StationCustody
from app.station.doors import StationDoors
from app.station.exports import ExportFormat, StationExports
from app.station.figures import Activity, ShiftLine, StationFigures
from app.station.handing_over import Colleague, StationHandingOver
from app.station.knowledge import StationKnowledge
from app.station.likings import Liking, StationLikings
from app.station.memories import StationMemories
from app.station.messages import StationMessages
from app.station.newcomers import NewcomerError, NewResident
from app.station.reminders import StationReminders
from app.station.residents import (
    OpenedResident,
    Profile,
    RecordChangedError,
    ResidentLine,
    StationResidents,
)
from app.station.reviews import StationReviews
from app.station.schedule import OpenedPlan, StationSchedule
from app.station.scores import StationScores
from app.station.stories import OpenedStories, StationStories
from app.station.system import (
    CacheLine,
    LaneLine,
    StationSystem,
    StorageFigures,
    SystemPorts,
    SystemState,
    TierLine,
)
from app.station.upkeep import BundleLine, Upkeep, UpkeepPorts
from app.station.visits import Visits
from app.station.window import StationWindow, WindowChoice

__all__ = [
    "Activity",
    "BundleLine",
    "CacheLine",
    "Colleague",
    "ConsentError",
    "ExportFormat",
    "LaneLine",
    "Liking",
    "NewResident",
    "NewcomerError",
    "OpenedConversation",
    "OpenedPlan",
    "OpenedResident",
    "OpenedStories",
    "Profile",
    "RecordChangedError",
    "ResidentLine",
    "ShiftLine",
    "StationAlerts",
    "StationAudit",
    "StationBoard",
    "StationClinicalRecords",
    "StationConsents",
    "StationConversations",
    "StationCustody",
    "StationDoors",
    "StationExports",
    "StationFigures",
    "StationHandingOver",
    "StationKnowledge",
    "StationLikings",
    "StationMemories",
    "StationMessages",
    "StationReminders",
    "StationResidents",
    "StationReviews",
    "StationSchedule",
    "StationScores",
    "StationStories",
    "StationSystem",
    "StationWindow",
    "StorageFigures",
    "SystemPorts",
    "SystemState",
    "TierLine",
    "Upkeep",
    "UpkeepPorts",
    "Visits",
    "Wanted",
    "WindowChoice",
    "veiled",
]
