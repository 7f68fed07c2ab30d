"""Recall: finding what is known that bears on what was said."""

from app.recall.articles import ArticleError, load_articles
from app.recall.embedding_job import embed_missing
from app.recall.passage import (
    Passage,
    PassageRepository,
    Scope,
    Sensitivity,
    StreamName,
)
from app.recall.recaller import Recaller, Recollection
from app.recall.stream import Query, RecallUnit, Snippet, Stream, VectorIndex

__all__ = [
    "ArticleError",
    "Passage",
    "PassageRepository",
    "Query",
    "RecallUnit",
    "Recaller",
    "Recollection",
    "Scope",
    "Sensitivity",
    "Snippet",
    "Stream",
    "StreamName",
    "VectorIndex",
    "embed_missing",
    "load_articles",
]
