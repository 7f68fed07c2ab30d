"""Who waits for somebody to come: known before sign-in and while locked, without names or words."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.alerts import AlertStatus
from app.ids import AlertId
from app.oversight import Board, RoomCall
from app.safety import Level
from ui.staff.look.priority import Priority, call_priority, priority_of
from ui.staff.wording.language import Language


@dataclass(frozen=True, slots=True)
class RoomCallView:
    """A call kept on a device because the database did not take it."""

    room: str
    since: datetime
    is_silenced: bool = False
    level: Level = Level.URGENT


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One that waits, as anybody passing the screen may read it."""

    priority: Priority
    level: Level
    badge: str
    room: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Alarmed:
    """One alarm of an alert that waits; the next alarm of the same alert is another one."""

    alert_id: AlertId
    alarms: int
    priority: Priority


@dataclass(frozen=True, slots=True)
class WaitingView:
    """All that wait, gravest and longest first, and how many others are being looked after."""

    lines: tuple[WaitingLine, ...] = ()
    taken: int = 0


def room_calls_of(
    calls: tuple[RoomCall, ...], silenced: frozenset[RoomCall]
) -> tuple[RoomCallView, ...]:
    """Derive the calls kept on devices, longest waiting first."""
    return tuple(
        RoomCallView(call.room, call.at, call in silenced, call.level)
        for call in sorted(calls, key=lambda call: (-call.level, call.at))
    )


def waiting_of(
    board: Board | None, calls: tuple[RoomCallView, ...], language: Language
) -> WaitingView:
    """Derive who waits. Nothing in it tells who it is or what was said."""
    alerts = [card for card in board.cards if card.alert.is_open] if board else []
    waiting = [card for card in alerts if card.alert.status is AlertStatus.WAITING]
    lines = [
        _line(
            priority_of(card.alert.cause),
            card.alert.cause.level,
            card.room,
            card.alert.raised_at,
            language,
        )
        for card in waiting
    ]
    lines += [
        _line(call_priority(call.level), call.level, call.room, call.since, language)
        for call in calls
    ]
    lines.sort(key=lambda line: (-line.level, line.since))
    return WaitingView(tuple(lines), len(alerts) - len(waiting))


class WaitingModel(QObject):
    """Follows who waits, from the board where it can be read and from this device always.

    Attributes:
        room_calls: calls kept on this device.
        view: all that wait.
    """

    changed = Signal()

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._board: Board | None = None
        self._calls: tuple[RoomCall, ...] = ()
        self._silenced: frozenset[RoomCall] = frozenset()
        self.room_calls: tuple[RoomCallView, ...] = ()
        self.view = WaitingView()

    @property
    def audible(self) -> tuple[Priority, ...]:
        """What is to be heard: all that wait, without the calls silenced on this screen."""
        calls = tuple(call for call in self.room_calls if not call.is_silenced)
        lines = waiting_of(self._board, calls, self._language).lines
        return tuple(line.priority for line in lines)

    @property
    def alarms(self) -> frozenset[Alarmed]:
        """The alarms of all alerts that wait."""
        alerts = [card.alert for card in self._board.cards] if self._board else []
        return frozenset(
            Alarmed(alert.id, alert.alarms, priority_of(alert.cause))
            for alert in alerts
            if alert.status is AlertStatus.WAITING
        )

    def follow(self, board: Board | None, calls: tuple[RoomCall, ...]) -> None:
        """Take the newest board and the newest kept calls."""
        self._board, self._calls = board, calls
        self._silenced &= frozenset(calls)
        self._derive()

    def silence(self, *calls: RoomCallView) -> None:
        """Stop the sound of kept calls on this screen; the calls themselves stay."""
        self._silenced |= {RoomCall(call.room, call.since, call.level) for call in calls}
        self._derive()

    def _derive(self) -> None:
        self.room_calls = room_calls_of(self._calls, self._silenced)
        self.view = waiting_of(self._board, self.room_calls, self._language)
        self.changed.emit()


def _line(
    priority: Priority, level: Level, room: str, since: datetime, language: Language
) -> WaitingLine:
    badge = f"{priority.symbols} {language.words.priorities[priority]}"
    return WaitingLine(priority, level, badge, room, since)
