"""Answers are remembered until something they came from is written, and computed once."""

import asyncio
from collections.abc import Callable

import numpy as np
import pytest

from app.recall import (
    CachedStream,
    IndexShelf,
    Passage,
    Query,
    Scope,
    Searching,
    Stream,
    StreamName,
    Trust,
)
from app.runtime import ThreadLane
from models.index import FaissFlatIndex
from storage import Database

Make = Callable[..., Passage]
Ask = Callable[..., Query]


@pytest.fixture
def shelf(database: Database, lane: ThreadLane) -> IndexShelf:
    return IndexShelf(database.reading, lane, lane, FaissFlatIndex)


@pytest.fixture
def cached(database: Database, lane: ThreadLane, shelf: IndexShelf) -> CachedStream:
    searching = Searching(database.reading, lane, lane, shelf, patience_s=30.0)
    stream = Stream(StreamName.KNOWLEDGE, searching, Trust(0.01, 0.4))
    return CachedStream(stream, shelf)


def keep(database: Database, *passages: Passage) -> None:
    with database.unit() as unit:
        unit.passages.add(passages)


async def test_the_same_question_is_answered_from_memory(
    database: Database, cached: CachedStream, knowledge: Make, asked: Ask
) -> None:
    keep(database, knowledge("Tea", "Warm tea."))
    first = await cached.ask(asked("tea"))
    assert await cached.ask(asked("tea")) is first
    assert (cached.figures.hits, cached.figures.misses, cached.figures.hit_rate) == (1, 1, 0.5)


async def test_every_write_is_noticed(
    database: Database, cached: CachedStream, knowledge: Make, asked: Ask
) -> None:
    tea, more = knowledge("Tea", "Warm tea."), knowledge("More tea", "Cold tea.")
    keep(database, tea)
    assert len((await cached.ask(asked("tea"))).snippets) == 1
    keep(database, more)
    assert len((await cached.ask(asked("tea"))).snippets) == 2
    with database.unit() as unit:
        unit.passages.remove([tea.id])
    assert [s.passage for s in (await cached.ask(asked("tea"))).snippets] == [more]


async def test_what_is_removed_is_gone_from_words_vectors_and_index(
    database: Database, cached: CachedStream, shelf: IndexShelf, knowledge: Make, asked: Ask
) -> None:
    tea = knowledge("Tea", "Warm tea.")
    vector = np.eye(1, 4, dtype=np.float32)
    with database.unit() as unit:
        unit.passages.add([tea])
        unit.passages.save_vectors([tea.id], vector, "axes")
    shelf.use_vectors_of("axes")
    assert (await cached.ask(asked("tea", vector[0]))).snippets
    with database.unit() as unit:
        unit.passages.remove([tea.id])
    assert (await cached.ask(asked("tea", vector[0]))).snippets == ()
    with database.reading() as unit:
        assert unit.passages.vectors(Scope(StreamName.KNOWLEDGE, None), "axes")[0] == []


async def test_two_who_ask_at_once_wait_for_one_search(
    database: Database, cached: CachedStream, knowledge: Make, asked: Ask
) -> None:
    keep(database, knowledge("Tea", "Warm tea."))
    first, second = await asyncio.gather(cached.ask(asked("tea")), cached.ask(asked("tea")))
    assert first is second
