"""Vosk: free speech with words as they come, from a model in a local folder."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.speech.listening.engine import SpeechEngineError, Words

RATE = 16_000

_PARTS = ("am", "conf")
"""Folders that every model of Vosk has; without them Kaldi ends the process."""


class VoskRecognizer:
    """Implements `SpeechEngine`. Nothing is ever downloaded.

    Raises:
        SpeechEngineError: the folder holds no model of Vosk, or one that cannot be loaded.
    """

    def __init__(self, folder: Path) -> None:
        if missing := missing_parts(folder):
            raise SpeechEngineError(f"the folder has no {' and no '.join(missing)}")
        # Here and not above: it takes a second, and brings libraries for downloading.
        import vosk

        vosk.SetLogLevel(-1)
        try:
            self._model = vosk.Model(str(folder))
        except Exception as error:
            raise SpeechEngineError("the model cannot be loaded") from error
        self._vosk = vosk
        self._recognizer: Any = None
        self._parts: list[Words] = []

    def begin(self, phrases: Sequence[str]) -> None:  # noqa: ARG002 - free speech needs none
        """Begin with something new."""
        self._recognizer = self._vosk.KaldiRecognizer(self._model, RATE)
        self._recognizer.SetWords(enable_words=True)
        self._parts = []

    def feed(self, pcm: bytes) -> str:
        """Hear on, and return the words so far."""
        if self._recognizer is None:
            return ""
        if self._recognizer.AcceptWaveform(pcm):
            # Kaldi has an end-point of its own; for Lilo it is a pause.
            self._parts.append(words_of(self._recognizer.Result()))
            return _joined(self._parts).text
        partial = str(json.loads(self._recognizer.PartialResult()).get("partial", ""))
        return " ".join(filter(None, (*(part.text for part in self._parts), partial)))

    def look(self) -> Words:
        """Return the words so far, which may still change; sure of nothing."""
        if self._recognizer is None:
            return Words()
        return Words(self.feed(b""), 0.0)

    def finish(self) -> Words:
        """Return what it was, and forget it."""
        if self._recognizer is None:
            return Words()
        self._parts.append(words_of(self._recognizer.FinalResult()))
        self._recognizer = None
        return _joined(self._parts)


def missing_parts(folder: Path) -> tuple[str, ...]:
    """Return what a folder lacks of a model of Vosk."""
    return tuple(part for part in _PARTS if not (folder / part).is_dir())


def words_of(result: str) -> Words:
    """Return the words of a result, with the mean of what Vosk thinks of each of them."""
    read = json.loads(result)
    sure = [float(word["conf"]) for word in read.get("result", ())]
    text = " ".join(str(read.get("text", "")).replace("[unk]", " ").split())
    return Words(text, sum(sure) / len(sure) if sure and text else 0.0)


def _joined(parts: Sequence[Words]) -> Words:
    """Join parts; each counts by its number of words."""
    counts = [len(part.text.split()) for part in parts]
    total = sum(counts)
    if not total:
        return Words()
    sure = sum(part.confidence * count for part, count in zip(parts, counts, strict=True)) / total
    return Words(" ".join(part.text for part in parts if part.text), sure)
