"""A neural voice from a bundle: phonemes by espeak-ng, sound by a network in its own process."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from app.conversation.aloud import Manner, Phrase, Sound, VoiceError
from models.speech.speaking.phonemes import phonemes_of
from models.speech.speaking.piper_files import PiperFiles, read_piper
from models.speech.speaking.wave_sound import paused

LOADING_S = 2.0
"""So long words wait for the voice to load; after that the next voice speaks them."""

ANSWER_WITHIN_S = 6.0
"""For one sentence; the next voice speaks it where this takes longer."""

WORDS_A_MINUTE = 270.0
"""What the voice `joe` speaks of short, everyday words as it was trained, where it is told to take
its time: measured on Lilo's own replies. Other voices have another pace."""

_CHILD = Path(__file__).with_name("piper_child.py")
_MOST_SAMPLES = 20_000_000
_ENDS = (".", ",", ";", ":", "!", "?")


class Piper:
    """Implements `Synthesiser` with a voice of Piper. The process is started at the first words.

    It has one pitch. Belongs to one thread at a time.

    Args:
        folder: with the voice.
        loading_s: how long words wait for it to load.

    Raises:
        VoiceError: the folder holds none.
    """

    name = "piper"

    def __init__(self, folder: Path, loading_s: float = LOADING_S) -> None:
        self._files: PiperFiles = read_piper(folder)
        self._loading_s = loading_s
        self._child: subprocess.Popen[bytes] | None = None
        self._first = threading.Event()

    @property
    def language(self) -> str:
        """The language it speaks."""
        return self._files.language

    def prepare(self) -> None:
        """Start the process if there is none, and return while it loads."""
        if self._child is None:
            with suppress(OSError):
                self._start()

    def speak(self, phrases: Sequence[Phrase], manner: Manner) -> Sound:
        """Return the phrases as sound; see `Synthesiser`."""
        files = self._files
        if manner.language != files.language:
            raise VoiceError(f"The voice from the bundle does not speak {manner.language}.")
        stretch = files.stretch * WORDS_A_MINUTE / manner.words_a_minute
        scales = [files.noise, stretch, files.noise_of_lengths]
        numbers = files.numbered(phonemes_of(_in_one(phrases), files.espeak_voice))
        said = self._asked({"ids": numbers, "scales": scales})
        pause_ms = phrases[-1].pause_ms if phrases else 0
        return paused(np.frombuffer(said, np.int16), files.rate, pause_ms)

    def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is not None:
            with suppress(OSError):
                child.kill()
            child.wait()
            self._first.wait()  # Nobody reads any more.
            for pipe in (child.stdin, child.stdout):
                with suppress(OSError):
                    if pipe is not None:
                        pipe.close()

    def _asked(self, request: dict[str, object]) -> bytes:
        try:
            child = self._child or self._start()
            if not self._first.wait(self._loading_s):
                raise VoiceError(
                    f"The voice from the bundle has not loaded within {self._loading_s:.0f} s."
                )
            return _exchanged(child, json.dumps(request).encode() + b"\n", ANSWER_WITHIN_S)
        except (OSError, ValueError, KeyError) as error:
            self.close()
            raise VoiceError(f"The voice from the bundle failed: {type(error).__name__}.") from None

    def _start(self) -> "subprocess.Popen[bytes]":
        child = subprocess.Popen(  # noqa: S603 - our own program, by its file; see Pyttsx3Files
            [sys.executable, "-P", str(_CHILD), str(self._files.model)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._child, self._first = child, threading.Event()
        threading.Thread(target=_read_first, args=(child, self._first), daemon=True).start()
        return child


def _read_first(child: "subprocess.Popen[bytes]", first: threading.Event) -> None:
    """Wait for its first line: it has loaded, or it is gone, which the next request shows."""
    with suppress(OSError, ValueError):
        if child.stdout is not None:
            child.stdout.readline()
    first.set()


def _in_one(phrases: Sequence[Phrase]) -> str:
    """Return phrases as one sentence: the network makes its own pauses, where there are marks."""
    *before, last = [phrase.text.strip() for phrase in phrases] or [""]
    return " ".join([*(text if text.endswith(_ENDS) else f"{text}," for text in before), last])


def _exchanged(child: "subprocess.Popen[bytes]", request: bytes, within_s: float) -> bytes:
    """Send a request and return the samples of the answer; a process that takes longer is killed.

    Raises:
        OSError, ValueError, KeyError: it died, or answered something else.
    """
    if child.stdin is None or child.stdout is None:
        raise ValueError("it has no pipes")
    alarm = threading.Timer(within_s, child.kill)
    alarm.daemon = True
    alarm.start()
    try:
        child.stdin.write(request)
        child.stdin.flush()
        told = json.loads(child.stdout.readline())
        wanted = 2 * int(told["samples"])
        if not 0 <= wanted <= _MOST_SAMPLES:
            raise ValueError("it makes no end of sound")
        samples = child.stdout.read(wanted)
        if len(samples) != wanted:
            raise ValueError("it stopped in the middle")
        return samples
    finally:
        alarm.cancel()
