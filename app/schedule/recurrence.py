"""Dates in a calendar's own time, and the moments they are.

A calendar says "three in the afternoon", of its own time zone, and means it whatever the clocks do.
Where clocks leap forward over that time, it is the moment it would have been had they not; where
they go back and it comes twice, it is the first (RFC 5545, 3.3.5).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.schedule.laying_out import Allowance, lay_out
from app.schedule.rule import Rule, read_rule

_ASIDE = timedelta(hours=26)
"""No two zones are further apart."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """On which dates something comes, at times in its own zone.

    Attributes:
        first: its first day.
        rule: how it comes again, without a count; None for what comes once.
        zone: IANA name; empty for the facility's own time.
        also: further local times it comes at.
        without: local times it would come at and does not.
    """

    first: date
    rule: Rule | None = None
    zone: str = ""
    also: frozenset[datetime] = frozenset()
    without: frozenset[datetime] = frozenset()

    def moments(
        self,
        at: time,
        start: datetime,
        end: datetime,
        house: ZoneInfo,
        allowance: Allowance | None = None,
    ) -> Iterator[datetime]:
        """Give the moments from `start` to before `end`, in order, in the facility's time.

        Args:
            at: local time of the first.
            start, end: moments with a zone.
            house: the facility's zone.
            allowance: how much may be looked at.
        """
        zone = ZoneInfo(self.zone) if self.zone else house
        first = datetime.combine(self.first, at)
        # A little more on both sides: a leap of the clock can move a local time over the edge.
        low, high = _local(start, zone, -_ASIDE), _local(end, zone, _ASIDE)
        if self.rule is None:
            found = {first} if low <= first < high else set()
        else:
            found = set(lay_out(self.rule, first, low, high, allowance))
        found = {local for local in found | self.also if local not in self.without}
        moments = sorted({moment_of(local, zone) for local in found})
        for moment in moments:
            if start <= moment < end:
                yield moment.astimezone(house)

    @property
    def last_day(self) -> date | None:
        """The last day it can come on, or None where there is no end."""
        if self.rule is None:
            end: date | None = self.first
        else:
            end = self.rule.until.date() if self.rule.until else None
        return end and max([end, *(local.date() for local in self.also)])

    def to_json(self) -> dict[str, object]:
        """Return it as it is kept."""
        return {
            "first": self.first.isoformat(),
            "rule": self.rule.text() if self.rule else "",
            "zone": self.zone,
            "also": sorted(local.isoformat() for local in self.also),
            "without": sorted(local.isoformat() for local in self.without),
        }


def recurrence_from_json(kept: dict[str, object]) -> Recurrence:
    """Return what `to_json` gave.

    Raises:
        RuleError: what was kept is damaged.
    """
    rule, also, without = str(kept["rule"]), kept["also"], kept["without"]
    assert isinstance(also, list)  # noqa: S101 - for the type checker
    assert isinstance(without, list)  # noqa: S101
    return Recurrence(
        date.fromisoformat(str(kept["first"])),
        _kept_rule(rule) if rule else None,
        str(kept["zone"]),
        frozenset(map(datetime.fromisoformat, also)),
        frozenset(map(datetime.fromisoformat, without)),
    )


@lru_cache(maxsize=512)
def _kept_rule(text: str) -> Rule:
    # A plan is read in every turn, and rules are few.
    return read_rule(text, lambda moment: moment.replace(tzinfo=None))


def moment_of(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment in UTC of a local time, also where clocks leap over it."""
    # fold=0: before a leap the old offset counts, of a repeated hour the first one.
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _local(moment: datetime, zone: ZoneInfo, aside: timedelta) -> datetime:
    local = moment.astimezone(zone).replace(tzinfo=None)
    try:
        return local + aside
    except OverflowError:
        return local
