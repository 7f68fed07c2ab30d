"""The protocol of all agents: a situation in, a request for a reply out. No state, no I/O."""

from dataclasses import dataclass
from typing import Protocol

from app.conversation.agents.briefing import brief_for
from app.conversation.agents.slots import Known, known_in
from app.conversation.history import Speaker
from app.conversation.reply import Part, ReplyRequest, Slot, sentences_of
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.ids import DocumentId
from app.recall import StreamName

FRESH_TURNS = 10
"""No wording comes twice within so many replies."""

WHOLE = (Part.ACKNOWLEDGE, Part.KNOWN, Part.ASK)


_STREAM_OF = {
    Slot.STORY_TITLE: StreamName.LIFE_STORY,
    Slot.KNOWLEDGE: StreamName.KNOWLEDGE,
    Slot.PLANNED: StreamName.SCHEDULE,
    Slot.TOLD_WHEN: StreamName.CHAT,
}


class Agent(Protocol):
    """One way of helping."""

    @property
    def name(self) -> str:
        """Name, as in `resources/replies/<name>.yaml`."""

    @property
    def streams(self) -> frozenset[StreamName]:
        """Streams worth asking for it."""

    def plan(self, situation: Situation, wording: Wording) -> "Plan":
        """Say what the reply should be made of."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an agent decided.

    Attributes:
        sources: what the reply draws on, for records.
        told: the entries of the life story among them.
    """

    request: ReplyRequest
    sources: tuple[str, ...]
    told: tuple[DocumentId, ...] = ()


def plan_for(
    situation: Situation,
    known: Known,
    agent: str,
    *,
    use: frozenset[Slot],
    prefer: tuple[Slot, ...] = (),
    parts: tuple[Part, ...] = WHOLE,
    branch: str = "",
) -> Plan:
    """Put a plan together from the slots an agent wants to use."""
    spoken = [m for m in situation.recent if m.speaker is Speaker.LILO][-FRESH_TURNS:]
    slots = {slot: text for slot, text in known.slots.items() if slot in use}
    tells_story = Slot.STORY_LINE in use
    tells_memory = tells_story and any(
        s.passage.stream is StreamName.MEMORY for s in known.snippets
    )
    request = ReplyRequest(
        turn_id=situation.turn_id,
        agent=agent,
        feeling=situation.feeling,
        parts=parts,
        slots=slots,
        prefer=prefer,
        story_lines=known.story_lines if tells_story else (),
        sources=known.sources,
        used_fragments=frozenset(f for message in spoken for f in message.fragments),
        used_sentences=sentences_of([message.text for message in spoken]),
        branch=branch,
        brief=brief_for(situation, known, agent, branch),
    )
    drawn_on = {_STREAM_OF[slot] for slot in slots if slot in _STREAM_OF}
    if tells_memory:
        drawn_on.add(StreamName.MEMORY)
    drawn = [s for s in known.snippets if s.passage.stream in drawn_on]
    told = [s.passage.id for s in drawn if s.passage.stream is StreamName.LIFE_STORY]
    return Plan(request, tuple(s.source for s in drawn), tuple(told))


__all__ = ["FRESH_TURNS", "WHOLE", "Agent", "Known", "Plan", "known_in", "plan_for"]
