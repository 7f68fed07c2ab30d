"""Health words that mean the same: what one person calls a jab, an article calls a vaccine."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.errors import LiloError
from app.plain_yaml import read_yaml
from app.recall.words import plain_words, telling_words


class SynonymError(LiloError):
    """The file of synonyms cannot be read."""

    code = "recall.synonyms"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    groups: list[list[str]] = Field(min_length=1)


class Synonyms:
    """Widens a query by the other words of each group that it touches."""

    def __init__(self, groups: Sequence[Sequence[str]] = ()) -> None:
        self._others: dict[str, dict[str, None]] = {}
        for group in groups:
            terms = [" ".join(plain_words(term)) for term in group]
            for term in terms:
                known = self._others.setdefault(term, {})
                known.update(dict.fromkeys(other for other in terms if other != term))
        self._longest = max((term.count(" ") + 1 for term in self._others), default=0)

    def others(self, query: str) -> list[str]:
        """Return what else the words of a query may be called, and none of its own."""
        words, said = plain_words(query), set(telling_words(query))
        wider: dict[str, None] = {}
        for length in range(1, self._longest + 1):
            for start in range(len(words) - length + 1):
                wider |= self._others_of(" ".join(words[start : start + length]))
        return [term for term in wider if term not in said]

    def _others_of(self, term: str) -> Mapping[str, None]:
        # "Dentures" and "denture" are one word to the index; here they need this much.
        return self._others.get(term) or self._others.get(term.removesuffix("s")) or {}


def load_synonyms(path: Path) -> Synonyms:
    """Read the groups.

    Raises:
        SynonymError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return Synonyms(_File.model_validate(raw).groups)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise SynonymError(
            f"The synonyms in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error
