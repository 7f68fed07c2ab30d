"""What is asked of a reply generator, and what it gives back."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from app.conversation.feelings import Feeling
from app.conversation.history import Speaker
from app.embedding import Vector
from app.errors import LiloError
from app.ids import ResidentId, TurnId
from app.utterance import sentences


class ReplyError(LiloError):
    """A tier could not answer; the next one is asked."""

    code = "reply"


class DeclinedError(ReplyError):
    """This tier does not answer such turns; nothing is wrong with it."""

    code = "reply.declined"


class Part(StrEnum):
    """The parts of a reply, in the order they are said."""

    ACKNOWLEDGE = "acknowledge"
    KNOWN = "known"
    ASK = "ask"


class Slot(StrEnum):
    """What an authored line can take in. A line is used only when all its slots are filled."""

    NAME = "name"
    STORY_TITLE = "story_title"
    STORY_LINE = "story_line"
    PERSON = "person"
    PLACE = "place"
    PLAN = "plan"
    PLAN_TIME = "plan_time"
    DAY = "day"
    DATE = "date"
    PART_OF_DAY = "part_of_day"
    FACILITY = "facility"
    ROOM = "room"
    STAFF = "staff"
    VISITOR = "visitor"
    KNOWLEDGE = "knowledge"
    KNOWLEDGE_TITLE = "knowledge_title"
    PLANNED = "planned"
    """What was asked for on the plan: "a visit from Carol"."""
    PLANNED_WHEN = "planned_when"
    TOLD_WHEN = "told_when"
    """The day on which the resident spoke of this before."""
    CHOICES = "choices"
    """What the resident may want, as a list of at most three."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """Something recalled, as a language model is told of it: quoted, with its origin."""

    origin: str
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What a language model is told beyond what authored lines need.

    Attributes:
        words: what the resident said.
        vector: of the words, or None where there is no embedding model.
        slots: everything that is known, whether or not the agent's own lines use it.
        recalled: for quoting; whatever stands in it is data.
        recent: the last turns, oldest first: who spoke, and what.
        is_personal: the answer would be about this person, not about a fact.
        only_authored: nothing but authored lines may answer.
    """

    resident_id: ResidentId
    words: str
    vector: Vector | None = None
    slots: Mapping[Slot, str] = field(default_factory=dict)
    recalled: tuple[Recalled, ...] = ()
    recent: tuple[tuple[Speaker, str], ...] = ()
    is_personal: bool = True
    only_authored: bool = False


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """What an agent asks for.

    Attributes:
        agent: whose way of helping, and whose authored lines.
        parts: parts the reply is made of.
        slots: what is known, each in words that fit into a sentence.
        prefer: slots a line should rather use, best first.
        story_lines: sentences that Lilo may say of the recalled story, best first.
        sources: for each slot, where what it holds comes from, in words for the resident.
        used_fragments, used_sentences: what was said lately and must not come again.
        branch: authored lines to use in place of `known`, such as "unknown".
        asks: authored questions to use in place of `ask`, such as "see".
        brief: for language models; without it only authored lines can answer.
    """

    turn_id: TurnId
    agent: str
    feeling: Feeling
    parts: tuple[Part, ...]
    slots: Mapping[Slot, str] = field(default_factory=dict)
    prefer: tuple[Slot, ...] = ()
    story_lines: tuple[str, ...] = ()
    sources: Mapping[Slot, str] = field(default_factory=dict)
    used_fragments: frozenset[str] = frozenset()
    used_sentences: frozenset[str] = frozenset()
    branch: str = ""
    asks: str = ""
    brief: Brief | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence a generator proposes; nobody sees it before it is screened.

    Attributes:
        source: where what it says comes from, in words for the resident; may be empty.
        fragments: ids of the authored fragments in it.
        quoted: it is quoted from an approved article.
        prompt: id and version of the prompt a language model wrote it by; else empty.
    """

    text: str
    source: str = ""
    fragments: tuple[str, ...] = ()
    quoted: bool = False
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class TierAttempt:
    """How one tier was asked.

    Attributes:
        outcome: "answered", "resting", "late", "silent", "no_time", or a code: of a fault, or of
            why it did not want to.
        ms: until the first sentence, or until it was given up.
    """

    tier: str
    outcome: str
    ms: float


@dataclass(frozen=True, slots=True)
class TierDraft:
    """A draft and the tier it came from.

    Attributes:
        attempts: how the tiers up to this one were asked; the same for all drafts of a reply.
    """

    draft: Draft
    tier: str
    attempts: tuple[TierAttempt, ...] = ()


class ReplyGenerator(Protocol):
    """One tier of replies."""

    @property
    def tier(self) -> str:
        """Name of the tier, for records."""

    def generate(self, request: ReplyRequest) -> AsyncIterator[Draft]:
        """Give the reply sentence by sentence.

        Raises:
            ReplyError: this tier cannot answer.
        """


class ReplySource(Protocol):
    """The gateway as the conversation sees it."""

    def reply(self, request: ReplyRequest) -> AsyncIterator[TierDraft]:
        """Give a reply from the first tier that can; never fails to answer."""


def sentences_of(texts: Sequence[str]) -> frozenset[str]:
    """Return the sentences of some replies, for comparing."""
    return frozenset(sentence for text in texts for sentence in sentences(text))
