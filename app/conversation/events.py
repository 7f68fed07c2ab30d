"""What a turn brings forth, one frozen value at a time, for whoever shows or speaks it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.conversation.family import FamilyDraft
from app.ids import AlertId, MessageId
from app.safety import CrisisDialogue, DangerKind, Level, SafetyAction, ScreenedSentence


@dataclass(frozen=True, slots=True)
class Heard:
    """The resident's words are stored; they may be shown as said."""

    message_id: MessageId
    text: str


@dataclass(frozen=True, slots=True)
class CrisisOpened:
    """The crisis dialogue takes over, or goes on with what was said since.

    Attributes:
        dialogue: of the script that what was said so far brings.
        goes_on: a crisis stood before this turn; the dialogue is joined to the one on the screen.
        alert_id: None when the alert could not be stored; then nobody has been told, and
            Lilo must say so and point to the call button.
    """

    dialogue: CrisisDialogue
    alert_id: AlertId | None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Lilo says that it is a computer program; what it says follows as `Spoken`.

    Attributes:
        screen: what stands on the screen meanwhile.
    """

    screen: ScreenedSentence


@dataclass(frozen=True, slots=True)
class Working:
    """What Lilo is doing while an answer takes a while: shown, and no part of the reply."""

    sentence: ScreenedSentence


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence of the reply.

    Attributes:
        is_disclosure: it says what Lilo is, before the reply; the screen has `Disclosed` for it.
        source: where what it says comes from, in words for the resident; may be empty.
    """

    sentence: ScreenedSentence
    source: str = ""
    is_disclosure: bool = False


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """The whole turn, for staff, records and the command line.

    Attributes:
        agent: which way of helping answered.
        alert_id: of the alert this turn raised or, while a crisis stands, belongs to.
        tier: which tier of the gateway answered; "scripted" in a crisis.
        sources: what was used, as stream and title: "life_story: The blue door".
        timings_ms: embed, screen, intent, recall, reply, total.
        disclosure: what Lilo said of itself before the reply; empty for nearly all turns.
        recall: how each stream answered, which were left out, and what was understood.
        attempts: how each tier of the gateway was asked, as "local: late".
        prompt: id and version of the prompt, where a language model answered.
        answer: how the turn answered the question before it; empty where it stands for itself.
        offered: intents that the reply offers as choices, in their order.
        proposed: what a yes to the reply would do; empty for nothing.
        strategy: how the agents worked together.
        dropped: agents that were asked and came too late.
        steps: what was done to work the answer out; empty for nearly all turns.
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
    disclosure: tuple[str, ...] = ()
    recall: Mapping[str, object] = field(default_factory=dict)
    attempts: tuple[str, ...] = ()
    prompt: str = ""
    answer: str = ""
    offered: tuple[str, ...] = ()
    proposed: str = ""
    strategy: str = ""
    dropped: tuple[str, ...] = ()
    steps: tuple[Mapping[str, str], ...] = ()
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckInChoice:
    """One answer that can be touched."""

    value: int
    text: ScreenedSentence


@dataclass(frozen=True, slots=True)
class CheckInShown:
    """Where a check-in stands; the screen shows it until the next.

    Attributes:
        remark: what Lilo says before the question, or at the end.
        is_remark_shown: it says more than a thank-you, and belongs on the screen.
        is_put_again: the same question is put once more, so its answers are said again.
        lead, question: word for word as published; None when it has ended.
        item: id of the item, to answer it.
        number, count: which question this is, and of how many.
        is_again: it was skipped before.
        read_back: value of the answer that waits to be confirmed.
    """

    remark: ScreenedSentence | None
    lead: ScreenedSentence | None = None
    question: ScreenedSentence | None = None
    choices: tuple[CheckInChoice, ...] = ()
    item: str = ""
    number: int = 0
    count: int = 0
    is_again: bool = False
    read_back: int | None = None
    is_remark_shown: bool = True
    is_put_again: bool = False


@dataclass(frozen=True, slots=True)
class TurnDone:
    """The turn is over, and the reply is stored."""

    record: TurnRecord


TurnEvent = (
    Heard | CrisisOpened | Disclosed | Working | Spoken | CheckInShown | FamilyDraft | TurnDone
)
