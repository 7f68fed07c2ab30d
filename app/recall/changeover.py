"""From one embedding model to another: the old one's vectors serve until the new one has read all.

Both models' vectors lie side by side. A stop in between loses one batch; what was done is found
again by the fingerprints at the next start.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.embedding import TextEmbedder
from app.ids import DocumentId
from app.recall.embedding_job import embed_missing
from app.recall.shelf import RecallUnit
from app.runtime import Lane

_AT_ONCE = 1_000
"""Vectors looked at in one transaction when the old ones go: a turn may wait for it."""

VectorPlace = tuple[DocumentId, str]
"""Which vector: the passage it is of, and the fingerprint of the model that made it."""


@dataclass(frozen=True, slots=True)
class Known:
    """An embedding model that is, or is to be, searched with.

    Attributes:
        folder: where it was loaded from; "" for the one that ships with Lilo.
    """

    fingerprint: str
    folder: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A model that is reading everything anew.

    Attributes:
        done, total: passages it has read, and that there are.
    """

    fingerprint: str
    done: int
    total: int


class RecallModels(Protocol):
    """Where it is noted whose vectors are searched."""

    def serving(self) -> Known | None:
        """Return the model whose vectors are searched; None where none was noted."""

    def coming(self) -> Coming | None:
        """Return the model that is reading everything anew, and how far it has come."""

    def begin(self, model: Known) -> None:
        """Note which model begins to read everything; one that had begun before is given up."""

    def serve(self, model: Known) -> None:
        """Have the vectors of this model searched; no other is known from now on."""

    def drop_others(self, after: VectorPlace | None, limit: int) -> VectorPlace | None:
        """Delete vectors of models that are not known, among some.

        Args:
            after: what the call before returned.

        Returns:
            After which vector to go on; None when there are no more.
        """


class ChangeoverUnit(RecallUnit, Protocol):
    """What a changeover needs of a unit of work."""

    @property
    def recall_models(self) -> RecallModels:
        """Whose vectors are searched."""


ChangeoverUnits = Callable[[], AbstractContextManager[ChangeoverUnit]]


@dataclass(frozen=True, slots=True)
class Changeover:
    """Has a model read everything, then its vectors searched."""

    units: ChangeoverUnits
    database: Lane
    inference: Lane

    async def in_use_before(self, model: Known) -> Known | None:
        """Return the model whose vectors are searched, where that is another than this one."""
        serving = await self.database.run(self._serving)
        return None if serving is None or serving.fingerprint == model.fingerprint else serving

    async def begin(self, model: Known) -> Coming | None:
        """Note that this model is to read everything; return how far it had come before."""
        return await self.database.run(partial(self._begin, model))

    async def serve(self, model: Known) -> None:
        """Have this model's vectors searched from now on, whether or not all are there."""
        await self.database.run(partial(self._serve, model))

    async def read_all(
        self, embedder: TextEmbedder, progress: Callable[[int], object] | None = None
    ) -> int:
        """Have a model read what it has not read yet; return how many passages.

        Args:
            progress: told how many are done after each batch.
        """
        return await embed_missing(self.units, embedder, self.database, self.inference, progress)

    async def clear_up(self) -> None:
        """Delete the vectors of models that are neither searched nor being made."""
        after: VectorPlace | None = None
        while True:
            after = await self.database.run(partial(self._drop, after))
            if after is None:
                return

    def _serving(self) -> Known | None:
        with self.units() as unit:
            return unit.recall_models.serving()

    def _begin(self, model: Known) -> Coming | None:
        with self.units() as unit:
            unit.recall_models.begin(model)
            return unit.recall_models.coming()

    def _serve(self, model: Known) -> None:
        with self.units() as unit:
            unit.recall_models.serve(model)

    def _drop(self, after: VectorPlace | None) -> VectorPlace | None:
        with self.units() as unit:
            return unit.recall_models.drop_others(after, _AT_ONCE)
