"""How grave a card is: colour, symbol and word always go together, and so does the sound."""

from dataclasses import dataclass
from enum import StrEnum

from app.alerts import AlertCause, AlertSource
from app.safety import Level


class Priority(StrEnum):
    """What a badge says."""

    IMMEDIATE = "immediate"
    URGENT = "urgent"
    ELEVATED = "elevated"
    CALL = "call"
    DISTRESS = "distress"
    """The call button, held or pressed again and again: as grave as it gets."""

    @property
    def symbols(self) -> str:
        """The shapes before the word, told apart without colour."""
        return _SYMBOLS[self]


_SYMBOLS = {
    Priority.IMMEDIATE: "▲▲",
    Priority.URGENT: "▲",
    Priority.ELEVATED: "△",
    Priority.CALL: "●",
    Priority.DISTRESS: "▲▲●",
}


@dataclass(frozen=True, slots=True)
class Colours:
    """How a badge is painted - text on ground, with an edge - and the bar of its card.

    Attributes:
        edge: of the badge, and the bar while it is lit: both are one thing to the eye.
        pale: the bar while it is dark.
    """

    ground: str
    text: str
    edge: str
    pale: str


_RED = Colours("#B11212", "#FFFFFF", "#B11212", "#F4C7C7")
_COLOURS = {
    Priority.IMMEDIATE: _RED,
    Priority.URGENT: Colours("#F2B600", "#241A00", "#F2B600", "#FBEBC0"),
    Priority.ELEVATED: Colours("#FFFFFF", "#5A3B00", "#F2B600", "#FBEBC0"),
    Priority.CALL: Colours("#1F5288", "#FFFFFF", "#1F5288", "#C6D8EA"),
    Priority.DISTRESS: _RED,
}


def colours_of(priority: Priority) -> Colours:
    """Return how the priority's badge and bar are painted."""
    return _COLOURS[priority]


def priority_of(cause: AlertCause) -> Priority:
    """Return the priority of an alert's cause."""
    if cause.source is AlertSource.CALL_BUTTON:
        return call_priority(cause.level)
    if cause.level >= Level.IMMEDIATE:
        return Priority.IMMEDIATE
    return Priority.URGENT if cause.level >= Level.URGENT else Priority.ELEVATED


def call_priority(level: Level) -> Priority:
    """Return the priority of a press of the call button."""
    return Priority.DISTRESS if level >= Level.IMMEDIATE else Priority.CALL
