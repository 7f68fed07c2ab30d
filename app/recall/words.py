"""The words of a query that say something."""

import re
from itertools import islice
from unicodedata import category, normalize

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

_ASCII_WORD = re.compile(r"[a-z0-9']+")


def telling_words(query: str) -> list[str]:
    """Return the first distinct words that say something, without English stop words."""
    telling = (
        piece
        for word in _spoken(query)
        if word not in STOP_WORDS
        for piece in word.split("'")
        if piece and piece not in STOP_WORDS
    )
    return list(islice(dict.fromkeys(piece[:_MAX_LETTERS] for piece in telling), MAX_WORDS))


def plain_words(text: str) -> list[str]:
    """Return all words in order and in small letters, "Carol's" as "carol" and "s"."""
    return [piece[:_MAX_LETTERS] for word in _spoken(text) for piece in word.split("'") if piece]


def _spoken(text: str) -> list[str]:
    # Kept are the characters FTS5's unicode61 tokenizer keeps, and marks, which join letters in
    # many scripts. Quotes, operators, pictures and half surrogates separate.
    said = text[:_MAX_CHARACTERS].replace("\u2019", "'")
    if said.isascii():
        # Nearly all texts, in a tenth of the time.
        return _ASCII_WORD.findall(said.lower())
    composed = normalize("NFC", said).casefold()
    return "".join(
        character if character == "'" or category(character)[0] in "LNM" else " "
        for character in composed
    ).split()
