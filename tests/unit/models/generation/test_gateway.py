"""The gateway: tiers in order until one answers in time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from time import perf_counter

import pytest
from structlog.testing import capture_logs

from app.conversation.reply import Draft, ReplyError, ReplyRequest
from models.generation import ReplyGateway

RequestFor = Callable[..., ReplyRequest]
Saying = tuple[str | BaseException | float, ...]


@dataclass
class Tier:
    """Says sentences, waits where a number stands, and breaks where an error stands."""

    tier: str
    saying: Saying

    async def generate(self, request: ReplyRequest) -> AsyncIterator[Draft]:
        for step in self.saying:
            if isinstance(step, BaseException):
                raise step
            if isinstance(step, float):
                await asyncio.sleep(step)
            else:
                yield Draft(step)


GOOD = Tier("curated", ("I hear you.", "Tell me more?"))
ANSWER = [("I hear you.", "curated"), ("Tell me more?", "curated")]


async def said(gateway: ReplyGateway, request: ReplyRequest) -> list[tuple[str, str]]:
    return [(given.draft.text, given.tier) async for given in gateway.reply(request)]


async def test_the_first_tier_that_answers_is_the_only_one_heard(request_for: RequestFor) -> None:
    gateway = ReplyGateway([GOOD, Tier("other", ("Never.",))])
    assert await said(gateway, request_for()) == ANSWER


@pytest.mark.parametrize(
    "saying",
    [
        (ReplyError("I cannot."),),
        (RuntimeError("broken"),),
        (MemoryError(),),
        (),
    ],
)
async def test_a_tier_that_fails_or_says_nothing_gives_way_to_the_next(
    request_for: RequestFor, saying: Saying
) -> None:
    gateway = ReplyGateway([Tier("local", saying), GOOD])
    with capture_logs() as logs:
        assert await said(gateway, request_for()) == ANSWER
    assert [(e["event"], e["tier"]) for e in logs] == [("tier_did_not_answer", "local")]


async def test_a_hanging_tier_gives_way_to_the_next_in_time(request_for: RequestFor) -> None:
    gateway = ReplyGateway([Tier("local", (30.0, "Too late."))] * 2 + [GOOD], 0.05)
    started = perf_counter()
    with capture_logs() as logs:
        assert await said(gateway, request_for()) == ANSWER
    assert 0.1 <= perf_counter() - started < 1.0
    assert [e["event"] for e in logs] == ["tier_did_not_answer"] * 2


async def test_a_tier_that_is_just_in_time_is_heard(request_for: RequestFor) -> None:
    gateway = ReplyGateway([Tier("local", (0.02, "In time.")), GOOD], 2.0)
    assert await said(gateway, request_for()) == [("In time.", "local")]


async def test_what_a_tier_said_before_it_broke_off_stands(request_for: RequestFor) -> None:
    broken = Tier("local", ("First.", "Second.", RuntimeError("broken")))
    with capture_logs() as logs:
        heard = await said(ReplyGateway([broken, GOOD]), request_for())
    assert heard == [("First.", "local"), ("Second.", "local")]
    assert [(e["event"], e["tier"]) for e in logs] == [("tier_broke_off", "local")]


async def test_when_no_tier_answers_nothing_is_said_and_nothing_is_raised(
    request_for: RequestFor,
) -> None:
    with capture_logs() as logs:
        assert await said(ReplyGateway([Tier("a", (RuntimeError(),))]), request_for()) == []
    assert len(logs) == 1
    assert await said(ReplyGateway([]), request_for()) == []


async def test_a_cancelled_turn_asks_no_further_tier(request_for: RequestFor) -> None:
    asked: list[str] = []

    class Noting(Tier):
        async def generate(self, request: ReplyRequest) -> AsyncIterator[Draft]:
            asked.append(self.tier)
            async for draft in super().generate(request):
                yield draft

    gateway = ReplyGateway([Noting("first", (30.0, "x")), Noting("second", ("y",))])
    turn = asyncio.create_task(said(gateway, request_for()))
    await asyncio.sleep(0.01)
    turn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turn
    assert asked == ["first"]
