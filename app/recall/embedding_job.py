"""Giving passages their vectors, in batches, off the critical path."""

from collections.abc import Callable, Sequence
from functools import partial

from app.embedding import TextEmbedder, Vectors
from app.recall.passage import Passage
from app.recall.shelf import RecallUnits
from app.runtime import Lane

_BATCH = 64
_BATCH_DEADLINE_S = 120


async def embed_missing(
    units: RecallUnits,
    embedder: TextEmbedder,
    database: Lane,
    inference: Lane,
    progress: Callable[[int], object] | None = None,
) -> int:
    """Embed every passage this model has not embedded yet; return how many.

    Each batch is committed by itself, so an interruption loses at most one batch of work.

    Args:
        progress: told how many are done after each batch.
    """

    def missing() -> Sequence[Passage]:
        with units() as unit:
            return unit.passages.without_vector(embedder.fingerprint, _BATCH)

    def embedded(batch: Sequence[Passage]) -> Vectors:
        return embedder.embed([passage.searchable for passage in batch])

    def save(batch: Sequence[Passage], vectors: Vectors) -> None:
        with units() as unit:
            ids = [passage.id for passage in batch]
            unit.passages.save_vectors(ids, vectors, embedder.fingerprint)

    done = 0
    while batch := await database.run(missing):
        vectors = await inference.run(partial(embedded, batch), deadline_s=_BATCH_DEADLINE_S)
        await database.run(partial(save, batch, vectors))
        done += len(batch)
        if progress is not None:
            progress(done)
    return done
