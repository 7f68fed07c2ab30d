"""Conversation: one turn, from words heard to a reply."""

from app.conversation.by_language import Conversations
from app.conversation.checking_in import (
    BeginCheckIn,
    CheckInAct,
    CheckInTalk,
    ChooseAnswer,
    ConfirmAnswer,
    DeclineCheckIn,
    PressInCheckIn,
)
from app.conversation.events import (
    CheckInChoice,
    CheckInShown,
    CrisisOpened,
    Disclosed,
    Heard,
    Spoken,
    TurnDone,
    TurnEvent,
    TurnRecord,
    Working,
)
from app.conversation.history import Message, MessageRepository, Observation, Speaker
from app.conversation.parts import Parts
from app.conversation.turn import Conversation

__all__ = [
    "BeginCheckIn",
    "CheckInAct",
    "CheckInChoice",
    "CheckInShown",
    "CheckInTalk",
    "ChooseAnswer",
    "ConfirmAnswer",
    "Conversation",
    "Conversations",
    "CrisisOpened",
    "DeclineCheckIn",
    "Disclosed",
    "Heard",
    "Message",
    "MessageRepository",
    "Observation",
    "Parts",
    "PressInCheckIn",
    "Speaker",
    "Spoken",
    "TurnDone",
    "TurnEvent",
    "TurnRecord",
    "Working",
]
