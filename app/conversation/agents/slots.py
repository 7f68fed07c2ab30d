"""What is known in this situation, in words that fit into authored lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.conversation.agents.origins import origin_of, title_in
from app.conversation.reply import Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording, part_of_day
from app.ids import DocumentId
from app.recall import Snippet, StreamName
from app.schedule import ItemKind, ScheduledItem
from app.story import chosen
from app.utterance import sentences

_KNOWLEDGE_COSINE = 0.42
"""An article answers a question only when it is at least this near to it."""

_PLAN_COSINE = 0.45
"""Something on the plan is what was asked for when it is at least this near."""

_TOLD_COSINE = 0.5
"""The resident spoke of the same before when what was said then is at least this near."""

_MEMORY_COSINE = 0.4
"""What the resident has told is worth saying when it is at least this near."""

_STORY_COSINE = 0.25
"""A story is about what was said when it is at least this near; else it is offered as another."""


@dataclass(frozen=True, slots=True)
class Known:
    """Slots with their sources.

    Attributes:
        story_lines: what Lilo may say of the story recalled first, as whole sentences.
        sources: resident-facing origin of each slot that has one.
        snippets: the snippets that filled a slot, for records.
        titles: of what a language model may read, in the language that is spoken.
    """

    slots: Mapping[Slot, str]
    story_lines: tuple[str, ...]
    sources: Mapping[Slot, str]
    snippets: tuple[Snippet, ...]
    titles: Mapping[DocumentId, str] = field(default_factory=dict)


def known_in(situation: Situation, wording: Wording) -> Known:
    """Fill every slot that the situation truly fills."""
    now = situation.surroundings.now
    slots = _always(situation, wording)
    sources: dict[Slot, str] = {}
    used: list[Snippet] = []
    story = _story(situation)
    story_lines: tuple[str, ...] = ()
    if story:
        passage = story.passage
        origin = wording.source(StreamName.LIFE_STORY, passage.title)
        slots[Slot.STORY_TITLE] = passage.title
        story_lines = passage.retelling
        named = [name for name in passage.people if name[:1].isupper()]
        places = [name for name in passage.places if name[:1].isupper()]
        if named:
            slots[Slot.PERSON] = named[0]
        if places:
            slots[Slot.PLACE] = places[0]
        for slot in (Slot.STORY_TITLE, Slot.STORY_LINE, Slot.PERSON, Slot.PLACE):
            sources[slot] = origin
        used.append(story)
    if (memory := _memory(situation)) and (
        story is None or (memory.cosine or 0.0) > (story.cosine or 0.0)
    ):
        story_lines = memory.passage.retelling
        sources[Slot.STORY_LINE] = origin_of(memory.passage, wording, now)
        used.append(memory)
    if (planned := _planned(situation)) and (
        # Empty where it does not come again.
        spoken := wording.spoken_plan(planned[0], situation.surroundings.now)
    ):
        item, snippet = planned
        slots[Slot.PLANNED] = item.spoken
        slots[Slot.PLANNED_WHEN] = spoken
        sources[Slot.PLANNED] = wording.source(StreamName.SCHEDULE, item.title)
        used.append(snippet)
    if told := _told_before(situation):
        slots[Slot.TOLD_WHEN] = title_in(told.passage, wording, now)
        sources[Slot.TOLD_WHEN] = origin_of(told.passage, wording, now)
        used.append(told)
    if article := _article(situation):
        # Two sentences are enough to be spoken; the articles are written for that.
        slots[Slot.KNOWLEDGE] = " ".join(sentences(article.passage.text)[:2])
        slots[Slot.KNOWLEDGE_TITLE] = article.passage.title
        origin = wording.source(StreamName.KNOWLEDGE, article.passage.title)
        sources[Slot.KNOWLEDGE] = sources[Slot.KNOWLEDGE_TITLE] = origin
        used.append(article)
    context = [c.snippet.passage for c in situation.recollection.context]
    titles = {passage.id: title_in(passage, wording, now) for passage in context}
    return Known(slots, story_lines, sources, tuple(used), titles)


def _always(situation: Situation, wording: Wording) -> dict[Slot, str]:
    around = situation.surroundings
    slots = {
        Slot.NAME: situation.resident.preferred_name,
        Slot.DAY: wording.weekdays[around.now.weekday()],
        Slot.DATE: wording.spoken_date(around.now.date()),
        Slot.PART_OF_DAY: wording.part_of_day(part_of_day(around.now)),
        Slot.FACILITY: around.facility,
        Slot.ROOM: situation.resident.room,
    }
    if around.staff:
        slots[Slot.STAFF] = around.staff
    if around.visitor:
        slots[Slot.VISITOR] = around.visitor
    if item := around.next_pleasure:
        slots[Slot.PLAN] = item.spoken
        slots[Slot.PLAN_TIME] = wording.spoken_time(item.at)
    return slots


def _memory(situation: Situation) -> Snippet | None:
    memories = situation.recollection.of(StreamName.MEMORY)
    near = [m for m in memories if (m.cosine or 0.0) >= _MEMORY_COSINE and m.passage.retelling]
    return max(near, key=lambda m: m.cosine or 0.0) if near else None


def _planned(situation: Situation) -> tuple[ScheduledItem, Snippet] | None:
    items = {item.id: item for item in situation.surroundings.plan}
    for snippet in situation.recollection.of(StreamName.SCHEDULE):
        item = items.get(snippet.passage.id)
        # Medicines are for nurses to speak of.
        if item is None or item.kind is ItemKind.MEDICATION:
            continue
        if not item.weekdays and item.dates is None:
            continue
        if (snippet.cosine or 0.0) >= _PLAN_COSINE:
            return item, snippet
    return None


def _told_before(situation: Situation) -> Snippet | None:
    now = situation.surroundings.now
    for snippet in situation.recollection.of(StreamName.CHAT):
        at = snippet.passage.at
        if at is None or at.astimezone(now.tzinfo).date() >= now.date():
            continue
        if (snippet.cosine or 0.0) >= _TOLD_COSINE:
            return snippet
    return None


def _story(situation: Situation) -> Snippet | None:
    stories = situation.recollection.of(StreamName.LIFE_STORY)
    near = [s for s in stories if s.cosine is None or s.cosine >= _STORY_COSINE]
    return chosen(near, situation.tellings, situation.surroundings.now)


def _article(situation: Situation) -> Snippet | None:
    articles = situation.recollection.of(StreamName.KNOWLEDGE)
    asks = situation.screened.utterance.text.endswith("?")
    if asks and all(article.cosine is None for article in articles):
        # No vectors to compare by, so for a question the keywords' first choice stands.
        return articles[0] if articles else None
    near = [s for s in articles if (s.cosine or 0.0) >= _KNOWLEDGE_COSINE]
    return max(near, key=lambda s: s.cosine or 0.0) if near else None
