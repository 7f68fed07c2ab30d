"""Deadlines, breakers, retries and health of the gateway's tiers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from structlog.testing import capture_logs

from app.breaker import BreakerState
from app.conversation.reply import DeclinedError, Draft, ReplyRequest
from app.generation import BudgetError, NotReadyError, TransientError
from models.generation import ReplyGateway, Tier

RequestFor = Callable[..., ReplyRequest]


@dataclass
class Scripted:
    """Does one thing after another, a turn each; the last again and again."""

    tier: str
    turns: list[str | Exception | float]
    asked: int = 0
    closed: list[int] = field(default_factory=list)

    async def generate(self, request: ReplyRequest) -> AsyncIterator[Draft]:
        step = self.turns[min(self.asked, len(self.turns) - 1)]
        self.asked += 1
        try:
            if isinstance(step, Exception):
                raise step
            if isinstance(step, float):
                await asyncio.sleep(step)
            yield Draft(str(step))
        finally:
            self.closed.append(self.asked)


class Seconds:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def last() -> Tier:
    return Tier(Scripted("curated", ["I hear you."]), is_last_resort=True)


async def tier_of(gateway: ReplyGateway, request: ReplyRequest) -> tuple[str, list[str]]:
    given = [draft async for draft in gateway.reply(request)]
    return given[0].tier, [attempt.outcome for attempt in given[0].attempts]


async def test_five_failures_let_a_tier_rest_and_a_recovered_one_is_used_again(
    request_for: RequestFor,
) -> None:
    seconds = Seconds()
    model = Scripted("local", [RuntimeError("broken")] * 5 + ["Better now."])
    gateway = ReplyGateway([Tier(model), last()], clock=seconds)
    with capture_logs():
        for _ in range(5):
            assert await tier_of(gateway, request_for()) == (
                "curated",
                ["RuntimeError", "answered"],
            )
    assert await tier_of(gateway, request_for()) == ("curated", ["resting", "answered"])
    assert model.asked == 5
    assert gateway.health()[0].breaker is BreakerState.OPEN
    assert gateway.health()[0].last_fault == "RuntimeError"
    seconds.now_s += 30.0
    assert await tier_of(gateway, request_for()) == ("local", ["answered"])
    assert gateway.health()[0].breaker is BreakerState.HALF_OPEN
    assert await tier_of(gateway, request_for()) == ("local", ["answered"])
    assert gateway.health()[0].breaker is BreakerState.CLOSED
    assert gateway.health()[0].answered == 2
    assert gateway.health()[0].last_fault == ""


async def test_what_does_not_want_to_answer_is_not_counted_as_broken(
    request_for: RequestFor,
) -> None:
    for refusal in (DeclinedError("no"), NotReadyError("loading"), BudgetError("spent")):
        gateway = ReplyGateway([Tier(Scripted("local", [refusal])), last()])
        for _ in range(7):
            tier, outcomes = await tier_of(gateway, request_for())
            assert (tier, outcomes) == ("curated", [refusal.code, "answered"])
        assert gateway.health()[0].breaker is BreakerState.CLOSED


async def test_only_what_may_be_over_in_a_moment_is_tried_again(request_for: RequestFor) -> None:
    hiccup = Scripted("facility", [TransientError("503"), "Here I am."])
    assert await tier_of(ReplyGateway([Tier(hiccup, 2.0, retries=1), last()]), request_for()) == (
        "facility",
        ["answered"],
    )
    broken = Scripted("facility", [RuntimeError("no"), "Never heard."])
    with capture_logs():
        tier, _ = await tier_of(ReplyGateway([Tier(broken, 2.0, retries=1), last()]), request_for())
    assert (tier, broken.asked) == ("curated", 1)


async def test_the_tiers_share_the_time_and_one_without_any_is_not_asked(
    request_for: RequestFor,
) -> None:
    slow, never = Scripted("facility", [30.0]), Scripted("local", ["Too late to ask."])
    gateway = ReplyGateway([Tier(slow), Tier(never), last()], first_sentence_s=0.3)
    with capture_logs():
        assert await tier_of(gateway, request_for()) == ("curated", ["late", "no_time", "answered"])
    assert never.asked == 0
    assert slow.closed == [1]
