"""Whether Lilo may begin by itself: at times the facility sets, never at night, never pressing.

The rule alone stands here; `starting_desk` asks it at the round of chores.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from app.conversation.starting_words import StartKind
from app.schedule import ItemKind, Occurrence

_SPOKEN_OF = {ItemKind.VISIT: StartKind.VISIT, ItemKind.ACTIVITY: StartKind.ACTIVITY}
"""Medicines and appointments are for nurses to speak of."""


REFUSED_FOR = timedelta(days=6)


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
        key: names it; it is begun with once a day.
        title: as planned; empty where nothing is.
        at: when it is today; None where that is a day and no time.
    """

    key: str
    kind: StartKind
    title: str = ""
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """When Lilo has begun before.

    Attributes:
        last: with anything.
        declined: when the resident last said no.
        topics: by key, when each was last begun with.
        refused: by key, when the resident last said no to it.
    """

    last: datetime | None = None
    declined: datetime | None = None
    topics: Mapping[str, datetime] = field(default_factory=dict)
    refused: Mapping[str, datetime] = field(default_factory=dict)


def topics_of(
    today: Sequence[Occurrence],
    tomorrow: Sequence[Occurrence],
    born: date | None,
    is_birthday: Callable[[str], bool],
    now: datetime,
    *,
    check_in: str = "",
) -> list[Topic]:
    """Return what there is to begin with, what matters most first.

    Args:
        today, tomorrow: the plan.
        is_birthday: whether something planned is one, by its title.
        now: local time.
        check_in: the scale that is due; empty for none.
    """
    topics: list[Topic] = []
    if born is not None and (born.month, born.day) == (now.month, now.day):
        topics.append(Topic("own_birthday", StartKind.OWN_BIRTHDAY))
    for planned, kind in (
        (today, StartKind.BIRTHDAY_TODAY),
        (tomorrow, StartKind.BIRTHDAY_TOMORROW),
    ):
        topics += [
            # One name for the day before and the day itself: a no to the one is a no to the other.
            Topic(f"birthday/{each.item.id}", kind, each.item.title)
            for each in planned
            if is_birthday(each.item.title)
        ]
    if check_in:
        topics.append(Topic(f"check_in/{check_in}", StartKind.CHECK_IN))
    topics += [
        Topic(
            f"{_SPOKEN_OF[each.item.kind].value}/{each.item.id}",
            _SPOKEN_OF[each.item.kind],
            each.item.title,
            each.starts.time(),
        )
        for each in today
        if each.item.kind in _SPOKEN_OF
        and each.starts > now
        and not each.item.is_all_day
        and not is_birthday(each.item.title)
    ]
    order = tuple(StartKind)
    return sorted(topics, key=lambda topic: (order.index(topic.kind), topic.at or time()))


def may_start(
    topics: Sequence[Topic],
    begun: Begun,
    last_said: datetime | None,
    rules: StartRules,
    now: datetime,
) -> Topic | None:
    """Return what to begin with now, or None.

    A topic comes once a day. After a no nothing more is begun that day, and the topic itself rests
    for six days: what comes every week is another one by then.

    Args:
        begun: what was begun before, with its answer.
        last_said: when anything was last said, by either side.
        now: local time of the facility; the other times have a time zone as well.
    """
    slot = slot_at(rules, now)
    if slot is None or (last_said is not None and now - last_said < rules.quiet_for):
        return None
    if _is_today(begun.declined, now) or (begun.last is not None and begun.last >= slot):
        return None
    fresh = (
        topic
        for topic in topics
        if not _is_today(begun.topics.get(topic.key), now)
        and not _rests(begun.refused.get(topic.key), now)
    )
    return next(fresh, None)


def slot_at(rules: StartRules, now: datetime) -> datetime | None:
    """Return the set time whose moment it is, or None; none at night."""
    if _is_night(rules, now.time()):
        return None
    for at in sorted(rules.times, reverse=True):
        begins = datetime.combine(now.date(), at, now.tzinfo)
        if begins <= now <= begins + rules.window:
            return begins
    return None


def _rests(refused: datetime | None, now: datetime) -> bool:
    return refused is not None and now - refused < REFUSED_FOR


def _is_today(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment.astimezone(now.tzinfo).date() == now.date()


def _is_night(rules: StartRules, at: time) -> bool:
    if rules.night_from <= rules.night_until:
        return rules.night_from <= at < rules.night_until
    return at >= rules.night_from or at < rules.night_until
