"""The written examples: lines that mean danger, and harmless lines that look like it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.safety.errors import SafetyDataError
from app.safety.levels import DangerKind, Level, level_named


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DangerLine(_Strict):
    """Something a person in danger says.

    Attributes:
        group: the person it was written for; lines of one person never straddle a split.
    """

    text: str = Field(min_length=2)
    kind: DangerKind
    level: Annotated[Level, BeforeValidator(level_named)]
    group: str = Field(min_length=1)


class ContrastLine(_Strict):
    """Something harmless; `about` names why it could be mistaken."""

    text: str = Field(min_length=1)
    about: str = Field(min_length=1)
    group: str = Field(min_length=1)


Line = TypeVar("Line", DangerLine, ContrastLine)


@dataclass(frozen=True, slots=True)
class PatternSet:
    """All examples."""

    danger: tuple[DangerLine, ...]
    contrast: tuple[ContrastLine, ...]


def load_patterns(folder: Path) -> PatternSet:
    """Read `danger/*.jsonl` and `contrast/*.jsonl`.

    Raises:
        SafetyDataError: a line is wrong, or there are none; the message names file and line.
    """
    danger = load_danger_lines(folder)
    contrast = tuple(_lines(folder / "contrast", ContrastLine))
    if not contrast:
        raise _none_under(folder)
    return PatternSet(danger, contrast)


def load_danger_lines(folder: Path) -> tuple[DangerLine, ...]:
    """Read `danger/*.jsonl` alone, which is all that a conversation needs.

    Raises:
        SafetyDataError: as `load_patterns`.
    """
    danger = tuple(_lines(folder / "danger", DangerLine))
    if not danger:
        raise _none_under(folder)
    return danger


def _none_under(folder: Path) -> SafetyDataError:
    return SafetyDataError(
        f"There are no example lines under {folder}.",
        "Restore the folder from the installation.",
    )


def _lines(folder: Path, kind: type[Line]) -> Iterator[Line]:
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                yield kind.model_validate(json.loads(line))
            except (ValueError, ValidationError) as error:
                raise SafetyDataError(
                    f"{path}, line {number}, is not a proper example: {error}",
                    "Correct or remove the line.",
                ) from error
