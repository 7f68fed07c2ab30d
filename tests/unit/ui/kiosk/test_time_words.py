from datetime import datetime, time

import pytest

from ui.kiosk.time_words import PartOfDay, clock_line, date_line, part_of_day, time_phrase
from ui.kiosk.wording import Wording


@pytest.mark.parametrize(
    ("at", "part"),
    [
        (time(0, 0), PartOfDay.NIGHT),
        (time(5, 59), PartOfDay.NIGHT),
        (time(6, 0), PartOfDay.MORNING),
        (time(11, 59), PartOfDay.MORNING),
        (time(12, 0), PartOfDay.AFTERNOON),
        (time(16, 59), PartOfDay.AFTERNOON),
        (time(17, 0), PartOfDay.EVENING),
        (time(20, 59), PartOfDay.EVENING),
        (time(21, 0), PartOfDay.NIGHT),
        (time(23, 59), PartOfDay.NIGHT),
    ],
)
def test_the_day_has_four_parts(at: time, part: PartOfDay) -> None:
    assert part_of_day(at) is part


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (time(0, 5), "12:05"),
        (time(1, 0), "1:00"),
        (time(12, 30), "12:30"),
        (time(15, 40), "3:40"),
        (time(23, 59), "11:59"),
    ],
)
def test_the_clock_has_twelve_hours(at: time, shown: str, wording: Wording) -> None:
    assert clock_line(at, wording.time) == shown


@pytest.mark.parametrize(
    ("at", "phrase"),
    [
        (time(16, 0), "4 o’clock"),
        (time(12, 15), "quarter past 12"),
        (time(14, 30), "half past 2"),
        (time(8, 45), "quarter to 9"),
        (time(12, 45), "quarter to 1"),
        (time(23, 45), "quarter to 12"),
        (time(10, 20), "10:20"),
        (time(0, 0), "12 o’clock"),
    ],
)
def test_times_are_said_as_people_say_them(at: time, phrase: str, wording: Wording) -> None:
    assert time_phrase(at, wording.time) == phrase


def test_the_date_is_in_words(wording: Wording) -> None:
    now = datetime(2026, 11, 20, 15, 40)  # noqa: DTZ001
    assert date_line(now, wording.date) == "Friday, 20 November · afternoon"
