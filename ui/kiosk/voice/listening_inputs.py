"""Where listening stands, as frozen values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.conversation.listening import Ask, Hearing


class ListeningNote(StrEnum):
    """What there is to say when nothing came of listening."""

    NONE = ""
    NOTHING = "nothing"
    UNCLEAR = "unclear"
    GIVEN_UP = "given_up"
    """Not understood so often that Lilo listens no more until it is asked to."""
    DAY = "day"
    """Somebody wanted to know what day it is."""
    ENDLESS = "endless"
    """Other voices went on and on."""
    NO_MICROPHONE = "no_microphone"
    MUTED = "muted"
    NO_RECOGNIZER = "no_recognizer"


@dataclass(frozen=True, slots=True)
class ListeningInputs:
    """Where it stands.

    Attributes:
        can_listen: there is a microphone, and somebody to understand.
        is_free: more is understood than short answers.
        hearing: what Lilo does about sound now.
        caption: the words so far.
        asked: what was heard and is to be confirmed.
        note: what there is to say.
        noted_at: since when; a note does not stand for ever.
        has_called: a nurse was called by voice, so what becomes of it is said.
        count: how often something was asked or noted; the same words are said again by it.
    """

    can_listen: bool = False
    is_free: bool = False
    hearing: Hearing = Hearing.IDLE
    caption: str = ""
    asked: Ask | None = None
    note: ListeningNote = ListeningNote.NONE
    noted_at: datetime | None = None
    has_called: bool = False
    count: int = 0

    @property
    def is_listening(self) -> bool:
        """Whether the microphone is open, or what it heard is being understood."""
        return self.hearing is not Hearing.IDLE
