"""Words that are put together rather than written whole: dates, times, sources.

They live in `resources/i18n/<language>/wording.yaml`; the code only knows the rules.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.conversation.intents.prototypes import Intent
from app.errors import LiloError
from app.plain_yaml import read_yaml
from app.recall import StreamName
from app.schedule import ScheduledItem

_PLANNED_WITHIN = timedelta(days=92)
"""What lies further ahead is not spoken of as coming."""

_A_DAY_IS_NAMED = timedelta(days=14)
_A_SEASON_IS_PLAIN = timedelta(days=270)
"""So long "in spring" means the last one."""


class WordingError(LiloError):
    """A file of words is missing or wrong."""

    code = "conversation.wording"


class Wording(BaseModel):
    """The words of one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weekdays: Sequence[str] = Field(min_length=7, max_length=7)
    months: Sequence[str] = Field(min_length=12, max_length=12)
    ordinals: Sequence[str] = Field(min_length=31, max_length=31)
    hours: Sequence[str] = Field(min_length=12, max_length=12)
    date_phrase: str
    oclock: str
    half_past: str
    quarter_past: str
    quarter_to: str
    minutes: str
    today_at: str
    day_at: str
    every_day_at: str
    parts_of_day: Mapping[str, str] = {}
    seasons: Sequence[str] = Field(min_length=12, max_length=12)
    told_today: str
    told_on: str
    told_in: str
    told_in_year: str
    question: str = "$^"
    sources: Mapping[StreamName, str]
    lines: Mapping[str, Sequence[str]]
    passed_on_reason: str = ""
    choices: Mapping[str, str] = {}
    choices_two: str = "{0}, {1}"
    choices_three: str = "{0}, {1}, {2}"

    def choice_of(self, intents: Sequence[Intent]) -> str:
        """Return two or three things that somebody may want: "a chat, a story or a message"."""
        named = [self.choices[intent.value.lower()] for intent in intents]
        pattern = self.choices_three if len(named) > 2 else self.choices_two
        return pattern.format(*named)

    def spoken_date(self, day: date) -> str:
        """Return "the twentieth of November"."""
        return self.date_phrase.format(
            ordinal=self.ordinals[day.day - 1], month=self.months[day.month - 1]
        )

    def spoken_day(self, day: date) -> str:
        """Return "Tuesday, the third of November"."""
        return f"{self.weekdays[day.weekday()]}, {self.spoken_date(day)}"

    def told_when(self, day: date, today: date) -> str:
        """Return when something was told: the day where it is near, else the season."""
        ago = today - day
        if ago < timedelta(days=1):
            return self.told_today
        if ago <= _A_DAY_IS_NAMED:
            return self.told_on.format(day=self.spoken_day(day))
        season = self.seasons[day.month - 1]
        if ago <= _A_SEASON_IS_PLAIN:
            return self.told_in.format(season=season)
        return self.told_in_year.format(season=season, year=day.year)

    def part_of_day(self, part: str) -> str:
        """Return the word for morning, afternoon, evening or night."""
        return self.parts_of_day.get(part, part)

    def spoken_time(self, at: time) -> str:
        """Return "four o'clock" or "half past four"."""
        hour = self.hours[at.hour % 12]
        match at.minute:
            case 0:
                return self.oclock.format(hour=hour)
            case 15:
                return self.quarter_past.format(hour=hour)
            case 30:
                return self.half_past.format(hour=hour)
            case 45:
                return self.quarter_to.format(hour=self.hours[(at.hour + 1) % 12])
            case minute:
                return self.minutes.format(hour=hour, minute=f"{minute:02d}")

    def spoken_plan(self, item: ScheduledItem, now: datetime) -> str:
        """Return when something on the plan comes next: "on Sunday at half past two"."""
        if item.dates is not None:
            return self._spoken_dates(item, now)
        at = self.spoken_time(item.at)
        if len(item.weekdays) == len(self.weekdays):
            return self.every_day_at.format(time=at)
        ahead = min((day - now.weekday()) % 7 for day in item.weekdays)
        if ahead == 0 and item.at >= now.time():
            return self.today_at.format(time=at)
        later = min((day - now.weekday() - 1) % 7 + 1 for day in item.weekdays)
        return self.day_at.format(day=self.weekdays[(now.weekday() + later) % 7], time=at)

    def _spoken_dates(self, item: ScheduledItem, now: datetime) -> str:
        house = now.tzinfo if isinstance(now.tzinfo, ZoneInfo) else ZoneInfo("UTC")
        starts = item.next_moment(now, house, _PLANNED_WITHIN)
        if starts is None:
            return ""
        at = self.spoken_time(starts.time())
        days = (starts.date() - now.date()).days
        if days == 0:
            return self.today_at.format(time=at)
        if days < len(self.weekdays):
            return self.day_at.format(day=self.weekdays[starts.weekday()], time=at)
        return self.day_at.format(day=self.spoken_date(starts.date()), time=at)

    def is_question(self, text: str) -> bool:
        """Whether words are a question, also where a recogniser left out its sign."""
        plain = text.strip().replace("’", "'").lower()
        return plain.endswith("?") or re.match(self.question, plain) is not None

    def source(self, stream: StreamName, title: str) -> str:
        """Return where something comes from, as the resident reads it."""
        return self.sources[stream].format(title=title).strip()


def part_of_day(now: datetime) -> str:
    """Return morning, afternoon, evening or night, as people in a care home live it."""
    if time(5) <= now.time() < time(12):
        return "morning"
    if time(12) <= now.time() < time(17):
        return "afternoon"
    if time(17) <= now.time() < time(22):
        return "evening"
    return "night"


def load_wording(language_folder: Path, lines: Path) -> Wording:
    """Read the words of a language.

    Raises:
        WordingError: a file is missing or wrong.
    """
    try:
        raw: Any = read_yaml((language_folder / "wording.yaml").read_text("utf-8"))
        raw["lines"] = read_yaml(lines.read_text("utf-8"))
        return Wording.model_validate(raw)
    except (OSError, TypeError, yaml.YAMLError, ValidationError) as error:
        raise WordingError(
            f"The words in {language_folder} and {lines} cannot be used: {error}",
            "Restore the files from the installation.",
        ) from error
