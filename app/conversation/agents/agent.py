"""The protocol of all agents: a situation in, a request for a reply out. No state, no I/O."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.conversation.agents.briefing import brief_for
from app.conversation.agents.slots import Known, known_in
from app.conversation.following import Answer
from app.conversation.history import Speaker
from app.conversation.intents import Intent
from app.conversation.reply import Part, ReplyRequest, Slot, sentences_of
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.ids import DocumentId
from app.recall import StreamName

FRESH_TURNS = 10
"""No wording comes twice within so many replies."""

WHOLE = (Part.ACKNOWLEDGE, Part.KNOWN, Part.ASK)

GO_ON = "go_on"
"""Authored lines for after a yes; an agent without them goes on with what it knows."""

_NAMED_DEPTH = 3
"""Of slashes in the id of a question that stands under a name: "ground/ask/see/0"."""

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
        offered: intents that the reply offers as choices, in their order.
        proposed: what a yes to it would do, such as `pass_on`; empty for nothing.
    """

    request: ReplyRequest
    sources: tuple[str, ...]
    told: tuple[DocumentId, ...] = ()
    offered: tuple[Intent, ...] = ()
    proposed: str = ""


def plan_for(
    situation: Situation,
    known: Known,
    agent: str,
    *,
    use: frozenset[Slot],
    prefer: tuple[Slot, ...] = (),
    parts: tuple[Part, ...] = WHOLE,
    branch: str = "",
    asks: str = "",
    slots: Mapping[Slot, str] | None = None,
) -> Plan:
    """Put a plan together from the slots an agent wants to use.

    After a yes the agent goes on from its own question instead of beginning anew.

    Args:
        branch, asks: authored lines in place of what is known, and of what is asked.
        slots: more slots, that only this agent fills.
    """
    authored = bool(branch)
    if not branch and situation.answer is Answer.YES:
        branch, parts = GO_ON, (Part.KNOWN, Part.ASK)
    spoken = [m for m in situation.recent if m.speaker is Speaker.LILO][-FRESH_TURNS:]
    filled = {slot: text for slot, text in known.slots.items() if slot in use} | dict(slots or {})
    tells_story = Slot.STORY_LINE in use
    tells_memory = tells_story and any(
        s.passage.stream is StreamName.MEMORY for s in known.snippets
    )
    request = ReplyRequest(
        turn_id=situation.turn_id,
        agent=agent,
        feeling=situation.feeling,
        parts=parts,
        slots=filled,
        prefer=prefer,
        story_lines=known.story_lines if tells_story else (),
        sources=known.sources,
        used_fragments=frozenset(f for message in spoken for f in message.fragments),
        used_sentences=sentences_of([message.text for message in spoken]),
        branch=branch,
        asks=asks,
        brief=brief_for(situation, known, agent, authored=authored),
    )
    drawn_on = {_STREAM_OF[slot] for slot in filled if slot in _STREAM_OF}
    if tells_memory:
        drawn_on.add(StreamName.MEMORY)
    drawn = [s for s in known.snippets if s.passage.stream in drawn_on]
    told = [s.passage.id for s in drawn if s.passage.stream is StreamName.LIFE_STORY]
    return Plan(request, tuple(s.source for s in drawn), tuple(told))


def next_of(names: Sequence[str], situation: Situation, agent: str) -> str:
    """Return the questions to ask next: those after the last asked, round and round."""
    asked = [
        fragment.split("/")[2]
        for message in situation.recent
        for fragment in message.fragments
        if fragment.startswith(f"{agent}/ask/") and fragment.count("/") == _NAMED_DEPTH
    ]
    known = [name for name in asked if name in names]
    return names[(names.index(known[-1]) + 1) % len(names)] if known else names[0]


__all__ = ["FRESH_TURNS", "WHOLE", "Agent", "Known", "Plan", "known_in", "next_of", "plan_for"]
