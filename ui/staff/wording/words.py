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

from app.alerts import AlertSource, Outcome, Recipient
from app.alerts.notification import NotificationState
from app.audit import AuditAction
from app.errors import LiloError
from app.identity import Basis, ConsentKind, RiskKind, Role
from app.memory import MemoryKind
from app.plain_yaml import read_yaml
from app.recall import Sensitivity
from app.safety import DangerKind, Level
from app.safety.review import Doubt, Verdict
from app.schedule import ItemKind
from app.schedule.drafting import Repeats
from app.story.entry import StorySource
from ui.staff.look.priority import Priority
from ui.staff.wording.export_vocabulary import ExportWords, SoundWords, UndoWords
from ui.staff.wording.first_run_vocabulary import FirstRunWords
from ui.staff.wording.handover_vocabulary import HandoverWords
from ui.staff.wording.page_vocabulary import (
    AuditWords,
    EmergencyWords,
    MessagesWords,
    NowWords,
    RemindersWords,
    ResidentsWords,
    ResolveWords,
    ReviewWords,
    ShiftPageWords,
    ShiftWords,
    WatchWords,
)
from ui.staff.wording.phrases import Section
from ui.staff.wording.scores_vocabulary import ScoresWords
from ui.staff.wording.station_vocabulary import (
    DeskWords,
    KnowledgeWords,
    PeopleWords,
    ReportsWords,
    ResidentPagesWords,
    SystemWords,
)
from ui.staff.wording.story_vocabulary import PlanWords, StoryWords
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
        levels: by the labels of the levels.
        details: names of the details of audit entries.
        values: for such a detail, names of its values.
    """

    window: WindowWords
    shell: ShellWords
    sign_in: SignInWords
    closed: ClosedWords
    health: HealthWords
    now: NowWords
    emergency: EmergencyWords
    resolve: ResolveWords
    handover: HandoverWords
    watch: WatchWords
    residents: ResidentsWords
    reminders: RemindersWords
    shift: ShiftWords
    shift_page: ShiftPageWords
    review: ReviewWords
    messages: MessagesWords
    scores: ScoresWords
    audit: AuditWords
    desk: DeskWords
    system: SystemWords
    people: PeopleWords
    knowledge: KnowledgeWords
    resident_pages: ResidentPagesWords
    reports: ReportsWords
    stories: StoryWords
    plans: PlanWords
    exports: ExportWords
    undo: UndoWords
    sounds: SoundWords
    first_run: FirstRunWords
    times: TimeWords
    problem: ProblemWords
    priorities: Mapping[Priority, str]
    levels: Mapping[str, str]
    sources: Mapping[AlertSource, str]
    roles: Mapping[Recipient, str]
    states: Mapping[NotificationState, str]
    faults: Mapping[str, str]
    verdicts: Mapping[Verdict, str]
    doubts: Mapping[Doubt, str]
    kinds: Mapping[DangerKind, str]
    risks: Mapping[RiskKind, str]
    consents: Mapping[ConsentKind, str]
    bases: Mapping[Basis, str]
    staff_roles: Mapping[Role, str]
    memory_kinds: Mapping[MemoryKind, str]
    outcomes: Mapping[Outcome, str]
    actions: Mapping[AuditAction, str]
    details: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        named: list[tuple[str, type[Enum], Mapping[Any, str]]] = [
            ("priorities", Priority, self.priorities),
            ("sources", AlertSource, self.sources),
            ("roles", Recipient, self.roles),
            ("states", NotificationState, self.states),
            ("verdicts", Verdict, self.verdicts),
            ("doubts", Doubt, self.doubts),
            ("kinds", DangerKind, self.kinds),
            ("risks", RiskKind, self.risks),
            ("outcomes", Outcome, self.outcomes),
            ("consents", ConsentKind, self.consents),
            ("bases", Basis, self.bases),
            ("staff_roles", Role, self.staff_roles),
            ("memory_kinds", MemoryKind, self.memory_kinds),
            ("actions", AuditAction, self.actions),
            ("stories.sensitivities", Sensitivity, self.stories.sensitivities),
            ("stories.sources", StorySource, self.stories.sources),
            ("plans.kinds", ItemKind, self.plans.kinds),
            ("plans.repeats", Repeats, self.plans.repeats),
        ]
        for section, kind, words in named:
            if missing := [str(member.value) for member in kind if not words.get(member)]:
                raise ValueError(f"'{section}' has no word for: {', '.join(missing)}")
        if missing := [level.label for level in Level if not self.levels.get(level.label)]:
            raise ValueError(f"'levels' has no word for: {', '.join(missing)}")
        return self

    def level(self, level: Level) -> str:
        """Return the word for a level."""
        return self.levels[level.label]


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
        raw: Any = read_yaml(path.read_text("utf-8"))
        return StaffWords.model_validate(raw)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise WordsError(
            f"The words of the staff window in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
