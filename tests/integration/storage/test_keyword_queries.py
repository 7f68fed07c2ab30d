"""Whatever is typed, a keyword search answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ids import DocumentId, new_uuid
from app.recall.passage import Passage, Scope, StreamName
from storage import Database, FacilityKeys
from storage.repositories.keywords import MAX_WORDS, telling_words

SCOPE = Scope(StreamName.KNOWLEDGE, None)
OPERATORS = ["AND", "OR", "NOT", "NEAR", "NEAR(", '"', '""', "*", "^", ":", "{", "}", "(", ")", "-"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path: Path = tmp_path_factory.mktemp("shelf") / "lilo.db"
    with Database.open(path, FacilityKeys.random()) as database:
        with database.unit() as unit:
            unit.passages.add(
                [Passage(DocumentId(new_uuid()), SCOPE.stream, None, "Garden", "roses near bees")]
            )
        yield database


def _search(shelf: Database, query: str) -> int:
    with shelf.reading() as unit:
        return len(unit.passages.search_keywords(SCOPE, query, 5))


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(), max_size=60),
        st.text(st.characters(categories=["Cs", "Mn", "Mc", "So", "Lm", "Nl", "Co", "Cn"])),
        st.lists(st.sampled_from([*OPERATORS, "roses", "title:", "\x00", "é"]), max_size=40).map(
            " ".join
        ),
        st.lists(st.sampled_from([*OPERATORS, "roses", "\x00"]), max_size=40).map("".join),
    )
)
def test_no_query_is_misread_as_syntax(shelf: Database, query: str) -> None:
    assert _search(shelf, query) in {0, 1}


@pytest.mark.parametrize(
    "query", ["roses AND", '"roses', "NEAR(roses", "roses*", "scope:roses", "bees’"]
)
def test_words_beside_operators_are_found(shelf: Database, query: str) -> None:
    assert _search(shelf, query) == 1


@pytest.mark.parametrize(
    "query",
    ["", " ", "🌹🌹🌹", "a" * 10_000, "🌹" * 10_000, "the " * 2_500, "x y " * 5_000, '"' * 10_000],
)
def test_long_and_wordless_queries_find_nothing_quietly(shelf: Database, query: str) -> None:
    assert _search(shelf, query) == 0


def test_a_long_story_is_cut_to_its_first_telling_words() -> None:
    story = "I don't know what the " + " ".join(f"word{n}" for n in range(500))
    words = telling_words(story)
    assert len(words) == MAX_WORDS
    assert words[:3] == ["know", "word0", "word1"]


def test_names_that_look_like_small_words_stay() -> None:
    assert telling_words("Won't Will and Don's May come?") == ["will", "don", "may", "come"]
