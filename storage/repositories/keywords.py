"""From plain words to a full-text query that cannot be misread as syntax."""

from collections.abc import Sequence

from app.recall.passage import Scope
from app.recall.words import MAX_WORDS, plain_words, telling_words

MAX_TERMS = 4 * MAX_WORDS
"""Words with their synonyms; more would make a search slow and no better."""


def scope_word(scope: Scope) -> str:
    """Return the scope as one word of the full-text index."""
    owner = scope.owner.hex if scope.owner else "all"
    return f"{scope.stream.value.replace('_', '')}{owner}"


def match_expression(scope: Scope, terms: Sequence[str], *, beginnings: bool = False) -> str | None:
    """Return an FTS5 expression for passages with any of the terms, or None without words.

    Args:
        terms: words, or several words that must follow each other.
        beginnings: words that only begin like the last word of a term count too.
    """
    phrases = [" ".join(plain_words(term)) for term in terms[:MAX_TERMS]]
    star = "*" if beginnings else ""
    words = " OR ".join(f'"{phrase}"{star}' for phrase in phrases if phrase)
    if not words:
        return None
    return f'scope : "{scope_word(scope)}" AND {{title text}} : ({words})'


__all__ = ["MAX_TERMS", "MAX_WORDS", "match_expression", "scope_word", "telling_words"]
