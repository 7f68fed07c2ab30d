"""Voices: which of them this kiosk speaks with."""

from collections.abc import Sequence
from pathlib import Path

from app.conversation.aloud import SpokenText, Synthesiser, Voices, load_spoken_words
from app.language_files import ENGLISH
from app.settings import Settings
from models.speech.speaking import EspeakNg, Pyttsx3Files


def voices_of(settings: Settings) -> Voices:
    """Return the voices that are installed, in the order in which they are tried."""
    speaking = settings.voice.speaking
    by_language = {ENGLISH: speaking.voice, **speaking.other_voices}
    espeak = [EspeakNg(by_language)] if EspeakNg.is_installed() else []
    others = [Pyttsx3Files()] if Pyttsx3Files.is_installed() else []
    chosen: dict[str, Sequence[Synthesiser]] = {
        "auto": [*espeak, *others],
        "espeak_ng": espeak,
        "pyttsx3": others,
    }
    return Voices(chosen[speaking.engine])


def spoken_text_of(i18n: Path) -> SpokenText:
    """Return how English sentences are said.

    Args:
        i18n: the folder of words.

    Raises:
        SpokenWordsError: the words are missing or wrong.
    """
    return SpokenText(load_spoken_words(i18n / ENGLISH / "spoken.yaml"))
