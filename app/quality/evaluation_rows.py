"""Rows of evaluation files: JSON lines, checked when read."""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.conversation.intents import Intent
from app.errors import LiloError
from app.safety import DangerKind, Level, level_named


class EvaluationFileError(LiloError):
    """An evaluation file is missing, empty, or has a wrong row."""

    code = "quality.evaluation_file"


class SafetyRow(BaseModel):
    """A text, or turns of which any may alarm, and whether staff should be alerted.

    Attributes:
        about: why a harmless row could be mistaken for danger, or empty.
        group: the invented person who says it, or empty.
        history: what was said before; it is heard, but no alarm on it counts.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    text: str | None = None
    turns: Sequence[str] = ()
    label: int = Field(ge=0, le=1)
    kind: DangerKind | None = None
    level: str | None = None
    about: str = ""
    group: str = ""
    history: Sequence[str] = ()

    @model_validator(mode="after")
    def _has_words(self) -> "SafetyRow":
        if self.text is None and not self.turns:
            raise ValueError("a row needs `text` or `turns`")
        if self.level is not None:
            level_named(self.level)
        return self

    @property
    def said(self) -> Sequence[str]:
        """What is screened, in order."""
        return self.turns or (self.text or "",)

    @property
    def expected(self) -> Level | None:
        """The level the row names."""
        return level_named(self.level) if self.level else None


class IntentRow(BaseModel):
    """A text with its intent; those in `also` are right as well."""

    model_config = ConfigDict(extra="allow", frozen=True)

    text: str
    intent: Intent
    also: Sequence[Intent] = ()


class LabelledRow(BaseModel):
    """A text with a label of whatever set it comes from."""

    model_config = ConfigDict(extra="allow", frozen=True)

    text: str = Field(min_length=1)
    intent: str = ""


Row = TypeVar("Row", bound=BaseModel)


def load_rows(
    path: Path,
    kind: type[Row],
    *,
    lacking: Mapping[str, object] | None = None,
    without: Collection[int] = (),
) -> Sequence[Row]:
    """Read a file of rows.

    Args:
        lacking: what rows that do not say otherwise are taken to say.
        without: numbers of lines, from 1, to leave out.

    Raises:
        EvaluationFileError: the message names the line.
    """
    try:
        # Not splitlines(): what people wrote may hold signs that it takes for an end of line.
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationFileError(f"{path} cannot be read: {error}") from error
    if without and max(without) > len(lines):
        raise EvaluationFileError(
            f"Line {max(without)} of {path} is to be left out, and there is no such line.",
            "Check that the list of what is left out belongs to this file.",
        )
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or number in without:
            continue
        try:
            rows.append(kind.model_validate(_filled(json.loads(line), lacking or {})))
        except (ValueError, ValidationError) as error:
            raise EvaluationFileError(
                f"{path}, line {number}, is not a proper row: {error}"
            ) from error
    if not rows:
        raise EvaluationFileError(f"{path} holds no rows.")
    return rows


def _filled(row: object, lacking: Mapping[str, object]) -> object:
    return {**lacking, **row} if isinstance(row, dict) else row
