"""Trajectory: a decline over the last turns and days in which no single turn is explicit.

Four signs are looked for: mood that falls, worrying turns that gather, answers that shrink, and
refusals. One sign alone waits for a second one. Two or more are told to a human; never more than
ELEVATED, since nothing was said outright.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import prod, sqrt
from operator import attrgetter
from statistics import fmean, median
from typing import Protocol

from app.ids import MessageId, ResidentId
from app.safety.findings import Finding, Stage
from app.safety.trend_rules import (
    AnswerRules,
    Fall,
    MoodRules,
    RefusalRules,
    TrendRules,
    WorryRules,
    load_trend_rules,
)

__all__ = ["Reading", "ReadingRepository", "TrendRules", "load_trend_rules", "may_tell", "trend"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one turn showed. The words themselves are not in it.

    Attributes:
        valence: -1 (as bad as can be) to 1 (as good), see `TrendRules.valence_of`.
        score: what the words' own stages gave, 0..1, before fusion and trend.
        words: how many words were said.
        refused: talk, food or care was refused, see `TrendRules.refuses`.
    """

    at: datetime
    valence: float
    score: float
    words: int
    refused: bool


class ReadingRepository(Protocol):
    """Where readings are kept; append-only."""

    def add(self, resident_id: ResidentId, message_id: MessageId, reading: Reading) -> None:
        """Keep the reading of a message, in the unit of work of its turn."""

    def recent(self, resident_id: ResidentId, since: datetime, limit: int) -> Sequence[Reading]:
        """Return the resident's newest readings at or after the moment, oldest first."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sign that was seen: its score by itself, and what to tell staff."""

    score: float
    reason: str


def trend(readings: Sequence[Reading], now: datetime, rules: TrendRules) -> tuple[Finding, ...]:
    """Look for a decline.

    Args:
        readings: of one resident, in any order; a fortnight is enough. Later ones than `now` are
            left out.

    Returns:
        Nothing when all is as usual. One MODERATE finding per sign; before them, where there are
        at least two signs, one ELEVATED finding that names them all.
    """
    past = sorted((r for r in readings if r.at <= now), key=attrgetter("at"))
    signs = [
        sign
        for sign in (
            _falling_mood(past, now, rules.mood),
            _gathering_worry(past, now, rules.worry),
            _shrinking_answers(past, rules.answers),
            _refusals(past, now, rules.refusals),
        )
        if sign is not None
    ]
    signs.sort(key=lambda sign: sign.score, reverse=True)
    findings = [
        Finding(Stage.TRAJECTORY, rules.kind, min(s.score, rules.alone_at_most), s.reason)
        for s in signs
    ]
    if len(signs) > 1:
        # Noisy-or: each sign may be chance; that all of them are is less likely.
        together = 1 - prod(1 - sign.score for sign in signs)
        score = min(max(together, rules.together_least), rules.together_most)
        reason = "; ".join(sign.reason for sign in signs)
        findings.insert(0, Finding(Stage.TRAJECTORY, rules.kind, score, reason))
    return tuple(findings)


def may_tell(last_told: datetime | None, now: datetime, rules: TrendRules) -> bool:
    """Whether a trend may alarm: it lasts for days, and each of its turns must not ring anew."""
    return last_told is None or not (
        timedelta(0) <= now - last_told < timedelta(hours=rules.tell_again_h)
    )


def _falling_mood(past: Sequence[Reading], now: datetime, rules: MoodRules) -> _Seen | None:
    ends = [_after(past, now - ago * _DAY) for ago in range(rules.days, -1, -1)]
    days = [
        (float(n), fmean(reading.valence for reading in past[start:end]))
        for n, (start, end) in enumerate(pairwise(ends))
        if start < end
    ]
    recent = _since(past, now - timedelta(hours=rules.within_h))[-rules.turns :]
    turns = [(float(n), reading.valence) for n, reading in enumerate(recent)]
    seen = [
        _fall(days, rules.by_day, rules, "days", least=rules.least_days, tail=1),
        _fall(turns, rules.by_turn, rules, "turns", least=rules.turns, tail=3),
    ]
    return max((sign for sign in seen if sign), key=lambda sign: sign.score, default=None)


def _fall(
    points: Sequence[tuple[float, float]],
    fall: Fall,
    rules: MoodRules,
    unit: str,
    *,
    least: int,
    tail: int,
) -> _Seen | None:
    if len(points) < least:
        return None
    line = _fitted(points)
    end = fmean(valence for _, valence in points[-tail:])
    if line.slope > -max(fall.steep, fall.clear * line.error) or end > rules.low:
        return None
    start = fmean(valence for _, valence in points[:tail])
    figures = f"{start:+.1f} to {end:+.1f} over {len(points)} {unit}"
    return _seen(rules.score, -line.slope / fall.steep, rules.says, figures)


def _gathering_worry(past: Sequence[Reading], now: datetime, rules: WorryRules) -> _Seen | None:
    recent = _since(past, now - timedelta(hours=rules.within_h))
    count = _worrying(recent, rules)
    least: float = max(rules.least_turns, rules.least_share * len(recent))
    earlier = past[: len(past) - len(recent)]
    if len(earlier) >= rules.usual_turns:
        usual = _worrying(earlier, rules) / len(earlier)
        least = max(least, rules.times_usual * usual * len(recent))
    if count >= least:
        figures = f"{count} of {len(recent)} turns within {rules.within_h:g} h"
        return _seen(rules.score, count / least, rules.says, figures)
    return _rising_worry(recent[-rules.rising_turns :], rules)


def _worrying(readings: Sequence[Reading], rules: WorryRules) -> int:
    return sum(rules.low <= reading.score < rules.high for reading in readings)


def _rising_worry(recent: Sequence[Reading], rules: WorryRules) -> _Seen | None:
    if len(recent) < rules.rising_turns or not rules.risen <= recent[-1].score < rules.high:
        return None
    line = _fitted([(float(n), reading.score) for n, reading in enumerate(recent)])
    rise = line.slope * (len(recent) - 1)
    if rise < rules.rise or line.slope < rules.clear * line.error:
        return None
    figures = f"from {recent[0].score:.2f} to {recent[-1].score:.2f} in {len(recent)} turns"
    return _seen(rules.score, rise / rules.rise, rules.says, figures)


def _shrinking_answers(past: Sequence[Reading], rules: AnswerRules) -> _Seen | None:
    last = past[-rules.last :]
    before = past[: len(past) - len(last)][-rules.before :]
    if len(last) < rules.last or len(before) < rules.least_before:
        return None
    if last[-1].at - last[0].at < timedelta(hours=rules.over_h):
        return None
    usual = median(reading.words for reading in before)
    now = median(reading.words for reading in last)
    if usual < rules.usual_words or now > rules.share * usual:
        return None
    figures = f"{now:g} words a turn instead of {usual:g}"
    return _seen(rules.score, rules.share * usual / max(now, 1.0), rules.says, figures)


def _refusals(past: Sequence[Reading], now: datetime, rules: RefusalRules) -> _Seen | None:
    count = sum(reading.refused for reading in _since(past, now - timedelta(hours=rules.within_h)))
    if count < rules.least:
        return None
    figures = f"{count} within {rules.within_h:g} h"
    return _seen(rules.score, count / rules.least, rules.says, figures)


def _seen(score: float, strength: float, says: str, figures: str) -> _Seen:
    """Make a sign; `strength` is 1 where it is only just one."""
    # A sign of twice the needed strength leaves half as much room for chance.
    return _Seen(1 - (1 - score) / max(1.0, strength), f"{says} ({figures})")


def _since(past: Sequence[Reading], moment: datetime) -> Sequence[Reading]:
    """Return the readings after the moment."""
    return past[_after(past, moment) :]


def _after(past: Sequence[Reading], moment: datetime) -> int:
    """Return where the readings after the moment begin."""
    return bisect_right(past, moment, key=attrgetter("at"))


@dataclass(frozen=True, slots=True)
class _Line:
    """A straight line through points: its slope, and the standard error of that."""

    slope: float
    error: float


def _fitted(points: Sequence[tuple[float, float]]) -> _Line:
    """Fit a line by least squares to at least three points of different x."""
    middle_x, middle_y = fmean(x for x, _ in points), fmean(y for _, y in points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in points) / spread
    left = sum((y - middle_y - slope * (x - middle_x)) ** 2 for x, y in points)
    return _Line(slope, sqrt(left / (len(points) - 2) / spread))
