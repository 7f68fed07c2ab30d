"""The authored scripts of the crisis dialogue, read from `resources/crisis/dialogue.yaml`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from app.plain_yaml import read_yaml
from app.safety.errors import SafetyDataError
from app.safety.levels import DangerKind, Level, level_named

Lines = Annotated[tuple[str, ...], Field(max_length=2)]
"""No more than a frightened person reads at a time."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(_Strict):
    """One answer to a question.

    Attributes:
        say: what stands on the button.
        raises: the level this answer alone is worth; None where it changes nothing.
        then: what Lilo says to it.
        next: the question of this script that follows; the one after this where it is empty.
        stays: nothing more is asked.
        script: the script that takes over.
        declines: a way of saying no.
    """

    say: str
    raises: Annotated[Level, BeforeValidator(level_named)] | None = None
    then: Lines = ()
    next: str = ""
    stays: bool = False
    script: str = ""
    declines: bool = False

    @field_validator("raises")
    @classmethod
    def _alarms(cls, level: Level | None) -> Level | None:
        if level is not None and level < Level.URGENT:
            raise ValueError("an answer raises to urgent or immediate")
        return level


def _answer(raw: object) -> object:
    return {"say": raw} if isinstance(raw, str) else raw


_AnyAnswer = Annotated[Answer, BeforeValidator(_answer)]
"""An answer, or only its words."""


class Question(_Strict):
    """One question with two or three answers, one of which declines."""

    id: str
    ask: str
    answers: tuple[_AnyAnswer, ...] = Field(min_length=2, max_length=3)

    @model_validator(mode="after")
    def _can_be_declined(self) -> Self:
        if not any(answer.declines for answer in self.answers):
            raise ValueError(f"the question '{self.id}' cannot be declined")
        return self


class CrisisScript(_Strict):
    """What Lilo says when one kind of danger comes up.

    Attributes:
        rules: ids of rules whose finding brings this script, whatever the kind.
        opening: said with the first question.
        meanwhile: said with the later questions, and when all is asked.
        staying: said by turns while the resident talks on.
    """

    rules: tuple[str, ...] = ()
    opening: Lines = Field(min_length=1)
    questions: tuple[Question, ...] = ()
    meanwhile: Lines = Field(min_length=1)
    staying: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _leads_on(self) -> Self:
        ids = [question.id for question in self.questions]
        for at, question in enumerate(self.questions):
            for answer in question.answers:
                if answer.next and answer.next not in ids[at + 1 :]:
                    raise ValueError(f"after '{question.id}' comes no question '{answer.next}'")
        return self


class CrisisLines(_Strict):
    """What Lilo says of the alert; each is only used when it is true.

    Attributes:
        told_more: what was said since has been added to the alert.
        unanswered: nobody has taken the alert for a while.
        here: a named person has said that they are with the resident.
        declined: to an answer that declines.
        said_on: stands before the resident's further words, for staff.
    """

    told: str
    told_more: str
    not_told: str
    unanswered: str
    coming: str
    here: str
    with_you: str
    resolved: str
    declined: Lines = Field(min_length=1)
    said_on: str


class CrisisScripts(_Strict):
    """All scripts; every kind of danger has one of its name.

    Attributes:
        hears: for the text of an answer, other words that mean it.
        staying: said by turns in every crisis, after what its own script has to say.
        scripts: those with rules come first where more than one rule spoke.
    """

    status: CrisisLines
    hears: Mapping[str, tuple[str, ...]] = {}
    staying: tuple[str, ...] = Field(min_length=2)
    scripts: Mapping[str, CrisisScript]

    def chosen(self, kind: DangerKind, flags: Sequence[str]) -> str:
        """Return the id of the script for what a screening found: what is certain comes first."""
        for sureness in ("rule", "hint"):
            for script_id, script in self.scripts.items():
                if any(f"{sureness}:{rule}" in flags for rule in script.rules):
                    return script_id
        return kind.value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if missing := set(DangerKind) - set(self.scripts):
            raise ValueError(f"there is no script for: {', '.join(sorted(missing))}")
        for script_id, script in self.scripts.items():
            answers = [answer for question in script.questions for answer in question.answers]
            unknown = {answer.script for answer in answers if answer.script} - set(self.scripts)
            if unknown:
                raise ValueError(f"{script_id} leads to no script '{min(unknown)}'")
        return self


def load_crisis_scripts(path: Path) -> CrisisScripts:
    """Read and check the scripts.

    Raises:
        SafetyDataError: the file is missing or wrong, or a kind of danger has no script.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        # Anchors of questions that several scripts ask; each stands in its scripts as well.
        raw.pop("questions", None)
        return CrisisScripts.model_validate(raw)
    except (OSError, AttributeError, TypeError, ValueError, yaml.YAMLError) as error:
        raise SafetyDataError(
            f"The crisis scripts in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
