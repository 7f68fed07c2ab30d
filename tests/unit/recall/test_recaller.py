"""All streams at once; one that fails or is late is left out, never the answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

import pytest
from structlog.testing import capture_logs

from app.recall import Answer, Budget, Passage, Query, Recaller, Snippet, StreamName, Way
from storage import StorageError

Ask = Callable[..., Query]
Make = Callable[..., Passage]


@dataclass
class Known:
    """A stream that answers what it was given, after a while."""

    name: StreamName
    snippets: tuple[Snippet, ...] = ()
    after_s: float = 0.0
    error: BaseException | None = None

    async def ask(self, query: Query) -> Answer:
        await asyncio.sleep(self.after_s)
        if self.error:
            raise self.error
        return Answer(self.snippets, Way.HYBRID)


@pytest.fixture
def flu(knowledge: Make) -> Snippet:
    return Snippet(knowledge("Flu", "The flu."), 0.1, 0.9)


@pytest.fixture
def bakery(story: Make) -> Snippet:
    return Snippet(story("The bakery", "The blue door."), 0.2, None)


async def test_what_every_stream_found_is_gathered(
    asked: Ask, flu: Snippet, bakery: Snippet
) -> None:
    streams = [Known(StreamName.KNOWLEDGE, (flu,)), Known(StreamName.LIFE_STORY, (bakery,))]
    recollection = await Recaller(streams).recall(asked("anything"))
    assert (recollection.snippets, recollection.left_out) == ((flu, bakery), ())
    assert recollection.ways == dict.fromkeys(
        (flu.passage.stream, bakery.passage.stream), Way.HYBRID
    )
    assert recollection.of(StreamName.LIFE_STORY) == (bakery,)
    assert recollection.of(StreamName.KNOWLEDGE) == (flu,)


@pytest.mark.parametrize(
    "error", [StorageError("closed"), RuntimeError("broken"), AssertionError(), MemoryError()]
)
async def test_a_failing_stream_is_logged_and_left_out(
    asked: Ask, flu: Snippet, error: Exception
) -> None:
    streams = [Known(StreamName.LIFE_STORY, error=error), Known(StreamName.KNOWLEDGE, (flu,))]
    with capture_logs() as logs:
        recollection = await Recaller(streams).recall(asked("anything"))
    assert recollection.snippets == (flu,)
    assert recollection.left_out == (StreamName.LIFE_STORY,)
    assert [(e["event"], e["stream"]) for e in logs] == [("stream_left_out", "life_story")]


async def test_a_late_stream_is_left_out_in_time(asked: Ask, flu: Snippet) -> None:
    streams = [Known(StreamName.LIFE_STORY, after_s=30), Known(StreamName.KNOWLEDGE, (flu,))]
    started = perf_counter()
    with capture_logs():
        recollection = await Recaller(streams, deadline_s=0.05).recall(asked("anything"))
    assert perf_counter() - started < 1.0
    assert recollection.snippets == (flu,)
    assert recollection.left_out == (StreamName.LIFE_STORY,)


async def test_streams_are_asked_at_once_and_not_one_after_another(asked: Ask) -> None:
    streams = [Known(name, after_s=0.1) for name in StreamName] * 4
    started = perf_counter()
    recollection = await Recaller(streams, deadline_s=5.0).recall(asked("anything"))
    assert perf_counter() - started < 1.0  # 2.0 s one after another
    assert recollection.left_out == ()


async def test_when_all_fail_nothing_comes_to_mind(asked: Ask) -> None:
    streams = [Known(name, error=RuntimeError()) for name in StreamName]
    with capture_logs():
        recollection = await Recaller(streams).recall(asked("anything"))
    assert (recollection.snippets, set(recollection.left_out)) == ((), set(StreamName))


async def test_to_be_cancelled_is_no_failure_of_a_stream(asked: Ask) -> None:
    recalling = asyncio.create_task(
        Recaller([Known(StreamName.KNOWLEDGE, after_s=30)], deadline_s=60).recall(asked("x"))
    )
    await asyncio.sleep(0)
    recalling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await recalling


async def test_a_stream_that_weighs_nothing_is_not_asked(
    asked: Ask, flu: Snippet, bakery: Snippet
) -> None:
    streams = [Known(StreamName.KNOWLEDGE, (flu,)), Known(StreamName.LIFE_STORY, (bakery,))]
    weights = {StreamName.KNOWLEDGE: 0.0, StreamName.LIFE_STORY: 2.0}
    recollection = await Recaller(streams).recall(asked("anything"), weights=weights)
    assert recollection.snippets == (bakery,)
    assert StreamName.KNOWLEDGE not in recollection.ways


async def test_the_stream_that_weighs_more_comes_first(
    asked: Ask, flu: Snippet, bakery: Snippet
) -> None:
    streams = [Known(StreamName.KNOWLEDGE, (flu,)), Known(StreamName.LIFE_STORY, (bakery,))]
    weights = {StreamName.KNOWLEDGE: 1.0, StreamName.LIFE_STORY: 2.0}
    recollection = await Recaller(streams).recall(asked("anything"), weights=weights)
    assert recollection.snippets == (bakery, flu)


async def test_the_context_keeps_its_budget_and_holds_no_clinical_record(
    asked: Ask, flu: Snippet, bakery: Snippet
) -> None:
    score = replace(
        flu, passage=replace(flu.passage, stream=StreamName.CLINICAL, text="PHQ-9: 18.")
    )
    streams = [
        Known(StreamName.CLINICAL, (score,)),
        Known(StreamName.KNOWLEDGE, (flu,)),
        Known(StreamName.LIFE_STORY, (bakery,)),
    ]
    recollection = await Recaller(streams, budget=lambda: Budget(500, 1)).recall(asked("anything"))
    assert [c.text for c in recollection.context] == ["The flu."]
    assert recollection.context[0].snippet == flu
