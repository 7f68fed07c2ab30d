"""The loop: analyse, call, verify, answer; bounded in steps, in time and in tokens.

Tools are plain functions from words to words. Who decides on the next step is a port: a language
model fills in a form. Whatever it decides, it cannot take a seventh step, call the same tool with
the same words twice, or answer with a number that no tool has named.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Protocol, TypeVar

import structlog

from app.ids import ResidentId
from app.reasoning.steps import Analyse, Answered, Bounds, Call, Step, Verify

_log = structlog.get_logger(__name__)

NO_ANSWER = "That cannot be answered."
"""What a tool says when it fails; the reasoner may try another way."""

Result = TypeVar("Result")

Tool = Callable[[str], Awaitable[str]]
Check = Callable[[str, Sequence[str]], tuple[str, ...]]
"""Returns what an answer says that its sources do not."""


class Reasoner(Protocol):
    """Decides on the next step."""

    def tokens(self, question: str, steps: Sequence[Step]) -> int:
        """Return about how many tokens the next decision takes."""

    async def next(
        self, resident_id: ResidentId, question: str, steps: Sequence[Step]
    ) -> Call | Answered | None:
        """Return the tool to call (its output empty), the answer, or None when it has none."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Works out questions."""

    reasoner: Reasoner
    tools: Mapping[str, Tool]
    check: Check
    bounds: Bounds = field(default_factory=Bounds)

    async def work_out(self, resident_id: ResidentId, question: str) -> AsyncIterator[Step]:
        """Give each step when it is done. Without an answer at the end there is none."""
        steps: list[Step] = [Analyse("complex")]
        yield steps[0]
        until, left = perf_counter() + self.bounds.seconds, self.bounds.tokens
        # An answer takes two steps: it is verified before it is given.
        while len(steps) <= self.bounds.steps - 2:
            left -= self.reasoner.tokens(question, steps)
            if left < 0:
                _log.info("reasoning_over_its_tokens")
                return
            decided = await self._within(
                self.reasoner.next(resident_id, question, steps), until - perf_counter()
            )
            if decided is None:
                return
            if isinstance(decided, Call):
                if decided.tool not in self.tools or _was_called(decided, steps):
                    return
                if len(steps) > self.bounds.steps - 3:
                    # What it would say could neither be verified nor given any more.
                    return
                steps.append(await self._called(decided, until))
                yield steps[-1]
                continue
            sources = [question, *(step.output for step in steps if isinstance(step, Call))]
            verified = Verify(self.check(decided.text, sources))
            steps.append(verified)
            yield verified
            if verified.holds:
                yield decided
                return

    async def _called(self, call: Call, until: float) -> Call:
        began = perf_counter()
        output = await self._within(self.tools[call.tool](call.input), until - began)
        took_ms = (perf_counter() - began) * 1000
        return Call(call.tool, call.input, output or NO_ANSWER, round(took_ms, 1))

    async def _within(self, job: Awaitable[Result], seconds: float) -> Result | None:
        try:
            return await asyncio.wait_for(job, max(0.0, seconds))
        except TimeoutError:
            _log.info("reasoning_over_its_time")
        except Exception:
            # A question that cannot be worked out is answered in another way.
            _log.exception("reasoning_failed")
        return None


def _was_called(call: Call, steps: Sequence[Step]) -> bool:
    return any(
        isinstance(step, Call) and (step.tool, step.input) == (call.tool, call.input)
        for step in steps
    )
