"""Whether Lilo may begin by itself: at times the facility sets, never at night, never pressing.

The rule alone stands here; whoever runs jobs in the background asks it, and shows what it allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.schedule import ItemKind, ScheduledItem, todays_items

_SPEAKABLE = frozenset({ItemKind.VISIT, ItemKind.ACTIVITY})
"""Medicines and appointments are for nurses to speak of."""


@dataclass(frozen=True, slots=True)
class StartRules:
    """When Lilo may begin.

    Attributes:
        times: of day, local; without any it never begins.
        night_from, night_until: between them it never does, whatever `times` says.
        window: how long after a time it may still begin; later the moment has passed.
        quiet_for: how long nobody may have spoken, so that no conversation is cut into.
    """

    times: tuple[time, ...] = ()
    night_from: time = time(20)
    night_until: time = time(8)
    window: timedelta = timedelta(minutes=30)
    quiet_for: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Topic:
    """What Lilo would begin with.

    Attributes:
        key: the same thing on the same day has the same key.
    """

    key: str
    item: ScheduledItem


@dataclass(frozen=True, slots=True)
class Started:
    """A time that Lilo began, and whether the resident declined."""

    key: str
    at: datetime
    declined: bool = False


def topics_of(plan: Sequence[ScheduledItem], now: datetime) -> list[Topic]:
    """Return what is still to look forward to today, visits first; now is local time."""
    later = [i for i in todays_items(plan, now) if i.at > now.time() and i.kind in _SPEAKABLE]
    later.sort(key=lambda item: (item.kind is not ItemKind.VISIT, item.at))
    return [Topic(f"{item.id}:{now.date().isoformat()}", item) for item in later]


def may_start(
    topics: Sequence[Topic],
    started: Sequence[Started],
    last_said: datetime | None,
    rules: StartRules,
    now: datetime,
) -> Topic | None:
    """Return what to begin with now, or None.

    A topic comes once. After a no nothing more is begun that day.

    Args:
        started: what was begun before, with its answer.
        last_said: when anything was last said, by either side.
        now: local time of the facility; the other times have a time zone as well.
    """
    slot = _slot(rules, now)
    if slot is None or (last_said is not None and now - last_said < rules.quiet_for):
        return None
    today = [s for s in started if s.at.astimezone(now.tzinfo).date() == now.date()]
    if any(s.declined for s in today) or any(s.at >= slot for s in today):
        return None
    known = {s.key for s in started}
    return next((topic for topic in topics if topic.key not in known), None)


def _slot(rules: StartRules, now: datetime) -> datetime | None:
    """Return the set time whose moment it is, or None; none at night."""
    if _is_night(rules, now.time()):
        return None
    for at in sorted(rules.times, reverse=True):
        begins = datetime.combine(now.date(), at, now.tzinfo)
        if begins <= now <= begins + rules.window:
            return begins
    return None


def _is_night(rules: StartRules, at: time) -> bool:
    if rules.night_from <= rules.night_until:
        return rules.night_from <= at < rules.night_until
    return at >= rules.night_from or at < rules.night_until
