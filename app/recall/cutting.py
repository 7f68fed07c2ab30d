"""Cutting a long text into passages: whole sentences, as much as one vector can stand for."""

from collections.abc import Iterator

from app.utterance import sentences

MOST_CHARACTERS = 600
"""About 130 tokens. A vector of more is a blur; the model reads 256 tokens and no further."""


def passages_of(text: str, most: int = MOST_CHARACTERS) -> list[str]:
    """Return the text in pieces of at most that many characters, cut where sentences end."""
    pieces: list[str] = []
    for sentence in _short_enough(" ".join(text.split()), most):
        if pieces and len(pieces[-1]) + 1 + len(sentence) <= most:
            pieces[-1] = f"{pieces[-1]} {sentence}"
        else:
            pieces.append(sentence)
    return pieces


def _short_enough(text: str, most: int) -> Iterator[str]:
    for sentence in sentences(text):
        rest = sentence
        while len(rest) > most:
            # A list without full stops: between two words, or through a word without end.
            end = rest.rfind(" ", 1, most + 1)
            end = end if end > 0 else most
            yield rest[:end].rstrip()
            rest = rest[end:].lstrip()
        if rest:
            yield rest
