"""From plain words to a full-text query that cannot be misread as syntax."""

from collections.abc import Iterator
from itertools import islice
from unicodedata import category, normalize

from app.recall.passage import Scope

MAX_WORDS = 32
_MAX_LETTERS = 64
_MAX_CHARACTERS = 10_000

# English words that say nothing about what is looked for. Those that are names as well ("Will",
# "Don") are not among them: the rank makes little of common words anyway.
_STOP_WORDS_TEXT = """
    a about after again all also am an and any are aren't as at be because been before being but
    by can can't cannot could couldn't d did didn't do does doesn't doing don't dont down each else
    for from get go had hadn't has hasn't have haven't having he her here hers herself him himself
    his how i if in into is isn't it its itself just let like ll m me more most much my myself no
    nor not now of off oh on once only or other our ours out over own please re s same say says she
    should shouldn't so some such t tell than that the their theirs them then there these they
    thing this those though through to too under until up us ve very was wasn't we well were
    weren't what when where which while who whom why with won't would wouldn't yes you your yours
    yourself
"""
STOP_WORDS = frozenset(_STOP_WORDS_TEXT.split())


def scope_word(scope: Scope) -> str:
    """Return the scope as one word of the full-text index."""
    owner = scope.owner.hex if scope.owner else "all"
    return f"{scope.stream.value.replace('_', '')}{owner}"


def match_expression(scope: Scope, query: str) -> str | None:
    """Return an FTS5 expression for passages with any of the words, or None without words."""
    words = " OR ".join(f'"{word}"' for word in telling_words(query))
    if not words:
        return None
    return f'scope : "{scope_word(scope)}" AND {{title text}} : ({words})'


def telling_words(query: str) -> list[str]:
    """Return the first distinct words that say something, without English stop words."""
    composed = normalize("NFC", query[:_MAX_CHARACTERS]).casefold()
    telling = (word for word in _words(composed) if word not in STOP_WORDS)
    return list(islice(dict.fromkeys(telling), MAX_WORDS))


def _words(text: str) -> Iterator[str]:
    # Kept are the characters FTS5's unicode61 tokenizer keeps, and marks, which join letters in
    # many scripts. Quotes, operators, pictures and half surrogates separate.
    kept = "".join(
        "'" if character in "'’" else character if category(character)[0] in "LNM" else " "
        for character in text
    )
    for word in kept.split():
        if word not in STOP_WORDS:
            # The index too knows "Carol's" as "carol" and "s".
            yield from (piece[:_MAX_LETTERS] for piece in word.split("'") if piece)
