"""A danger model for tests: a text is as dangerous as it shares words with a line."""

from collections.abc import Sequence

from app.safety import DangerLine, Level, Likeness, Operating
from tests.fakes.embedder import HashEmbedder

OPERATING = Operating(watch=0.55, alarm=0.72, urgent=0.72, immediate=0.72)


class WordsInCommon:
    """Implements `app.safety.DangerReader` by the cosine to the nearest line."""

    def __init__(self, lines: Sequence[DangerLine], operating: Operating = OPERATING) -> None:
        self.operating = operating
        self.asked: list[str] = []
        self._lines = tuple(lines)
        self._embedder = HashEmbedder()
        self._vectors = self._embedder.embed([line.text for line in lines])

    def read(self, texts: Sequence[str]) -> Sequence[Likeness]:
        self.asked.extend(texts)
        return [self._of(row) for row in self._embedder.embed(texts) @ self._vectors.T]

    def _of(self, cosines: Sequence[float]) -> Likeness:
        at = max(range(len(self._lines)), key=lambda n: cosines[n])
        line, cosine = self._lines[at], max(0.0, float(cosines[at]))
        danger = cosine if line.level >= Level.ELEVATED else 0.65 * cosine
        urgent = cosine if line.level >= Level.URGENT else 0.0
        immediate = cosine if line.level is Level.IMMEDIATE else 0.0
        return Likeness(danger, urgent, immediate, line.kind, line.text, cosine)


class BrokenReader:
    """An engine that fails whatever it is asked."""

    operating = OPERATING

    def __init__(self, error: Exception) -> None:
        self._error = error

    def read(self, texts: Sequence[str]) -> Sequence[Likeness]:
        raise self._error
