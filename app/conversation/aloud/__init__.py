"""Speaking: what is written as it is said, what is said when, and the ports for making sound."""

from app.conversation.aloud.agenda import Agenda, Authored, Line, Script
from app.conversation.aloud.ports import (
    Manner,
    PlaybackError,
    Player,
    Sound,
    Synthesiser,
    VoiceError,
    silence,
)
from app.conversation.aloud.speaker import Speaker, Speaking
from app.conversation.aloud.spoken_text import Phrase, SpokenText
from app.conversation.aloud.spoken_words import SpokenWords, SpokenWordsError, load_spoken_words
from app.conversation.aloud.voices import NoVoiceError, Voices

__all__ = [
    "Agenda",
    "Authored",
    "Line",
    "Manner",
    "NoVoiceError",
    "Phrase",
    "PlaybackError",
    "Player",
    "Script",
    "Sound",
    "Speaker",
    "Speaking",
    "SpokenText",
    "SpokenWords",
    "SpokenWordsError",
    "Synthesiser",
    "VoiceError",
    "Voices",
    "load_spoken_words",
    "silence",
]
