"""What goes with a memory, whoever has it forgotten: history, summaries, talk, doubts, messages.

A memory leaves traces: exchanges it was said in, those in which Lilo told it again, summaries of
sessions and of months, what waits on the review list. All ways of forgetting come through here.

Under a legal hold memories and doubts are withheld instead: out of every index, read by nobody, and
deleted as the hold is lifted (ADR 0070). What only finds or repeats them goes all the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from app.ids import DocumentId, MemoryId, MessageId, ResidentId, new_uuid
from app.memory.extraction import folded
from app.memory.keeper import MemoryUnit
from app.memory.memory import READABLE, SUMMARY_SLOT, Memory, MemoryDoubt, MemoryState
from app.recall import MESSAGE_FACT, SUMMARY_FACT, Passage, Scope, StreamName

LAST_TURNS = 24
"""What was said in these is still before Lilo, word for word, even where it is no passage."""


def let_go(
    unit: MemoryUnit,
    resident_id: ResidentId,
    memories: Sequence[Memory],
    messages: Sequence[MessageId] = (),
) -> int:
    """Remove memories and messages with every trace of them.

    Of a month that was summed up only what is named goes: its other events stand for themselves
    again.

    Returns:
        How many messages are set aside now that were not before.
    """
    everything = unit.memories.of(resident_id, READABLE)
    gone = _with_history(everything, memories)
    going = [memory for memory in everything if memory.id in gone]
    _remove_memories(unit, resident_id, going)
    _give_back(unit, [m for m in everything if m.successor in gone and m.id not in gone])
    sources = [message for memory in going for message in memory.sources]
    return disregard(unit, resident_id, [*messages, *sources]) + _unsay(
        unit, resident_id, words_of(going)
    )


def _remove_memories(unit: MemoryUnit, resident_id: ResidentId, memories: Sequence[Memory]) -> None:
    """Remove memories with their passages, which take vectors and index entries along."""
    unit.passages.remove([DocumentId(memory.id) for memory in memories])
    if unit.holds.is_held(resident_id):
        for memory in memories:
            unit.memories.save(replace(memory, state=MemoryState.WITHHELD))
    else:
        unit.memories.remove([memory.id for memory in memories])


def _remove_doubts(
    unit: MemoryUnit, resident_id: ResidentId, doubts: Sequence[MemoryDoubt]
) -> None:
    if unit.holds.is_held(resident_id):
        # So marked they wait for nobody, and go with the hold.
        unit.memory_marks.disregard(resident_id, [doubt.source for doubt in doubts])
    else:
        unit.memories.remove_doubts([doubt.id for doubt in doubts])


def waiting_doubts(unit: MemoryUnit, resident_id: ResidentId) -> Sequence[MemoryDoubt]:
    """Return the doubts that nobody wished forgotten."""
    aside = unit.memory_marks.disregarded(resident_id)
    return [doubt for doubt in unit.memories.doubts(resident_id) if doubt.source not in aside]


def remove_everything(unit: MemoryUnit, resident_id: ResidentId) -> int:
    """Remove all memories, doubts and earlier talk, and what a model failed at with them.

    Returns:
        How many memories, doubts and passages of talk there were.
    """
    known = unit.memories.of(resident_id, READABLE)
    _remove_memories(unit, resident_id, known)
    doubts = waiting_doubts(unit, resident_id)
    _remove_doubts(unit, resident_id, doubts)
    unit.generation.remove_dead_letters(resident_id)
    return len(known) + len(doubts) + remove_talk(unit, resident_id)


def remove_talk(unit: MemoryUnit, resident_id: ResidentId) -> int:
    """Remove all earlier talk and the summaries of sessions; return how many passages."""
    talk = unit.passages.of(Scope(StreamName.CHAT, resident_id))
    unit.passages.remove([passage.id for passage in talk])
    return len(talk)


def disregard(unit: MemoryUnit, resident_id: ResidentId, messages: Collection[MessageId]) -> int:
    """Set messages aside with the talk and the doubts they are in; return how many are new.

    Nothing is learned or recalled from them again.
    """
    before = unit.memory_marks.disregarded(resident_id)
    unit.memory_marks.disregard(resident_id, list(messages))
    of = set(messages)
    gone = [e.id for e in talk_of(unit, resident_id) if not of.isdisjoint(messages_of(e))]
    unit.passages.remove(gone)
    doubts = [d for d in unit.memories.doubts(resident_id) if d.source in of]
    _remove_doubts(unit, resident_id, doubts)
    unit.generation.remove_dead_letters(resident_id, of)
    return len(unit.memory_marks.disregarded(resident_id) - before)


def words_of(memories: Sequence[Memory]) -> list[str]:
    """Return what memories say, as it is looked for in talk."""
    return sorted({folded(words) for m in memories for words in (m.text, m.said)} - {""})


def _unsay(unit: MemoryUnit, resident_id: ResidentId, words: Sequence[str]) -> int:
    """Set aside the talk in which these words were said, by whichever of the two."""
    telling = [
        passage
        for passage in talk_of(unit, resident_id)
        if any(_stands_in(one, folded(passage.text)) for one in words)
    ]
    unit.passages.remove([passage.id for passage in telling])
    exchanges = [passage for passage in telling if not sums_up(passage)]
    turns = [
        message
        for message, said in unit.memory_marks.last_turns(resident_id, LAST_TURNS)
        if any(_stands_in(one, folded(said)) for one in words)
    ]
    spoken = [message for one in exchanges for message in messages_of(one)]
    return disregard(unit, resident_id, [*spoken, *turns])


def _stands_in(words: str, text: str) -> bool:
    return f" {words} " in f" {text} "


def talk_of(unit: MemoryUnit, resident_id: ResidentId) -> Sequence[Passage]:
    """Return earlier talk: exchanges, and summaries of sessions."""
    talk = unit.passages.of(Scope(StreamName.CHAT, resident_id))
    return [passage for passage in talk if messages_of(passage)]


def sums_up(passage: Passage) -> bool:
    """Whether a passage of talk is the summary of a session."""
    return SUMMARY_FACT in (passage.facts or {})


def messages_of(passage: Passage) -> list[MessageId]:
    """Return the message an exchange is of, or all those that a summary is of."""
    facts = passage.facts or {}
    named = facts.get(SUMMARY_FACT) or facts.get(MESSAGE_FACT, "")
    return [MessageId(UUID(one)) for one in named.split()]


def _with_history(everything: Sequence[Memory], memories: Sequence[Memory]) -> set[MemoryId]:
    """Return memories with what they superseded, and with the summaries that repeat them."""
    gone = {memory.id for memory in memories}
    events = {m.successor for m in everything if _is_summed_up(m) and m.id in gone}
    # A summary that goes by itself takes its events along; one that an event drags along does not.
    whole = {m.id for m in memories if m.slot == SUMMARY_SLOT and m.id not in events}
    by_id = {memory.id: memory for memory in everything}
    while True:
        more = {
            m.successor
            for m in everything
            if m.successor and m.id in gone and (_is_summed_up(m) or _is_wording(m, by_id))
        }
        more |= {m.id for m in everything if not _is_summed_up(m) and m.successor in gone}
        more |= {m.id for m in everything if _is_summed_up(m) and m.successor in whole}
        if more <= gone:
            return gone
        gone |= more


def _is_wording(memory: Memory, by_id: Mapping[MemoryId, Memory]) -> bool:
    """Whether it is another wording of what took its place, and not something else."""
    newer = by_id.get(memory.successor) if memory.successor else None
    return newer is not None and _are_of_the_same_words(memory, newer)


def _are_of_the_same_words(one: Memory, other: Memory) -> bool:
    is_history = MemoryState.SUPERSEDED in (one.state, other.state)
    return is_history and (one.source, one.said) == (other.source, other.said)


def _is_summed_up(memory: Memory) -> bool:
    return memory.state is MemoryState.SUMMED_UP


def _give_back(unit: MemoryUnit, events: Sequence[Memory]) -> None:
    current = [replace(one, state=MemoryState.CURRENT, successor=None) for one in events]
    for event in current:
        unit.memories.save(event)
    unit.passages.add([event.passage for event in current])


def forget_wording(unit: MemoryUnit, before: Memory, words: str) -> None:
    """Forget how a memory was worded before it was put right, wherever that stands.

    Under a legal hold the old words are not written over: they stay as history.
    """
    resident_id = before.resident_id
    history = unit.memories.of(resident_id, (MemoryState.SUPERSEDED,))
    earlier = [m for m in history if m.successor == before.id and _are_of_the_same_words(m, before)]
    _keep_if_held(unit, before)
    if not unit.holds.is_held(resident_id):
        unit.memories.remove([memory.id for memory in earlier])
    disregard(unit, resident_id, before.sources)
    _unsay(unit, resident_id, words_of([before, *earlier]))
    summary = unit.memories.get(before.successor) if before.successor else None
    if summary is not None and summary.slot == SUMMARY_SLOT:
        _keep_if_held(unit, summary)
        told = summary.text.replace(before.text, words)
        summary = replace(summary, text=told, said=told)
        unit.memories.save(summary)
        unit.passages.add([summary.passage])


def _keep_if_held(unit: MemoryUnit, before: Memory) -> None:
    if unit.holds.is_held(before.resident_id):
        unit.memories.save(earlier_wording(before))


def earlier_wording(before: Memory) -> Memory:
    """Return a memory as history of itself, to be kept when its words change."""
    kept = MemoryState.SUPERSEDED
    return replace(before, id=MemoryId(new_uuid()), state=kept, successor=before.id)
