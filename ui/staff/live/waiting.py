"""Who waits for somebody to come: known before sign-in and while locked, without names or words."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.alerts import AlertStatus
from app.oversight import Board, RoomCall
from app.safety import Level
from ui.staff.look.priority import Priority, priority_of
from ui.staff.wording.language import Language

CALL_LEVEL = Level.URGENT
"""Somebody pressed the button and nobody knows why."""


@dataclass(frozen=True, slots=True)
class RoomCallView:
    """A call kept on a device because the database did not take it."""

    room: str
    since: datetime
    is_silenced: bool = False


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One that waits, as anybody passing the screen may read it."""

    priority: Priority
    level: Level
    badge: str
    room: str
    since: datetime


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
        RoomCallView(call.room, call.at, call in silenced)
        for call in sorted(calls, key=lambda call: call.at)
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
    lines += [_line(Priority.CALL, CALL_LEVEL, call.room, call.since, language) for call in calls]
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

    def follow(self, board: Board | None, calls: tuple[RoomCall, ...]) -> None:
        """Take the newest board and the newest kept calls."""
        self._board, self._calls = board, calls
        self._silenced &= frozenset(calls)
        self._derive()

    def silence(self, *calls: RoomCallView) -> None:
        """Stop the sound of kept calls on this screen; the calls themselves stay."""
        self._silenced |= {RoomCall(call.room, call.since) for call in calls}
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
