"""What every other part stands on."""

from dataclasses import dataclass

from app.embedding import EmbeddingError, TextEmbedder
from app.identity import Resident
from app.runtime import Runtime
from app.wiring.basics import Basics
from storage import Database, FacilityPaths, FoundKeys


@dataclass(slots=True)
class Waking:
    """How far the models have come.

    Attributes:
        over: they have loaded, or it is known that they will not.
        fault: why they will not; None while all is well.
        embedder: the embedding model, once it has loaded.
    """

    over: bool = False
    fault: EmbeddingError | None = None
    embedder: TextEmbedder | None = None


@dataclass(frozen=True, slots=True)
class Foundation:
    """An open database with its keys, the threads that work on it, and who lives here."""

    basics: Basics
    keys: FoundKeys
    runtime: Runtime
    database: Database
    residents: tuple[Resident, ...]

    @property
    def paths(self) -> FacilityPaths:
        """Return where the files of this facility are."""
        return FacilityPaths(self.basics.root)
