from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.conversation.wording import Wording, WordingError, load_wording
from app.ids import ResidentId, new_uuid
from app.recall import StreamName
from app.schedule import ItemKind, ScheduledItem


@pytest.mark.parametrize(
    ("at", "spoken"),
    [
        (time(16), "four o’clock"),
        (time(0), "twelve o’clock"),
        (time(12), "twelve o’clock"),
        (time(10, 30), "half past ten"),
        (time(9, 15), "quarter past nine"),
        (time(9, 45), "quarter to ten"),
        (time(12, 45), "quarter to one"),
        (time(23, 45), "quarter to twelve"),
        (time(11, 45), "quarter to twelve"),
        (time(14, 5), "two 05"),
        (time(14, 50), "two 50"),
    ],
)
def test_times_are_said_as_people_say_them(wording: Wording, at: time, spoken: str) -> None:
    assert wording.spoken_time(at) == spoken


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        (date(2026, 11, 20), "the twentieth of November"),
        (date(2026, 1, 1), "the first of January"),
        (date(2026, 12, 31), "the thirty-first of December"),
        (date(2028, 2, 29), "the twenty-ninth of February"),
    ],
)
def test_dates_are_said_as_people_say_them(wording: Wording, day: date, spoken: str) -> None:
    assert wording.spoken_date(day) == spoken


def test_a_source_is_named_to_the_resident(wording: Wording) -> None:
    assert wording.source(StreamName.LIFE_STORY, "The blue door") == (
        "From your story “The blue door”"
    )
    assert wording.source(StreamName.KNOWLEDGE, "Flu") == "From our guide “Flu”"


@pytest.mark.parametrize(
    "key",
    [
        "unreadable",
        "too_long",
        "empty",
        "one_letter",
        "not_ready",
        "trouble",
        "replaced",
        "replaced_dose",
        "replaced_diagnosis",
        "replaced_another_resident",
        "replaced_person",
        "replaced_promise",
        "replaced_methods",
    ],
)
def test_every_plain_line_has_several_wordings_and_no_slot(wording: Wording, key: str) -> None:
    lines = wording.lines[key]
    assert len(set(lines)) == len(lines) >= 3
    assert not any("{" in line for line in lines)


@pytest.fixture
def files(resources: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Copies of the words that ship, to be damaged."""
    words = (resources / "i18n" / "en" / "wording.yaml").read_text("utf-8")
    (tmp_path / "wording.yaml").write_text(words, "utf-8")
    lines = tmp_path / "lines.yaml"
    lines.write_text((resources / "replies" / "lines.yaml").read_text("utf-8"), "utf-8")
    return tmp_path, lines


@pytest.mark.parametrize(
    ("key", "value"), [("weekdays", ["Monday"]), ("hours", None), ("colour", "red")]
)
def test_a_wrong_file_is_refused_by_key(files: tuple[Path, Path], key: str, value: Any) -> None:
    folder, lines = files
    content = yaml.safe_load((folder / "wording.yaml").read_text("utf-8")) | {key: value}
    (folder / "wording.yaml").write_text(yaml.safe_dump(content), "utf-8")
    with pytest.raises(WordingError) as refused:
        load_wording(folder, lines)
    assert key in refused.value.message
    assert str(folder) in refused.value.message


@pytest.mark.parametrize("content", ["", "[", "just words"])
def test_what_is_no_file_of_words_is_refused(files: tuple[Path, Path], content: str) -> None:
    folder, lines = files
    for path in (lines, folder / "wording.yaml"):
        path.write_text(content, "utf-8")
        with pytest.raises(WordingError, match="cannot be used"):
            load_wording(folder, lines)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="No such file"):
        load_wording(tmp_path, tmp_path / "lines.yaml")


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [
        (range(7), "every day at half past two"),
        ({4}, "today at half past two"),
        ({2, 6}, "on Sunday at half past two"),
        ({3}, "on Thursday at half past two"),
    ],
)
def test_when_something_on_the_plan_comes_next(
    wording: Wording, weekdays: Iterable[int], said: str
) -> None:
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    item = ScheduledItem(
        new_uuid(),
        ResidentId(new_uuid()),
        "Visit",
        "a visit",
        time(14, 30),
        frozenset(weekdays),
        ItemKind.VISIT,
    )
    assert wording.spoken_plan(item, friday) == said


def test_what_is_over_for_today_comes_next_week(wording: Wording) -> None:
    evening = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
    item = ScheduledItem(
        new_uuid(), ResidentId(new_uuid()), "V", "v", time(14), frozenset({4}), ItemKind.VISIT
    )
    assert wording.spoken_plan(item, evening) == "on Friday at two o’clock"


@pytest.mark.parametrize(
    ("day", "english", "spanish"),
    [
        (date(2026, 11, 20), "today", "hoy"),
        (
            date(2026, 11, 17),
            "on Tuesday, the seventeenth of November",
            "el martes, diecisiete de noviembre",
        ),
        (date(2026, 5, 4), "in spring", "en primavera"),
        (date(2025, 5, 4), "in spring 2025", "en primavera de 2025"),
    ],
)
def test_it_is_said_when_something_was_told(
    wording: Wording, resources: Path, day: date, english: str, spanish: str
) -> None:
    today = date(2026, 11, 20)
    assert wording.told_when(day, today) == english
    es = load_wording(resources / "i18n" / "es", resources / "replies" / "es" / "lines.yaml")
    assert es.told_when(day, today) == spanish
