"""Giving passages their vectors, in batches, off the critical path."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from app.embedding import TextEmbedder, Vectors
from app.ids import DocumentId
from app.recall.passage import Passage
from app.recall.shelf import RecallUnits
from app.runtime import Lane

_BATCH = 128
"""Passages committed at once: many, so that texts of like length are found among them."""

_SLICE = 16
"""Texts embedded at once: few, since what somebody just said may wait to be embedded too."""

_DEADLINE_S = 120


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

    def missing(after: DocumentId | None) -> Sequence[Passage]:
        with units() as unit:
            return unit.passages.without_vector(embedder.fingerprint, _BATCH, after)

    async def embedded(batch: Sequence[Passage]) -> Vectors:
        texts = [passage.searchable for passage in batch]
        vectors = np.empty((len(texts), embedder.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        for start in range(0, len(order), _SLICE):
            few = order[start : start + _SLICE]
            embed = partial(embedder.embed, [texts[n] for n in few])
            vectors[few] = await inference.run(embed, deadline_s=_DEADLINE_S)
        return vectors

    def save(batch: Sequence[Passage], vectors: Vectors) -> None:
        with units() as unit:
            ids = [passage.id for passage in batch]
            unit.passages.save_vectors(ids, vectors, embedder.fingerprint)

    done, after = 0, None
    while True:
        batch = await database.run(partial(missing, after), deadline_s=_DEADLINE_S)
        if not batch:
            if after is None:
                return done
            # Once more from the first: one that stood there may have been written anew.
            after = None
            continue
        vectors = await embedded(batch)
        await database.run(partial(save, batch, vectors))
        after = batch[-1].id
        done += len(batch)
        if progress is not None:
            progress(done)
