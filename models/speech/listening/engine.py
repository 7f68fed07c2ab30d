"""What an engine of recognition is asked to do, inside its own process."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class SpeechEngineName(StrEnum):
    """What recognises."""

    VOSK = "vosk"
    POCKETSPHINX = "pocketsphinx"


class SpeechEngineError(Exception):
    """The engine cannot be used: its library or its model is missing or broken."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was understood.

    Attributes:
        text: lower case, single spaces; empty for nothing.
        confidence: 0..1.
    """

    text: str = ""
    confidence: float = 0.0


class SpeechEngine(Protocol):
    """Understands one thing said at a time."""

    def begin(self, phrases: Sequence[str]) -> None:
        """Begin with something new, of which these phrases may be said."""

    def feed(self, pcm: bytes) -> str:
        """Hear on; return the words so far where they are known while somebody speaks."""

    def look(self) -> Words:
        """Return what it would be if it were over now."""

    def finish(self) -> Words:
        """Return what it was, and forget it."""
