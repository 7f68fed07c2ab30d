"""Passages get their vectors in batches, on a real database."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest

from app.embedding import EmbeddingError, Vectors
from app.recall import Passage, Scope, StreamName, embed_missing
from app.runtime import ThreadLane
from storage import Database
from tests.fakes.embedder import HashEmbedder

Make = Callable[..., Passage]
SCOPE = Scope(StreamName.KNOWLEDGE, None)


@pytest.fixture
def inference() -> Iterator[ThreadLane]:
    lane = ThreadLane("inference")
    yield lane
    lane.close()


class FailingAfter(HashEmbedder):
    """Embeds as much as is committed at once, then breaks."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        if len(self.embedded) >= 128:
            raise EmbeddingError("The engine broke.")
        return super().embed(texts)


def keep(database: Database, make: Make, count: int) -> list[Passage]:
    passages = [make(f"Title {n}", f"Text {n}.") for n in range(count)]
    with database.unit() as unit:
        unit.passages.add(passages)
    return passages


async def test_every_passage_gets_the_vector_of_its_title_and_text(
    database: Database, lane: ThreadLane, inference: ThreadLane, knowledge: Make
) -> None:
    passages = keep(database, knowledge, 134)
    embedder = HashEmbedder()
    assert await embed_missing(database.unit, embedder, lane, inference) == 134
    with database.reading() as unit:
        ids, vectors = unit.passages.vectors(SCOPE, embedder.fingerprint)
    assert ids == [p.id for p in passages]
    assert np.array_equal(vectors, HashEmbedder().embed([p.searchable for p in passages]))


async def test_a_second_run_has_nothing_to_do(
    database: Database, lane: ThreadLane, inference: ThreadLane, knowledge: Make
) -> None:
    keep(database, knowledge, 3)
    await embed_missing(database.unit, HashEmbedder(), lane, inference)
    again = HashEmbedder()
    assert await embed_missing(database.unit, again, lane, inference) == 0
    assert again.embedded == []


async def test_an_interruption_keeps_the_batches_that_were_done(
    database: Database, lane: ThreadLane, inference: ThreadLane, knowledge: Make
) -> None:
    keep(database, knowledge, 134)
    with pytest.raises(EmbeddingError):
        await embed_missing(database.unit, FailingAfter(), lane, inference)
    with database.reading() as unit:
        ids, _ = unit.passages.vectors(SCOPE, HashEmbedder.fingerprint)
    assert len(ids) == 128
    assert await embed_missing(database.unit, HashEmbedder(), lane, inference) == 6


async def test_another_model_embeds_everything_anew(
    database: Database, lane: ThreadLane, inference: ThreadLane, knowledge: Make
) -> None:
    keep(database, knowledge, 3)
    await embed_missing(database.unit, HashEmbedder(), lane, inference)
    other = HashEmbedder()
    other.fingerprint = "other"  # type: ignore[misc]
    assert await embed_missing(database.unit, other, lane, inference) == 3
