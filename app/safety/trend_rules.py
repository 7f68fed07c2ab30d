"""What a decline looks like: the parameters of `app.safety.trajectory`, each with its reason."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, PrivateAttr, model_validator

from app.safety.data_files import Count, Number, Strict, validated
from app.safety.folding import Folder
from app.safety.levels import DangerKind
from app.utterance import sentences

NEUTRAL = "neutral"
"""The feeling that every file must give a valence; unknown ones count as it."""

_PIECES = re.compile(r"[,…]")


class _Sign(Strict):
    """What all signs have.

    Attributes:
        says: the sign in a nurse's words; figures follow in brackets.
        score: what the sign is worth where it is only just one.
    """

    says: str = Field(min_length=1)
    score: Number = Field(ge=0.40, lt=0.60)


class Fall(Strict):
    """How a fitted line must fall.

    Attributes:
        steep: at least so much valence a step, days or turns.
        clear: and at least so many standard errors of the slope.
    """

    steep: Number = Field(gt=0)
    clear: Number = Field(ge=0)


class MoodRules(_Sign):
    """Falling sentiment.

    Attributes:
        days, least_days: the window of daily means, and how many days must have been spoken on.
        by_day: how those means must fall.
        turns, within_h: the window of single turns.
        by_turn: how those must fall.
        low: the fall must have ended here or lower.
    """

    days: Count = Field(ge=3)
    least_days: Count = Field(ge=3)
    by_day: Fall
    turns: Count = Field(ge=4)
    within_h: Number = Field(gt=0)
    by_turn: Fall
    low: Number = Field(ge=-1, le=1)


class WorryRules(_Sign):
    """Language that escalates without ever being explicit.

    Attributes:
        low, high: a turn whose score lies in [low, high) is worrying and not alarming.
        within_h: window in which they are counted.
        least_turns, least_share: how many of them, and of all turns in the window, make a sign.
        times_usual: how many times the resident's usual share it must be.
        usual_turns: how many earlier turns it takes to know what is usual.
        rising_turns, rise, risen: so many turns whose fitted line rises by `rise` in all, the
            last of them at `risen` or more, are a sign as well.
        clear: how many standard errors of the slope the rise must exceed.
    """

    low: Number = Field(ge=0, le=1)
    high: Number = Field(ge=0, le=1)
    within_h: Number = Field(gt=0)
    least_turns: Count = Field(ge=2)
    least_share: Number = Field(ge=0, le=1)
    times_usual: Number = Field(ge=1)
    usual_turns: Count = Field(ge=1)
    rising_turns: Count = Field(ge=4)
    rise: Number = Field(gt=0, le=1)
    risen: Number = Field(ge=0, le=1)
    clear: Number = Field(ge=0)


class AnswerRules(_Sign):
    """Answers that shrink.

    Attributes:
        last, before, least_before: the median of the last so many turns is held against that of
            so many before them, of which at least `least_before` must be known.
        share: it must have shrunk to this share or less.
        usual_words: who never says more than this cannot be seen to shrink.
        over_h: the last turns must be spread over so long: answering a questionnaire is no decline.
    """

    last: Count = Field(ge=3)
    before: Count = Field(ge=3)
    least_before: Count = Field(ge=3)
    share: Number = Field(gt=0, lt=1)
    usual_words: Number = Field(gt=0)
    over_h: Number = Field(ge=0)


class RefusalRules(_Sign):
    """Refusals of talk, food or care: so many within so long."""

    least: Count = Field(ge=1)
    within_h: Number = Field(gt=0)


class RefusalPhrases(Strict):
    """How people refuse. Patterns over folded words, each for a whole piece of what was said.

    Attributes:
        refuse: a refusal. A bare "no" is none: it answers a question.
        beside: what may stand beside one and change nothing: "no", "please", "I'm tired".
    """

    refuse: tuple[str, ...] = Field(min_length=1)
    beside: tuple[str, ...] = ()


class TrendRules(Strict):
    """All of `resources/crisis/trajectory.yaml`.

    Attributes:
        kind: the kind of danger a trend is reported as.
        together: the least and greatest score of several signs.
        alone_at_most: the greatest score of one sign: below ELEVATED.
        tell_again_h: a trend that was told to staff is not told again for so long.
        feelings: valence in -1..1 of each feeling.
        score_pull: how much a full danger score takes from the valence of a turn.
    """

    kind: DangerKind
    together_least: Number = Field(ge=0.60, lt=0.75)
    together_most: Number = Field(ge=0.60, lt=0.75)
    alone_at_most: Number = Field(ge=0.40, lt=0.60)
    tell_again_h: Number = Field(gt=0)
    mood: MoodRules
    worry: WorryRules
    answers: AnswerRules
    refusals: RefusalRules
    feelings: Mapping[str, Annotated[Number, Field(ge=-1, le=1)]]
    score_pull: Number = Field(ge=0, le=2)
    phrases: RefusalPhrases

    _refuse: re.Pattern[str] = PrivateAttr()
    _beside: re.Pattern[str] = PrivateAttr()

    @model_validator(mode="after")
    def _usable(self) -> Self:
        if NEUTRAL not in self.feelings:
            raise ValueError(f"feelings must have '{NEUTRAL}'")
        try:
            self._refuse = _whole(self.phrases.refuse)
            self._beside = _whole(self.phrases.beside)
        except re.error as error:
            raise ValueError(f"a pattern of phrases is wrong: {error}") from None
        return self

    def valence_of(self, feeling: str, score: float) -> float:
        """Return -1..1: how a turn felt.

        Args:
            feeling: as `app.conversation.feelings` reads it; an unknown one counts as neutral.
            score: the screening's score of the turn, 0..1. Worrying words lower the valence,
                however cheerfully they were said.
        """
        felt = self.feelings.get(feeling, self.feelings[NEUTRAL])
        return max(-1.0, felt - self.score_pull * score)

    def refuses(self, text: str) -> bool:
        """Whether the words, whole, refuse talk, food or care.

        "Leave me alone, please." does; "no" and "Leave me alone, I said to him" do not.
        """
        folder = Folder({})
        pieces = [
            piece.strip()
            for sentence in sentences(text)
            for piece in _PIECES.split(folder.fold(sentence))
        ]
        telling = [piece for piece in pieces if piece and not self._beside.fullmatch(piece)]
        return bool(telling) and all(self._refuse.fullmatch(piece) for piece in telling)


def load_trend_rules(path: Path) -> TrendRules:
    """Read and check the parameters.

    Raises:
        SafetyDataError: the file is missing or wrong, or a parameter has no reason.
    """
    return validated(path, TrendRules, "The rules of decline")


def _whole(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.ASCII)
