"""How times and numbers are said."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from staff_samples import NOW

from ui.staff.wording.language import Language, one_line


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-30, "0:00"),
        (0, "0:00"),
        (0.9, "0:00"),
        (18, "0:18"),
        (192, "3:12"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3730, "1:02:10"),
        (86_400, "1 d 0 h"),
        (183_700, "2 d 3 h"),
    ],
)
def test_lengths_of_time(language: Language, seconds: float, said: str) -> None:
    assert language.lasted(timedelta(seconds=seconds)) == said
    assert language.waiting(NOW - timedelta(seconds=seconds), NOW) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-5, "just now"),
        (0.5, "just now"),
        (1, "1 min ago"),
        (59.9, "59 min ago"),
        (60, "1 h ago"),
        (1439, "23 h ago"),
        (1440, "1 day ago"),
        (4500, "3 days ago"),
    ],
)
def test_how_long_ago(language: Language, minutes: float, said: str) -> None:
    assert language.ago(NOW - timedelta(minutes=minutes), NOW) == said


def test_times_are_those_of_the_facility(language: Language) -> None:
    assert language.clock(NOW) == "18:42"
    assert language.stamp(NOW) == "20 Nov 2026 18:42:00"
    assert language.when(NOW, NOW) == "18:42"
    # Past midnight in UTC, the same day in the facility.
    assert language.when(NOW, NOW + timedelta(hours=2)) == "18:42"
    assert language.when(NOW, NOW + timedelta(hours=8)) == "20 Nov, 18:42"


def test_daylight_saving(language: Language) -> None:
    before = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert language.clock(before) == "01:30"
    assert language.clock(before + timedelta(hours=1)) == "01:30"
    assert language.waiting(before, before + timedelta(hours=1)) == "1:00:00"


def test_numbers(language: Language) -> None:
    assert language.number(1_204_000) == "1,204,000"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb\tc", "a b c"),
        ("  a   b ", "a b"),
        ("a\x00\x1bb", "a b"),
        ("\u202eabc\u2066", "abc"),
        ("👩‍👧 ok", "👩‍👧 ok"),
        ("שלום", "שלום"),
        ("", ""),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text())
def test_one_line_never_breaks_the_layout(text: str) -> None:
    line = one_line(text)
    assert not set(line) & set("\n\r\t\x00\u202e")
    assert one_line(line) == line
