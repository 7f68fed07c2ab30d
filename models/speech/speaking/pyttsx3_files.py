"""pyttsx3 through its file synthesis, each sentence in a process that can be killed.

It is never asked to play: for that it starts a shell, blocks for seconds, cannot be stopped, and
reports success where nobody hears anything. Saving to a file needs no sound card.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from app.conversation.aloud import Manner, Phrase, Sound, VoiceError
from app.language_files import ENGLISH
from models.speech.speaking.wave_sound import sound_of

_CHILD = Path(__file__).with_name("pyttsx3_child.py")

WITHIN_S = 7.0
"""A sentence takes some tenths of a second, most of them for Python to start."""

FASTER_THAN_IT_SAYS = 1.35
"""As of espeak-ng, which it uses on Linux."""


class Pyttsx3Files:
    """Speaks with whatever voice pyttsx3 finds on this system."""

    name = "pyttsx3"

    @staticmethod
    def is_installed() -> bool:
        """Whether the library is there; whether a voice is, only speaking shows."""
        return find_spec("pyttsx3") is not None

    def speak(self, phrases: Sequence[Phrase], manner: Manner) -> Sound:
        """Return the phrases as sound; see `Synthesiser`. It knows no pauses but commas."""
        if manner.language != ENGLISH:
            # Which of a system's voices speaks what is told differently on each.
            raise VoiceError("pyttsx3 is used for English alone.", "Install espeak-ng.")
        with tempfile.TemporaryDirectory(prefix="lilo-voice-", dir=_memory()) as folder:
            file = Path(folder) / "said.wav"
            rate = round(manner.words_a_minute / FASTER_THAN_IT_SAYS)
            _write({"text": _with_commas(phrases), "rate": rate, "file": str(file)})
            try:
                wav = file.read_bytes()
            except OSError:
                raise VoiceError(
                    "pyttsx3 wrote no sound.", "Install a voice: the package espeak-ng."
                ) from None
        return sound_of(wav, phrases[-1].pause_ms if phrases else 0)

    def close(self) -> None:
        """Nothing runs between two sentences."""


def _write(request: dict[str, object]) -> None:
    try:
        subprocess.run(  # noqa: S603 - our own program
            # By its file: as a module it would first load all that its package stands on.
            [sys.executable, "-P", str(_CHILD)],
            input=json.dumps(request).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=WITHIN_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        # Its kind alone: the error's text may hold what was to be said.
        raise VoiceError(f"pyttsx3 cannot speak here: {type(error).__name__}.") from None


def _memory() -> str | None:
    """Return a folder that is on no disk, where there is one: what is said stays in memory."""
    folder = os.environ.get("XDG_RUNTIME_DIR") or "/dev/shm"  # noqa: S108 - a folder of our own in it
    return folder if os.access(folder, os.W_OK) else None


def _with_commas(phrases: Sequence[Phrase]) -> str:
    return ", ".join(phrase.text.rstrip(" ,") for phrase in phrases)
