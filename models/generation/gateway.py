"""The gateway: tiers in order, until one answers in time. It never fails to answer."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from time import monotonic, perf_counter
from typing import cast

import structlog

from app.breaker import BreakerRule, BreakerState, CircuitBreaker
from app.conversation.reply import (
    DeclinedError,
    Draft,
    ReplyGenerator,
    ReplyRequest,
    TierAttempt,
    TierDraft,
)
from app.errors import LiloError
from app.generation import BudgetError, NotReadyError, TransientError

_log = structlog.get_logger(__name__)

FIRST_SENTENCE_S = 4.0
"""From asking the first tier to the first sentence, whichever tier says it."""

WHOLE_REPLY_S = 20.0
"""From the first sentence to the last."""

LEAST_S = 0.25
"""A tier that could have no more than this is not asked."""

RETRY_AFTER_S = 0.2

_NOT_ITS_FAULT = frozenset({DeclinedError.code, NotReadyError.code, BudgetError.code})
"""Nothing is wrong with what does not want to answer, or may not."""

RULE = BreakerRule(trials=3, successes_to_close=2)


@dataclass(frozen=True, slots=True)
class Tier:
    """A generator in its place.

    Attributes:
        first_sentence_s: what this tier may take of the time there is; None for all of it.
        retries: further tries after faults that may be over in a moment.
        is_last_resort: it answers in no time, and is asked whatever the time.
    """

    generator: ReplyGenerator
    first_sentence_s: float | None = None
    retries: int = 0
    is_last_resort: bool = False


@dataclass(frozen=True, slots=True)
class TierHealth:
    """How a tier has been doing since the program started.

    Attributes:
        failures: since it last answered.
        last_fault: "late", or the code of the latest fault; empty after an answer.
    """

    tier: str
    breaker: BreakerState
    answered: int
    failures: int
    last_fault: str


class _Place:
    """A tier with its breaker and its counts."""

    def __init__(self, tier: Tier, clock: Callable[[], float]) -> None:
        self.tier = tier
        self.name = tier.generator.tier
        self.breaker = CircuitBreaker(clock, RULE)
        self.answered = 0
        self.last_fault = ""

    def health(self) -> TierHealth:
        return TierHealth(
            self.name, self.breaker.state, self.answered, self.breaker.failures, self.last_fault
        )


class ReplyGateway:
    """Asks the tiers in order; the last one must be able to answer anything."""

    def __init__(
        self,
        tiers: Sequence[ReplyGenerator | Tier],
        first_sentence_s: float = FIRST_SENTENCE_S,
        whole_reply_s: float = WHOLE_REPLY_S,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._places = [
            _Place(t if isinstance(t, Tier) else Tier(t, is_last_resort=True), clock) for t in tiers
        ]
        self._first_sentence_s = first_sentence_s
        self._whole_reply_s = whole_reply_s

    def health(self) -> tuple[TierHealth, ...]:
        """Return how each tier has been doing."""
        return tuple(place.health() for place in self._places)

    async def reply(self, request: ReplyRequest) -> AsyncIterator[TierDraft]:
        """Give the reply of the first tier whose first sentence comes in time.

        What comes late is dropped. A tier that breaks off later has said something whole
        already; what it said stands.
        """
        attempts: list[TierAttempt] = []
        started = perf_counter()
        for place in self._places:
            patience_s = self._patience_s(place.tier, perf_counter() - started)
            begun = perf_counter()
            if patience_s < LEAST_S and not place.tier.is_last_resort:
                attempts.append(TierAttempt(place.name, "no_time", 0.0))
                continue
            drafts, outcome = await self._first(place, request, patience_s)
            attempts.append(
                TierAttempt(place.name, outcome, round((perf_counter() - begun) * 1000, 1))
            )
            if drafts is None:
                continue
            tried = tuple(attempts)
            async with aclosing(drafts.rest):
                yield TierDraft(drafts.first, place.name, tried)
                async for draft in self._rest(place, drafts.rest):
                    yield TierDraft(draft, place.name, tried)
            return

    def _patience_s(self, tier: Tier, gone_s: float) -> float:
        if tier.is_last_resort:
            return self._first_sentence_s
        left_s = self._first_sentence_s - gone_s
        return left_s if tier.first_sentence_s is None else min(left_s, tier.first_sentence_s)

    async def _first(
        self, place: _Place, request: ReplyRequest, patience_s: float
    ) -> "tuple[_Begun | None, str]":
        """Wait for the first sentence; return what began, and how it went."""
        # The last resort must answer, however often it failed.
        if not place.breaker.admits() and not place.tier.is_last_resort:
            return None, "resting"
        until = perf_counter() + patience_s
        for tries_left in range(place.tier.retries, -1, -1):
            begun, fault = await self._tried(place, request, until - perf_counter())
            if begun is not None:
                place.breaker.succeeded()
                place.answered += 1
                place.last_fault = ""
                return begun, "answered"
            if fault in _NOT_ITS_FAULT:
                place.breaker.withdrew()
                return None, fault
            may_wait = until - perf_counter() > RETRY_AFTER_S + LEAST_S
            if not (tries_left and may_wait and fault == TransientError.code):
                break
            await asyncio.sleep(RETRY_AFTER_S)
        place.breaker.failed()
        place.last_fault = fault
        _log.warning("tier_did_not_answer", tier=place.name, fault=fault)
        return None, fault

    async def _tried(
        self, place: _Place, request: ReplyRequest, within_s: float
    ) -> "tuple[_Begun | None, str]":
        drafts = cast(AsyncGenerator[Draft, None], place.tier.generator.generate(request))
        try:
            first = await asyncio.wait_for(anext(drafts), within_s)
        except asyncio.CancelledError:
            place.breaker.withdrew()
            raise
        except TimeoutError:
            return None, "late"
        except StopAsyncIteration:
            return None, "silent"
        except LiloError as error:
            return None, error.code
        except Exception as error:
            # Whatever the fault, the next tier must answer.
            return None, type(error).__name__
        return _Begun(first, drafts), ""

    async def _rest(
        self, place: _Place, drafts: AsyncGenerator[Draft, None]
    ) -> AsyncIterator[Draft]:
        until = perf_counter() + self._whole_reply_s
        while True:
            try:
                yield await asyncio.wait_for(anext(drafts), until - perf_counter())
            except StopAsyncIteration:
                return
            except Exception as error:
                _log.warning("tier_broke_off", tier=place.name, fault=type(error).__name__)
                return


@dataclass(frozen=True, slots=True)
class _Begun:
    first: Draft
    rest: AsyncGenerator[Draft, None]
