"""What the picture depends on beside the conversation: reminders, and who is there."""

from dataclasses import dataclass
from enum import StrEnum

from app.ids import ResidentId
from app.schedule import Reminder


class ReminderTrouble(StrEnum):
    """What there is to say after a reminder was answered."""

    NONE = "none"
    ASKED = "asked"
    """Staff can see the question."""
    NOTED = "noted"
    """That a medicine was taken; it is kept unless the resident takes it back."""
    NOT_KEPT = "not_kept"
    """The answer could not be stored."""


@dataclass(frozen=True, slots=True)
class ReminderInputs:
    """Reminders.

    Attributes:
        current: what is to be on the screen, or None.
        after: what there is to say of the last answer.
    """

    current: Reminder | None = None
    after: ReminderTrouble = ReminderTrouble.NONE


@dataclass(frozen=True, slots=True)
class FaceInputs:
    """Somebody whom a shared screen can be touched for.

    Attributes:
        picture: where QML finds the portrait; empty where there is none.
    """

    resident_id: ResidentId
    name: str
    initials: str
    has_pin: bool
    picture: str = ""


class PinTrouble(StrEnum):
    """Why a picture PIN did not open."""

    NONE = "none"
    WRONG = "wrong"
    WAIT = "wait"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WhoInputs:
    """Who is asked for at a shared screen.

    Attributes:
        faces: None until they were read.
        page: which of the faces are shown.
        chosen: who has touched their name and is asked for their pictures.
        pictures: those touched so far.
        is_trying: the pictures are being compared.
    """

    faces: tuple[FaceInputs, ...] | None = None
    page: int = 0
    chosen: FaceInputs | None = None
    pictures: tuple[str, ...] = ()
    is_trying: bool = False
    trouble: PinTrouble = PinTrouble.NONE
