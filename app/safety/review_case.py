"""A turn for a nurse to judge, the nurse's verdict on it, and a language model's votes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from app.ids import MessageId, ResidentId, StaffId
from app.safety.doubts import Doubt
from app.safety.levels import Level

ReviewCaseId = NewType("ReviewCaseId", UUID)


class Verdict(StrEnum):
    """What a nurse finds the words to have been."""

    DANGER = "danger"
    NOT_DANGER = "not_danger"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """A turn for a nurse to judge.

    Attributes:
        words: the resident's own.
        score: 0..1, as the screening left it.
        reasons: what the stages said, gravest first.
    """

    id: ReviewCaseId
    resident_id: ResidentId
    message_id: MessageId
    at: datetime
    words: str
    level: Level
    score: float
    reasons: tuple[str, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on a case. A later one on the same case corrects it; both are kept.

    Attributes:
        level: how grave it was, for DANGER, where the nurse said so.
    """

    case_id: ReviewCaseId
    verdict: Verdict
    level: Level | None
    by: StaffId
    at: datetime
    note: str = ""


class Opinion(StrEnum):
    """One vote."""

    NONE = "none"
    POSSIBLE = "possible"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class TriageVote:
    """What the model said about a case.

    Attributes:
        asked: how often it was asked.
        opinions: what came back; fewer than asked where an answer could not be had.
        set_aside: whether the case needs no nurse because of it.
    """

    case_id: ReviewCaseId
    at: datetime
    model: str
    asked: int
    opinions: tuple[Opinion, ...]
    set_aside: bool

    @property
    def seeing_none(self) -> int:
        """How many votes saw no danger."""
        return self.opinions.count(Opinion.NONE)
