"""Frozen inputs for the staff window's derivations."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from app.alerts import Alert, AlertCause, AlertSource, AlertStatus
from app.audit import AuditEntry, ChainVerdict
from app.clinical import ScaleId, Score
from app.identity import Resident, RiskFactor, Role, SessionId, StaffMember, StaffSession
from app.ids import AlertId, ResidentId, StaffId, new_uuid
from app.oversight import AlertCard, Board, ResidentTile, RoomCall, ShiftFigures, TrailRow
from app.safety import DangerKind, Level

NOW = datetime(2026, 11, 20, 23, 42, tzinfo=UTC)
MARGARET = ResidentId(new_uuid())
DANA = StaffMember(StaffId(new_uuid()), "dana", "Dana", "Whitfield", Role.NURSE, "RN", "Garden")
SESSION = StaffSession(DANA, NOW, SessionId(new_uuid()))
WORDS = AlertCause(
    AlertSource.WORDS,
    Level.IMMEDIATE,
    DangerKind.SUICIDE,
    "I’ve been saving them up",
    ("Says that means are at hand", "Sounds like: “I’ve put them by”"),
    0.9712,
)
CALL = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)


def alert(cause: AlertCause = WORDS, waited_s: float = 18, **changes: object) -> Alert:
    raised = NOW - timedelta(seconds=waited_s)
    made = Alert(AlertId(new_uuid()), MARGARET, cause, raised, raised)
    return replace(made, **changes)


def taken(made: Alert, after_s: float = 5, by: StaffId = DANA.id) -> Alert:
    return replace(
        made,
        status=AlertStatus.ACKNOWLEDGED,
        acknowledged_at=made.raised_at + timedelta(seconds=after_s),
        acknowledged_by=by,
    )


def score(total: int, scale: ScaleId = ScaleId.PHQ9, resident: ResidentId = MARGARET) -> Score:
    return Score(uuid4(), resident, scale, date(2026, 11, 18), total, ())


def card(
    made: Alert,
    *,
    taken_by: str = "",
    room: str = "12",
    name: str = "Margaret Ellis",
    scores: tuple[Score, ...] = (),
    risks: tuple[RiskFactor, ...] = (),
) -> AlertCard:
    return AlertCard(made, name, room, scores, risks, taken_by)


def resident(room: str = "12") -> Resident:
    return Resident(MARGARET, "Margaret", "Ellis", "Margaret", room, "Garden")


def tile(trend: tuple[int, ...], scale: ScaleId = ScaleId.PHQ9, **changes: object) -> ResidentTile:
    latest = score(trend[-1], scale) if trend else None
    return replace(ResidentTile(resident(), None, latest, trend, False), **changes)


def board(*cards: AlertCard, tiles: tuple[ResidentTile, ...] = (), **changes: object) -> Board:
    made = Board(NOW, cards, (), (), tiles, ShiftFigures(0, None, None))
    return replace(made, **changes)


def room_call(room: str, waited_s: float) -> RoomCall:
    return RoomCall(room, NOW - timedelta(seconds=waited_s))


def entry(sequence: int = 1, action: str = "staff.signed_in", **details: object) -> TrailRow:
    kept = AuditEntry(sequence, NOW, action, "a", "s", details, "", "")
    return TrailRow(kept, "Dana Whitfield, RN", "Margaret Ellis")


def verdict(checked: int = 12, first_bad: int | None = None) -> ChainVerdict:
    return ChainVerdict(checked, first_bad, "It was altered." if first_bad else "")
