"""A temporary facility to search in, for commands that measure: the real database and models."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import Progress

from app.embedding import TextEmbedder
from app.identity import Resident
from app.recall import (
    IndexShelf,
    Passage,
    RecallWeights,
    Searching,
    Stream,
    StreamName,
    load_recall_weights,
    load_synonyms,
)
from app.runtime import Runtime
from app.settings import load_settings
from models.embedding import CachedEmbedder, load_onnx_embedder
from models.index import index_by_size
from resources import RESOURCES
from storage import Database, FacilityKeys

_BATCH = 256


@dataclass(frozen=True, slots=True)
class RecallShelf:
    """A facility that knows nothing yet.

    Attributes:
        weights: those that ship.
    """

    database: Database
    runtime: Runtime
    embedder: TextEmbedder
    shelf: IndexShelf
    searching: Searching
    weights: RecallWeights
    folder: Path

    def folder_bytes(self) -> int:
        """Return what the database takes on the disk."""
        return sum(file.stat().st_size for file in self.folder.iterdir() if file.is_file())

    async def house(self, residents: Sequence[Resident]) -> None:
        """Let residents live here."""

        def add() -> None:
            with self.database.unit() as unit:
                for resident in residents:
                    unit.residents.add(resident)

        await self.runtime.database.run(add)

    def stream(self, name: StreamName) -> Stream:
        """Return a stream as a turn would ask it."""
        return Stream(name, self.searching, self.weights.trust_of(name))

    async def learn(self, passages: Sequence[Passage], progress: Progress) -> None:
        """Keep passages with their vectors."""
        task = progress.add_task("Embedding", total=len(passages))
        for start in range(0, len(passages), _BATCH):
            batch = passages[start : start + _BATCH]
            await self.runtime.database.run(partial(self._keep, batch), deadline_s=600.0)
            progress.advance(task, len(batch))

    def _keep(self, batch: Sequence[Passage]) -> None:
        vectors = self.embedder.embed([passage.searchable for passage in batch])
        with self.database.unit() as unit:
            unit.passages.add(batch)
            unit.passages.save_vectors(
                [passage.id for passage in batch], vectors, self.embedder.fingerprint
            )


@asynccontextmanager
async def recall_shelf(within: Path | None = None) -> AsyncIterator[RecallShelf]:
    """Make one in a temporary folder, and remove it afterwards.

    Args:
        within: where that folder is made; None for where temporary files usually are.

    Raises:
        EmbeddingError: the model is missing or altered.
    """
    settings = load_settings(RESOURCES / "defaults")
    embedder = CachedEmbedder(load_onnx_embedder(settings.models.embedding_folder))
    runtime = Runtime()
    with (
        TemporaryDirectory(prefix="lilo-recall-", dir=within) as folder,
        Database.open(Path(folder) / "lilo.db", FacilityKeys.random()) as database,
    ):
        shelf = IndexShelf(database.reading, runtime.database, runtime.inference, index_by_size)
        shelf.use_vectors_of(embedder.fingerprint)
        searching = Searching(
            database.reading,
            runtime.database,
            runtime.search,
            shelf,
            load_synonyms(RESOURCES / "recall" / "synonyms.yaml"),
        )
        weights = load_recall_weights(RESOURCES / "recall" / "weights.yaml")
        try:
            yield RecallShelf(database, runtime, embedder, shelf, searching, weights, Path(folder))
        finally:
            await asyncio.to_thread(runtime.close)
