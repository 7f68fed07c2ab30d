"""What the staff window is given to work with."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.alerts import AlertDesk
from app.clock import Clock
from app.identity import SignIn
from app.oversight import AuditTrail, BoardReader


@dataclass(frozen=True, slots=True)
class StaffServices:
    """Everything behind the staff window."""

    facility_name: str
    timezone: ZoneInfo
    clock: Clock
    sign_in: SignIn
    desk: AlertDesk
    board: BoardReader
    trail: AuditTrail
