"""Which story is told."""

from datetime import UTC, datetime, timedelta

import pytest

from app.ids import DocumentId, ResidentId, new_uuid
from app.recall import Snippet
from app.story import StoryDraft, Telling, chosen

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHOSE = ResidentId(new_uuid())


def story(title: str, cosine: float | None) -> Snippet:
    return Snippet(StoryDraft(title, "Text.").passage_of(WHOSE), 1.0, cosine)


def told(of: Snippet, days_ago: float, valence: float | None = None) -> Telling:
    return Telling(DocumentId(of.passage.id), NOW - timedelta(days=days_ago), valence)


DOOR, ROLLS = story("Door", 0.35), story("Rolls", 0.30)


def test_nothing_is_chosen_from_nothing() -> None:
    assert chosen([], [], NOW) is None


def test_the_nearest_is_told_while_none_was() -> None:
    assert chosen([ROLLS, DOOR], [], NOW) == DOOR


@pytest.mark.parametrize("days_ago", [0.1, 3, 6.9])
def test_one_told_lately_stands_back(days_ago: float) -> None:
    assert chosen([DOOR, ROLLS], [told(DOOR, days_ago, 0.9)], NOW) == ROLLS


def test_one_told_long_ago_may_come_again() -> None:
    assert chosen([DOOR, ROLLS], [told(DOOR, 8)], NOW) == DOOR


def test_one_that_went_badly_stands_back_and_one_that_went_well_comes_forward() -> None:
    assert chosen([DOOR, ROLLS], [told(DOOR, 20, -0.6)], NOW) == ROLLS
    assert chosen([DOOR, ROLLS], [told(ROLLS, 20, 0.6)], NOW) == ROLLS
    assert chosen([DOOR, ROLLS], [told(DOOR, 20, 0.02)], NOW) == DOOR


def test_only_the_last_telling_counts() -> None:
    tellings = [told(DOOR, 10, 0.6), told(DOOR, 30, -0.9)]
    assert chosen([DOOR, ROLLS], tellings, NOW) == DOOR


def test_what_is_talked_about_comes_first_however_often_it_was_told() -> None:
    talked = story("Sea", 0.7)
    assert chosen([DOOR, talked], [told(talked, 0.01, -0.9)], NOW) == talked


def test_without_vectors_there_is_still_a_choice() -> None:
    a, b = story("A", None), story("B", None)
    assert chosen([a, b], [told(a, 1)], NOW) == b
