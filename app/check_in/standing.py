"""Where a check-in stands, as frozen values for whoever shows or says it."""

from dataclasses import dataclass
from enum import StrEnum

from app.clinical.administration import AdministrationId
from app.clinical.scale import Item, Option, Scale
from app.clinical.scores import ScaleId
from app.errors import LiloError
from app.ids import AlertId
from app.safety import Level


class StaleAnswerError(LiloError):
    """The question was answered elsewhere meanwhile."""

    code = "check_in.stale"


class Remark(StrEnum):
    """What Lilo says before, or in place of, a question; the words are in the resources."""

    BEGIN = "begin"
    GO_ON = "go_on"
    NOTED = "noted"
    SKIPPED = "skipped"
    ASKED_AGAIN = "asked_again"
    REPEAT = "repeat"
    BACK = "back"
    NOTHING_BACK = "nothing_back"
    READ_BACK = "read_back"
    NOT_THAT = "not_that"
    UNCLEAR = "unclear"
    UNCLEAR_AGAIN = "unclear_again"
    OUTSIDE = "outside"
    CONFUSED = "confused"
    ELSEWHERE = "elsewhere"
    STEP = "step"
    SCREENER = "screener"
    STOPPED = "stopped"
    DECLINED = "declined"
    DONE = "done"
    DONE_TOLD = "done_told"
    DONE_NOT_TOLD = "done_not_told"


@dataclass(frozen=True, slots=True)
class Offer:
    """What Lilo may ask whether to ask.

    Attributes:
        left: how many questions are left at most.
        is_unfinished: it was begun and can go on.
    """

    scale: Scale
    left: int
    is_unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        number, count: which question this is, and of how many as things stand.
        is_again: it was skipped once and is asked a last time.
    """

    administration_id: AdministrationId
    scale: Scale
    item: Item
    number: int
    count: int
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How a check-in ended.

    Attributes:
        scale: the last that was asked.
        is_finished: nothing is left to ask.
        level: how gravely staff were told; None where there was nothing to tell.
        alert_id: of what they were told; None where it could not be stored.
    """

    scale: ScaleId
    is_finished: bool
    level: Level | None = None
    alert_id: AlertId | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a check-in stands after each thing done.

    Attributes:
        question: what is asked now; None when it has ended.
        read_back: the answer that waits to be confirmed.
    """

    remark: Remark
    question: Question | None = None
    read_back: Option | None = None
    ended: Ended | None = None
