"""What families are asked about somebody's life, and how answers become entries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.plain_yaml import read_yaml
from app.recall.passage import Sensitivity
from app.story.entry import StoryDraft, StoryError, StorySource

NAME = "{name}"
"""Stands for what the resident is called."""


def _one_name_at_most(text: str) -> str:
    if "{" in text.replace(NAME, "") or "}" in text.replace(NAME, ""):
        raise ValueError("only {name} may stand in braces")
    return text


_Text = Annotated[str, Field(min_length=1), AfterValidator(_one_name_at_most)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Row):
    """One question.

    Attributes:
        asks: as the family reads it.
        title: of the entry that an answer becomes.
        sensitivity: whether Lilo may bring the answer up.
    """

    id: Annotated[str, Field(pattern=r"^[a-z_]{2,30}$")]
    asks: _Text
    title: _Text
    sensitivity: Sensitivity = Sensitivity.OPEN


class Part(_Row):
    """Questions that belong together."""

    title: _Text
    questions: tuple[Question, ...] = Field(min_length=1)


class Questionnaire(_Row):
    """All questions, in their order.

    Attributes:
        heading: above them.
        explained: to the family: what it is for, and that nothing must be answered.
    """

    heading: _Text
    explained: _Text
    parts: tuple[Part, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _named_apart(self) -> Self:
        for seen in ([q.id for q in self.questions], [q.title for q in self.questions]):
            if len(set(seen)) < len(seen):
                raise ValueError("two questions have the same id or the same title")
        return self

    @property
    def questions(self) -> Iterator[Question]:
        """Every question."""
        return (question for part in self.parts for question in part.questions)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a family wrote.

    Attributes:
        by_question: texts by the question's id; empty ones are not answered.
        told_by: who answered, such as "Carol, her daughter"; may be empty.
    """

    by_question: Mapping[str, str]
    told_by: str = ""


def called(text: str, name: str) -> str:
    """Return a text with what the resident is called."""
    return text.replace(NAME, name)


def drafts_of(questionnaire: Questionnaire, answers: Answers, name: str) -> tuple[StoryDraft, ...]:
    """Return an entry for each question that was answered, in order.

    Args:
        name: what the resident is called.
    """
    told_by = " ".join(answers.told_by.split())
    return tuple(
        StoryDraft(
            called(question.title, name),
            text,
            sensitivity=question.sensitivity,
            source=StorySource.QUESTIONNAIRE,
            told_by=told_by,
        )
        for question in questionnaire.questions
        if (text := answers.by_question.get(question.id, "").strip())
    )


def load_questionnaire(path: Path) -> Questionnaire:
    """Read the questions of a language.

    Raises:
        StoryError: the file is missing or wrong; the message names the place.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return Questionnaire.model_validate(raw)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise StoryError(
            f"The questions for families in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
