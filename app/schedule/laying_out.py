"""Laying a rule out over a stretch of days, in time that depends on the stretch alone.

Each period of the rule (a day, a week, a month, a year) that touches the stretch is looked through
day by day; the periods before it are stepped over by arithmetic. A rule that never comes costs as
much as one that comes every day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.schedule.rule import Frequency, Rule, RuleError, WeekdayOf

_DAY = timedelta(days=1)
_LONGEST_COUNT_YEARS = 31
"""What has not come its number of times within thirty years goes on without an end."""


@dataclass(slots=True)
class Allowance:
    """How many days may be looked at in all; whoever reads many rules shares one.

    Raises:
        RuleError: from `take`, when it is used up.
    """

    days: int

    def take(self, days: int) -> None:
        """Use up some."""
        self.days -= days
        if self.days < 0:
            raise RuleError(
                "The rules of repetition in it are too many, or too far-reaching.",
                "Leave out what repeats a fixed number of times over many years.",
            )


def lay_out(
    rule: Rule, first: datetime, start: datetime, end: datetime, allowance: Allowance | None = None
) -> Iterator[datetime]:
    """Give when it comes from `start` to before `end`, in order.

    All times are the event's own local time, without a zone.

    Args:
        rule: without a count.
        first: when it is to come first; nothing comes before it.
        start, end: the stretch.
        allowance: what may be looked at.
    """
    times = _times(rule, first)
    filled = _filled(rule, first)
    day = max(start, first).date()
    last = min(end, rule.until or end).date()
    for period_start, period_end in _periods(rule, first.date(), day, last):
        if allowance:
            allowance.take((period_end - period_start).days)
        moments = [
            datetime.combine(on, at)
            for on in _days(period_start, period_end)
            # Only places within a period need the whole of it.
            if (rule.positions or day <= on <= last) and _is_on(filled, on)
            for at in times
        ]
        for moment in _positioned(rule, moments):
            if moment >= end or (rule.until and moment > rule.until):
                return
            if moment >= start and moment >= first:
                yield moment


def counted_out(rule: Rule, first: datetime, allowance: Allowance) -> Rule:
    """Return the rule with its end as a time in place of a number of times."""
    if rule.count is None:
        return rule
    endless = replace(rule, count=None)
    end = first.replace(year=min(first.year + _LONGEST_COUNT_YEARS, date.max.year), month=1, day=1)
    last, left = None, rule.count
    for moment in lay_out(endless, first, first, end, allowance):
        last, left = moment, left - 1
        if left == 0:
            break
    if last is None:
        # It never comes: not on its first day either.
        return replace(endless, until=first - _DAY)
    return replace(endless, until=last) if left == 0 else endless


def _times(rule: Rule, first: datetime) -> list[time]:
    hours, minutes = rule.hours or {first.hour}, rule.minutes or {first.minute}
    return [time(hour, minute) for hour in sorted(hours) for minute in sorted(minutes)]


def _filled(rule: Rule, first: datetime) -> Rule:
    """Take from the first day what the rule leaves open."""
    weekday = frozenset({WeekdayOf(first.weekday())})
    if rule.weeks and not rule.weekdays:
        return replace(rule, weekdays=weekday)
    if rule.weeks or rule.year_days or rule.month_days or rule.weekdays:
        return rule
    match rule.frequency:
        case Frequency.WEEKLY:
            return replace(rule, weekdays=weekday)
        case Frequency.MONTHLY:
            return replace(rule, month_days=frozenset({first.day}))
        case Frequency.YEARLY:
            months = rule.months or frozenset({first.month})
            return replace(rule, months=months, month_days=frozenset({first.day}))
        case Frequency.DAILY:
            return rule


def _periods(rule: Rule, first: date, start: date, last: date) -> Iterator[tuple[date, date]]:
    """Give the periods that touch start..last, each as its first day and the day after it."""
    step = rule.interval
    match rule.frequency:
        case Frequency.DAILY | Frequency.WEEKLY:
            length = 1 if rule.frequency is Frequency.DAILY else 7
            begins = first
            if length == 7:
                begins -= min(_DAY * ((first.weekday() - rule.week_start) % 7), first - date.min)
            stride = length * step
            ahead = max(0, (start - begins).days // stride)
            ordinal = begins.toordinal() + ahead * stride
            while ordinal <= min(last.toordinal(), date.max.toordinal() - length):
                day = date.fromordinal(ordinal)
                yield day, day + length * _DAY
                ordinal += stride
        case Frequency.MONTHLY:
            month = first.year * 12 + first.month - 1
            wanted = start.year * 12 + start.month - 1
            month += max(0, wanted - month) // step * step
            while month <= last.year * 12 + last.month - 1 and month + 1 < 9999 * 12:
                yield _month(month), _month(month + 1)
                month += step
        case Frequency.YEARLY:
            year = first.year + max(0, start.year - first.year) // step * step
            while year <= min(last.year, 9998):
                yield date(year, 1, 1), date(year + 1, 1, 1)
                year += step


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _days(start: date, end: date) -> Iterator[date]:
    return map(date.fromordinal, range(start.toordinal(), end.toordinal()))


def _is_on(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.weekdays and not any(_is_weekday(rule, named, day) for named in rule.weekdays):
        return False
    if rule.month_days:
        length = _after(day.replace(day=1)).toordinal() - day.replace(day=1).toordinal()
        if not {day.day, day.day - length - 1} & rule.month_days:
            return False
    if rule.year_days:
        nth = day.timetuple().tm_yday
        if not {nth, nth - _year_length(day.year) - 1} & rule.year_days:
            return False
    return not rule.weeks or bool(set(_week(day, rule.week_start)) & rule.weeks)


def _is_weekday(rule: Rule, named: WeekdayOf, day: date) -> bool:
    if day.weekday() != named.weekday:
        return False
    if named.nth == 0:
        return True
    if rule.frequency is Frequency.YEARLY and not rule.months:
        nth, length = day.timetuple().tm_yday, _year_length(day.year)
    else:
        begins = day.replace(day=1)
        nth, length = day.day, (_after(begins) - begins).days
    return named.nth in {(nth + 6) // 7, -((length - nth) // 7 + 1)}


def _after(first_of_month: date) -> date:
    return (first_of_month + 31 * _DAY).replace(day=1)


def _year_length(year: int) -> int:
    return date(year, 12, 31).timetuple().tm_yday


def _week(day: date, week_start: int) -> tuple[int, int]:
    """Return the number of the week, from the start of its year and from its end."""
    begins = day - _DAY * ((day.weekday() - week_start) % 7)
    # A week belongs to the year that holds four of its days.
    year = (begins + 3 * _DAY).year
    number = (begins - _first_week(year, week_start)).days // 7 + 1
    count = (_first_week(year + 1, week_start) - _first_week(year, week_start)).days // 7
    return number, number - count - 1


def _first_week(year: int, week_start: int) -> date:
    fourth = date(year, 1, 4)
    return fourth - _DAY * ((fourth.weekday() - week_start) % 7)


def _positioned(rule: Rule, moments: list[datetime]) -> list[datetime]:
    if not rule.positions:
        return moments
    count = len(moments)
    places = {at - 1 if at > 0 else count + at for at in rule.positions}
    return [moments[at] for at in sorted(places) if 0 <= at < count]
