"""The authored lines of `resources/replies`, checked when loaded."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.conversation.feelings import Feeling
from app.conversation.reply import Slot
from app.errors import LiloError
from app.plain_yaml import read_yaml

_SLOT = re.compile(r"\{(\w+)\}")
ANY_FEELING = "any"


class LibraryError(LiloError):
    """A file of authored lines is missing or wrong."""

    code = "reply.library"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    agent: str
    acknowledge: dict[str, list[str]]
    known: list[str] = Field(min_length=1)
    ask: list[str] = Field(min_length=1)
    known_alerted: list[str] = []
    unknown: list[str] = []
    branches: dict[str, list[str]] = {}
    questions: dict[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Fragment:
    """One authored sentence.

    Attributes:
        id: agent, part and place, such as "soothe/ask/3".
        slots: all must be filled for it to be used.
    """

    id: str
    text: str
    slots: frozenset[Slot]


@dataclass(frozen=True, slots=True)
class AgentLines:
    """All authored lines of one agent.

    Attributes:
        acknowledge: by feeling, and under `ANY_FEELING` those that fit all.
        branches: lines that take the place of `known`, by name.
        questions: lines that take the place of `ask`, by name.
    """

    acknowledge: Mapping[str, Sequence[Fragment]]
    known: Sequence[Fragment]
    ask: Sequence[Fragment]
    branches: Mapping[str, Sequence[Fragment]]
    questions: Mapping[str, Sequence[Fragment]] = field(default_factory=dict)


def load_library(folder: Path) -> Mapping[str, AgentLines]:
    """Read the lines of every agent.

    Raises:
        LibraryError: a file is wrong; the message names file and place.
    """
    library: dict[str, AgentLines] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == "lines.yaml":
            continue
        try:
            raw: Any = read_yaml(path.read_text("utf-8"))
            library[path.stem] = _lines(_File.model_validate(raw))
        except (OSError, ValueError, yaml.YAMLError, ValidationError) as error:
            raise LibraryError(
                f"The authored replies in {path} cannot be used: {error}",
                "Correct the named place, or restore the file from the installation.",
            ) from error
    return library


def _lines(file: _File) -> AgentLines:
    allowed = {feeling.value for feeling in Feeling} | {ANY_FEELING}
    if unknown := set(file.acknowledge) - allowed:
        raise ValueError(f"unknown feelings: {', '.join(sorted(unknown))}")
    if not file.acknowledge.get(ANY_FEELING):
        raise ValueError(f"acknowledge needs lines under '{ANY_FEELING}'")
    return AgentLines(
        {
            feeling: _fragments(f"{file.agent}/{feeling}", lines)
            for feeling, lines in file.acknowledge.items()
        },
        _fragments(f"{file.agent}/known", file.known),
        _fragments(f"{file.agent}/ask", file.ask),
        {
            "known_alerted": _fragments(f"{file.agent}/known_alerted", file.known_alerted),
            "unknown": _fragments(f"{file.agent}/unknown", file.unknown),
            **{
                name: _fragments(f"{file.agent}/{name}", lines)
                for name, lines in file.branches.items()
            },
        },
        {
            name: _fragments(f"{file.agent}/ask/{name}", lines)
            for name, lines in file.questions.items()
        },
    )


def _fragments(prefix: str, lines: Sequence[str]) -> Sequence[Fragment]:
    return tuple(
        Fragment(f"{prefix}/{place}", line, frozenset(Slot(name) for name in _SLOT.findall(line)))
        for place, line in enumerate(lines)
    )
