"""Articles become passages of a paragraph each, and their mistakes are named."""

from pathlib import Path

import pytest

from app.recall import ArticleError, StreamName, load_articles
from app.recall.articles import load_article

GOOD = """---
id: tea
title: Tea
reviewed: 2026-10-01
review_by: 2027-10-01
sources: ["A tea book"]
keywords: ["tea"]
---

# Tea

First paragraph,
on two lines.

Second paragraph.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "tea.md"
    path.write_text(GOOD, "utf-8")
    return path


def test_each_paragraph_is_a_passage_and_headings_are_none(article: Path) -> None:
    passages = load_article(article)
    assert [p.text for p in passages] == [
        "First paragraph, on two lines.",
        "Second paragraph.",
    ]
    assert {p.title for p in passages} == {"Tea"}
    assert {(p.stream, p.owner) for p in passages} == {(StreamName.KNOWLEDGE, None)}
    assert passages[0].facts == {
        "article": "tea",
        "reviewed": "2026-10-01",
        "sources": "A tea book",
    }
    assert passages[0].searchable == "Tea. First paragraph, on two lines."


def test_reading_twice_gives_the_same_ids(article: Path) -> None:
    first, second = load_article(article), load_article(article)
    assert [p.id for p in first] == [p.id for p in second]
    assert len({p.id for p in first}) == 2


def test_a_changed_paragraph_keeps_the_id_of_its_place(article: Path) -> None:
    before = load_article(article)
    article.write_text(GOOD.replace("Second", "Another"), "utf-8")
    after = load_article(article)
    assert [p.id for p in after] == [p.id for p in before]
    assert after[1].text == "Another paragraph."


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "unpack"),
        ("no front matter", "unpack"),
        ("---\nid: tea\n---\ntext", "title"),
        (GOOD.replace("id: tea", "id: tea\ncolour: red"), "colour"),
        (GOOD.replace("2026-10-01", "someday"), "reviewed"),
        ("---\n[\n---\ntext", "cannot be read"),
        ("---\nnull\n---\ntext", "cannot be read"),
    ],
)
def test_a_mistake_is_named_with_its_file(article: Path, content: str, named: str) -> None:
    article.write_text(content, "utf-8")
    with pytest.raises(ArticleError) as refused:
        load_article(article)
    assert str(article) in refused.value.message
    assert named in refused.value.message
    assert refused.value.code == "recall.article"


def test_what_is_no_text_or_not_there_is_refused(article: Path) -> None:
    article.write_bytes(b"\xff\xfe")
    with pytest.raises(ArticleError, match=r"tea\.md cannot be read"):
        load_article(article)
    with pytest.raises(ArticleError, match="No such file"):
        load_article(article.with_name("coffee.md"))


def test_a_folder_is_read_in_order_of_names(article: Path) -> None:
    article.with_name("apple.md").write_text(GOOD.replace("ea", "apple"), "utf-8")
    (article.parent / "notes.txt").write_text("not an article", "utf-8")
    passages = load_articles(article.parent)
    assert [p.title for p in passages] == ["Tapple", "Tapple", "Tea", "Tea"]


def test_the_articles_that_ship_can_all_be_read(resources: Path) -> None:
    passages = load_articles(resources / "knowledge")
    files = list((resources / "knowledge").glob("*.md"))
    assert {p.facts["article"] for p in passages if p.facts} == {f.stem for f in files}
    assert len({p.id for p in passages}) == len(passages)
    assert [p for p in passages if not p.text.endswith((".", "!", "?", "”"))] == []
