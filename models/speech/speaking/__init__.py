"""Voices: adapters for `app.conversation.aloud.Synthesiser`."""

from models.speech.speaking.espeak_ng import EspeakNg
from models.speech.speaking.piper_speech import Piper
from models.speech.speaking.pyttsx3_files import Pyttsx3Files

__all__ = ["EspeakNg", "Piper", "Pyttsx3Files"]
