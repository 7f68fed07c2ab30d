"""Who answers together, and how: alone, one after the other, or at once with a deadline."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import cast

import structlog

from app.conversation.agents import AGENTS, Plan, agent_for
from app.conversation.intents import Intent
from app.conversation.reply import Part, ReplyRequest, ReplySource, Slot, TierDraft
from app.conversation.situation import Situation
from app.conversation.wording import Wording

_log = structlog.get_logger(__name__)

DEADLINE_S = 2.0
"""Secondaries that are asked at once may take this long; the first agent is always waited for."""

MOST_OF_FIRST = 2
"""Sentences of the first agent, where another one adds the last. An authored line of several is
never cut: "Here is what our guide says." alone would say nothing."""

MOST_OF_ANOTHER = 2
"""Sentences that another agent may add as one line; a longer line is left out."""


class Strategy(StrEnum):
    """How the agents of a turn work together."""

    CLINICAL = "clinical"
    """Safety speaks alone."""
    ALONE = "alone"
    SEQUENTIAL = "sequential"
    """The first agent, then one line of the second."""
    PARALLEL = "parallel"
    """All asked at once, one line each; the slowest is dropped."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Who answers a turn, decided before anybody is asked.

    Attributes:
        first: agent and plan of the one that leads.
        others: the secondaries, best first.
    """

    strategy: Strategy
    first: tuple[str, Plan]
    others: tuple[tuple[str, Plan], ...] = ()


@dataclass(slots=True)
class Merging:
    """What came of asking several, filled in meanwhile.

    Attributes:
        joined, dropped: agents whose sentence was said, or came too late.
    """

    joined: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


_SPEAK_ALONE = frozenset({Intent.CRISIS, Intent.BRIDGE, Intent.ASSESS})
"""Whose last sentence asks for leave to do something: nothing may stand between."""


def ensemble_for(situation: Situation, wording: Wording) -> Ensemble:
    """Return who answers and how; pure."""
    agent = agent_for(situation)
    first = (agent.name, agent.plan(situation, wording))
    if situation.alerted or agent is AGENTS[Intent.CRISIS]:
        return Ensemble(Strategy.CLINICAL, first)
    is_one_thing = (
        situation.answer is not None
        or situation.occasion is not None
        or bool(first[1].request.branch)
        or situation.intent in _SPEAK_ALONE
        or agent is not AGENTS[situation.intent]
    )
    others = tuple(
        (AGENTS[intent].name, AGENTS[intent].plan(situation, wording))
        for intent in situation.understood.secondary
        if intent not in _SPEAK_ALONE
    )
    if is_one_thing or not others:
        return Ensemble(Strategy.ALONE, first)
    strategy = Strategy.SEQUENTIAL if len(others) == 1 else Strategy.PARALLEL
    return Ensemble(strategy, first, others)


async def answers(
    ensemble: Ensemble, replies: ReplySource, merging: Merging, deadline_s: float = DEADLINE_S
) -> AsyncIterator[TierDraft]:
    """Give the reply of all together: three sentences and one question at most."""
    name, plan = ensemble.first
    merging.joined.append(name)
    match ensemble.strategy:
        case Strategy.CLINICAL | Strategy.ALONE:
            async for draft in replies.reply(plan.request):
                yield draft
        case Strategy.SEQUENTIAL:
            ((other, theirs),) = ensemble.others
            async for draft in _telling(replies, _leading(plan.request), MOST_OF_FIRST):
                yield draft
            last = await _line(replies, _adding(theirs.request, Part.ASK))
            if last:
                merging.joined.append(other)
            for draft in last:
                yield draft
        case Strategy.PARALLEL:
            async for draft in _merged(ensemble, replies, merging, deadline_s):
                yield draft


async def _merged(
    ensemble: Ensemble, replies: ReplySource, merging: Merging, deadline_s: float
) -> AsyncIterator[TierDraft]:
    parts = (Part.KNOWN, Part.ASK)
    asked = {
        other: asyncio.create_task(_line(replies, _adding(theirs.request, part)))
        for (other, theirs), part in zip(ensemble.others, parts, strict=False)
    }
    try:
        async with asyncio.timeout(None) as waiting:
            until = asyncio.get_running_loop().time() + deadline_s
            async for draft in _telling(replies, _leading(ensemble.first[1].request), 1):
                yield draft
            waiting.reschedule(max(until, asyncio.get_running_loop().time()))
            await asyncio.wait(asked.values())
    except TimeoutError:
        pass
    finally:
        late = [other for other, task in asked.items() if not task.done()]
        for task in asked.values():
            task.cancel()
    for other, task in asked.items():
        added = () if other in late else _added(other, task)
        (merging.joined if added else merging.dropped).append(other)
        for draft in added:
            yield draft


def _added(agent: str, task: "asyncio.Task[tuple[TierDraft, ...]]") -> tuple[TierDraft, ...]:
    """Return what a secondary said; its fault costs its own line and no other."""
    fault = task.exception()
    if fault is not None:
        _log.warning("secondary_failed", agent=agent, fault=type(fault).__name__)
        return ()
    return task.result()


async def _telling(
    replies: ReplySource, request: ReplyRequest, most: int
) -> AsyncIterator[TierDraft]:
    """Give the first sentences that are no questions: the last question belongs to another."""
    said: list[TierDraft] = []
    async with aclosing(_source(replies, request)) as drafts:
        async for draft in drafts:
            if draft.draft.text.rstrip().endswith("?"):
                continue
            if len(said) >= most and not _goes_on(said[-1], draft):
                return
            yield draft
            said.append(draft)


async def _line(replies: ReplySource, request: ReplyRequest) -> tuple[TierDraft, ...]:
    """Return the first authored line, or the first sentence of a language model."""
    line: list[TierDraft] = []
    async with aclosing(_source(replies, request)) as drafts:
        async for draft in drafts:
            if line and not _goes_on(line[-1], draft):
                break
            line.append(draft)
    return tuple(line) if len(line) <= MOST_OF_ANOTHER else ()


def _goes_on(before: TierDraft, draft: TierDraft) -> bool:
    """Whether a sentence belongs to the same authored line as the one before."""
    return bool(draft.draft.fragments) and draft.draft.fragments == before.draft.fragments


def _source(replies: ReplySource, request: ReplyRequest) -> AsyncGenerator[TierDraft, None]:
    return cast(AsyncGenerator[TierDraft, None], replies.reply(request))


def _leading(request: ReplyRequest) -> ReplyRequest:
    return replace(request, parts=tuple(part for part in request.parts if part is not Part.ASK))


def _adding(request: ReplyRequest, part: Part) -> ReplyRequest:
    # The person's name is for the first agent to say; twice sounds like a salesman.
    slots: dict[Slot, str] = dict(request.slots.items())
    slots.pop(Slot.NAME, None)
    brief = None if request.brief is None else replace(request.brief, only_authored=True)
    return replace(request, parts=(part,), slots=slots, brief=brief)
