"""Which embedding model recall searches with: a new one only once it has read everything."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import structlog

from app.embedding import EmbeddingError, TextEmbedder
from app.recall.changeover import Changeover, Known
from app.wiring.foundation import Foundation, Waking
from app.wiring.remembrance import Recollection, Remembrance
from models.embedding import load_onnx_embedder

_log = structlog.get_logger(__name__)

_LOADING_S = 60.0
_TRIES = 2


@dataclass(slots=True)
class TakingOver:
    """Has recall, memory and the chronicle search and write with one embedding model.

    Attributes:
        folder: where the model that was loaded comes from; None for the one that ships.
    """

    on: Foundation
    waking: Waking
    recall: Recollection
    remembrance: Remembrance
    folder: Path | None
    _former_is_gone: bool = False

    @property
    def _changeover(self) -> Changeover:
        lanes = self.on.runtime
        return Changeover(self.on.database.unit, lanes.database, lanes.inference)

    async def first(self, loaded: TextEmbedder) -> TextEmbedder:
        """Return what to search with for now: the model whose vectors are there, if it can be had.

        Another one that is gone gives way at once; words find what the new one has not read yet.
        One that fails for another reason is tried once more, and its vectors stay until everything
        has been read: the next start may have it again.
        """
        former: TextEmbedder | None = None
        for _ in range(_TRIES):
            try:
                known = await self._changeover.in_use_before(self._known(loaded))
                if known is not None:
                    former = await self._loaded(known)
                    self._former_is_gone = former is None
                break
            except Exception:
                _log.exception("former_embedding_model_not_loaded")
        self._search_with(loaded, former)
        return former or loaded

    async def read_all(self, loaded: TextEmbedder, reading: TextEmbedder) -> None:
        """Have the loaded model read what it has not read yet, then search with it.

        Args:
            reading: the loaded model, or what stands in for it with vectors at hand.
        """
        changeover, known = self._changeover, self._known(loaded)
        former = await changeover.in_use_before(known)
        if former is None or self._former_is_gone:
            # Nothing to wait for; or another process of this house has seen to it meanwhile.
            await changeover.serve(known)
            self._search_with(loaded, None)
            await changeover.read_all(reading)
        else:
            coming = await changeover.begin(known)
            left = 0 if coming is None else coming.total - coming.done
            _log.info("another_embedding_model_reads", count=left)
            self.waking.unread = left
            await changeover.read_all(reading, partial(self._note, left))
            await changeover.serve(known)
            self._search_with(loaded, None)
            # What was said and told while it read the last of it has the former's vectors alone.
            await changeover.read_all(reading)
            self.waking.unread = 0
            _log.info("another_embedding_model_took_over")
        await changeover.clear_up()

    def _note(self, left: int, done: int) -> None:
        self.waking.unread = max(left - done, 1)

    def _search_with(self, loaded: TextEmbedder, former: TextEmbedder | None) -> None:
        searching = former or loaded
        self.recall.asking.former = former
        self.recall.shelf.use_vectors_of(searching.fingerprint)
        self.remembrance.keeper.learn(searching)
        self.remembrance.chronicle.learn(searching)
        self.waking.searching = searching

    def _known(self, loaded: TextEmbedder) -> Known:
        return Known(loaded.fingerprint, "" if self.folder is None else str(self.folder))

    async def _loaded(self, known: Known) -> TextEmbedder | None:
        folder = Path(known.folder) if known.folder else None
        try:
            embedder = await self.on.runtime.inference.run(
                partial(load_onnx_embedder, folder), deadline_s=_LOADING_S
            )
        except EmbeddingError as error:
            if error.__cause__ is not None:
                # Its files are there; the machine may have had no room for it just now.
                raise
            _log.warning("former_embedding_model_is_gone", reason=error.message)
            return None
        # Other weights may lie in the folder by now.
        return embedder if embedder.fingerprint == known.fingerprint else None
