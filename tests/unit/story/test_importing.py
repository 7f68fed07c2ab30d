"""Tables and pages that families write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recall import Sensitivity
from app.story import read_page, read_table
from app.story.importing import LONGEST_TEXT, MOST_ENTRIES

TABLE = """title,text,when,people,places,mood,sensitivity,retelling,photos
The blue door,"Father painted it, of course.",1940s,Father; Aunt Jo,Mill Street,warm,open,You had a blue door.,door.jpg;shop.png
The fire,It was a bad night.,winter 1951,,,sad,Never raise,,
"""  # noqa: E501

PAGE = """---
when: summer 1957
people: [Mrs. Tully, Rex]
photos: bike.jpg
---
# Rolls by bicycle

I delivered rolls.

The dog ran along.
"""


def test_a_table_gives_an_entry_a_line() -> None:
    read = read_table(TABLE, "stories.csv")
    assert read.problems == ()
    door, fire = read.drafts
    assert (door.people, door.photos) == (("Father", "Aunt Jo"), ("door.jpg", "shop.png"))
    assert door.retelling == ("You had a blue door.",)
    assert fire.sensitivity is Sensitivity.NEVER_RAISE


def test_a_page_gives_one_entry_with_its_facts() -> None:
    read = read_page(PAGE, "rolls.md")
    (draft,) = read.drafts
    assert (draft.title, draft.when) == ("Rolls by bicycle", "summer 1957")
    assert draft.people == ("Mrs. Tully", "Rex")
    assert draft.text == "I delivered rolls.\n\nThe dog ran along."


def test_a_page_without_facts_needs_only_a_heading() -> None:
    (draft,) = read_page("# The sea\nWe went every year.", "sea.md").drafts
    assert (draft.title, draft.text) == ("The sea", "We went every year.")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (",Text without a title,", "no title"),
        ("Title,,", "no text"),
        (f"Long,{'a' * (LONGEST_TEXT + 1)},", "longer than"),
        ("Sad,Something.,sometimes", "no sensitivity"),
        ("Known,Again.,", "another entry"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_and_the_others_are_kept(row: str, what: str) -> None:
    read = read_table(f"title,text,sensitivity\nKnown,First.,\n{row}\n", "stories.csv")
    assert [draft.title for draft in read.drafts] == ["Known"]
    (problem,) = read.problems
    assert what in problem.what
    assert "line" in problem.where


def test_empty_lines_are_no_problem() -> None:
    assert read_table("title,text\n,\nA,B\n\n", "s.csv").problems == ()


def test_a_table_without_the_columns_it_needs_is_told() -> None:
    read = read_table("name,story\nA,B\n", "s.csv")
    assert read.drafts == ()
    assert "“text” and “title”" in read.problems[0].what


def test_columns_nobody_knows_are_named() -> None:
    read = read_table("title,text,secret\nA,B,C\n", "s.csv")
    assert len(read.drafts) == 1
    assert "secret" in read.problems[0].what


def test_a_broken_table_and_broken_facts_are_told() -> None:
    assert "cannot be read" in read_table('title,text\nA,"B\n', "s.csv").problems[0].what
    assert "cannot be read" in read_page("---\n[:\n---\n# A\nB", "p.md").problems[0].what
    assert "cannot be read" in read_page("---\nwhen: 1950\n# A\nB", "p.md").problems[0].what


def test_more_entries_than_a_life_has_are_left_out() -> None:
    rows = "".join(f"T{n},x\n" for n in range(MOST_ENTRIES + 3))
    read = read_table("title,text\n" + rows, "s.csv")
    assert (len(read.drafts), len(read.problems)) == (MOST_ENTRIES, 3)


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_table(text, "s.csv")
    read_page(text, "p.md")
    read_table(f"title,text,sensitivity\n{text}", "s.csv")
    read_page(f"---\n{text}\n---\n# A\nB", "p.md")
