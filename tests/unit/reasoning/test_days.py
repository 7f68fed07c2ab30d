"""Days by name; a Friday in November 2026 is today."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter

from app.reasoning import ReasoningWords
from app.reasoning.days import age_on, easter_of, moved_by

TODAY = date(2026, 11, 27)
BORN = date(1942, 3, 14)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Christmas", date(2026, 12, 25)),
        ("Christmas Day", date(2026, 12, 25)),
        ("christmas 2027", date(2027, 12, 25)),
        ("New Year's", date(2027, 1, 1)),
        ("Easter", date(2027, 3, 28)),
        ("Thanksgiving", date(2027, 11, 25)),
        ("Mother's Day", date(2027, 5, 9)),
        ("Memorial Day", date(2027, 5, 31)),
        ("leap day", date(2028, 2, 29)),
        ("my birthday", date(2027, 3, 14)),
        ("Friday", date(2026, 12, 4)),
        ("next Monday", date(2026, 11, 30)),
        ("tomorrow", date(2026, 11, 28)),
        ("the day after tomorrow", date(2026, 11, 29)),
        ("May 2nd", date(2027, 5, 2)),
        ("the twenty-first of December", date(2026, 12, 21)),
        ("the 14th of March 1942", date(1942, 3, 14)),
        ("in three weeks", date(2026, 12, 18)),
        ("10 days from now", date(2026, 12, 7)),
        ("a month ago", date(2026, 10, 27)),
        ("in a fortnight", date(2026, 12, 11)),
    ],
)
def test_days_by_name(words: ReasoningWords, said: str, day: date) -> None:
    named = words.calendar.named(said, TODAY, BORN)
    assert named is not None
    assert named.day == day


@pytest.mark.parametrize(
    "said",
    [
        "lunch",
        "my daughter comes",
        "the 31st of February",
        "in a while",
        "",
        "i die",
        "in 9 parsecs",
    ],
)
def test_what_names_no_day_is_none(words: ReasoningWords, said: str) -> None:
    assert words.calendar.named(said, TODAY, BORN) is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Christmas", date(2025, 12, 25)),
        ("Halloween", date(2026, 10, 31)),
        ("my birthday", date(2026, 3, 14)),
        ("Monday", date(2026, 11, 23)),
        ("Friday", date(2026, 11, 20)),
    ],
)
def test_the_last_one_where_the_past_is_meant(words: ReasoningWords, said: str, day: date) -> None:
    named = words.calendar.named(said, TODAY, BORN, past=True)
    assert named is not None
    assert named.day == day


def test_without_a_birth_date_there_is_no_birthday(words: ReasoningWords) -> None:
    assert words.calendar.named("my birthday", TODAY) is None


def test_easter_is_that_of_another_implementation() -> None:
    assert [easter_of(year) for year in range(1900, 2200)] == [
        easter(year) for year in range(1900, 2200)
    ]


def test_months_end_where_they_end() -> None:
    assert moved_by(date(2026, 1, 31), 1, -1) == date(2026, 2, 28)
    assert moved_by(date(2024, 2, 29), 1, -12) == date(2025, 2, 28)
    assert moved_by(date(2026, 12, 31), 2, -1) == date(2027, 2, 28)
    assert moved_by(date(2026, 1, 1), 10**9, 1) is None
    assert moved_by(date(2026, 1, 1), 10**9, -12) is None


def test_age_turns_on_the_birthday() -> None:
    birthday = date(2027, 3, 14)
    assert age_on(BORN, birthday) == 85
    assert age_on(BORN, birthday - timedelta(days=1)) == 84
