"""Cutting documents into chunks: by their structure, at sentence ends, with a little overlap."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.knowledge.document import Block
from app.utterance import sentences

CHUNK_CHARACTERS = 700
"""About what a person can follow at once, and what the embedding model reads whole."""

OVERLAP_CHARACTERS = 200
"""A chunk begins with the last sentence of the one before, unless that is longer."""


def chunked(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Return heading and text of each chunk; no chunk reaches across a heading."""
    for heading, under in groupby(blocks, key=lambda block: block.heading):
        for text in _cut([piece for block in under for piece in _pieces(block.text)]):
            yield heading, text


def _pieces(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        # What has no sentence ends - tables, lists of names - is cut where it must be.
        for start in range(0, len(sentence), CHUNK_CHARACTERS):
            yield sentence[start : start + CHUNK_CHARACTERS]


def _cut(pieces: Sequence[str]) -> Iterator[str]:
    chunk: list[str] = []
    length = 0
    for piece in pieces:
        if chunk and length + len(piece) > CHUNK_CHARACTERS:
            yield " ".join(chunk)
            last = chunk[-1]
            fits = len(last) <= min(OVERLAP_CHARACTERS, CHUNK_CHARACTERS - len(piece))
            chunk = [last] if fits else []
            length = sum(len(one) + 1 for one in chunk)
        chunk.append(piece)
        length += len(piece) + 1
    if chunk:
        yield " ".join(chunk)
