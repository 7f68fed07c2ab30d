"""Everything the kiosk's picture depends on, as frozen values. `derive` makes the picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.alerts import Reach
from app.conversation import Spoken
from app.conversation.aloud import Speaking
from app.conversation.family import FamilyDraft
from app.conversation.starting_desk import Start
from app.identity import Preferences
from app.ids import AlertId, ResidentId
from app.oversight import Progress
from app.safety import CrisisDialogue, CrisisScripts, Level
from app.schedule import ScheduledItem
from app.story import ToldStory
from app.story.entry import PhotoId
from ui.kiosk.check_in_view import CheckInInputs
from ui.kiosk.presence_inputs import ReminderInputs, WhoInputs
from ui.kiosk.voice.listening_inputs import ListeningInputs


class Screen(StrEnum):
    """What the resident is doing; night is how home looks at night."""

    STARTING = "starting"
    HOME = "home"
    TALK = "talk"
    CHECK_IN = "check_in"
    TODAY = "today"
    STORIES = "stories"
    CALM = "calm"
    MORE = "more"
    FURTHER = "further"
    SETTINGS = "settings"
    LOOKS = "looks"
    SIZE = "size"
    COLOURS = "colours"
    WORDS = "words"
    KEYS = "keys"
    LANGUAGE = "language"
    SCAN = "scan"
    VOICE = "voice"
    SPEED = "speed"
    SOUND = "sound"
    LOUDNESS = "loudness"
    TONE = "tone"
    SPEAKING = "speaking"
    CRISIS = "crisis"
    TROUBLE = "trouble"
    WHO = "who"
    """A shared screen asks who is there."""
    VACANT = "vacant"
    """Nobody lives in this room at present."""


GIVEN = frozenset({Screen.STARTING, Screen.CRISIS, Screen.TROUBLE, Screen.WHO, Screen.VACANT})
"""Screens that nobody walks away from: they end when what they are about has ended."""


class Overlay(StrEnum):
    """What lies over the screen; never over a crisis."""

    NONE = ""
    LEAVE = "leave"
    """Staff give the code that lets them out of the kiosk."""
    ASKING = "asking"
    """Lilo reminds of something, or asks whether somebody is still there."""


class KeyLayer(StrEnum):
    """Which keys the keyboard on the screen shows."""

    LETTERS = "letters"
    LATER_LETTERS = "later_letters"
    """Of the alphabet in two halves, the second."""
    NUMBERS = "numbers"
    ACCENTS = "accents"
    LATER_ACCENTS = "later_accents"
    """On large keys, those that the first page has no room for."""


@dataclass(frozen=True, slots=True)
class TalkInputs:
    """Where the conversation stands.

    Attributes:
        draft: what is being written here; never lost by going elsewhere.
        heard: the resident's words, once they are stored.
        about_lilo: what Lilo says of itself before it answers, for a card of its own.
        doing: what Lilo is doing while an answer takes a while.
        disclosed: what Lilo says of itself before it answers, for the ear.
        spoken: Lilo's sentences so far.
        notice: a calm line when there is no reply to show, or none any more.
        is_busy: the turn is being taken.
        is_writing: the field is shown rather than the reply.
        is_repeating: the resident asked for the reply from its start.
        wants_words: an empty field was sent.
        prompt: what is asked for in place of the usual question; empty where nothing special is.
        suggestions: words that may be meant by the one being written.
    """

    draft: str = ""
    heard: str = ""
    about_lilo: str = ""
    doing: str = ""
    disclosed: tuple[Spoken, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    notice: str = ""
    is_busy: bool = False
    is_writing: bool = True
    is_repeating: bool = False
    wants_words: bool = False
    prompt: str = ""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallInputs:
    """What became of the last press of the call button.

    Attributes:
        reach: None until the first call has been placed.
        progress: how far help has come, where the call is on the board.
        level: how grave it was; a button held down is graver.
        is_calling: a call is on its way.
        is_ringing: this device rings until somebody comes.
    """

    reach: Reach | None = None
    alert_id: AlertId | None = None
    progress: Progress | None = None
    level: Level = Level.URGENT
    is_calling: bool = False
    is_ringing: bool = False


@dataclass(frozen=True, slots=True)
class CrisisInputs:
    """Where a crisis stands.

    Attributes:
        scripts: for what is said of the alert.
        alert_id: None when nobody could be told.
        progress: how far help has come; None until it was read.
        chosen: the answer just given, while the next question is on its way.
        is_writing: the resident writes more than an answer.
        has_talked: Lilo answers what was written; until a question is answered, that is shown.
        is_unanswered: nobody has taken the alert for a while.
    """

    dialogue: CrisisDialogue
    scripts: CrisisScripts
    alert_id: AlertId | None = None
    progress: Progress | None = None
    chosen: str = ""
    is_writing: bool = False
    has_talked: bool = False
    is_unanswered: bool = False


@dataclass(frozen=True, slots=True)
class LeaveInputs:
    """Where leaving the kiosk stands.

    Attributes:
        digits: how many were given; which ones is nobody's business but the worker's.
        is_wrong: the last code was not the right one.
        wait_s: seconds until another may be tried.
        has_code: the facility has set a code at all.
    """

    digits: int = 0
    is_wrong: bool = False
    wait_s: int = 0
    has_code: bool = True


@dataclass(frozen=True, slots=True)
class KioskInputs:
    """All inputs.

    Attributes:
        now: in the facility's local time.
        drafts: what is being written in the places that are not shown now.
        path: screens that lead back, the nearest last.
        plan: all of today, once it was asked for.
        is_day_read: it was.
        stories: once they were asked for; None until then.
        leaf: which of the open story's leaves.
        pictures: where QML finds photographs that were read; empty for one that cannot be shown.
        trouble: what is wrong, in plain words, on the trouble screen.
        is_asked_if_there: nobody has touched the screen for a while.
        start: what Lilo begins with by itself.
        family: a message to the family that waits for a yes.
        language: of the resident who is here, and of all words on the screen.
        is_partly_english: some words of that language are missing, and English stands in.
        is_shared: several residents use this screen.
        has_voice: this kiosk can speak at all.
        speaking: what is heard of Lilo now.
    """

    now: datetime
    facility: str
    room: str
    screen: Screen = Screen.STARTING
    resident_id: ResidentId | None = None
    resident_name: str = ""
    next_item: ScheduledItem | None = None
    is_ready: bool = False
    trouble: str = ""
    talk: TalkInputs = field(default_factory=TalkInputs)
    call: CallInputs = field(default_factory=CallInputs)
    crisis: CrisisInputs | None = None
    reminder: ReminderInputs = field(default_factory=ReminderInputs)
    who: WhoInputs = field(default_factory=WhoInputs)
    is_asked_if_there: bool = False
    start: Start | None = None
    family: FamilyDraft | None = None
    check_in: CheckInInputs = field(default_factory=CheckInInputs)
    drafts: Mapping[str, str] = field(default_factory=dict)
    path: tuple[Screen, ...] = ()
    overlay: Overlay = Overlay.NONE
    leave: LeaveInputs = field(default_factory=LeaveInputs)
    plan: tuple[ScheduledItem, ...] = ()
    is_day_read: bool = False
    stories: tuple[ToldStory, ...] | None = None
    story_index: int = 0
    leaf: int = 0
    pictures: Mapping[PhotoId, str] = field(default_factory=dict)
    preferences: Preferences = field(default_factory=Preferences)
    language: str = "en"
    is_partly_english: bool = False
    is_shared: bool = False
    layer: KeyLayer = KeyLayer.LETTERS
    has_motion: bool = True
    has_voice: bool = False
    speaking: Speaking = field(default_factory=Speaking)
    listening: ListeningInputs = field(default_factory=ListeningInputs)
