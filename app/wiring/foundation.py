"""What every other part stands on."""

from dataclasses import dataclass

from app.embedding import EmbeddingError, TextEmbedder
from app.identity import LanguageBook, Resident
from app.presence import Roll
from app.runtime import Runtime
from app.wiring.basics import Basics
from app.wiring.tongues import Tongues
from storage import Database, FacilityPaths, FoundKeys


@dataclass(slots=True)
class Waking:
    """How far the models have come.

    Attributes:
        over: they have loaded, or it is known that they will not.
        fault: why they will not; None while all is well.
        embedder: the embedding model, once it has loaded.
        searching: the one that recall searches with: another while the new one reads everything.
        unread: passages that the new one still has to read before recall searches with it.
    """

    over: bool = False
    fault: EmbeddingError | None = None
    embedder: TextEmbedder | None = None
    searching: TextEmbedder | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Foundation:
    """An open database with its keys, the threads that work on it, and who is on record.

    Attributes:
        roll: who is on record and who lives here; see `Roll`.
        tongues: everything that is said, by language.
        languages: who speaks which.
    """

    basics: Basics
    keys: FoundKeys
    runtime: Runtime
    database: Database
    roll: Roll
    tongues: Tongues
    languages: LanguageBook

    @property
    def residents(self) -> tuple[Resident, ...]:
        """Return everybody on record as last read; ask anew each time."""
        return self.roll.everybody

    @property
    def paths(self) -> FacilityPaths:
        """Return where the files of this facility are."""
        return FacilityPaths(self.basics.root)
