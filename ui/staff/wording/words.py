"""The words of the staff window: one file per language, checked when loaded.

A key that is missing, unknown, or without its names in braces is refused with its place, and
every priority, kind, outcome, risk and audit action must have its word.
"""

from collections.abc import Mapping
from enum import Enum
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import ValidationError, model_validator

from app.alerts import Outcome
from app.audit import AuditAction
from app.errors import LiloError
from app.identity import RiskKind
from app.safety import DangerKind
from ui.staff.look.priority import Priority
from ui.staff.wording.page_vocabulary import (
    AuditWords,
    NowWords,
    ResidentsWords,
    ResolveWords,
    ShiftWords,
    WatchWords,
)
from ui.staff.wording.phrases import Section
from ui.staff.wording.vocabulary import (
    ClosedWords,
    HealthWords,
    ProblemWords,
    ShellWords,
    SignInWords,
    TimeWords,
    WindowWords,
)

FILE_NAME = "staff.yaml"


class WordsError(LiloError):
    """The words of the staff window cannot be used."""

    code = "staff.words"


class StaffWords(Section):
    """Everything the staff window says.

    Attributes:
        details: names of the details of audit entries.
        values: for such a detail, names of its values.
    """

    window: WindowWords
    shell: ShellWords
    sign_in: SignInWords
    closed: ClosedWords
    health: HealthWords
    now: NowWords
    resolve: ResolveWords
    watch: WatchWords
    residents: ResidentsWords
    shift: ShiftWords
    audit: AuditWords
    times: TimeWords
    problem: ProblemWords
    priorities: Mapping[Priority, str]
    kinds: Mapping[DangerKind, str]
    risks: Mapping[RiskKind, str]
    outcomes: Mapping[Outcome, str]
    actions: Mapping[AuditAction, str]
    details: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        named: list[tuple[str, type[Enum], Mapping[Any, str]]] = [
            ("priorities", Priority, self.priorities),
            ("kinds", DangerKind, self.kinds),
            ("risks", RiskKind, self.risks),
            ("outcomes", Outcome, self.outcomes),
            ("actions", AuditAction, self.actions),
        ]
        for section, kind, words in named:
            if missing := [str(member.value) for member in kind if not words.get(member)]:
                raise ValueError(f"'{section}' has no word for: {', '.join(missing)}")
        return self


def load_words(language: str = "en", folder: Path | None = None) -> StaffWords:
    """Read and check the words of a language.

    Args:
        folder: where the languages' folders are; the installed ones where it is None.

    Raises:
        WordsError: the file is missing or wrong.
    """
    root = folder or Path(str(files("resources"))) / "i18n"
    path = root / language / FILE_NAME
    try:
        raw: Any = yaml.safe_load(path.read_text("utf-8"))
        return StaffWords.model_validate(raw)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise WordsError(
            f"The words of the staff window in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
