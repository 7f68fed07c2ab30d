"""How the staff window says times and numbers, and its words."""

from datetime import date, datetime, timedelta
from unicodedata import category
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

from ui.staff.wording.phrases import Counted
from ui.staff.wording.words import StaffWords

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class Language:
    """Words of one language, and times in the facility's timezone.

    Attributes:
        name: of the language.
    """

    def __init__(self, words: StaffWords, zone: ZoneInfo, name: str = "en") -> None:
        self.words = words
        self._zone = zone
        self._locale = QLocale(name)
        self.name = name

    def move_to(self, zone: ZoneInfo) -> None:
        """Say times in another zone from now on."""
        self._zone = zone

    def number(self, n: int) -> str:
        """Return a whole number with its thousands set apart."""
        return self._locale.toString(n)

    def counted(self, words: Counted, n: int) -> str:
        """Return words that depend on a number, with the number set in this language."""
        return words.of(n, self.number(n))

    def clock(self, moment: datetime) -> str:
        """Return the time of day, such as "18:42"."""
        return f"{self._local(moment):%H:%M}"

    def clock_s(self, moment: datetime) -> str:
        """Return the time of day with seconds."""
        return f"{self._local(moment):%H:%M:%S}"

    def when(self, moment: datetime, now: datetime) -> str:
        """Return the time of day, with the date where it is not today."""
        if self._local(moment).date() == self._local(now).date():
            return self.clock(moment)
        return f"{self.day(moment)}, {self.clock(moment)}"

    def day(self, moment: datetime) -> str:
        """Return the date, such as "20 Nov"."""
        local = self._local(moment)
        day = QDate(local.year, local.month, local.day)
        return self._locale.toString(day, "d MMM")

    def weekday(self, moment: datetime) -> str:
        """Return the day with its name, such as "Friday 20 November"."""
        local = self._local(moment)
        day = QDate(local.year, local.month, local.day)
        return self._locale.toString(day, self.words.times.day_form)

    def date(self, day: date) -> str:
        """Return a date with its year, such as "20 Nov 2026"."""
        return self._locale.toString(QDate(day.year, day.month, day.day), "d MMM yyyy")

    def stamp(self, moment: datetime) -> str:
        """Return date and time to the second, for a record."""
        return f"{self.day(moment)} {self._local(moment):%Y} {self.clock_s(moment)}"

    def lasted(self, time: timedelta) -> str:
        """Return a length of time, such as "0:18", "1:02:10" or "2 d 3 h"."""
        seconds = max(int(time.total_seconds()), 0)
        minutes, second = divmod(seconds, 60)
        hours, minute = divmod(minutes, 60)
        if hours >= 24:
            days, hour = divmod(hours, 24)
            return self.words.times.days.format(days=days, hours=hour)
        return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"

    def waiting(self, since: datetime, now: datetime) -> str:
        """Return how long something has waited; a clock that was set back gives "0:00"."""
        return self.lasted(now - since)

    def ago(self, moment: datetime, now: datetime) -> str:
        """Return how long ago something was, in words."""
        words, passed = self.words.times, now - moment
        if passed < _MINUTE:
            return words.just_now
        if passed < _HOUR:
            return words.minutes_ago.format(n=passed // _MINUTE)
        if passed < _DAY:
            return words.hours_ago.format(n=passed // _HOUR)
        return words.days_ago.of(passed // _DAY)

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the facility's time."""
        return self._local(moment)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)


def one_line(text: str) -> str:
    """Return what somebody said as one line that cannot upset the layout.

    Control characters and those that turn the direction of what follows are left out.
    """
    kept = (" " if category(sign) == "Cc" else sign for sign in text if sign not in _BIDI_CONTROLS)
    return " ".join("".join(kept).split())
