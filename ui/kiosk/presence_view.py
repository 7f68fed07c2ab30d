"""From inputs to what reminders and the question who is there look like; pure."""

from dataclasses import dataclass
from datetime import datetime

from app.presence import LENGTH, PICTURES
from app.schedule import ItemKind, Reminder
from ui.kiosk.day_wording import DayWording, ReminderWords
from ui.kiosk.presence_inputs import PinTrouble, ReminderInputs, ReminderTrouble, WhoInputs
from ui.kiosk.time_words import time_phrase
from ui.kiosk.wording import TimeWords

FACES_SHOWN = 6

_ICONS = {
    ItemKind.ACTIVITY: "sun",
    ItemKind.MEAL: "meal",
    ItemKind.VISIT: "visit",
    ItemKind.MEDICATION: "medication",
    ItemKind.APPOINTMENT: "appointment",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A button.

    Attributes:
        key: what it stands for: done, later, ask, understood, not_taken, here, leave.
        is_primary: what most people will want.
    """

    key: str
    text: str
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class OverView:
    """Something that Lilo says over whatever is on the screen; without a title nothing is.

    Attributes:
        kind: reminder, answered, or still_there.
    """

    kind: str = ""
    icon: str = ""
    title: str = ""
    line: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """Something to touch with a picture on it.

    Attributes:
        picture: where QML finds it: a portrait, or the name of an icon; empty where there is none.
        initials: drawn in place of a portrait.
    """

    text: str
    spoken: str
    picture: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class WhoView:
    """Who is asked for.

    Attributes:
        touched: how many pictures have been touched.
        wanted: how many there are to touch; 0 while names are asked for.
        has_trouble: the line says that something did not go well.
    """

    ask: str = ""
    line: str = ""
    faces: tuple[Tile, ...] = ()
    has_more: bool = False
    pictures: tuple[Tile, ...] = ()
    touched: int = 0
    wanted: int = 0
    can_touch: bool = True
    has_trouble: bool = False


def over_view(
    reminder: ReminderInputs,
    now: datetime,
    wording: DayWording,
    times: TimeWords,
    *,
    is_asked_if_there: bool,
) -> OverView:
    """Return what is said over everything. Whether somebody is there is asked first."""
    if is_asked_if_there:
        words = wording.still_there
        choices = (Choice("here", words.here, is_primary=True), Choice("leave", words.leave))
        return OverView("still_there", "talk", words.title, words.line, choices)
    told = wording.reminder
    understood = (Choice("understood", told.understood, is_primary=True),)
    if reminder.after is ReminderTrouble.ASKED:
        return OverView("answered", "bell", told.asked, told.asked_more, understood)
    if reminder.after is ReminderTrouble.NOTED:
        either = (*understood, Choice("not_taken", told.not_taken))
        return OverView("answered", "medication", told.noted, "", either)
    if reminder.after is ReminderTrouble.NOT_KEPT:
        return OverView("answered", "trouble", told.not_kept, told.asked_more, understood)
    if reminder.current is None:
        return OverView()
    return _reminder(reminder.current, now, told, times)


def _reminder(
    reminder: Reminder, now: datetime, words: ReminderWords, times: TimeWords
) -> OverView:
    item, starts = reminder.occurrence.item, reminder.occurrence.starts
    is_medication = item.kind is ItemKind.MEDICATION
    at = time_phrase(starts.time(), times)
    if reminder.is_late:
        form = words.late_medication if is_medication else words.late
        line = form.format(time=at, now=time_phrase(now.time(), times))
    else:
        line = words.again if reminder.is_again else words.at.format(time=at)
    form = words.soon if starts > now else words.now
    # What the medicines are is nobody's business but the nurse's and the resident's.
    title = words.medication if is_medication else form.format(title=item.title)
    done = Choice("done", words.done, is_primary=True)
    if is_medication:
        done = Choice("done", words.done_medication, is_primary=not reminder.is_late)
    ask = Choice("ask", words.ask, is_primary=is_medication and reminder.is_late)
    asks = is_medication or item.kind is ItemKind.APPOINTMENT
    later = Choice("later", words.later)
    return OverView(
        "reminder", _ICONS[item.kind], title, line, (done, later, ask) if asks else (done, later)
    )


def who_view(who: WhoInputs, wording: DayWording) -> WhoView:
    """Return the question who is there, or that for their pictures."""
    words = wording.who
    if who.chosen is not None:
        lines = {
            PinTrouble.NONE: words.pin_count.format(count=len(who.pictures), all=LENGTH),
            PinTrouble.WRONG: words.pin_wrong,
            PinTrouble.WAIT: words.pin_wait,
            PinTrouble.UNKNOWN: words.trouble,
        }
        return WhoView(
            words.pin.format(name=who.chosen.name),
            lines[who.trouble],
            pictures=tuple(
                Tile(words.pictures[name], words.pictures[name], name) for name in PICTURES
            ),
            touched=len(who.pictures),
            wanted=LENGTH,
            can_touch=not who.is_trying,
            has_trouble=who.trouble is not PinTrouble.NONE,
        )
    faces = who.faces or ()
    start = who.page * FACES_SHOWN
    shown = faces[start : start + FACES_SHOWN]
    line = words.nobody if who.faces == () else words.line
    return WhoView(
        words.ask,
        words.trouble if who.trouble is PinTrouble.UNKNOWN else line,
        tuple(Tile(face.name, face.name, face.picture, face.initials) for face in shown),
        has_more=len(faces) > FACES_SHOWN,
    )


def page_after(who: WhoInputs) -> int:
    """Return which faces to show after these."""
    pages = -(-len(who.faces or ()) // FACES_SHOWN)
    return (who.page + 1) % max(1, pages)
