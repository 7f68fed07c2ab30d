"""Recordings of a virtual sound card: when something was heard, how loud, and when it ended."""

import os
import subprocess
import threading
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of what is recorded: more than voices need."""

LOUD = 200
"""A sample this far from 0 (of 32,768) is a sound; a null sink is silent to the last bit."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Some samples, with the time at which the last of them had arrived.

    Attributes:
        samples: int16, one channel, `RATE` a second.
        at: `time.monotonic` of their end.
    """

    samples: NDArray[np.int16]
    at: float

    def sounds(self) -> NDArray[np.float64]:
        """Return the times of all samples that are sounds, ascending."""
        where = np.flatnonzero(np.abs(self.samples.astype(np.int32)) >= LOUD)
        return self.at - (len(self.samples) - where) / RATE

    def level(self) -> float:
        """Return the root mean square, 0 to 1."""
        if not len(self.samples):
            return 0.0
        return float(np.sqrt(np.mean(np.square(self.samples / 32_768))))


class Recording:
    """What a source gives, from now on."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._chunks: list[NDArray[np.int16]] = []
        self._at = time.monotonic()
        self._arrived = threading.Condition()
        self._has_ended = False
        self._reader = threading.Thread(target=self._read, name="recording", daemon=True)
        self._reader.start()

    @property
    def heard(self) -> Heard:
        """All that was heard so far."""
        with self._arrived:
            samples = np.concatenate(self._chunks) if self._chunks else np.zeros(0, np.int16)
            return Heard(samples, self._at)

    def since(self, when: float) -> Heard:
        """Return what was heard after a time of `time.monotonic`."""
        heard = self.heard
        count = min(len(heard.samples), max(0, round((heard.at - when) * RATE)))
        return Heard(heard.samples[len(heard.samples) - count :], heard.at)

    def until_sound(self, since: float, within_s: float = 10.0) -> float | None:
        """Wait for a sound after a time; return when it began, or None when none came."""

        def begun() -> float | None:
            times = self.since(since).sounds()
            return float(times[0]) if len(times) else None

        return self._until(begun, within_s)

    def until_silence(
        self, since: float, for_s: float = 0.5, within_s: float = 10.0
    ) -> float | None:
        """Wait until it was silent for a while; return when the last sound after `since` ended.

        That is `since` itself where there was no sound after it, and None where it never ended.
        """

        def ended() -> float | None:
            heard = self.since(since)
            times = heard.sounds()
            last = float(times[-1]) if len(times) else since
            return last if heard.at - last >= for_s else None

        return self._until(ended, within_s)

    def keep(self, file: Path) -> None:
        """Write all that was heard to a WAV file."""
        with wave.open(str(file), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(self.heard.samples.tobytes())

    def close(self) -> None:
        """Record no more."""
        self._process.terminate()
        self._process.wait(5)
        self._reader.join(5)

    def _until(self, found: Callable[[], float | None], within_s: float) -> float | None:
        end = time.monotonic() + within_s
        while True:
            result = found()
            if result is not None:
                return result
            with self._arrived:
                left = end - time.monotonic()
                if left <= 0 or self._has_ended or not self._arrived.wait(left):
                    return None

    def _read(self) -> None:
        pipe = self._process.stdout
        odd = b""
        while pipe is not None and (data := os.read(pipe.fileno(), 1 << 16)):
            data, odd = odd + data, b""
            if len(data) % 2:
                data, odd = data[:-1], data[-1:]
            with self._arrived:
                self._chunks.append(np.frombuffer(data, np.int16))
                self._at = time.monotonic()
                self._arrived.notify_all()
        with self._arrived:
            self._has_ended = True
            self._arrived.notify_all()
        if pipe is not None:
            pipe.close()
