"""Recall: finding what is known that bears on what was said."""

from app.recall.articles import ArticleError, load_articles
from app.recall.budget import Budget, ContextSnippet, budget_in_tokens, opening
from app.recall.cached_stream import CachedStream, CacheFigures
from app.recall.embedding_job import embed_missing
from app.recall.hybrid import Mode, Trust
from app.recall.passage import (
    MESSAGE_FACT,
    SUMMARY_FACT,
    Passage,
    PassageRepository,
    Scope,
    Sensitivity,
    Span,
    StreamName,
)
from app.recall.recaller import Recaller, Recollection
from app.recall.shelf import IndexShelf, RecallUnit, RecallUnits
from app.recall.shelved import VectorIndex
from app.recall.snippet import Answer, Query, Snippet, Way
from app.recall.stream import Searching, Stream
from app.recall.synonyms import Synonyms, load_synonyms
from app.recall.weights import RecallWeights, load_recall_weights

__all__ = [
    "MESSAGE_FACT",
    "SUMMARY_FACT",
    "Answer",
    "ArticleError",
    "Budget",
    "CacheFigures",
    "CachedStream",
    "ContextSnippet",
    "IndexShelf",
    "Mode",
    "Passage",
    "PassageRepository",
    "Query",
    "RecallUnit",
    "RecallUnits",
    "RecallWeights",
    "Recaller",
    "Recollection",
    "Scope",
    "Searching",
    "Sensitivity",
    "Snippet",
    "Span",
    "Stream",
    "StreamName",
    "Synonyms",
    "Trust",
    "VectorIndex",
    "Way",
    "budget_in_tokens",
    "embed_missing",
    "load_articles",
    "load_recall_weights",
    "load_synonyms",
    "opening",
]
