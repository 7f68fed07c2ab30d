"""Conversation: one turn, from words heard to a reply."""

from app.conversation.events import (
    CrisisOpened,
    Disclosed,
    Heard,
    Spoken,
    TurnDone,
    TurnEvent,
    TurnRecord,
)
from app.conversation.history import Message, MessageRepository, Observation, Speaker
from app.conversation.turn import Conversation, Parts

__all__ = [
    "Conversation",
    "CrisisOpened",
    "Disclosed",
    "Heard",
    "Message",
    "MessageRepository",
    "Observation",
    "Parts",
    "Speaker",
    "Spoken",
    "TurnDone",
    "TurnEvent",
    "TurnRecord",
]
