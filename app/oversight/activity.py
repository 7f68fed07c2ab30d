"""How much was talked, and how many dangers were handed on: counts that point at nobody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol

from app.alerts import Recipient, Routes
from app.safety import DangerKind, Level

TALK_DAYS = 14
MONTHS = 6

FEWEST = 3
"""A smaller count is not said: in a house everybody knows who it was."""


@dataclass(frozen=True, slots=True)
class DangerRaised:
    """An alert about a danger, without whose it is.

    Attributes:
        level: the gravest that it reached.
        tier: how far it was passed on, from 0.
    """

    at: datetime
    kind: DangerKind
    level: Level
    tier: int


class ActivityRepository(Protocol):
    """Where the counts are read."""

    def turns_between(self, since: datetime, until: datetime) -> Sequence[int]:
        """Return how many turns each resident took who took any; `until` is not included."""

    def dangers_since(self, moment: datetime) -> Sequence[DangerRaised]:
        """Return what was raised about dangers at or after the moment."""


@dataclass(frozen=True, slots=True)
class TalkDay:
    """One day; None where a count is not said because it is small."""

    day: date
    turns: int | None
    residents: int | None


@dataclass(frozen=True, slots=True)
class Referrals:
    """What was raised about one kind of danger in a month, and to whom it was handed on.

    Attributes:
        month: its first day.
        emergency_line, physician: of the alerts, how many told them. None where a count is not
            said because it is small.
    """

    month: date
    kind: DangerKind
    alerts: int | None
    emergency_line: int | None
    physician: int | None


def said(count: int) -> int | None:
    """Return a count, or None where it is so small that it would point at somebody."""
    return None if 0 < count < FEWEST else count


def talk_days(repository: ActivityRepository, now: datetime, zone: tzinfo) -> tuple[TalkDay, ...]:
    """Return the last days, today first."""
    today = now.astimezone(zone).date()
    days = []
    for back in range(TALK_DAYS):
        day = today - timedelta(days=back)
        begins, ends = _midnight(day, zone), _midnight(day + timedelta(days=1), zone)
        turns = repository.turns_between(begins, ends)
        residents = said(len(turns))
        days.append(TalkDay(day, None if residents is None else sum(turns), residents))
    return tuple(days)


def first_month(now: datetime, zone: tzinfo) -> datetime:
    """Return where the months begin that are reported."""
    day = now.astimezone(zone).date().replace(day=1)
    for _ in range(MONTHS - 1):
        day = (day - timedelta(days=1)).replace(day=1)
    return _midnight(day, zone)


def referrals(
    dangers: Sequence[DangerRaised], routes: Routes, zone: tzinfo
) -> tuple[Referrals, ...]:
    """Count by month, newest first, and kind.

    Args:
        routes: by which alerts go on; those of today stand for all months.
    """
    alerts: Counter[tuple[date, DangerKind]] = Counter()
    told: Counter[tuple[date, DangerKind, Recipient]] = Counter()
    for one in dangers:
        month = one.at.astimezone(zone).date().replace(day=1)
        alerts[month, one.kind] += 1
        tiers = routes.route(one.level).tiers[: one.tier + 1]
        for who in {who for tier in tiers for who in tier}:
            told[month, one.kind, who] += 1
    kinds = list(DangerKind)
    return tuple(
        Referrals(
            month,
            kind,
            said(alerts[month, kind]),
            said(told[month, kind, Recipient.EMERGENCY_LINE]),
            said(told[month, kind, Recipient.PHYSICIAN]),
        )
        for month, kind in sorted(alerts, key=lambda at: (-at[0].toordinal(), kinds.index(at[1])))
    )


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
