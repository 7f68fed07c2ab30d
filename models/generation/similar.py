"""The similar tier: a past answer to the same question of fact, for the same resident."""

from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from app.conversation.reply import (
    Brief,
    DeclinedError,
    Draft,
    ReplyGenerator,
    ReplyRequest,
    Slot,
)
from app.embedding import Vector
from app.ids import ResidentId
from app.recall import CacheFigures

LEAST_COSINE = 0.95
MOST_KEPT = 200
"""Answers kept for each resident; the oldest go."""


@dataclass(frozen=True, slots=True)
class _Answer:
    vector: Vector
    drafts: tuple[Draft, ...]


class SimilarAnswers:
    """Whole answers to questions of fact, in memory: gone with the process, never shared.

    An answer was written for one person and may name them, so it is given to nobody else. It
    counts only while the approved article still says the same.

    Attributes:
        figures: how often there was one.
    """

    def __init__(self) -> None:
        self.figures = CacheFigures()
        self._kept: dict[ResidentId, OrderedDict[tuple[str, int], _Answer]] = {}

    def remember(self, request: ReplyRequest, drafts: tuple[Draft, ...]) -> None:
        """Keep an answer, if it is one to a question of fact."""
        brief = request.brief
        if brief is None or not drafts or not _is_factual(brief) or brief.vector is None:
            return
        mine = self._kept.setdefault(brief.resident_id, OrderedDict())
        mine[brief.slots[Slot.KNOWLEDGE], len(mine) and next(reversed(mine))[1] + 1] = _Answer(
            brief.vector, drafts
        )
        if len(mine) > MOST_KEPT:
            mine.popitem(last=False)

    def forget(self, resident_id: ResidentId | None = None) -> None:
        """Drop a resident's answers, or everybody's: one may quote what was forgotten."""
        if resident_id is None:
            self._kept.clear()
        else:
            self._kept.pop(resident_id, None)

    def find(self, brief: Brief) -> tuple[Draft, ...] | None:
        """Return the likest past answer from the same article, or None."""
        if not _is_factual(brief) or brief.vector is None:
            return None
        article, vector = brief.slots[Slot.KNOWLEDGE], brief.vector
        likest = max(
            (
                (float(answer.vector @ vector), number, answer.drafts)
                for (told, number), answer in self._kept.get(brief.resident_id, {}).items()
                if told == article
            ),
            default=(0.0, 0, ()),
        )
        found = likest[0] > LEAST_COSINE
        self.figures.hits += found
        self.figures.misses += not found
        return likest[2] if found else None


class SimilarReplyGenerator:
    """Gives a past answer again."""

    tier = "similar"

    def __init__(self, answers: SimilarAnswers) -> None:
        self._answers = answers

    async def generate(self, request: ReplyRequest) -> AsyncIterator[Draft]:
        """Give the past answer.

        Raises:
            DeclinedError: there is none, or the turn is personal.
        """
        brief = request.brief
        drafts = None if brief is None or brief.only_authored else self._answers.find(brief)
        # Word for word again within the last turns would sound like a machine.
        if not drafts or any(draft.text in request.used_sentences for draft in drafts):
            raise DeclinedError("There is no past answer to this.")
        for draft in drafts:
            yield draft


class Remembering:
    """Wraps a tier: its whole answers to questions of fact are remembered."""

    def __init__(self, inner: ReplyGenerator, answers: SimilarAnswers) -> None:
        self._inner = inner
        self._answers = answers

    @property
    def tier(self) -> str:
        """Name of the tier within."""
        return self._inner.tier

    async def generate(self, request: ReplyRequest) -> AsyncIterator[Draft]:
        """Give what the tier gives, and remember it when it is whole."""
        given: list[Draft] = []
        async for draft in self._inner.generate(request):
            given.append(replace(draft))
            yield draft
        self._answers.remember(request, tuple(given))


def _is_factual(brief: Brief) -> bool:
    return not brief.is_personal and Slot.KNOWLEDGE in brief.slots
