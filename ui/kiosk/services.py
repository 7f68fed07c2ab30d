"""What the kiosk window is given to work with."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from app.alerts import AlertDesk, CallButton
from app.clock import Clock
from app.conversation import CheckInTalk, TurnEvent
from app.conversation.vocabulary import Vocabulary
from app.identity import LeaveGate, PreferenceBook, Resident
from app.ids import ResidentId
from app.oversight import AlertProgress
from app.presence import QuietRules
from app.safety import CrisisScripts
from app.schedule import DayBook
from app.story import StoryAlbum
from ui.kiosk.reminder_watch import Reminders
from ui.kiosk.who_watch import Doors


class Talk(Protocol):
    """The conversation as the kiosk sees it."""

    @property
    def is_ready(self) -> bool:
        """Whether the models have loaded, or it is known that they will not."""

    def take(self, resident_id: ResidentId, raw: str) -> AsyncIterator[TurnEvent]:
        """Take one turn; what comes forth is shown in order.

        Raises:
            LiloError: the words could not be stored; nothing was said to have been heard.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskServices:
    """Everything behind the kiosk while the facility is open.

    Attributes:
        reminders: None where nobody is reminded.
        doors: knows who has moved out; None where nobody does.
        check_ins: asks scales; None where none are asked.
    """

    resident: Resident
    talk: Talk
    desk: AlertDesk
    day: DayBook
    progress: AlertProgress
    scripts: CrisisScripts
    preferences: PreferenceBook
    stories: StoryAlbum
    vocabulary: Vocabulary
    reminders: Reminders | None = None
    doors: Doors | None = None
    check_ins: CheckInTalk | None = None


@dataclass(frozen=True, slots=True)
class SharedServices:
    """Everything behind a kiosk that several residents use.

    Attributes:
        services_of: what the kiosk works with while this resident sits there.
    """

    doors: Doors
    desk: AlertDesk
    services_of: Callable[[Resident], KioskServices]


@dataclass(frozen=True, slots=True)
class KioskBasics:
    """What the kiosk has even when nothing else works.

    Attributes:
        lines: resident-facing lines by key, each with a few wordings.
        quiet: after how long without a touch a session ends; None where none does.
        gate: lets staff out of a kiosk that fills its screen; None where it is a plain window.
        words: where the languages' folders are; None for those that ship.
    """

    facility_name: str
    room: str
    timezone: ZoneInfo
    clock: Clock
    call_button: CallButton
    lines: Mapping[str, Sequence[str]]
    quiet: QuietRules | None = None
    gate: LeaveGate | None = None
    words: Path | None = None
