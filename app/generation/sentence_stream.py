"""From pieces of text to whole sentences, released as soon as each is whole."""

import re

from app.errors import LiloError
from app.generation.repetition import loops
from app.generation.thinking import without_thoughts

MOST_SENTENCES = 3
"""Three short sentences are what can be followed."""

_END = re.compile(r"(?<=[.!?])[\"'”’)]*(?=\s)")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|vs|e\.g|i\.e|[A-Z])\.$")
_WHOLE = re.compile(r"[.!?…][\"'”’)]*$")
_SPEAKER = re.compile(r"^(?:Lilo|Assistant|AI)\s*:\s*", re.IGNORECASE)
_MARKS = re.compile(r"[*_#`>]+|^\s*(?:[-•]|\d+[.)])\s+", re.MULTILINE)
_READABLE = re.compile(r"[A-Za-z]{2}")


class LoopError(LiloError):
    """The model repeats itself and was cut off."""

    code = "generation.loop"


class SentenceStream:
    """Collects what a model writes. Thoughts, markup and half sentences stay inside."""

    def __init__(self, most: int = MOST_SENTENCES) -> None:
        self._text = ""
        self._given = 0
        self._most = most
        self._asked = False

    @property
    def is_full(self) -> bool:
        """Whether no further sentence will be given."""
        return self._given >= self._most or self._asked

    def add(self, piece: str) -> list[str]:
        """Take a piece and return the sentences that it completed.

        Raises:
            LoopError: the text goes round in circles.
        """
        self._text += piece
        shown = self._shown()
        if loops(shown):
            raise LoopError("The model repeated itself and was cut off.")
        return self._released(_split(shown)[:-1])

    def end(self) -> list[str]:
        """Return what is left when the model has ended: a last sentence, if it is whole."""
        parts = _split(self._shown())
        if parts and not _WHOLE.search(parts[-1]):
            parts.pop()
        return self._released(parts)

    def _shown(self) -> str:
        return _SPEAKER.sub("", _MARKS.sub("", without_thoughts(self._text).lstrip()).lstrip())

    def _released(self, parts: list[str]) -> list[str]:
        fresh: list[str] = []
        for part in parts[self._given :]:
            if self.is_full:
                break
            self._given += 1
            if _READABLE.search(part):
                fresh.append(part)
            # One question is enough; what comes after it would bury it.
            self._asked = self._asked or part.rstrip("\"'”’)").endswith("?")
        return fresh


def _split(text: str) -> list[str]:
    """Split at sentence ends; the last part is what may still go on."""
    parts: list[str] = []
    start = 0
    for match in _END.finditer(text):
        candidate = text[start : match.end()].strip()
        if candidate and not _ABBREVIATION.search(candidate):
            parts.append(" ".join(candidate.split()))
            start = match.end()
    parts.append(" ".join(text[start:].split()))
    return parts
