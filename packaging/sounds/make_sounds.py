"""Make the three alarm signals of `resources/sounds`.

    python packaging/sounds/make_sounds.py [FOLDER]

Original sounds, synthesised here, in the rhythms that IEC 60601-1-8 gives alarm signals, so that
staff know them from other equipment: high priority is a burst of ten pulses (3 + 2, pause, 3 + 2),
medium three slower pulses, low a single soft one. Each pulse is a fundamental with harmonics
between 300 and 4000 Hz, so that it is heard through a door and by ears that have lost the top.
The same input gives the same bytes: no randomness, no time.
"""

import math
import struct
import sys
import wave
from collections.abc import Iterable, Sequence
from pathlib import Path

RATE_HZ = 44_100
PARTIALS = ((1, 1.0), (2, 0.62), (3, 0.38), (4, 0.24), (5, 0.14))
"""Harmonics and their loudness: a warm bell rather than a buzzer."""

C5, E5, G5, A5, C6 = 523.25, 659.26, 783.99, 880.0, 1046.5

Note = tuple[float, float, float]
"""Start in seconds, length in seconds, fundamental in Hz."""


def high() -> list[Note]:
    """Ten pulses: twice (three, a longer pause, two).

    IEC 60601-1-8: pulses of 75 to 200 ms, x = 50 to 125 ms between them, 2x and a pulse between
    the third and the fourth, 0.35 to 1.30 s between the fifth and the sixth.
    """
    length, step, pause = 0.15, 0.25, 0.50
    starts = [0, step, 2 * step, 2 * step + pause, 3 * step + pause]
    pitches = [C5, E5, G5, G5, C6]
    burst = list(zip(starts, pitches, strict=True))
    second = starts[-1] + 0.95
    return [(at + offset, length, hz) for offset in (0.0, second) for at, hz in burst]


def medium() -> list[Note]:
    """Three slower pulses, rising: of 125 to 250 ms, with 125 to 250 ms between them."""
    return [(index * 0.42, 0.22, hz) for index, hz in enumerate((C5, E5, G5))]


def low() -> list[Note]:
    """One soft pulse."""
    return [(0.0, 0.3, A5)]


def pulse(length_s: float, hz: float, decay_s: float) -> list[float]:
    """One pulse with a soft start and a soft end, so that it does not click."""
    rise, fall = 0.02, 0.05
    count = round((length_s + decay_s) * RATE_HZ)
    samples = []
    for index in range(count):
        t = index / RATE_HZ
        tone = sum(level * math.sin(2 * math.pi * hz * n * t) for n, level in PARTIALS)
        attack = 0.5 - 0.5 * math.cos(math.pi * min(t / rise, 1.0))
        tail = 1.0 if t < length_s else math.exp(-(t - length_s) / (decay_s / 4))
        end = min((count - index) / RATE_HZ / fall, 1.0)
        samples.append(tone * attack * tail * end)
    return samples


def mixed(notes: Iterable[Note], decay_s: float = 0.18) -> list[float]:
    """Lay the pulses over one another and bring the whole to an even loudness."""
    notes = list(notes)
    total = round((max(at + length for at, length, _ in notes) + decay_s + 0.05) * RATE_HZ)
    track = [0.0] * total
    for at, length, hz in notes:
        first = round(at * RATE_HZ)
        for offset, sample in enumerate(pulse(length, hz, decay_s)):
            track[first + offset] += sample
    return track


def save(path: Path, track: Sequence[float], loudness: float) -> None:
    """Write 16-bit mono."""
    peak = max(abs(sample) for sample in track)
    frames = b"".join(
        struct.pack("<h", round(sample / peak * loudness * 32_767)) for sample in track
    )
    with wave.open(str(path), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE_HZ)
        target.writeframes(frames)


def main(folder: Path) -> None:
    """Make all three."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes, loudness in (
        ("high", high(), 0.9),
        ("medium", medium(), 0.75),
        ("low", low(), 0.5),
    ):
        save(folder / f"{name}.wav", mixed(notes), loudness)


if __name__ == "__main__":
    default = Path(__file__).parents[2] / "resources" / "sounds"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
