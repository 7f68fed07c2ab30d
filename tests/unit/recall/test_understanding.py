"""Names, persons and times are understood before anything is searched."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.recall.understanding import (
    Language,
    LanguageError,
    Names,
    QueryReader,
    TimeReader,
    known_names,
    load_common_words,
    load_language,
)

FRIDAY = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def language(resources: Path) -> Language:
    return load_language(resources / "recall" / "language.yaml")


@pytest.fixture
def names(language: Language) -> Names:
    relations = {"Carol": "daughter", "Ben": "grandson", "Dorothy": "friend"}
    return Names(known_names(["Mrs. Tully", "her father"], ["Pine Lake"], relations, language))


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("what did i say yesterday?", date(2026, 11, 26), date(2026, 11, 26)),
        ("the day before yesterday", date(2026, 11, 25), date(2026, 11, 25)),
        ("last tuesday", date(2026, 11, 24), date(2026, 11, 24)),
        ("on friday", date(2026, 11, 20), date(2026, 11, 20)),
        ("three days ago", date(2026, 11, 24), date(2026, 11, 24)),
        ("two weeks ago", date(2026, 11, 10), date(2026, 11, 16)),
        ("on may 2nd", date(2026, 5, 2), date(2026, 5, 2)),
        ("the 24th of december", date(2025, 12, 24), date(2025, 12, 24)),
        ("in spring", date(2026, 3, 1), date(2026, 5, 31)),
        ("last winter", date(2025, 12, 1), date(2026, 2, 28)),
        ("in october", date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_times_are_read_as_the_past(language: Language, said: str, first: date, last: date) -> None:
    span = TimeReader(language).span(said, FRIDAY)
    assert span is not None
    assert span.start.date() == first
    assert (span.end.date() - last).days == 1


@pytest.mark.parametrize("said", ["good morning", "on february 31st", "may i have tea", "springs"])
def test_what_names_no_time_is_no_filter(language: Language, said: str) -> None:
    assert TimeReader(language).span(said, FRIDAY) is None


@pytest.mark.parametrize(
    ("said", "born", "years"),
    [
        ("the summer of 1957", None, range(1957, 1958)),
        ("in the 1960s", None, range(1960, 1970)),
        ("back in the fifties", None, range(1950, 1960)),
        ("when i was a girl", date(1942, 3, 14), range(1946, 1961)),
        ("when i was a girl", None, range(0)),
        ("my room", date(1942, 3, 14), range(0)),
    ],
)
def test_years_of_a_life(language: Language, said: str, born: date | None, years: range) -> None:
    assert TimeReader(language).years(said, born) == years


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("when does karol come", ["carol"]),
        ("i saw dorothey at tea", ["dorothy"]),
        ("missis tulley had a dog", ["tully"]),
        ("carol is late", []),
        ("a choral song", []),
        ("the lake was cold", []),
    ],
)
def test_misheard_names_are_recognised(names: Names, said: str, meant: list[str]) -> None:
    common = {"when", "does", "come", "late", "song", "choral", "missis", "cold"}
    assert names.misheard(said.split(), common) == meant


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        ("when does she come", ["Carol rang.", "How is Ben?"], ["Carol"]),
        ("is he well", ["Carol rang.", "How is Ben?"], ["Ben"]),
        ("what did we do there", ["We were at Pine Lake."], ["Pine Lake"]),
        ("does dorothy like her", ["Carol rang."], []),
        ("when does she come", ["It is raining."], []),
    ],
)
def test_a_pronoun_means_who_was_named_last(
    names: Names, language: Language, said: str, before: list[str], meant: list[str]
) -> None:
    assert names.meant_by(said.split(), before, language) == meant


def test_a_query_holds_what_was_meant_and_when(names: Names, language: Language) -> None:
    reader = QueryReader(language, {"what", "tell", "you", "about", "last", "week"})
    read = reader.read("What did I tell you about Karol last week?", names, (), FRIDAY, None)
    assert read.text == "What did I tell you about Karol last week? carol"
    assert read.span is not None
    statement = reader.read("Carol came last week", names, (), FRIDAY, None)
    assert (statement.text, statement.span) == ("Carol came last week", None)


def test_without_common_words_no_name_is_guessed(names: Names, language: Language) -> None:
    assert QueryReader(language).read("karol", names, (), FRIDAY, None).text == "karol"


def test_the_words_that_ship_are_common(resources: Path) -> None:
    assert {"morning", "nurse", "remember"} <= load_common_words(resources)


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "language.yaml"
    wrong.write_text("telling: 3", "utf-8")
    with pytest.raises(LanguageError, match="language"):
        load_language(wrong)
