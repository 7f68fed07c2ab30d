"""From where listening stands to what is shown of it: pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.conversation.listening import Hearing, Wish
from ui.kiosk.inputs import KioskInputs
from ui.kiosk.presence_view import OverView
from ui.kiosk.time_words import for_part, part_of_day, time_phrase, weekday
from ui.kiosk.voice.expecting import Topic, topic_of
from ui.kiosk.voice.listening_inputs import ListeningInputs, ListeningNote
from ui.kiosk.voice.listening_wording import ListeningWords
from ui.kiosk.wording import Wording

LONGEST_CAPTION = 60

NOTED_FOR = timedelta(minutes=3)
"""How long a note stands where nobody touches anything: read twice, slowly, and not all day."""

_LASTING = frozenset(
    {ListeningNote.NO_MICROPHONE, ListeningNote.MUTED, ListeningNote.NO_RECOGNIZER}
)
"""What stays as it is until somebody mends it, and is said as long."""


@dataclass(frozen=True, slots=True)
class ListeningView:
    """Listening.

    Attributes:
        is_shown: the strip is there.
        title: what Lilo does, or asks.
        line: the words so far, if any.
        is_open: the microphone is open.
        is_hearing: somebody is being heard.
        is_asking: yes or no is to be touched.
        can_talk: the conversation is by voice, unless somebody writes.
        can_answer: answers of a scale can be said.
        has_button: a button to speak stands at the foot, where nothing else does.
        button: what stands on the button that begins or ends.
        write: what stands on the one that writes in place of it.
        yes, no: what stands on those.
    """

    is_shown: bool = False
    title: str = ""
    line: str = ""
    is_open: bool = False
    is_hearing: bool = False
    is_asking: bool = False
    can_talk: bool = False
    can_answer: bool = False
    has_button: bool = False
    button: str = ""
    write: str = ""
    yes: str = ""
    no: str = ""


def listening_view(
    inputs: KioskInputs, over: OverView, words: ListeningWords, wording: Wording
) -> ListeningView:
    """Return what is shown of listening.

    Args:
        inputs: of the kiosk.
        over: what is said over everything.
        words: about listening.
        wording: of the kiosk, for what day it is.
    """
    now = _with_fresh_note(inputs)
    topic = topic_of(inputs, over.kind)
    asked = now.asked is not None
    title = _title(now, topic, words, wording)
    can_talk = now.can_listen and now.is_free
    line = newest(now.caption)
    if not line and now.hearing is Hearing.WAITING:
        line = _hint(now, topic, words, has_offer=inputs.check_in.offer is not None)
    return ListeningView(
        is_shown=title != "",
        title=title,
        line="" if asked else line,
        is_open=now.is_listening,
        is_hearing=now.hearing is Hearing.HEARING,
        is_asking=asked,
        can_talk=can_talk,
        can_answer=now.can_listen,
        has_button=now.can_listen and not asked and topic is Topic.OVER,
        button=_button(now, topic, words),
        write=words.write,
        yes=words.yes,
        no=words.no,
    )


def _with_fresh_note(inputs: KioskInputs) -> ListeningInputs:
    now = inputs.listening
    if now.noted_at is None or now.note in _LASTING or inputs.now - now.noted_at < NOTED_FOR:
        return now
    return replace(now, note=ListeningNote.NONE)


def _hint(now: ListeningInputs, topic: Topic, words: ListeningWords, *, has_offer: bool) -> str:
    """Return what stands under "I am listening" until somebody speaks."""
    if now.note is ListeningNote.UNCLEAR:
        return _unclear(topic, words)
    hints = {Topic.TALK: words.ask, Topic.HOME: words.home, Topic.PAGE: words.page}
    if topic is Topic.TALK and not now.is_free:
        # Home has no microphone while questions are due: here they can be asked for.
        return words.page_offered if has_offer else words.page
    return hints.get(topic, "")


def newest(caption: str) -> str:
    """Return the last words of a caption: those are what somebody looks for while they speak."""
    if len(caption) <= LONGEST_CAPTION:
        return caption
    return "… " + caption[-LONGEST_CAPTION:].partition(" ")[2]


def _unclear(topic: Topic, words: ListeningWords) -> str:
    """Return that it was not understood, with what can be done where no answers stand."""
    by_topic = {
        Topic.TALK: words.unclear_talk,
        Topic.HOME: words.unclear_home,
        Topic.PAGE: words.unclear_page,
    }
    return by_topic.get(topic, words.unclear)


def _title(now: ListeningInputs, topic: Topic, words: ListeningWords, wording: Wording) -> str:
    if now.asked is not None:
        if now.asked.wished.wish is Wish.NURSE:
            return words.want_nurse
        return words.did_you_say.format(words=now.asked.text)
    doing = {
        Hearing.WAITING: words.listening,
        Hearing.HEARING: words.hearing,
        Hearing.THINKING: words.thinking,
        Hearing.IDLE: "",
    }[now.hearing]
    if doing or now.note is ListeningNote.NONE:
        return doing
    if now.note is ListeningNote.DAY and now.noted_at is not None:
        # The minute in which it was asked: a line that changed would be said again and again.
        return _day(now.noted_at, words, wording)
    if now.note is ListeningNote.UNCLEAR:
        return _unclear(topic, words)
    return str(getattr(words, now.note.value))


def _day(now: datetime, words: ListeningWords, wording: Wording) -> str:
    return words.day.format(
        weekday=weekday(now, wording.date),
        part=for_part(wording.date.parts, part_of_day(now.time())),
        day=now.day,
        month=wording.date.months[now.month - 1],
        time=time_phrase(now.time(), wording.time),
    )


def _button(now: ListeningInputs, topic: Topic, words: ListeningWords) -> str:
    if now.is_listening:
        return words.done
    if topic is Topic.TALK and now.is_free:
        return words.talk
    is_to_do = topic in {Topic.HOME, Topic.PAGE, Topic.TALK}
    return words.speak_at_home if is_to_do else words.speak
