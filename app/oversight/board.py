"""The board that staff look at all day: what waits, who has it, who needs watching."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from app.alerts import (
    Alert,
    AlertRepository,
    AlertStatus,
    CallJournal,
    Due,
    Recipient,
    Routes,
    due,
)
from app.clinical import Score, ScoreRepository, Total
from app.clock import Clock
from app.conversation import MessageRepository
from app.identity import Resident, ResidentRepository, RiskFactor, StaffRepository
from app.ids import AlertId, ResidentId, StaffId
from app.oversight.notices import Notice, NoticeUnits, newest_notices
from app.oversight.score_shelf import ScoreShelf
from app.oversight.shift import SHIFT, ShiftFigures, first_answer, shift_figures
from app.runtime import Lane
from app.safety import Level


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
        taken_by: name of who has it, or took it last; or empty.
        there: name of who is with the resident; or empty.
        handed_by: name of who handed it to who has it, and has not said yet that they go; or empty.
        released_by: name of who gave it back, while nobody has taken it since; or empty.
        told: who is told of its current alarm; empty where nobody keeps to routes.
        due: what happens next when nobody does anything; None where nobody keeps to routes.
        is_overdue: it waits again because who took it did not resolve it in time.
        first_taken_at: when somebody took it the first time; None while nobody has.
        notices: what became of the messages about it that leave the building.
    """

    alert: Alert
    resident_name: str
    room: str
    latest_scores: tuple[Score, ...]
    risk_factors: tuple[RiskFactor, ...]
    taken_by: str = ""
    told: tuple[Recipient, ...] = ()
    due: Due | None = None
    is_overdue: bool = False
    first_taken_at: datetime | None = None
    notices: tuple[Notice, ...] = ()
    there: str = ""
    handed_by: str = ""
    released_by: str = ""


@dataclass(frozen=True, slots=True)
class RoomCall:
    """A call from the journal: the database did not take it, so it has no alert."""

    room: str
    at: datetime
    level: Level = Level.URGENT


@dataclass(frozen=True, slots=True)
class WatchItem:
    """Something worth watching that raised no alarm."""

    resident_name: str
    room: str
    at: datetime
    words: str
    resident_id: ResidentId | None = None


@dataclass(frozen=True, slots=True)
class ResidentTile:
    """One resident at a glance.

    Attributes:
        trend: totals of the scale measured last, oldest first.
    """

    resident: Resident
    last_heard: datetime | None
    latest: Total | None
    trend: tuple[int, ...]
    has_open_alert: bool


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the Now page at one moment; open alerts gravest and longest first.

    Attributes:
        is_veiled: names, words and residents were left out, for whoever may not see them.
    """

    at: datetime
    cards: tuple[AlertCard, ...]
    room_calls: tuple[RoomCall, ...]
    watch: tuple[WatchItem, ...]
    tiles: tuple[ResidentTile, ...]
    shift: ShiftFigures
    is_veiled: bool = False


class BoardReader:
    """Reads the board.

    Args:
        units: begins a unit that reads.
        routes: by which alerts sound again; without them no card says when.
        notices: begins a unit that reads the outbox; None where nothing leaves the building.
        family_may_know: whether a resident agrees that the family is told; without it nobody does.
    """

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[BoardUnit]],
        journal: CallJournal,
        lane: Lane,
        clock: Clock,
        *,
        routes: Routes | None = None,
        notices: NoticeUnits | None = None,
        family_may_know: Callable[[Any, ResidentId], bool] | None = None,
    ) -> None:
        self._units = units
        self._journal = journal
        self._lane = lane
        self._clock = clock
        self._routes = routes
        self._notice_units = notices
        self._family_may_know = family_may_know
        self._scores = ScoreShelf()

    async def read(self) -> Board:
        """Return the board as it stands."""
        return await self._lane.run(self._read)

    def _read(self) -> Board:
        now = self._clock()
        with self._units() as unit:
            residents = {resident.id: resident for resident in unit.residents.all()}
            open_alerts = unit.alerts.open_alerts()
            alarmed = {alert.resident_id for alert in open_alerts}
            scores = self._scores.of_all(unit.scores.recent, now)
            # Whoever has an open alert is read each time, and every scale however long ago.
            latest = {who: tuple(unit.scores.newest(who)) for who in alarmed}
            resolved = unit.alerts.resolved_since(now - SHIFT)
            names = {member.id: member.given_name for member in unit.staff.all()}
            heard = unit.messages.last_by_resident()
            watch = [
                WatchItem(who.full_name, who.room, seen.at, seen.words, who.id)
                for seen in unit.messages.watch_list(now - SHIFT)
                if (who := residents.get(seen.resident_id)) and seen.resident_id not in alarmed
            ]
            all_alerts = [*open_alerts, *resolved]
            answers = first_answers(unit.alerts, all_alerts)
            agrees = self._family_may_know
            agreeing = {who for who in alarmed if agrees is not None and agrees(unit, who)}
        notices = self._notices(open_alerts)
        cards = [
            replace(
                self._card(
                    alert,
                    residents.get(alert.resident_id),
                    latest.get(alert.resident_id, ()),
                    names,
                    family_consents=alert.resident_id in agreeing,
                ),
                first_taken_at=answers.get(alert.id, alert.acknowledged_at),
                notices=notices.get(alert.id, ()),
            )
            for alert in open_alerts
        ]
        cards.sort(key=lambda card: (-card.alert.cause.level, card.alert.raised_at))
        return Board(
            now,
            tuple(cards),
            tuple(RoomCall(call.room, call.at, call.level) for call in self._journal.calls()),
            tuple(watch),
            tuple(
                _tile(resident, scores.get(resident.id, ()), heard.get(resident.id), alarmed)
                for resident in residents.values()
            ),
            shift_figures(all_alerts, now, answers),
        )

    def _notices(self, alerts: Sequence[Alert]) -> Mapping[AlertId, tuple[Notice, ...]]:
        if self._notice_units is None or not alerts:
            return {}
        with self._notice_units() as unit:
            return newest_notices(unit.outbox.of_alerts([alert.id for alert in alerts]))

    def _card(
        self,
        alert: Alert,
        resident: Resident | None,
        latest: tuple[Score, ...],
        names: Mapping[StaffId, str],
        *,
        family_consents: bool,
    ) -> AlertCard:
        # An alert is shown even where the resident's record is gone.
        routes = self._routes

        def name_of(staff_id: StaffId | None) -> str:
            return names.get(staff_id, "") if staff_id else ""

        return AlertCard(
            alert,
            resident.full_name if resident else "",
            resident.room if resident else "",
            latest,
            resident.risk_factors if resident else (),
            name_of(alert.acknowledged_by),
            routes.recipients(alert, family_consents=family_consents) if routes else (),
            due(alert, routes) if routes else None,
            is_overdue(alert, routes),
            there=name_of(alert.arrived_by),
            handed_by=name_of(alert.handed_over_by),
            released_by=name_of(alert.released_by),
        )


def first_answers(
    repository: AlertRepository, alerts: Sequence[Alert]
) -> Mapping[AlertId, datetime]:
    """Return when alerts that may have been taken more than once were taken first."""
    # Only the others' events tell who was there first.
    again = [alert for alert in alerts if alert.times_taken > 1]
    answers = {alert.id: first_answer(repository.events_of(alert.id)) for alert in again}
    return {alert_id: at for alert_id, at in answers.items() if at}


def is_overdue(alert: Alert, routes: Routes | None) -> bool:
    """Whether the alert waits again because who took it did not resolve it in time.

    The other way of waiting again is to have become graver. A last word of the resident or of
    staff before the alarm tells them apart; where more was said since, the time does.
    """
    if alert.status is not AlertStatus.WAITING or alert.acknowledged_at is None:
        return False
    if alert.alarmed_at > alert.last_at:
        return True
    return routes is not None and alert.alarmed_at - alert.acknowledged_at >= routes.resolve_within


def _tile(
    resident: Resident,
    scores: Sequence[Total],
    last_heard: datetime | None,
    alarmed: set[ResidentId],
) -> ResidentTile:
    # The newest; of several on one day the one that is repeated most, so that it has a trend.
    taken = Counter(score.scale for score in scores)
    latest = max(scores, key=lambda s: (s.taken_on, taken[s.scale]), default=None)
    trend = tuple(score.total for score in scores if latest and score.scale == latest.scale)
    return ResidentTile(resident, last_heard, latest, trend, resident.id in alarmed)
