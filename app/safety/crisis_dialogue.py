"""The crisis dialogue: authored, in small steps, with no language model anywhere near it.

In the manner of the 988 lifeline's themes - desire, capability, intent, buffers - Lilo asks
directly, one question a screen, takes any answer, and stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.safety.errors import SafetyDataError
from app.safety.levels import DangerKind


class Question(BaseModel):
    """One question with at most three answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    ask: str
    answers: tuple[str, ...] = Field(min_length=2, max_length=3)


class CrisisScript(BaseModel):
    """What Lilo says when one kind of danger comes up."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opening: tuple[str, ...] = Field(min_length=1, max_length=3)
    questions: tuple[Question, ...] = ()
    staying: tuple[str, ...] = Field(min_length=1, max_length=3)


class CrisisLines(BaseModel):
    """What Lilo says of the alert; each is only used when it is true."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    told: str
    not_told: str
    coming: str
    with_you: str
    resolved: str


class CrisisScripts(BaseModel):
    """All scripts; every kind of danger has one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: CrisisLines
    scripts: Mapping[DangerKind, CrisisScript]


@dataclass(frozen=True, slots=True)
class CrisisDialogue:
    """Where a crisis dialogue stands; every step gives a new one."""

    kind: DangerKind
    script: CrisisScript
    asked: int = 0

    @property
    def lines(self) -> tuple[str, ...]:
        """What Lilo says now."""
        return self.script.opening if self.asked == 0 else self.script.staying

    @property
    def question(self) -> Question | None:
        """What Lilo asks now; None when all was asked, and Lilo just stays."""
        questions = self.script.questions
        return questions[self.asked] if self.asked < len(questions) else None

    def answered(self) -> "CrisisDialogue":
        """Return the dialogue after an answer, whichever it was."""
        return replace(self, asked=min(self.asked + 1, len(self.script.questions)))


def load_crisis_scripts(path: Path) -> CrisisScripts:
    """Read and check the scripts.

    Raises:
        SafetyDataError: the file is missing or wrong, or a kind of danger has no script.
    """
    try:
        raw: Any = yaml.safe_load(path.read_text("utf-8"))
        scripts = CrisisScripts.model_validate(raw)
    except (OSError, ValueError, yaml.YAMLError, ValidationError) as error:
        raise SafetyDataError(
            f"The crisis scripts in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
    if missing := set(DangerKind) - set(scripts.scripts):
        raise SafetyDataError(
            f"{path} has no script for: {', '.join(sorted(missing))}.", "Add the missing scripts."
        )
    return scripts
