"""Ordinary weeks, and declines, as readings: what a trend must be silent on and what it must see.

Nothing here was measured on residents. The ups and downs are drawn generously: bad days on which
mood, length and temper go down together, cheerful and gloomy people, people who say four words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random

from app.safety.trajectory import Reading

START = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Temper:
    """How somebody is.

    Attributes:
        turns: turns a day on average.
        mood, swing: mean valence, and how much single turns vary.
        worrying: share of turns that score between 0.3 and 0.6.
        words: median words of a turn.
        refusing: share of turns that refuse something.
    """

    turns: float
    mood: float = 0.1
    swing: float = 0.4
    worrying: float = 0.03
    words: float = 9
    refusing: float = 0.01


TEMPERS = (
    Temper(turns=12),
    Temper(turns=30),
    Temper(turns=4),
    Temper(turns=60, mood=0.25, words=13),
    Temper(turns=15, mood=0.5, swing=0.3, worrying=0.01),
    Temper(turns=15, mood=-0.35, worrying=0.12),
    Temper(turns=10, mood=-0.2, swing=0.5, refusing=0.05, words=6),
    Temper(turns=20, words=4),
    Temper(turns=25, mood=0.0, swing=0.55, worrying=0.06, words=16),
    Temper(turns=8, mood=-0.1, words=5, refusing=0.03),
)


@dataclass(frozen=True)
class Day:
    """What makes one day different, on top of the temper.

    Attributes:
        shift: added to the mood; half of it is lost or won in the length of answers.
        shrink: factor on the length of answers.
        worry, refusals: added to the shares.
    """

    shift: float = 0.0
    shrink: float = 1.0
    worry: float = 0.0
    refusals: float = 0.0


def ordinary_day(chance: Random) -> Day:
    """Return a day as most are; one in ten is bad, with short answers and bad temper."""
    if chance.random() < 0.1:
        return Day(shift=-0.35, shrink=0.7, worry=0.04, refusals=0.03)
    return Day(shift=chance.gauss(0, 0.12))


def readings_of(temper: Temper, date: int, day: Day, chance: Random) -> list[Reading]:
    """Return one day of somebody, from seven to twenty-one, in conversations."""
    readings: list[Reading] = []
    left = round(max(0.0, chance.gauss(temper.turns, temper.turns / 3)))
    while left > 0:
        size = min(left, chance.randint(2, 9))
        left -= size
        at = START + timedelta(days=date, hours=chance.uniform(7, 20.5))
        # A conversation has a mood of its own, and now and then is all yes and no.
        mood = temper.mood + day.shift + chance.gauss(0, 0.15)
        short = 0.25 if chance.random() < 0.1 else 1.0
        for _ in range(size):
            at += timedelta(seconds=chance.uniform(10, 60))
            refused = chance.random() < temper.refusing + day.refusals
            worrying = chance.random() < temper.worrying + day.worry
            length = temper.words * day.shrink * short * exp(chance.gauss(0, 0.75))
            readings.append(
                Reading(
                    at=at,
                    valence=max(-1.0, min(1.0, chance.gauss(mood, temper.swing))),
                    score=chance.uniform(0.3, 0.6)
                    if worrying
                    else chance.betavariate(1.2, 9) * 0.5,
                    words=max(1, round(3 if refused else length)),
                    refused=refused,
                )
            )
    return sorted(readings, key=lambda reading: reading.at)


def ordinary_weeks(temper: Temper, days: int, seed: int) -> Iterator[list[Reading]]:
    """Yield day after day of somebody with whom nothing is wrong."""
    chance = Random(f"{seed} {temper}")
    for date in range(days):
        yield readings_of(temper, date, ordinary_day(chance), chance)


DECLINE_DAYS = 7
"""So long a decline takes; before it lie two ordinary weeks."""


def decline(temper: Temper, seed: int) -> Iterator[list[Reading]]:
    """Yield two ordinary weeks, then a week in which somebody lets go, a little more each day.

    The mood sinks, answers shorten, meals and visits are refused, more and more is said that
    worries. No turn ever reaches the score at which it would be told by itself.
    """
    chance = Random(f"decline {seed} {temper}")
    for date in range(14):
        yield readings_of(temper, date, ordinary_day(chance), chance)
    for date in range(DECLINE_DAYS):
        far = (date + 1) / DECLINE_DAYS
        day = Day(shift=-0.9 * far, shrink=1 - 0.75 * far, worry=0.3 * far, refusals=0.2 * far)
        yield readings_of(temper, 14 + date, day, chance)
