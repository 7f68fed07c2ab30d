"""espeak-ng as a program: words go in by its standard input, a WAV file comes out of it.

It is free software under the GPL, and a program of the system's: Lilo starts it and never links it
(ADR 0043). Each sentence is a process of its own, which takes some 20 ms and holds nothing.
"""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape

from app.conversation.aloud import Manner, Phrase, Sound, VoiceError
from app.language_files import ENGLISH
from models.speech.speaking.wave_sound import sound_of

WITHIN_S = 5.0
"""A sentence takes tens of milliseconds; longer than this, something is wrong."""

FASTER_THAN_IT_SAYS = 1.35
"""Words a minute that it speaks of short, everyday words, for each that it is told. Measured on
Lilo's own replies by `lilo bench voice`."""

ENGLISH_VOICE: Mapping[str, str] = MappingProxyType({ENGLISH: "en-us"})

_LEAST, _MOST = 80, 450
_PITCH = (20, 50, 80)
"""Its own pitch for deep, usual and bright; 0 to 99."""


class EspeakNg:
    """Speaks with the espeak-ng that the system has.

    Args:
        voices: of espeak-ng, by language.
    """

    name = "espeak-ng"

    def __init__(self, voices: Mapping[str, str] = ENGLISH_VOICE) -> None:
        self._voices = voices

    @staticmethod
    def is_installed() -> bool:
        """Whether the program is there."""
        return shutil.which("espeak-ng") is not None

    def speak(self, phrases: Sequence[Phrase], manner: Manner) -> Sound:
        """Return the phrases as sound; see `Synthesiser`."""
        program = shutil.which("espeak-ng")
        if program is None:
            raise VoiceError("espeak-ng is not installed.", "Install the package espeak-ng.")
        voice = self._voices.get(manner.language)
        if voice is None:
            raise VoiceError(f"espeak-ng has been given no voice for {manner.language}.")
        rate = round(manner.words_a_minute / FASTER_THAN_IT_SAYS)
        command = [program, "-b", "1", "-m", "-v", voice, "--stdout"]
        command += ["-s", str(min(max(rate, _LEAST), _MOST)), "-p", str(_pitch(manner.pitch))]
        try:
            done = subprocess.run(  # noqa: S603 - the system's program, with our own arguments
                command,
                input=_marked_up(phrases).encode(),
                capture_output=True,
                timeout=WITHIN_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            # What it was to say is in the error's own text, and must not come into a log.
            raise VoiceError(f"espeak-ng did not answer: {type(error).__name__}.") from None
        if done.returncode or not done.stdout:
            raise VoiceError(
                f"espeak-ng gave no sound (exit code {done.returncode}).",
                "Check `voice.speaking` against `espeak-ng --voices`.",
            )
        return sound_of(done.stdout, phrases[-1].pause_ms if phrases else 0)

    def close(self) -> None:
        """Nothing runs between two sentences."""


def _marked_up(phrases: Sequence[Phrase]) -> str:
    """Return the phrases as SSML, with their pauses; the last pause is left to us."""
    pieces = [
        f'{escape(phrase.text)} <break time="{phrase.pause_ms}ms"/>' for phrase in phrases[:-1]
    ]
    return " ".join([*pieces, *(escape(phrase.text) for phrase in phrases[-1:])])


def _pitch(pitch: float) -> int:
    deep, usual, bright = _PITCH
    if pitch < 0.5:
        return round(deep + (usual - deep) * pitch * 2)
    return round(usual + (bright - usual) * (pitch - 0.5) * 2)
