"""Voices: which of them this kiosk speaks with."""

from collections.abc import Sequence
from pathlib import Path

from app.conversation.aloud import SpokenText, Synthesiser, Voices, load_spoken_words
from app.settings import Settings
from models.speech.speaking import EspeakNg, Pyttsx3Files


def voices_of(settings: Settings) -> Voices:
    """Return the voices that are installed, in the order in which they are tried."""
    speaking = settings.voice.speaking
    espeak = [EspeakNg(speaking.voice)] if EspeakNg.is_installed() else []
    others = [Pyttsx3Files()] if Pyttsx3Files.is_installed() else []
    chosen: dict[str, Sequence[Synthesiser]] = {
        "auto": [*espeak, *others],
        "espeak_ng": espeak,
        "pyttsx3": others,
    }
    return Voices(chosen[speaking.engine])


def spoken_text_of(settings: Settings, i18n: Path) -> SpokenText:
    """Return how sentences are said in the kiosk's language.

    Args:
        settings: for the language.
        i18n: the folder of words.

    Raises:
        SpokenWordsError: the words are missing or wrong.
    """
    return SpokenText(load_spoken_words(i18n / settings.kiosk.language / "spoken.yaml"))
