"""Putting authored lines together into a reply: pure, and the same for the same request."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.conversation.reply import Draft, Part, ReplyRequest, Slot
from app.utterance import sentences
from models.generation.curated.library import ANY_FEELING, AgentLines, Fragment

MOST_SENTENCES = 3

_STORY_SLOTS = frozenset({Slot.STORY_LINE, Slot.STORY_TITLE, Slot.PERSON, Slot.PLACE})


def compose(request: ReplyRequest, lines: AgentLines) -> list[Draft]:
    """Return the sentences of a reply, in order: a line for each part, three sentences in all.

    A line is used only when all its slots are filled and neither it nor what it comes to was
    said within the last turns. Among those, lines that use what is preferred come first, and
    chance, seeded by the turn, decides the rest.
    """
    chance = random.Random(request.turn_id.int)  # noqa: S311 - variety, not secrecy
    drafts: list[Draft] = []
    for part in request.parts:
        candidates = _candidates(part, request, lines)
        # A person's name twice in three sentences sounds like a salesman.
        said_name = any(request.slots.get(Slot.NAME, "\0") in draft.text for draft in drafts)
        draft = _pick(candidates, part, request, chance, avoid_name=said_name) or _pick(
            _instead(part, request, lines), part, request, chance, avoid_name=said_name
        )
        if draft:
            pieces = sentences(draft.text)
            # Three short sentences are what can be followed; a question more would be too much.
            if len(drafts) + len(pieces) <= MOST_SENTENCES:
                drafts.extend(replace(draft, text=piece) for piece in pieces)
    return drafts


def _candidates(part: Part, request: ReplyRequest, lines: AgentLines) -> Sequence[Fragment]:
    match part:
        case Part.ACKNOWLEDGE:
            fitting = lines.acknowledge.get(request.feeling.value, ())
            return fitting or lines.acknowledge[ANY_FEELING]
        case Part.KNOWN:
            return lines.branches.get(request.branch, ()) or lines.known
        case Part.ASK:
            return lines.questions.get(request.asks, ()) or lines.ask


def _instead(part: Part, request: ReplyRequest, lines: AgentLines) -> Sequence[Fragment]:
    """Return what is said where all of a branch was said lately: better that than nothing."""
    if part is Part.KNOWN and request.branch:
        return lines.acknowledge[ANY_FEELING]
    return lines.ask if part is Part.ASK and request.asks else ()


def _pick(
    candidates: Sequence[Fragment],
    part: Part,
    request: ReplyRequest,
    chance: random.Random,
    *,
    avoid_name: bool,
) -> Draft | None:
    usable: list[tuple[float, Draft]] = []
    for fragment in candidates:
        filled = _filled(fragment, request)
        if filled is None or (avoid_name and Slot.NAME in fragment.slots):
            continue
        # What carries a story or an article is new with each of them.
        is_new_anyway = fragment.slots & {Slot.STORY_LINE, Slot.KNOWLEDGE, Slot.PLANNED}
        if not request.used_sentences.isdisjoint(sentences(filled)):
            continue
        if fragment.id in request.used_fragments and not is_new_anyway:
            continue
        draft = Draft(filled, _source(fragment, request), (fragment.id,), _is_quoted(fragment))
        usable.append((_rank(fragment, part, request) + chance.random() / 2, draft))
    return min(usable, key=lambda entry: entry[0])[1] if usable else None


def _filled(fragment: Fragment, request: ReplyRequest) -> str | None:
    slots: Mapping[Slot, str] = request.slots
    if Slot.STORY_LINE in fragment.slots:
        fresh = [line for line in request.story_lines if line not in request.used_sentences]
        if not fresh:
            return None
        slots = {**slots, Slot.STORY_LINE: fresh[0]}
    if not fragment.slots <= slots.keys():
        return None
    text = fragment.text.format_map({slot.value: value for slot, value in slots.items()})
    return text[:1].upper() + text[1:]


def _rank(fragment: Fragment, part: Part, request: ReplyRequest) -> float:
    """Lower is better. Questions about the story told beat general ones only half the time."""
    if part is Part.ACKNOWLEDGE:
        return 0.0
    places = [request.prefer.index(slot) for slot in fragment.slots if slot in request.prefer]
    if part is Part.ASK:
        return 0.0 if places else 0.25
    return float(min(places)) if places else float(len(request.prefer))


def _source(fragment: Fragment, request: ReplyRequest) -> str:
    for slot in (Slot.KNOWLEDGE, Slot.PLANNED, Slot.TOLD_WHEN, *sorted(_STORY_SLOTS)):
        if slot in fragment.slots and slot in request.sources:
            return request.sources[slot]
    return ""


def _is_quoted(fragment: Fragment) -> bool:
    return Slot.KNOWLEDGE in fragment.slots
