"""What a turn brings forth, one frozen value at a time, for whoever shows or speaks it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.ids import AlertId, MessageId
from app.safety import CrisisDialogue, DangerKind, Level, SafetyAction, ScreenedSentence


@dataclass(frozen=True, slots=True)
class Heard:
    """The resident's words are stored; they may be shown as said."""

    message_id: MessageId
    text: str


@dataclass(frozen=True, slots=True)
class CrisisOpened:
    """The crisis dialogue takes over.

    Attributes:
        alert_id: None when the alert could not be stored; then nobody has been told, and
            Lilo must say so and point to the call button.
    """

    dialogue: CrisisDialogue
    alert_id: AlertId | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence of the reply.

    Attributes:
        source: where what it says comes from, in words for the resident; may be empty.
    """

    sentence: ScreenedSentence
    source: str = ""


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """The whole turn, for staff, records and the command line.

    Attributes:
        agent: which way of helping answered.
        tier: which tier of the gateway answered; "scripted" in a crisis.
        sources: what was used, as stream and title: "life_story: The blue door".
        timings_ms: embed, screen, intent, recall, reply, total.
    """

    reply: tuple[str, ...]
    level: Level
    action: SafetyAction
    kind: DangerKind | None
    flags: tuple[str, ...]
    intent: str
    secondary: tuple[str, ...]
    agent: str
    tier: str
    sources: tuple[str, ...]
    alert_id: AlertId | None
    timings_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class TurnDone:
    """The turn is over, and the reply is stored."""

    record: TurnRecord


TurnEvent = Heard | CrisisOpened | Spoken | TurnDone
