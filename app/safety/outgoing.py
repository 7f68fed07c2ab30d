"""The gate for Lilo's own sentences: `OutgoingScreen.screen` makes `ScreenedSentence`.

View models and the voice accept nothing else. Refused are doses and diagnoses, methods of
harm, promises a program cannot keep, claims to be a person, and other residents' names.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.safety.errors import SafetyDataError


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    any: list[str] = Field(min_length=1)
    approved_knowledge_may: bool = False


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
    """Checks sentences before anyone sees or hears them."""

    def __init__(self, rules: Iterable[tuple[str, re.Pattern[str], bool]]) -> None:
        self._rules = tuple(rules)

    def screen(
        self,
        sentence: str,
        *,
        names_of_others: Sequence[str] = (),
        from_approved_knowledge: bool = False,
    ) -> ScreenedSentence | Withheld:
        """Judge one sentence.

        Args:
            sentence: what Lilo is about to say.
            names_of_others: full names of residents this one must hear nothing about.
            from_approved_knowledge: it is quoted from an article that staff approved.
        """
        lowered = _lowered(sentence)
        for rule, pattern, knowledge_may in self._rules:
            if from_approved_knowledge and knowledge_may:
                continue
            if pattern.search(lowered):
                return Withheld(rule)
        if any(_lowered(name) in lowered for name in names_of_others):
            return Withheld("another_resident")
        return ScreenedSentence(_SEAL, sentence)


def _lowered(text: str) -> str:
    # Composed and with plain spaces, so that one name has one spelling (NFKC, Unicode TR 15).
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())


def load_outgoing_screen(path: Path) -> OutgoingScreen:
    """Read and check the rules for Lilo's own sentences.

    Raises:
        SafetyDataError: the file is missing or wrong.
    """
    try:
        raw: Any = yaml.safe_load(path.read_text("utf-8"))
        rows = [_Row.model_validate(row) for row in raw["withhold"]]
        return OutgoingScreen(
            (row.id, re.compile("|".join(f"(?:{p})" for p in row.any)), row.approved_knowledge_may)
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
