"""What is looked for, and what comes back."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.embedding import Vector
from app.ids import ResidentId
from app.recall.hybrid import Mode
from app.recall.passage import Passage, Span


class Way(StrEnum):
    """How a stream came to its answer, from the best to the poorest."""

    HYBRID = "hybrid"
    BROADENED = "broadened"
    """Nothing was of the time asked for, so the rest was looked through."""
    KEYWORD = "keyword"
    """Without vectors: the model or the index was not there, or not in time."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        vector: of the text; None without an embedding model, and keywords search alone.
        span: the time it is about, where it names one.
        years: the years it is about, for life stories; empty when it names none.
        mode: which sides are asked; other than hybrid only for measuring.
    """

    text: str
    vector: Vector | None
    resident_id: ResidentId
    limit: int = 3
    span: Span | None = None
    years: range = range(0)
    mode: Mode = Mode.HYBRID


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage that was recalled.

    Attributes:
        score: comparable within one stream only.
        cosine: likeness to what was said, or None where only keywords found it.
        vector: of the passage, to tell the same in other words apart from something else; None
            where there is none.
    """

    passage: Passage
    score: float
    cosine: float | None
    vector: Vector | None = field(default=None, compare=False, repr=False)

    @property
    def source(self) -> str:
        """Stream and title, for records."""
        return f"{self.passage.stream}: {self.passage.title}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a stream found, best first, and how.

    Attributes:
        version: of the scope, when this was read from it.
    """

    snippets: tuple[Snippet, ...] = ()
    way: Way = Way.NOTHING
    version: int = 0
