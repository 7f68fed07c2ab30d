"""The board that staff look at all day: what waits, who has it, who needs watching."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Protocol

from app.alerts import Alert, AlertRepository, CallJournal, Outcome
from app.clinical import Score, ScoreRepository
from app.clock import Clock
from app.conversation import MessageRepository
from app.identity import Resident, ResidentRepository, RiskFactor, StaffRepository
from app.ids import ResidentId
from app.runtime import Lane

SHIFT = timedelta(hours=8)


class BoardUnit(Protocol):
    """What the board reads."""

    @property
    def alerts(self) -> AlertRepository:
        """Alerts."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""

    @property
    def staff(self) -> StaffRepository:
        """Staff."""

    @property
    def messages(self) -> MessageRepository:
        """Messages, for who was last heard when and the watch list."""

    @property
    def scores(self) -> ScoreRepository:
        """Scores."""


@dataclass(frozen=True, slots=True)
class AlertCard:
    """One alert with what a nurse must know before going.

    Attributes:
        resident_name: "Margaret Ellis"; empty for a call from a room with nobody known.
        latest_scores: the newest score of each scale.
        taken_by: name of who has it, or empty.
    """

    alert: Alert
    resident_name: str
    room: str
    latest_scores: tuple[Score, ...]
    risk_factors: tuple[RiskFactor, ...]
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class RoomCall:
    """A call from the journal: the database did not take it, so it has no alert."""

    room: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WatchItem:
    """Something worth watching that raised no alarm."""

    resident_name: str
    room: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class ResidentTile:
    """One resident at a glance.

    Attributes:
        trend: totals of the scale measured last, oldest first.
    """

    resident: Resident
    last_heard: datetime | None
    latest: Score | None
    trend: tuple[int, ...]
    has_open_alert: bool


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """The last eight hours.

    Attributes:
        actionable_share: 0..1 of the resolved ones; None when none was resolved.
        median_answer_s: seconds from raised to acknowledged; None when none was.
    """

    alerts: int
    actionable_share: float | None
    median_answer_s: float | None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the Now page at one moment; open alerts gravest and longest first."""

    at: datetime
    cards: tuple[AlertCard, ...]
    room_calls: tuple[RoomCall, ...]
    watch: tuple[WatchItem, ...]
    tiles: tuple[ResidentTile, ...]
    shift: ShiftFigures


class BoardReader:
    """Reads the board."""

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[BoardUnit]],
        journal: CallJournal,
        lane: Lane,
        clock: Clock,
    ) -> None:
        self._units = units
        self._journal = journal
        self._lane = lane
        self._clock = clock

    async def read(self) -> Board:
        """Return the board as it stands."""
        return await self._lane.run(self._read)

    def _read(self) -> Board:
        now = self._clock()
        with self._units() as unit:
            residents = {resident.id: resident for resident in unit.residents.all()}
            scores = {resident_id: unit.scores.of(resident_id) for resident_id in residents}
            open_alerts = unit.alerts.open_alerts()
            resolved = unit.alerts.resolved_since(now - SHIFT)
            cards = [_card(unit, alert, residents, scores) for alert in open_alerts]
            heard = unit.messages.last_by_resident()
            alarmed = {alert.resident_id for alert in open_alerts}
            watch = [
                WatchItem(who.full_name, who.room, seen.at, seen.words)
                for seen in unit.messages.watch_list(now - SHIFT)
                if (who := residents.get(seen.resident_id)) and seen.resident_id not in alarmed
            ]
        cards.sort(key=lambda card: (-card.alert.cause.level, card.alert.raised_at))
        return Board(
            now,
            tuple(cards),
            tuple(RoomCall(call.room, call.at) for call in self._journal.calls()),
            tuple(watch),
            tuple(
                _tile(resident, scores[resident.id], heard.get(resident.id), alarmed)
                for resident in residents.values()
            ),
            shift_figures([*open_alerts, *resolved], now),
        )


def shift_figures(alerts: Sequence[Alert], now: datetime) -> ShiftFigures:
    """Count the alerts of the last shift and how many were worth a walk."""
    recent = [alert for alert in alerts if now - alert.raised_at <= SHIFT]
    closed = [alert for alert in recent if alert.outcome is not None]
    answers = [
        (alert.acknowledged_at - alert.raised_at).total_seconds()
        for alert in recent
        if alert.acknowledged_at
    ]
    worth = sum(alert.outcome is not Outcome.FALSE_ALARM for alert in closed)
    return ShiftFigures(
        len(recent),
        worth / len(closed) if closed else None,
        median(answers) if answers else None,
    )


def _card(
    unit: BoardUnit,
    alert: Alert,
    residents: Mapping[ResidentId, Resident],
    scores: Mapping[ResidentId, Sequence[Score]],
) -> AlertCard:
    # An alert is shown even where the resident's record is gone.
    resident = residents.get(alert.resident_id)
    newest = {score.scale: score for score in scores.get(alert.resident_id, ())}
    member = unit.staff.get(alert.acknowledged_by) if alert.acknowledged_by else None
    return AlertCard(
        alert,
        resident.full_name if resident else "",
        resident.room if resident else "",
        tuple(newest.values()),
        resident.risk_factors if resident else (),
        member.given_name if member else "",
    )


def _tile(
    resident: Resident,
    scores: Sequence[Score],
    last_heard: datetime | None,
    alarmed: set[ResidentId],
) -> ResidentTile:
    # The newest; of several on one day the one that is repeated most, so that it has a trend.
    taken = Counter(score.scale for score in scores)
    latest = max(scores, key=lambda s: (s.taken_on, taken[s.scale]), default=None)
    trend = tuple(score.total for score in scores if latest and score.scale is latest.scale)
    return ResidentTile(resident, last_heard, latest, trend, resident.id in alarmed)
