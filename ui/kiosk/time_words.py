"""Dates and times in words, for people who should not have to work them out."""

from datetime import datetime, time
from enum import StrEnum

from ui.kiosk.wording import DateWords, PartsOfDay, TimeWords

NIGHT_BEGINS = time(21)
MORNING_BEGINS = time(6)
AFTERNOON_BEGINS = time(12)
EVENING_BEGINS = time(17)


class PartOfDay(StrEnum):
    """What people call this time of day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


def part_of_day(at: time) -> PartOfDay:
    """Return the part of the day."""
    if at < MORNING_BEGINS or at >= NIGHT_BEGINS:
        return PartOfDay.NIGHT
    if at < AFTERNOON_BEGINS:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if at < EVENING_BEGINS else PartOfDay.EVENING


def for_part(words: PartsOfDay, part: PartOfDay) -> str:
    """Return the word for a part of the day."""
    match part:
        case PartOfDay.MORNING:
            return words.morning
        case PartOfDay.AFTERNOON:
            return words.afternoon
        case PartOfDay.EVENING:
            return words.evening
        case PartOfDay.NIGHT:
            return words.night


def date_line(now: datetime, words: DateWords) -> str:
    """Return "Friday, 20 November · afternoon"."""
    return words.line.format(
        weekday=weekday(now, words),
        day=now.day,
        month=words.months[now.month - 1],
        part=for_part(words.parts, part_of_day(now.time())),
    )


def weekday(now: datetime, words: DateWords) -> str:
    """Return "Friday"."""
    return words.weekdays[now.weekday()]


def clock_line(at: time, words: TimeWords) -> str:
    """Return "3:40": twelve hours, without a.m. or p.m.; the date line says which."""
    hour = _hour(at.hour)
    return words.of(hour).clock.format(hour=hour, minute=f"{at.minute:02}")


def time_phrase(at: time, words: TimeWords) -> str:
    """Return a time as people say it: "4 o'clock", "half past 2", "quarter to 9"."""
    hour, after, minute = _hour(at.hour), _hour(at.hour + 1), f"{at.minute:02}"
    said = words.of(hour)
    match at.minute:
        case 0:
            return said.on_the_hour.format(hour=hour, minute=minute)
        case 15:
            return said.quarter_past.format(hour=hour, minute=minute)
        case 30:
            return said.half_past.format(hour=hour, minute=minute)
        case 45:
            return words.of(after).quarter_to.format(hour=after, minute=minute)
        case _:
            return said.otherwise.format(hour=hour, minute=minute)


def _hour(hour: int) -> int:
    return (hour - 1) % 12 + 1
