"""Votes on doubtful words: a language model is asked several times, and must be of one mind."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator

from app.generation import ChatMessage, Role, Sampling
from app.safety.data_files import Count, Number, Strict, validated
from app.safety.doubts import Doubt
from app.safety.levels import Level
from app.safety.review_case import Opinion, ReviewCase, TriageVote

LONGEST_WORDS = 2_000
"""Characters of a turn that are put before the model; the rest of a longer one stays unread, and
such a case is left to the nurse."""


class TriageAnswer(BaseModel):
    """The form that the model fills in."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    danger: Literal["none", "possible", "clear"]


class Triage(Strict):
    """How the model is asked (`resources/crisis/triage.yaml`)."""

    votes: Count
    temperature: Number
    max_tokens: Count
    may_set_aside: frozenset[Doubt]
    role: str
    question: str

    @field_validator("votes", "max_tokens")
    @classmethod
    def _some(cls, value: int) -> int:
        if value < 1:
            raise ValueError("at least 1")
        return value

    @field_validator("question")
    @classmethod
    def _asks_about_the_words(cls, value: str) -> str:
        if value.count("{words}") != 1:
            raise ValueError("the words stand in it once, as {words}")
        return value

    @property
    def sampling(self) -> Sampling:
        """How freely the model answers."""
        return Sampling(temperature=self.temperature, max_tokens=self.max_tokens)

    def messages(self, words: str) -> tuple[ChatMessage, ...]:
        """Return the prompt; the resident cannot close the marks around the words."""
        quoted = words.replace("<", "‹").replace(">", "›")
        asked = self.question.replace("{words}", quoted)
        return (ChatMessage(Role.SYSTEM, self.role), ChatMessage(Role.USER, asked))

    def may_ask(self, case: ReviewCase) -> bool:
        """Whether votes could spare a nurse this case: nothing in it has alarmed anybody."""
        return (
            case.level < Level.ELEVATED
            and self.may_set_aside.issuperset(case.doubts)
            and len(case.words) <= LONGEST_WORDS
        )

    def counted(
        self, case: ReviewCase, opinions: tuple[Opinion, ...], model: str, at: datetime
    ) -> TriageVote:
        """Count the votes. Only unanimity of all that were asked sets a case aside."""
        of_one_mind = len(opinions) == self.votes and set(opinions) == {Opinion.NONE}
        set_aside = of_one_mind and self.may_ask(case)
        return TriageVote(case.id, at, model, self.votes, opinions, set_aside)


def load_triage(path: Path) -> Triage:
    """Read how the model is asked.

    Raises:
        SafetyDataError: the file is missing or wrong.
    """
    return validated(path, Triage, "The triage question")
