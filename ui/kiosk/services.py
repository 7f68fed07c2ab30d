"""What the kiosk window is given to work with."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from app.alerts import AlertDesk, CallButton
from app.clock import Clock
from app.conversation import CheckInTalk, TurnEvent
from app.conversation.listening import Ears
from app.conversation.vocabulary import Vocabulary
from app.identity import LanguageBook, LeaveGate, PreferenceBook, Resident
from app.ids import ResidentId
from app.language_files import ENGLISH
from app.oversight import AlertProgress, SilenceBook
from app.presence import PlaceBook, QuietRules
from app.safety import CrisisScripts
from app.schedule import DayBook
from app.story import StoryAlbum
from app.utterance import HeardBy
from ui.kiosk.reminder_watch import Reminders
from ui.kiosk.start_watch import Starts
from ui.kiosk.voice.microphone import Aloud, EarDevices
from ui.kiosk.who_watch import Doors


class Talk(Protocol):
    """The conversation as the kiosk sees it."""

    @property
    def is_ready(self) -> bool:
        """Whether the models have loaded, or it is known that they will not."""

    def take(
        self,
        resident_id: ResidentId,
        raw: str,
        heard_by: HeardBy = HeardBy.KEYBOARD,
        confidence: float = 1.0,
    ) -> AsyncIterator[TurnEvent]:
        """Take one turn; what comes forth is shown in order.

        Raises:
            LiloError: the words could not be stored; nothing was said to have been heard.
        """

    async def worries(self, resident_id: ResidentId, raw: str) -> bool:
        """Return whether words that were heard badly must not wait until they were read back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskServices:
    """Everything behind the kiosk while the facility is open.

    Attributes:
        reminders: None where nobody is reminded.
        doors: knows who has moved out; None where nobody does.
        check_ins: asks scales; None where none are asked.
        lines: the resident's lines by key, each with a few wordings; empty for the house's own.
        starts: begins by itself; None where nothing does.
        is_partly_english: some words of the resident's language are missing.
        languages: keeps another language; None where only one is spoken.
        again: gives all of this anew, after the language has changed.
        silence: tells staff when nobody can hear Lilo; None where nobody is told.
        places: keeps where the resident is; None where that is not kept.
        ears: what to listen with; None where nobody listens.
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
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_partly_english: bool = False
    starts: Starts | None = None
    languages: LanguageBook | None = None
    again: "Callable[[], KioskServices] | None" = None
    silence: SilenceBook | None = None
    places: PlaceBook | None = None
    ears: Ears | None = None


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
        language: of the house, while nobody is known.
        devices: what this machine has to listen with; None where it is not to listen.
        aloud: Lilo's own voice.
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
    language: str = ENGLISH
    devices: EarDevices | None = None
    aloud: Aloud = field(default_factory=Aloud)
    words: Path | None = None
