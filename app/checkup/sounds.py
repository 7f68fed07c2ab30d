"""Sound: whether something can be heard and something can listen."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.checkup.finding import Finding, Health

OUT = "sound out"
IN = "sound in"

HEARD_DB = 10.0
"""How much louder than the room a tone must come back to have been heard."""

DEAD_DBFS = -90.0
"""A microphone below this hears nothing at all: the quietest room is louder."""


@dataclass(frozen=True, slots=True)
class SoundSeen:
    """What can play and what can record, by name."""

    outputs: tuple[str, ...]
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToneHeard:
    """What the microphone heard while a tone was played.

    Attributes:
        quiet_dbfs: the room before it; 0 is as loud as the microphone goes.
        tone_dbfs: the same while it was played.
    """

    quiet_dbfs: float
    tone_dbfs: float


def read_pcm(text: str) -> SoundSeen:
    """Return what ALSA lists in /proc/asound/pcm."""
    outputs, inputs = [], []
    for line in text.splitlines():
        name = re.sub(r"^\d+-\d+:\s*", "", line).split(" : ")[0].strip()
        if ": playback" in line:
            outputs.append(name)
        if ": capture" in line:
            inputs.append(name)
    return SoundSeen(tuple(outputs), tuple(inputs))


def judge_sound(seen: SoundSeen, tone: ToneHeard | None = None) -> Iterator[Finding]:
    """Judge both ways, and the tone where one was played."""
    yield _listed(OUT, seen.outputs, "Alerts are shown and not heard, and Lilo cannot speak.")
    yield _listed(IN, seen.inputs, "Lilo cannot listen; residents write.")
    if tone is None or not seen.inputs:
        return
    if max(tone.quiet_dbfs, tone.tone_dbfs) < DEAD_DBFS:
        yield Finding(
            IN,
            Health.BAD,
            f"The microphone hears nothing at all ({tone.tone_dbfs:.0f} dBFS).",
            "Unmute it (alsamixer, capture), or check its cable.",
        )
    elif not seen.outputs:
        yield Finding(IN, Health.GOOD, f"the room is at {tone.quiet_dbfs:.0f} dBFS")
    elif tone.tone_dbfs - tone.quiet_dbfs < HEARD_DB:
        yield Finding(
            OUT,
            Health.BAD,
            f"A tone was played and the microphone did not hear it: {tone.tone_dbfs:.0f} dBFS, "
            f"the room {tone.quiet_dbfs:.0f}.",
            "If you heard it, check the microphone; if not, turn the loudspeaker up.",
        )
    else:
        yield Finding(
            OUT,
            Health.GOOD,
            f"the tone came back at {tone.tone_dbfs:.0f} dBFS, the room is at "
            f"{tone.quiet_dbfs:.0f}",
        )


def _listed(part: str, names: Sequence[str], cost: str) -> Finding:
    if names:
        return Finding(part, Health.GOOD, ", ".join(names))
    return Finding(part, Health.LACKING, f"There is no device. {cost}", "Connect one.")
