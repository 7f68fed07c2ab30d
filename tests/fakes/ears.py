"""A recogniser that says what it is told to, a detector that takes loud frames for voices."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.conversation.listening import RATE, Chunk, Recognised, RecognizerState
from app.conversation.listening.ports import Hear


@dataclass
class ScriptedRecognizer:
    takes_free_speech: bool = False
    state: RecognizerState = RecognizerState.READY
    said: Recognised = field(default_factory=lambda: Recognised("yes", 0.9))
    so_far: str = ""
    asked: list[str] = field(default_factory=list)
    phrases: tuple[str, ...] = ()
    fed: int = 0
    hear: Hear | None = None

    def prepare(self) -> None:
        self.asked.append("prepare")

    def begin(self, phrases: Sequence[str], hear: Hear) -> None:
        self.asked.append("begin")
        self.phrases, self.hear, self.fed = tuple(phrases), hear, 0

    def feed(self, pcm: bytes) -> None:
        self.fed += len(pcm)

    def look(self) -> None:
        self.asked.append("look")
        if self.hear and self.so_far:
            self.hear(Recognised(self.so_far, 0.9))

    def finish(self) -> None:
        self.asked.append("finish")

    def answer(self) -> None:
        """Say what it was, as the process does a moment after it was asked."""
        hear, self.hear = self.hear, None
        assert hear is not None
        hear(Recognised(self.said.text, self.said.confidence, is_final=True))

    def drop(self) -> None:
        self.asked.append("drop")
        self.hear = None

    def close(self) -> None:
        self.asked.append("close")


class LoudIsVoice:
    def is_voice(self, frame: bytes) -> bool:
        return bool(np.abs(np.frombuffer(frame, np.int16)).max() > 3_000)


def voice(seconds: float) -> Chunk:
    """Something loud."""
    return Chunk(np.full(int(seconds * RATE), 8_000, np.int16).tobytes())


def quiet(seconds: float) -> Chunk:
    """A room in which nobody speaks."""
    samples = np.ones(int(seconds * RATE), np.int16)
    return Chunk(samples.tobytes())


def zeros(seconds: float) -> Chunk:
    """What a microphone gives that is switched off."""
    return Chunk(bytes(int(seconds * RATE) * 2))
