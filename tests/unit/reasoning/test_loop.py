"""The loop keeps to its bounds whatever decides on its steps, and says what a tool has said."""

import asyncio
from collections.abc import Sequence

import pytest

from app.ids import ResidentId, new_uuid
from app.reasoning import (
    Analyse,
    Answered,
    Bounds,
    Call,
    Loop,
    ReasoningWords,
    Step,
    Verify,
    unsupported,
)

WHO = ResidentId(new_uuid())


class Decides:
    """Decides as it was told, one after the other."""

    def __init__(self, *decisions: Call | Answered | Exception | None, tokens: int = 10) -> None:
        self._decisions = list(decisions)
        self._tokens = tokens
        self.seen: list[tuple[Step, ...]] = []

    def tokens(self, _question: str, _steps: Sequence[Step]) -> int:
        return self._tokens

    async def next(
        self, _who: ResidentId, _question: str, steps: Sequence[Step]
    ) -> Call | Answered | None:
        self.seen.append(tuple(steps))
        decided = self._decisions.pop(0) if self._decisions else None
        if isinstance(decided, Exception):
            raise decided
        return decided


async def calculator(text: str) -> str:
    return f"{text} is 96."


async def never(_text: str) -> str:
    await asyncio.Event().wait()
    return ""


async def broken(_text: str) -> str:
    raise RuntimeError


TOOLS = {"calculator": calculator, "never": never, "broken": broken}


async def run(words: ReasoningWords, decides: Decides, **bounds: float) -> list[Step]:
    def check(answer: str, sources: Sequence[str]) -> tuple[str, ...]:
        return unsupported(answer, sources, words.numbers, words.names)

    loop = Loop(decides, TOOLS, check, Bounds(**bounds))  # type: ignore[arg-type]
    return [step async for step in loop.work_out(WHO, "How much are twelve at 8?")]


async def test_a_call_and_an_answer_that_holds(words: ReasoningWords) -> None:
    steps = await run(words, Decides(Call("calculator", "12 times 8", ""), Answered("It is 96.")))
    assert [type(step) for step in steps] == [Analyse, Call, Verify, Answered]


async def test_a_number_that_nobody_named_is_not_said(words: ReasoningWords) -> None:
    decides = Decides(
        Call("calculator", "12 times 8", ""), Answered("It is 98."), Answered("It is 98.")
    )
    steps = await run(words, decides)
    assert not any(isinstance(step, Answered) for step in steps)
    assert Verify(("98",)) in steps


async def test_it_may_correct_itself(words: ReasoningWords) -> None:
    decides = Decides(Answered("It is 96."), Call("calculator", "12 times 8", ""), Answered("96."))
    steps = await run(words, decides)
    assert steps[-1] == Answered("96.")
    assert [type(step) for step in steps] == [Analyse, Verify, Call, Verify, Answered]


async def test_never_a_seventh_step(words: ReasoningWords) -> None:
    calls = [Call("calculator", f"{n} plus 1", "") for n in range(20)]
    steps = await run(words, Decides(*calls))
    assert len(steps) <= 6
    assert not isinstance(steps[-1], Answered)


@pytest.mark.parametrize(
    "decisions",
    [
        (None,),
        (RuntimeError(),),
        (Call("shell", "rm", ""),),
        (Call("calculator", "1", ""), Call("calculator", "1", "")),
    ],
)
async def test_what_cannot_go_on_ends_without_an_answer(
    words: ReasoningWords, decisions: tuple[Call | Exception | None, ...]
) -> None:
    steps = await run(words, Decides(*decisions))
    assert not any(isinstance(step, Answered) for step in steps)


async def test_a_tool_that_fails_is_told_and_another_way_is_open(words: ReasoningWords) -> None:
    decides = Decides(Call("broken", "x", ""), Answered("I do not know."))
    steps = await run(words, decides)
    assert steps[1].output == "That cannot be answered."  # type: ignore[union-attr]
    assert steps[-1] == Answered("I do not know.")


async def test_a_tool_that_hangs_costs_no_more_than_the_time(words: ReasoningWords) -> None:
    steps = await run(words, Decides(Call("never", "x", ""), Answered("Late.")), seconds=0.01)
    # The time is spent, so nobody is asked any more.
    assert not any(isinstance(step, Answered) for step in steps)


async def test_tokens_are_counted_before_they_are_spent(words: ReasoningWords) -> None:
    decides = Decides(Answered("Yes."), tokens=100)
    assert await run(words, decides, tokens=99) == [Analyse("complex")]
    assert decides.seen == []


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        ("It is ninety-six.", ()),
        ("It is 28 days until Friday.", ("28", "friday")),
        ("A nice day, and one of many.", ()),
        ("It is at half past two on Sunday.", ("two", "sunday")),
    ],
)
def test_every_number_and_day_needs_a_source(
    words: ReasoningWords, answer: str, missing: tuple[str, ...]
) -> None:
    assert unsupported(answer, ["12 times 8 is 96."], words.numbers, words.names) == missing
