"""Who answers together, and how."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from app.conversation.following import Answer
from app.conversation.intents import Intent, Understood
from app.conversation.occasions import Occasion
from app.conversation.orchestration import (
    Ensemble,
    Merging,
    Strategy,
    answers,
    ensemble_for,
)
from app.conversation.reply import Draft, Part, ReplyRequest, Slot, TierDraft
from app.conversation.situation import Situation
from app.conversation.wording import Wording

Make = Callable[..., Situation]


def wanting(*intents: Intent) -> Understood:
    return Understood(intents[0], intents[1:], 0.8)


class Talking:
    """Answers each agent with its parts, or never."""

    def __init__(self, *silent: str) -> None:
        self.asked: list[ReplyRequest] = []
        self._silent = silent

    async def reply(self, request: ReplyRequest) -> AsyncIterator[TierDraft]:
        self.asked.append(request)
        if request.agent in self._silent:
            await asyncio.Event().wait()
        for part in request.parts:
            sign = "?" if part is Part.ASK else "."
            yield TierDraft(Draft(f"{request.agent} {part.value}{sign}"), "curated")


async def said(ensemble: Ensemble, replies: Talking, **more: Any) -> tuple[list[str], Merging]:
    merging = Merging()
    texts = [d.draft.text async for d in answers(ensemble, replies, merging, **more)]
    return texts, merging


def test_safety_speaks_alone(situation: Make, wording: Wording) -> None:
    grave = situation(understood=wanting(Intent.CRISIS, Intent.SOOTHE))
    assert ensemble_for(grave, wording).strategy is Strategy.CLINICAL
    alerted = situation(understood=wanting(Intent.SOOTHE, Intent.CONNECT), alerted=True)
    ensemble = ensemble_for(alerted, wording)
    assert (ensemble.strategy, ensemble.others) == (Strategy.CLINICAL, ())


@pytest.mark.parametrize(
    ("secondary", "strategy"),
    [
        ((), Strategy.ALONE),
        ((Intent.CONNECT,), Strategy.SEQUENTIAL),
        ((Intent.CONNECT, Intent.REMINISCE), Strategy.PARALLEL),
        ((Intent.CRISIS,), Strategy.ALONE),
        ((Intent.BRIDGE, Intent.CONNECT), Strategy.SEQUENTIAL),
    ],
)
def test_the_number_of_secondaries_decides(
    situation: Make, wording: Wording, secondary: tuple[Intent, ...], strategy: Strategy
) -> None:
    asked = situation(understood=wanting(Intent.SOOTHE, *secondary))
    ensemble = ensemble_for(asked, wording)
    assert (ensemble.first[0], ensemble.strategy) == ("soothe", strategy)


@pytest.mark.parametrize(
    "replaced",
    [
        {"answer": Answer.YES},
        {"occasion": Occasion.GOODBYE},
        {"understood": wanting(Intent.BRIDGE, Intent.SOOTHE)},
        {"understood": wanting(Intent.ASSESS, Intent.SOOTHE)},
        {"understood": wanting(Intent.GENERAL, Intent.SOOTHE)},
    ],
)
def test_what_asks_for_leave_or_answers_is_not_mixed_with_more(
    situation: Make, wording: Wording, replaced: dict[str, Any]
) -> None:
    given = {"understood": wanting(Intent.SOOTHE, Intent.CONNECT)} | replaced
    assert ensemble_for(situation(**given), wording).strategy is Strategy.ALONE


async def test_one_after_the_other_ends_with_one_sentence_of_the_second(
    situation: Make, wording: Wording
) -> None:
    asked = situation(understood=wanting(Intent.SOOTHE, Intent.CONNECT))
    replies = Talking()
    texts, merging = await said(ensemble_for(asked, wording), replies)
    assert texts == ["soothe acknowledge.", "soothe known.", "connect ask?"]
    assert merging.joined == ["soothe", "connect"]
    assert Slot.NAME not in replies.asked[1].slots


async def test_at_once_gives_one_sentence_of_each(situation: Make, wording: Wording) -> None:
    asked = situation(understood=wanting(Intent.SOOTHE, Intent.CONNECT, Intent.REMINISCE))
    texts, merging = await said(ensemble_for(asked, wording), Talking())
    assert texts == ["soothe acknowledge.", "connect known.", "reminisce ask?"]
    assert (merging.joined, merging.dropped) == (["soothe", "connect", "reminisce"], [])


async def test_the_slowest_is_dropped_at_the_deadline_and_named(
    situation: Make, wording: Wording
) -> None:
    asked = situation(understood=wanting(Intent.SOOTHE, Intent.CONNECT, Intent.REMINISCE))
    texts, merging = await said(ensemble_for(asked, wording), Talking("connect"), deadline_s=0.05)
    assert texts == ["soothe acknowledge.", "reminisce ask?"]
    assert (merging.joined, merging.dropped) == (["soothe", "reminisce"], ["connect"])


async def test_a_secondary_that_fails_spoils_nothing(situation: Make, wording: Wording) -> None:
    class Failing(Talking):
        async def reply(self, request: ReplyRequest) -> AsyncIterator[TierDraft]:
            if request.agent == "connect":
                raise RuntimeError("broken")
            async for draft in super().reply(request):
                yield draft

    asked = situation(understood=wanting(Intent.SOOTHE, Intent.CONNECT, Intent.REMINISCE))
    texts, merging = await said(ensemble_for(asked, wording), Failing())
    assert texts == ["soothe acknowledge.", "reminisce ask?"]
    assert merging.dropped == ["connect"]


class Quoting:
    """Answers with authored lines of several sentences, as articles are quoted."""

    def __init__(self, *of_another: str) -> None:
        self._of_another = of_another

    async def reply(self, request: ReplyRequest) -> AsyncIterator[TierDraft]:
        guide = ("Here is what our guide says.", "Drink a little.", "Drink often.")
        own = request.agent == "soothe"
        for text in guide if own else self._of_another:
            yield TierDraft(Draft(text, fragments=(f"{request.agent}.line",)), "curated")
        yield TierDraft(Draft("And more.", fragments=("another",)), "curated")


@pytest.mark.parametrize("secondary", [(Intent.CONNECT,), (Intent.CONNECT, Intent.REMINISCE)])
async def test_an_authored_line_is_never_cut_in_the_middle(
    situation: Make, wording: Wording, secondary: tuple[Intent, ...]
) -> None:
    asked = situation(understood=wanting(Intent.SOOTHE, *secondary))
    texts, _ = await said(ensemble_for(asked, wording), Quoting("Yes.", "Do."))
    assert texts[:3] == ["Here is what our guide says.", "Drink a little.", "Drink often."]
    assert texts[3:] == ["Yes.", "Do."] * len(secondary)


async def test_a_line_too_long_to_be_added_is_left_out(situation: Make, wording: Wording) -> None:
    asked = situation(understood=wanting(Intent.SOOTHE, Intent.CONNECT))
    texts, merging = await said(ensemble_for(asked, wording), Quoting("One.", "Two.", "Three."))
    assert texts == ["Here is what our guide says.", "Drink a little.", "Drink often."]
    assert merging.joined == ["soothe"]
