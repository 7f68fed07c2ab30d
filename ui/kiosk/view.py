"""The kiosk's picture: frozen, in words ready to be shown. QML only lays it out."""

from dataclasses import dataclass, field
from enum import StrEnum

from ui.kiosk.check_in_view import CheckInView
from ui.kiosk.presence_view import OverView, WhoView
from ui.kiosk.voice.listening_view import ListeningView


class Tone(StrEnum):
    """What kind of thing a status says."""

    NONE = "none"
    WAITING = "waiting"
    """Somebody has been told; nobody has taken it yet."""
    TAKEN = "taken"
    """Somebody has it: the only thing that is green."""
    UNTOLD = "untold"
    """Nobody could be told."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the reply; a marked one has the amber ground."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One line of the status panel.

    Attributes:
        is_strong: what is new and counts.
        is_minor: goes without saying where there is no room for it.
    """

    text: str
    is_strong: bool = False
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a question, with what a screen reader says of it."""

    text: str
    spoken: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class DayView:
    """When and where it is, what comes next, and what home offers third."""

    date: str
    date_spoken: str
    clock: str
    clock_spoken: str
    greeting: str
    next_label: str
    next_title: str
    next_icon: str
    place: str
    night_line: str
    night_place: str
    third: str = "day"


@dataclass(frozen=True, slots=True)
class TalkView:
    """The conversation.

    Attributes:
        hint: on home, that a first answer may take a while; empty when it will not.
        ask: what the empty sheet asks for.
        note: a line about what was written, or about what could not be sent.
        suggestions: words that may be meant by the one being written.
        about_lilo: what Lilo says of itself, on a card of its own.
        notice: a calm line in place of a reply, or after one that broke off.
        sources: all that the reply comes from, each once.
        has_voice: Lilo can be heard here: what can be done about that has its places.
        is_sounding: Lilo speaks, and can be stopped.
        can_slow: it could speak more slowly.
    """

    hint: str
    is_writing: bool
    draft: str
    ask: str
    heard: str
    about_lilo: str
    sentences: tuple[Sentence, ...]
    source: str
    notice: str
    can_answer: bool
    can_repeat: bool
    note: str = ""
    suggestions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    has_voice: bool = False
    is_sounding: bool = False
    can_slow: bool = True


@dataclass(frozen=True, slots=True)
class CrisisView:
    """The crisis dialogue.

    Attributes:
        ask: what the empty sheet asks for, while the resident writes.
        note: a line about what was written.
        can_write: there is somebody to read it, and nothing is on its way.
    """

    lines: tuple[str, ...]
    question: str
    answers: tuple[Answer, ...]
    can_leave: bool
    is_writing: bool = False
    ask: str = ""
    can_write: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatusView:
    """The status panel. `can_hush` is there while this device rings."""

    tone: str
    lines: tuple[StatusLine, ...]
    can_hush: bool


@dataclass(frozen=True, slots=True)
class NoticeView:
    """The screens that only say how things stand."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrameView:
    """What surrounds everything.

    Attributes:
        screen: `night`, or one of `Screen`.
        look: which palette: light, dark, contrast or night.
        scale: size of text, 1.0 to 2.0.
        overlay: what lies over the screen; empty where nothing does.
        scan_ms: how long the ring of switch scanning stays in one place; 0 where there is none.
    """

    screen: str
    look: str
    scale: float = 1.0
    has_motion: bool = True
    overlay: str = ""
    scan_ms: int = 0


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One line of today's plan, with what a screen reader says of it."""

    time: str
    title: str
    icon: str
    spoken: str
    is_over: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class TodayView:
    """The whole day. `empty` says that nothing is planned."""

    title: str
    items: tuple[PlannedItem, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """One leaf of the album. Without a title there is no story, and `lines` say so.

    Attributes:
        place: which story of how many.
        next_text: words for what comes next; empty where nothing does.
        is_photo: a photograph lies open, and no words.
        picture: where QML finds it; empty until it was read.
        picture_spoken: what a screen reader says of it.
        caption: what is written under it, beside the story's title.
        picture_place: which photograph of how many.
        note: that one cannot be shown.
    """

    title: str
    when: str
    lines: tuple[str, ...]
    place: str
    next_text: str
    is_photo: bool = False
    picture: str = ""
    picture_spoken: str = ""
    caption: str = ""
    picture_place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of few things to choose. `is_one_of` where one of them always stands."""

    text: str
    spoken: str
    icon: str
    is_chosen: bool = False
    is_possible: bool = True
    is_one_of: bool = False


@dataclass(frozen=True, slots=True)
class ChoicesView:
    """A screen of choices; shown where it has a title.

    Attributes:
        back: words for the way to the screen before; empty where home is that.
        other: words that give a shared screen to somebody else; empty where they cannot.
    """

    title: str
    line: str
    choices: tuple[Choice, ...]
    back: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class KeyFace:
    """One key.

    Attributes:
        kind: letter, space, erase or layer.
        at: its first cell of 30, in reading order.
        span: how many cells it is wide.
    """

    text: str
    spoken: str
    kind: str
    at: int
    span: int = 1


@dataclass(frozen=True, slots=True)
class KeyboardView:
    """The keyboard on the screen.

    Attributes:
        columns: 0 where the screen may choose.
        high_columns: those of a screen that is higher than wide, where they differ; else 0.
        cells: how many there are in all.
    """

    keys: tuple[KeyFace, ...]
    columns: int
    high_columns: int = 0
    cells: int = 30


@dataclass(frozen=True, slots=True)
class LeaveView:
    """The pad for the code that lets staff out."""

    title: str
    line: str
    back: str
    done: str
    can_try: bool


@dataclass(frozen=True, slots=True)
class KioskView:
    """All that is on the screen."""

    frame: FrameView
    day: DayView
    talk: TalkView
    crisis: CrisisView
    check_in: CheckInView
    status: StatusView
    notice: NoticeView
    over: OverView
    who: WhoView
    today: TodayView
    story: StoryView
    choices: ChoicesView
    keyboard: KeyboardView
    leave: LeaveView
    listening: ListeningView = field(default_factory=ListeningView)
