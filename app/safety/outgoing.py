"""The gate for Lilo's own sentences: `OutgoingScreen.screen` makes `ScreenedSentence`.

View models and the voice accept nothing else. Refused are doses and diagnoses, methods of
harm, promises a program cannot keep, claims to be a person, whatever is about another resident,
and what only somebody who gave Lilo orders could have put into its mouth.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import InitVar, dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.plain_yaml import read_yaml
from app.safety.errors import SafetyDataError
from app.safety.neighbours import Neighbour, plainest, speaks_of


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    any: list[str] = Field(min_length=1)
    unless: list[str] = []
    approved_knowledge_may: bool = False


@dataclass(frozen=True, slots=True)
class OutgoingRule:
    """What must not be said.

    Attributes:
        unless: harmless phrases, cut out before the pattern looks.
        knowledge_may: an approved article may say it.
    """

    id: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    knowledge_may: bool = False

    def forbids(self, plain: str) -> bool:
        """Whether the rule forbids the sentence, given in lower case."""
        return (
            self.pattern.search(self.unless.sub("…", plain) if self.unless else plain) is not None
        )


ANOTHER_RESIDENT = "another_resident"
NOT_PUBLISHED = "not_published"


class _Seal:
    """Only this module holds one."""


_SEAL = _Seal()


@dataclass(frozen=True, slots=True)
class ScreenedSentence:
    """A sentence that may be shown and spoken; made by `OutgoingScreen.screen` alone."""

    seal: InitVar[_Seal]
    text: str

    def __post_init__(self, seal: _Seal) -> None:
        if seal is not _SEAL:
            raise TypeError("ScreenedSentence is made by OutgoingScreen.screen, never directly.")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that must not be said, and the rule that says so."""

    rule: str


class OutgoingScreen:
    """Checks sentences before anyone sees or hears them.

    Args:
        published: sentences of clinical scales, word for word; see `quote`.
    """

    def __init__(
        self, rules: Iterable[OutgoingRule], published: Collection[str] = frozenset()
    ) -> None:
        self._rules = tuple(rules)
        self._published = frozenset(published)

    @property
    def rules(self) -> Sequence[OutgoingRule]:
        """What must not be said."""
        return self._rules

    def publishing(self, published: Collection[str]) -> "OutgoingScreen":
        """Return the same gate, which also knows these published sentences."""
        return OutgoingScreen(self._rules, published)

    def beside(self, other: "OutgoingScreen") -> "OutgoingScreen":
        """Return a gate that also holds back what another one does."""
        return OutgoingScreen((*self._rules, *other.rules), self._published)

    def quote(self, sentence: str) -> ScreenedSentence | Withheld:
        """Let through a sentence of a clinical scale, word for word, and nothing else.

        A question about death has words in it that Lilo never says of itself. Only what asks a
        scale calls this; replies always go through `screen`.
        """
        if sentence in self._published:
            return ScreenedSentence(_SEAL, sentence)
        return Withheld(NOT_PUBLISHED)

    def screen(
        self,
        sentence: str,
        *,
        names_of_others: Sequence[str] = (),
        neighbours: Sequence[Neighbour] = (),
        from_approved_knowledge: bool = False,
    ) -> ScreenedSentence | Withheld:
        """Judge one sentence.

        Args:
            sentence: what Lilo is about to say.
            names_of_others: names that this resident must hear nothing about.
            neighbours: residents this one must hear nothing about.
            from_approved_knowledge: it is quoted from an article that staff approved.
        """
        lowered = _lowered(sentence)
        for rule in self._rules:
            if from_approved_knowledge and rule.knowledge_may:
                continue
            if rule.forbids(lowered):
                return Withheld(rule.id)
        plain = plainest(sentence)
        if any(plainest(name) in plain for name in names_of_others):
            return Withheld(ANOTHER_RESIDENT)
        if speaks_of(sentence, neighbours):
            return Withheld(ANOTHER_RESIDENT)
        return ScreenedSentence(_SEAL, sentence)


def _lowered(text: str) -> str:
    # Composed, with plain spaces and nothing that shows nothing, so that one word has one spelling
    # (NFKC, Unicode TR 15).
    shown = "".join(c for c in text if unicodedata.category(c) != "Cf")
    composed = unicodedata.normalize("NFKC", shown)
    return " ".join(composed.replace("’", "'").casefold().split())


def load_outgoing_screen(path: Path) -> OutgoingScreen:
    """Read and check the rules for Lilo's own sentences.

    Raises:
        SafetyDataError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        rows = [_Row.model_validate(row) for row in raw["withhold"]]
        return OutgoingScreen(
            OutgoingRule(
                row.id,
                _any_of(row.any),
                _any_of(row.unless) if row.unless else None,
                row.approved_knowledge_may,
            )
            for row in rows
        )
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        re.error,
        yaml.YAMLError,
        ValidationError,
    ) as error:
        raise SafetyDataError(
            f"The rules for Lilo's own sentences in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
