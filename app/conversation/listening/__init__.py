"""Listening: from sound to words, and from words to what is done about them."""

from app.conversation.listening.audio import FRAME_BYTES, FRAME_MS, FRAME_S, RATE, Chunk, Framer
from app.conversation.listening.deciding import Act, Ask, Decision, Nothing, Trust, decide
from app.conversation.listening.ears import Ears
from app.conversation.listening.end_pointing import EndPoint, Known, Patience, Sign
from app.conversation.listening.half_duplex import HalfDuplex
from app.conversation.listening.listener import Came, Hearing, Listener
from app.conversation.listening.loudness import Room
from app.conversation.listening.phrases import (
    ALWAYS,
    AT_HOME,
    ON_A_PAGE,
    Expected,
    SpokenPhrases,
    Wish,
    Wished,
    answers,
    crisis_answers,
    load_phrases,
    plain_phrase,
)
from app.conversation.listening.ports import (
    Recognised,
    Recognizer,
    RecognizerState,
    VoiceActivity,
)

__all__ = [
    "ALWAYS",
    "AT_HOME",
    "FRAME_BYTES",
    "FRAME_MS",
    "FRAME_S",
    "ON_A_PAGE",
    "RATE",
    "Act",
    "Ask",
    "Came",
    "Chunk",
    "Decision",
    "Ears",
    "EndPoint",
    "Expected",
    "Framer",
    "HalfDuplex",
    "Hearing",
    "Known",
    "Listener",
    "Nothing",
    "Patience",
    "Recognised",
    "Recognizer",
    "RecognizerState",
    "Room",
    "Sign",
    "SpokenPhrases",
    "Trust",
    "VoiceActivity",
    "Wish",
    "Wished",
    "answers",
    "crisis_answers",
    "decide",
    "load_phrases",
    "plain_phrase",
]
