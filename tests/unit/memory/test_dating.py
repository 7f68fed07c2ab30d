"""A day that was named from when something was said is kept as the day itself."""

from datetime import date
from pathlib import Path

import pytest

from app.conversation.wording import load_wording
from app.memory import MemoryKind, MemoryPatternError
from app.memory.dating import Dating, load_dating
from app.memory.extraction import Found

MONDAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def dating(resources: Path) -> Dating:
    wording = load_wording(resources / "i18n" / "en", resources / "replies" / "lines.yaml")
    path = resources / "memory" / "dates.yaml"
    return load_dating(path, wording.weekdays, wording.spoken_date)


@pytest.mark.parametrize(
    ("text", "told", "over_after"),
    [
        (
            "Your daughter Carol is coming tomorrow.",
            "Your daughter Carol is coming on Tuesday, the third of November.",
            date(2026, 11, 3),
        ),
        (
            "Tomorrow is your birthday.",
            "Tuesday, the third of November is your birthday.",
            date(2026, 11, 3),
        ),
        (
            "You are seeing the dentist the day after tomorrow.",
            "You are seeing the dentist on Wednesday, the fourth of November.",
            date(2026, 11, 4),
        ),
        (
            "Carol is visiting on Sunday.",
            "Carol is visiting on Sunday, the eighth of November.",
            date(2026, 11, 8),
        ),
        (
            "Your son is flying to Rome next week.",
            "Your son is flying to Rome in the week of the ninth of November.",
            date(2026, 11, 15),
        ),
        (
            "The choir is singing tonight.",
            "The choir is singing on the evening of Monday, the second of November.",
            MONDAY,
        ),
        (
            "You had a fall yesterday morning.",
            "You had a fall on the morning of Sunday, the first of November.",
            None,
        ),
        (
            "The doctor came last Friday.",
            "The doctor came on Friday, the thirtieth of October.",
            None,
        ),
        ("Carol brought cake on Sunday.", "Carol brought cake on Sunday.", None),
        ("You like today's soup.", "You like today's soup.", None),
        ("You said: “Come tomorrow”", "You said: “Come tomorrow”", date(2026, 11, 3)),
    ],
)
def test_the_day_itself_is_named(
    dating: Dating, text: str, told: str, over_after: date | None
) -> None:
    found = dating.dated(Found(MemoryKind.EVENT, text, text, 0.9), MONDAY)
    assert (found.text, found.over_after, found.said) == (told, over_after, text)
    assert dating.dated(found, date(2026, 12, 24)).text == told


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "dates.yaml").write_text("day: x")
    with pytest.raises(MemoryPatternError, match=r"dates\.yaml"):
        load_dating(tmp_path / "dates.yaml", [], str)
