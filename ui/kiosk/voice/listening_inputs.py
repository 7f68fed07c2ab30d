"""Where listening stands, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum

from app.conversation.listening import Ask, Hearing


class ListeningNote(StrEnum):
    """What there is to say when nothing came of listening."""

    NONE = ""
    NOTHING = "nothing"
    UNCLEAR = "unclear"
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
    """

    can_listen: bool = False
    is_free: bool = False
    hearing: Hearing = Hearing.IDLE
    caption: str = ""
    asked: Ask | None = None
    note: ListeningNote = ListeningNote.NONE

    @property
    def is_listening(self) -> bool:
        """Whether the microphone is open, or what it heard is being understood."""
        return self.hearing is not Hearing.IDLE
