"""Knowledge articles: Markdown with front matter, into passages of a paragraph each."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import LiloError
from app.ids import DocumentId
from app.plain_yaml import read_yaml
from app.recall.passage import Passage, StreamName


class ArticleError(LiloError):
    """An article cannot be read."""

    code = "recall.article"


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    reviewed: date
    review_by: date
    audience: str = "resident"
    sources: list[str] = []
    keywords: list[str] = []


def load_article(path: Path) -> list[Passage]:
    """Read an article; each paragraph answers one question and becomes one passage.

    Raises:
        ArticleError: the file or its front matter is wrong.
    """
    try:
        text = path.read_text("utf-8")
        _, head, body = text.split("---\n", 2)
        raw: Any = read_yaml(head)
        front = _FrontMatter.model_validate(raw)
    except (OSError, ValueError, yaml.YAMLError, ValidationError) as error:
        raise ArticleError(
            f"The article {path} cannot be read: {error}",
            "It needs front matter between two lines of ---; see CONTRIBUTING.md.",
        ) from error
    paragraphs = [" ".join(p.split()) for p in body.split("\n\n") if p.strip()]
    return [
        Passage(
            # The same article and place give the same id, so that ingesting twice adds nothing.
            DocumentId(uuid5(NAMESPACE_URL, f"lilo:knowledge:{front.id}:{number}")),
            StreamName.KNOWLEDGE,
            None,
            front.title,
            paragraph,
            facts={
                "article": front.id,
                "reviewed": front.reviewed.isoformat(),
                "sources": "; ".join(front.sources),
            },
        )
        for number, paragraph in enumerate(paragraphs)
        if not paragraph.startswith("#")
    ]


def load_articles(folder: Path) -> list[Passage]:
    """Read all articles of a folder."""
    return [passage for path in sorted(folder.glob("*.md")) for passage in load_article(path)]
