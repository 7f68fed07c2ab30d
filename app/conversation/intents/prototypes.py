"""The ten intents, and the written examples that stand for them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.errors import LiloError


class IntentDataError(LiloError):
    """A file under `resources/intents` is missing or wrong."""

    code = "conversation.intents"


class Intent(StrEnum):
    """What the resident wants."""

    CRISIS = "CRISIS"
    ASSESS = "ASSESS"
    REMINISCE = "REMINISCE"
    SOOTHE = "SOOTHE"
    ACTIVATE = "ACTIVATE"
    GROUND = "GROUND"
    BRIDGE = "BRIDGE"
    REFLECT = "REFLECT"
    CONNECT = "CONNECT"
    GENERAL = "GENERAL"


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1)
    group: str = ""


@dataclass(frozen=True, slots=True)
class Prototype:
    """An example of an intent.

    Attributes:
        group: the invented person who says it, or what it was written about; a group is never on
            both sides of a split.
    """

    text: str
    intent: Intent
    group: str = ""


def load_prototypes(folder: Path) -> Sequence[Prototype]:
    """Read one `<intent>.jsonl` for each intent.

    Raises:
        IntentDataError: a file is missing or a line in it is wrong.
    """
    return [
        Prototype(line.text, intent, line.group)
        for intent in Intent
        for line in _lines(folder / f"{intent.value.lower()}.jsonl")
    ]


def _lines(path: Path) -> Sequence[_Line]:
    try:
        rows = path.read_text("utf-8").splitlines()
        return [_Line.model_validate(json.loads(row)) for row in rows]
    except (OSError, ValueError, ValidationError) as error:
        raise IntentDataError(
            f"The examples of intents in {path} cannot be used: {error}",
            "Correct the line, or restore the file from the installation.",
        ) from error
