"""Voices: which of them this kiosk speaks with."""

from collections.abc import Sequence
from pathlib import Path

import structlog

from app.conversation.aloud import SpokenText, Synthesiser, VoiceError, Voices, load_spoken_words
from app.language_files import ENGLISH
from app.settings import Settings
from models.speech.speaking import EspeakNg, Piper, Pyttsx3Files
from models.speech.speaking.piper_speech import LOADING_S

_log = structlog.get_logger(__name__)

PATIENT_S = 180.0
"""For commands, where nobody waits for an answer to what they said."""


def voices_of(
    settings: Settings, bundled: Path | None = None, *, loading_s: float = LOADING_S
) -> Voices:
    """Return the voices that are installed, in the order in which they are tried.

    Args:
        settings: name the engine; `auto` takes the bundle's voice first.
        bundled: the folder of the voice of a bundle.
        loading_s: how long words wait for that voice to load.
    """
    speaking = settings.voice.speaking
    by_language = {ENGLISH: speaking.voice, **speaking.other_voices}
    # A voice that is made begins to load: none is made that is not spoken with.
    voices: list[Synthesiser] = []
    if speaking.engine == "auto":
        voices += _bundled(bundled, loading_s)
    if speaking.engine != "pyttsx3" and EspeakNg.is_installed():
        voices.append(EspeakNg(by_language))
    if speaking.engine != "espeak_ng" and Pyttsx3Files.is_installed():
        voices.append(Pyttsx3Files())
    return Voices(voices)


def _bundled(folder: Path | None, loading_s: float) -> Sequence[Synthesiser]:
    if folder is None:
        return ()
    try:
        voice = Piper(folder, loading_s)
    except VoiceError as error:
        # It passed its trial once; a kiosk speaks on with what the machine has.
        _log.error("bundled_voice_not_read", reason=error.message)
        return ()
    voice.prepare()
    return (voice,)


def spoken_text_of(i18n: Path) -> SpokenText:
    """Return how English sentences are said.

    Args:
        i18n: the folder of words.

    Raises:
        SpokenWordsError: the words are missing or wrong.
    """
    return SpokenText(load_spoken_words(i18n / ENGLISH / "spoken.yaml"))
