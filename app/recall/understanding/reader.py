"""Query understanding: what is looked for, said more plainly than it was asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.recall.passage import Span
from app.recall.understanding.language import Language
from app.recall.understanding.names import Names
from app.recall.understanding.times import TimeReader
from app.recall.words import plain_words


@dataclass(frozen=True, slots=True)
class Read:
    """A query as understood.

    Attributes:
        text: what was said, with the names that were meant.
        meant: those names.
    """

    text: str
    meant: tuple[str, ...] = ()
    span: Span | None = None
    years: range = range(0)


class QueryReader:
    """Reads queries; pure but for the words it has learnt."""

    def __init__(self, language: Language, common: Collection[str] = frozenset()) -> None:
        self._language = language
        self._times = TimeReader(language)
        self._common = common

    @property
    def language(self) -> Language:
        """The words it reads by."""
        return self._language

    def learn_common(self, words: Collection[str]) -> None:
        """Take these words for what they are, not for misheard names."""
        self._common = frozenset(words)

    def read(
        self, text: str, names: Names, before: Sequence[str], now: datetime, born: date | None
    ) -> Read:
        """Understand a query.

        Args:
            before: what was said before, oldest first.
            now: local time of the facility.
        """
        words, folded = plain_words(text), " ".join(text.casefold().split())
        meant: list[str] = []
        if self._common:
            meant += names.misheard(words, self._common)
        if not meant:
            meant += names.meant_by(words, before, self._language)
        asks = self._language.asks_of_the_past(folded)
        return Read(
            " ".join([text, *meant]),
            tuple(meant),
            self._times.span(folded, now) if asks else None,
            self._times.years(folded, born),
        )
