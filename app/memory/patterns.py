"""The patterns that memories are found with, read from `resources/memory`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from app.errors import LiloError
from app.memory.memory import MemoryKind
from app.memory.retelling import Retelling
from app.plain_yaml import read_yaml

_TERM = re.compile(r"\{([A-Za-z]\w*)\}")
_DEEPEST = 5


class MemoryPatternError(LiloError):
    """A file that memories are found with is missing or wrong."""

    code = "memory.patterns"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Row(_Strict):
    pattern: str
    confidence: float = Field(gt=0, le=1)
    slot: str = ""
    sign: int = 0
    tell: str = ""


class _File(_Strict):
    terms: Mapping[str, str]
    fillers: str
    asides: str
    steering: Sequence[str]
    careful: str
    cues: str
    nothing: Sequence[str]
    instructions: Sequence[_Row]
    preferences: Sequence[_Row]
    facts_first: Sequence[_Row]
    events: Sequence[_Row]
    contexts: Sequence[_Row]
    relationships: Sequence[_Row]
    facts: Sequence[_Row]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of saying something worth remembering.

    Attributes:
        sign: 1 for liking, -1 for disliking, 0 otherwise.
        tell: how Lilo says it, with {said} and {value}; empty for the sentence retold.
    """

    kind: MemoryKind
    regex: re.Pattern[str]
    confidence: float
    slot: str = ""
    sign: int = 0
    tell: str = ""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Everything an extractor knows.

    Attributes:
        instructions: looked for before `nothing`, for they may be put as questions.
        nothing: what a sentence without anything to remember looks like.
        statements: looked for in this order.
    """

    fillers: re.Pattern[str]
    asides: re.Pattern[str]
    steering: Sequence[re.Pattern[str]]
    careful: re.Pattern[str]
    cues: re.Pattern[str]
    nothing: Sequence[re.Pattern[str]]
    instructions: Sequence[Pattern]
    statements: Sequence[Pattern]
    retelling: Retelling


def load_memory_patterns(folder: Path) -> Patterns:
    """Read the patterns.

    Raises:
        MemoryPatternError: a file is missing or wrong.
    """
    try:
        file = _File.model_validate(_yaml(folder / "patterns.yaml"))
        return _patterns(file, Retelling(**_yaml(folder / "second_person.yaml")))
    except (OSError, TypeError, ValueError, KeyError, re.error, yaml.YAMLError) as error:
        raise MemoryPatternError(
            f"The patterns for memories in {folder} cannot be used: {error}",
            "Restore the files from the installation.",
        ) from error


def _yaml(path: Path) -> Any:
    return read_yaml(path.read_text("utf-8"))


def _patterns(file: _File, retelling: Retelling) -> Patterns:
    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(_filled(pattern, file.terms), re.IGNORECASE)

    def rows(kind: MemoryKind, given: Sequence[_Row]) -> list[Pattern]:
        return [
            Pattern(kind, compiled(row.pattern), row.confidence, row.slot, row.sign, row.tell)
            for row in given
        ]

    return Patterns(
        compiled(file.fillers),
        compiled(file.asides),
        [compiled(pattern) for pattern in file.steering],
        compiled(file.careful),
        compiled(file.cues),
        [compiled(pattern) for pattern in file.nothing],
        rows(MemoryKind.INSTRUCTION, file.instructions),
        [
            *rows(MemoryKind.PREFERENCE, file.preferences),
            *rows(MemoryKind.FACT, file.facts_first),
            *rows(MemoryKind.EVENT, file.events),
            *rows(MemoryKind.CONTEXT, file.contexts),
            *rows(MemoryKind.RELATIONSHIP, file.relationships),
            *rows(MemoryKind.FACT, file.facts),
        ],
        retelling,
    )


def _filled(pattern: str, terms: Mapping[str, str]) -> str:
    """Put in the terms, which may hold terms themselves."""
    for _ in range(_DEEPEST):
        if not _TERM.search(pattern):
            return pattern
        pattern = _TERM.sub(lambda found: terms[found[1]], pattern)
    raise ValueError("The terms go round in a circle.")
