"""One prompt: a Markdown file with front matter, checked when it is loaded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.conversation.reply import Slot
from app.errors import LiloError
from app.generation import Sampling
from app.plain_yaml import read_yaml

COMMON = "common"
"""The file with what all agents share; it stands first, so that all share its cached keys."""

_SLOT = re.compile(r"\{(\w*)\}")
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_SECTIONS = ("Role", "Facility", "Resident")
_ALLOWED = frozenset(slot.value for slot in Slot)


class PromptError(LiloError):
    """A prompt file is missing or wrong."""

    code = "generation.prompt"


class Change(BaseModel):
    """One line of a prompt's history."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = Field(ge=1)
    date: date
    what: str = Field(min_length=1)


class FrontMatter(BaseModel):
    """What stands above a prompt."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z_]+$")
    version: int = Field(ge=1)
    owner: str = Field(min_length=1)
    sampling: Sampling = Sampling()
    evaluation: tuple[str, ...] = Field(min_length=1)
    changes: tuple[Change, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt, ready to be filled.

    Attributes:
        sections: by heading, the lines of each; a line is used only when its slots are filled.
    """

    matter: FrontMatter
    sections: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """Id and version, such as "soothe@1"."""
        return f"{self.matter.id}@{self.matter.version}"


def load_prompts(folder: Path) -> Mapping[str, Prompt]:
    """Read every prompt of the folder.

    Raises:
        PromptError: a file is wrong; the message names file, line and reason.
    """
    prompts = {path.stem: load_prompt(path) for path in sorted(folder.glob("*.md"))}
    if COMMON not in prompts:
        raise PromptError(f"There is no {COMMON}.md in {folder}.", _REMEDY)
    return prompts


_REMEDY = "Correct the named place, or restore the file from the installation."


def load_prompt(path: Path) -> Prompt:
    """Read one prompt.

    Raises:
        PromptError: it is wrong.
    """
    try:
        text = path.read_text("utf-8")
        _, head, body = _parts(text)
        matter = FrontMatter.model_validate(read_yaml(head))
        _fits(matter, path.stem)
        return Prompt(matter, _sections(body, head.count("\n") + 1))
    except (OSError, ValueError, TypeError, yaml.YAMLError, ValidationError) as error:
        raise PromptError(f"The prompt {path} cannot be used: {_words(error)}", _REMEDY) from error


def _fits(matter: FrontMatter, stem: str) -> None:
    if matter.id != stem:
        raise ValueError(f"its id is '{matter.id}', and its file '{stem}'")
    if max(change.version for change in matter.changes) != matter.version:
        raise ValueError(f"version {matter.version} is not the last of its changes")


def _parts(text: str) -> tuple[str, str, str]:
    parts = re.split(r"^---$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError("line 1: front matter between two lines of --- is missing")
    return parts[0], parts[1], parts[2]


def _sections(body: str, first_line: int) -> Mapping[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(body.splitlines(), first_line):
        if heading := _HEADING.match(line):
            if heading[1] not in _SECTIONS or heading[1] in sections:
                raise ValueError(f"line {number}: the section '{heading[1]}' is not expected here")
            current = sections.setdefault(heading[1], [])
        elif line.strip():
            if current is None:
                raise ValueError(f"line {number}: text before the first section")
            unknown = set(_SLOT.findall(line)) - _ALLOWED
            if unknown or line.count("{") != len(_SLOT.findall(line)):
                raise ValueError(f"line {number}: unknown slots {', '.join(sorted(unknown))}")
            current.append(line.strip())
    if not sections.get("Role"):
        raise ValueError("the section 'Role' is missing or empty")
    return {name: tuple(lines) for name, lines in sections.items()}


def _words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(
            f"{'.'.join(str(at) for at in fault['loc'])}: {fault['msg']}"
            for fault in error.errors(include_input=False)
        )
    mark: Any = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}: {getattr(error, 'problem', '')}" if mark else str(error)
