"""The kiosk's picture: frozen, in words ready to be shown. QML only lays it out."""

from dataclasses import dataclass
from enum import StrEnum

from ui.kiosk.presence_view import OverView, WhoView
from ui.kiosk.check_in_view import CheckInView


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
    """When and where it is, and what comes next."""

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


@dataclass(frozen=True, slots=True)
class TalkView:
    """The conversation.

    Attributes:
        hint: on home, that a first answer may take a while; empty when it will not.
        ask: the line over the field.
        about_lilo: what Lilo says of itself, on a card of its own.
        notice: a calm line in place of a reply, or after one that broke off.
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


@dataclass(frozen=True, slots=True)
class CrisisView:
    """The crisis dialogue.

    Attributes:
        ask: the line over the field, while the resident writes.
        can_write: there is somebody to read it, and nothing is on its way.
    """

    lines: tuple[str, ...]
    question: str
    answers: tuple[Answer, ...]
    can_leave: bool
    is_writing: bool = False
    ask: str = ""
    can_write: bool = False


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
        screen: starting, home, night, talk, crisis, trouble, who, vacant, or over.
        screen: starting, home, night, talk, check_in, crisis or trouble.
        look: which palette, day or night.
    """

    screen: str
    look: str


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
