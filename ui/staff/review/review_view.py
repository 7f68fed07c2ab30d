"""What stands on the Review page, derived from the queue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from app.oversight import DecidedCase, Reviews
from app.safety.review import ReviewCaseId, ReviewItem
from ui.staff.now.card_facts import reason_facts
from ui.staff.wording.language import Language, one_line


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the list: its words, and who said them when."""

    id: ReviewCaseId
    words: str
    said: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """The selected case.

    Attributes:
        doubts: why it is doubtful, a line each.
        facts: pairs of a stage and what it said.
    """

    words: str
    said: str
    score: str
    doubts: str
    facts: tuple[tuple[str, str], ...]

    @classmethod
    def empty(cls) -> Self:
        """Return what stands where no case is chosen."""
        return cls("", "", "", "", ())


def lines_of(reviews: Reviews, now: datetime, language: Language) -> tuple[CaseLine, ...]:
    """Derive the list, newest first."""
    return tuple(
        CaseLine(item.case.id, _quoted(item, language), _said(item, now, language))
        for item in reviews.items
    )


def case_of(item: ReviewItem, now: datetime, language: Language) -> CaseView:
    """Derive the selected case."""
    words, case, vote = language.words, item.case, item.vote
    level = words.review.level.format(level=words.level(case.level))
    score = words.review.score.format(score=f"{case.score:.2f}")
    facts = list(reason_facts(case.reasons, language))
    if vote is not None:
        seen = words.review.votes.format(seen=vote.seeing_none, asked=vote.asked)
        facts.append((words.review.model, seen))
    return CaseView(
        _quoted(item, language),
        _said(item, now, language),
        f"{score} · {level}",
        "\n".join(words.doubts[doubt] for doubt in case.doubts),
        tuple(facts),
    )


def decided_of(decided: DecidedCase, now: datetime, language: Language) -> str:
    """Derive a line of what was decided, when and by whom."""
    words, decision = language.words, decided.decision
    verdict = words.verdicts[decision.verdict]
    if decision.level is not None:
        verdict = f"{verdict} ({words.level(decision.level)})"
    return words.review.decided_line.format(
        when=language.when(decision.at, now),
        by=decided.by or words.review.someone,
        verdict=verdict,
        words=one_line(decided.item.case.words),
    )


def count_line(reviews: Reviews, language: Language) -> str:
    """Say how many wait, and how many of them are listed."""
    words = language.words.review
    line = language.counted(words.waiting, reviews.waiting) if reviews.items else ""
    if reviews.waiting > len(reviews.items):
        shown, total = language.number(len(reviews.items)), language.number(reviews.waiting)
        line = f"{line}. {words.more.format(shown=shown, all=total)}"
    if reviews.set_aside:
        aside = language.counted(words.set_aside, reviews.set_aside)
        line = f"{line} · {aside}" if line else aside
    return line


def _quoted(item: ReviewItem, language: Language) -> str:
    return language.words.now.quote.format(words=one_line(item.case.words))


def _said(item: ReviewItem, now: datetime, language: Language) -> str:
    words = language.words
    return words.review.said_at.format(
        name=item.resident_name or words.now.nobody_known,
        room=item.room or words.now.room_unknown,
        when=language.when(item.case.at, now),
    )
