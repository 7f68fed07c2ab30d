"""Names: misheard ones recognised by the resident's own, and whom a pronoun means."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import jellyfish

from app.recall.understanding.language import Language
from app.recall.words import plain_words

_SHORTEST = 4
"""Shorter words are near to too many names."""

_TWO_SLIPS = 7
"""From this length on two letters may be wrong."""

_SOUNDS_ALIKE = 0.86
"""Jaro-Winkler; with the same metaphone it is the same name misheard."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name the resident's records hold.

    Attributes:
        pronoun: "she", "he" or "place"; empty where nothing says.
    """

    name: str
    pronoun: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The name in small letters."""
        return tuple(plain_words(self.name))


class Names:
    """The names of one resident's life."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = tuple(dict.fromkeys(known))
        self._by_word: dict[str, Known] = {}
        for one in self._known:
            for word in one.words:
                # "Tom" is a name by itself; the "Mrs" of Mrs. Tully is not.
                if len(word) >= _SHORTEST or len(one.words) == 1:
                    self._by_word.setdefault(word, one)

    def misheard(self, words: Sequence[str], common: Collection[str]) -> list[str]:
        """Return the names that words which nobody uses were probably meant to be."""
        meant: dict[str, None] = {}
        for word in words:
            if len(word) < _SHORTEST or word in self._by_word or word in common:
                continue
            near = [
                name for name in self._by_word if len(name) >= _SHORTEST and _could_be(word, name)
            ]
            if near:
                best = max(near, key=lambda name: jellyfish.jaro_winkler_similarity(word, name))
                meant[best] = None
        return list(meant)

    def named_in(self, words: Collection[str]) -> list[Known]:
        """Return the names of which a word occurs."""
        return list(dict.fromkeys(self._by_word[w] for w in words if w in self._by_word))

    def meant_by(
        self, words: Sequence[str], before: Sequence[str], language: Language
    ) -> list[str]:
        """Return whom pronouns mean: who was named last and can be meant.

        Args:
            before: what was said before, oldest first.
        """
        if self.named_in(words):
            return []
        meant: list[str] = []
        for kind, pronouns in language.pronouns.items():
            if not set(pronouns).intersection(words):
                continue
            for text in reversed(before):
                fitting = [k for k in self.named_in(plain_words(text)) if _fits(k, kind)]
                if fitting:
                    meant.append(fitting[-1].name)
                    break
        return meant


def pronoun_of(relation: str, language: Language) -> str:
    """Return "she" or "he" for a relation such as "daughter", or nothing."""
    words = set(plain_words(relation)) | {relation.casefold()}
    return next((p for p, said in language.relations.items() if words & set(said)), "")


def known_names(
    people: Iterable[str], places: Iterable[str], relations: Mapping[str, str], language: Language
) -> list[Known]:
    """Put together what names are known; a person without a relation can be he or she."""
    named = [Known(name, pronoun_of(relation, language)) for name, relation in relations.items()]
    there = {one.name for one in named}
    named += [Known(name) for name in people if name[:1].isupper() and name not in there]
    return named + [Known(name, "place") for name in places if name[:1].isupper()]


def _fits(known: Known, kind: str) -> bool:
    if kind == "place":
        return known.pronoun == "place"
    return known.pronoun in {kind, ""}


def _could_be(word: str, name: str) -> bool:
    slips = jellyfish.damerau_levenshtein_distance(word, name)
    if slips <= (2 if min(len(word), len(name)) >= _TWO_SLIPS else 1):
        return True
    return (
        jellyfish.metaphone(word) == jellyfish.metaphone(name)
        and jellyfish.jaro_winkler_similarity(word, name) >= _SOUNDS_ALIKE
    )
