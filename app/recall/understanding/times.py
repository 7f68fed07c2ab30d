"""Time words into stretches of time: "last Tuesday", "two weeks ago", "when I was young"."""

import re
from datetime import date, datetime, time, timedelta

from app.recall.passage import Span
from app.recall.understanding.language import Language, any_of

_YEAR = re.compile(r"\b(19\d\d|20\d\d)(s?)\b")


class TimeReader:
    """Reads times as people say them; what can be meant two ways is read as the past."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._days_ago = any_of(language.days_ago)
        numbers = "|".join(language.numbers)
        self._ago = re.compile(rf"\b({numbers}|\d{{1,3}}) ({'|'.join(language.units)}) ago\b")
        self._weekday = any_of(language.weekdays)
        months = "|".join(language.months)
        self._date = re.compile(
            rf"\b(?:({months}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?"
            rf"|(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({months}))\b"
        )
        self._month = re.compile(rf"\bin ({months})\b")
        self._season = re.compile(rf"\b(?:in|in the|last|this) ({'|'.join(language.seasons)})\b")
        self._ages = any_of(language.ages)
        self._decades = any_of(language.decades)

    def span(self, text: str, now: datetime) -> Span | None:
        """Return the days that are meant, in the facility's time, or None.

        Args:
            text: in small letters.
            now: local time of the facility.
        """
        today = now.date()
        days = (
            self._some_days_ago(text, today)
            or self._on_a_date(text, today)
            or self._on_a_weekday(text, today)
            or self._in_months(text, today)
        )
        if days is None:
            return None
        first, last = days
        start = datetime.combine(first, time(), now.tzinfo)
        return Span(start, datetime.combine(last + timedelta(days=1), time(), now.tzinfo))

    def years(self, text: str, born: date | None) -> range:
        """Return the years of a life that are meant; empty when none are."""
        if named := _YEAR.search(text):
            first = int(named[1])
            return range(first, first + (10 if named[2] else 1))
        if decade := self._decades.search(text):
            first = self._language.decades[decade[1]]
            return range(first, first + 10)
        if born is not None and (age := self._ages.search(text)):
            youngest, oldest = self._language.ages[age[1]]
            return range(born.year + youngest, born.year + oldest + 1)
        return range(0)

    def _some_days_ago(self, text: str, today: date) -> tuple[date, date] | None:
        if ago := self._ago.search(text):
            number = self._language.numbers.get(ago[1]) or int(ago[1])
            unit = self._language.units[ago[2]]
            middle, slack = number * unit, timedelta(days=unit // 2)
            day = today - timedelta(days=middle)
            return day - slack, day + slack
        if not (named := self._days_ago.search(text)):
            return None
        days = self._language.days_ago[named[1]]
        nearest, farthest = (days, days) if isinstance(days, int) else days
        return today - timedelta(days=farthest), today - timedelta(days=nearest)

    def _on_a_date(self, text: str, today: date) -> tuple[date, date] | None:
        if not (named := self._date.search(text)):
            return None
        month = self._language.months.index(named[1] or named[4]) + 1
        for year in (today.year, today.year - 1):
            try:
                day = date(year, month, int(named[2] or named[3]))
            except ValueError:
                continue  # the thirtieth of February
            if day <= today:
                return day, day
        return None

    def _on_a_weekday(self, text: str, today: date) -> tuple[date, date] | None:
        if not (named := self._weekday.search(text)):
            return None
        back = (today.weekday() - self._language.weekdays.index(named[1]) - 1) % 7 + 1
        day = today - timedelta(days=back)
        return day, day

    def _in_months(self, text: str, today: date) -> tuple[date, date] | None:
        if named := self._month.search(text):
            first = last = self._language.months.index(named[1]) + 1
        elif season := self._season.search(text):
            first, last = self._language.seasons[season[1]]
        else:
            return None
        start = date(today.year, first, 1)
        if start > today:
            start = date(today.year - 1, first, 1)
        end = date(start.year + (last < first), last, 28)
        # To the last of the month, whichever that is.
        return start, (end + timedelta(days=4)).replace(day=1) - timedelta(days=1)
