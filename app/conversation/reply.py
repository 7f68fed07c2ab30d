"""What is asked of a reply generator, and what it gives back."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from app.conversation.feelings import Feeling
from app.errors import LiloError
from app.ids import TurnId
from app.recall import ContextSnippet
from app.utterance import sentences


class ReplyError(LiloError):
    """A tier could not answer; the next one is asked."""

    code = "reply"


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
        context: what was recalled, within the budget, for a tier that reads text.
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
    context: tuple[ContextSnippet, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence a generator proposes; nobody sees it before it is screened.

    Attributes:
        source: where what it says comes from, in words for the resident; may be empty.
        fragments: ids of the authored fragments in it.
        quoted: it is quoted from an approved article.
    """

    text: str
    source: str = ""
    fragments: tuple[str, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class TierDraft:
    """A draft and the tier it came from."""

    draft: Draft
    tier: str


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
