"""The scripted demo: scenes with what is said, and whether staff must be alerted."""

from collections.abc import Sequence
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from app.errors import LiloError
from app.plain_yaml import read_yaml
from app.safety import Level, level_named


class ScriptError(LiloError):
    """A script is missing or wrong."""

    code = "demo.script"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Turn(_Row):
    """Something the resident says or touches, and what it must lead to.

    Attributes:
        touch: words on the buttons, one after the other; in place of `say`.
        expect_agent: which way of helping must answer; empty where that does not matter.
    """

    say: str = ""
    touch: Sequence[str] = ()
    expect_alert: bool
    expect_agent: str = ""
    expect_level: Annotated[Level, BeforeValidator(level_named)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.say) == bool(self.touch):
            raise ValueError("a turn needs either `say` or `touch`")
        return self


class StaffStep(_Row):
    """Something a nurse does about the gravest open alert."""

    action: Literal["acknowledge", "resolve"]
    by: str
    note: str = ""


class Scene(_Row):
    """One scene: one resident at one time of day."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
    resident: str
    at: Annotated[time, BeforeValidator(lambda value: time.fromisoformat(str(value)))]
    turns: Sequence[Turn] = Field(min_length=1)
    staff: Sequence[StaffStep] = ()


class Script(_Row):
    """All scenes, in order."""

    scenes: Sequence[Scene] = Field(min_length=1)


def load_script(path: Path) -> Script:
    """Read a script.

    Raises:
        ScriptError: it is missing or wrong; the message names the place.
    """
    try:
        return Script.model_validate(read_yaml(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError, ValidationError) as error:
        raise ScriptError(
            f"The script {path} cannot be played: {error}",
            "resources/demo/script.yaml shows the form.",
        ) from error
