"""What of the screen is said aloud: derived from what is shown, pure.

Replies and questions that staff did not write are `ScreenedSentence`s; the rest are words of the
kiosk's own files, or what staff have put on a plan.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.conversation.aloud import Authored, Line, Script
from app.conversation.events import CheckInShown
from app.conversation.listening import Hearing
from ui.kiosk.inputs import KioskInputs, Overlay, Screen
from ui.kiosk.view import KioskView
from ui.kiosk.voice.listening_inputs import ListeningNote
from ui.kiosk.voice.places import CHECK_IN, CRISIS, LISTENING, TALK, TODAY

AFTER_CHIME_MS = 1100
"""A reminder's own sound comes first."""

SILENCE = Script()


def script_of(inputs: KioskInputs, view: KioskView) -> Script:
    """Return what is to be said with this picture; nothing for whoever wants nothing said."""
    if inputs.preferences.voice.is_silent:
        return SILENCE
    script, asides = _of_the_screen(inputs, view), tuple(_asides(inputs, view))
    if not asides:
        return script
    if script.goes_on or not script.lines:
        return Script(LISTENING, asides, goes_on=True)
    # A reminder that was left would begin again.
    return replace(script, lines=(*script.lines, *asides))


def _asides(inputs: KioskInputs, view: KioskView) -> Iterator[Line]:
    """Return what Lilo asks or says about what it heard, with the answers that it can be."""
    now = inputs.listening
    if now.has_called:
        for told in view.status.lines:
            yield Line(f"{LISTENING}/called/{told.text}", Authored(told.text))
    is_note = now.note is not ListeningNote.NONE and now.hearing is Hearing.IDLE
    title = view.listening.title
    if not title or (now.asked is None and not is_note):
        return
    place = f"{LISTENING}/{now.count}"
    yield Line(place, Authored(title))
    shown = inputs.check_in.shown
    is_answer = inputs.screen is Screen.CHECK_IN and shown is not None and shown.read_back is None
    if now.note is ListeningNote.UNCLEAR and now.asked is None and shown and is_answer:
        for choice in shown.choices:
            yield Line(f"{place}/{choice.value}", choice.text)


def _of_the_screen(inputs: KioskInputs, view: KioskView) -> Script:
    if view.frame.overlay == Overlay.ASKING:
        return _over(view)
    match inputs.screen:
        case Screen.CRISIS:
            return Script(CRISIS, tuple(_crisis(inputs, view)), goes_on=True)
        case Screen.CHECK_IN:
            return Script(CHECK_IN, tuple(_check_in(inputs)), goes_on=True)
        case Screen.TALK:
            return Script(TALK, tuple(_talk(inputs)), goes_on=True)
        case Screen.TODAY if inputs.is_day_read:
            return Script(TODAY, tuple(_today(view)))
        case _:
            return SILENCE


def _over(view: KioskView) -> Script:
    over = view.over
    lead = AFTER_CHIME_MS if over.kind == "reminder" else 0
    lines = [
        Line(key, Authored(text), lead if key == "title" else 0)
        for key, text in (("title", over.title), ("line", over.line))
        if text
    ]
    return Script(f"{over.kind}: {over.title} {over.line}", tuple(lines))


def _talk(inputs: KioskInputs) -> Iterator[Line]:
    talk = inputs.talk
    if talk.is_writing:
        return
    for number, said in enumerate(talk.disclosed):
        yield Line(f"disclosed/{number}", said.sentence)
    for number, said in enumerate(talk.spoken):
        yield Line(f"sentence/{number}", said.sentence)


def _today(view: KioskView) -> Iterator[Line]:
    """Return what is still to come today; where nothing is, what there was."""
    today, items = view.today, tuple(enumerate(view.today.items))
    to_come = [(number, item) for number, item in items if not item.is_over] or items
    yield from (Line(f"item/{number}", Authored(item.spoken)) for number, item in to_come)
    yield from _authored("empty", [today.empty])


def _crisis(inputs: KioskInputs, view: KioskView) -> Iterator[Line]:
    crisis, talk = inputs.crisis, inputs.talk
    if crisis is None or crisis.chosen or view.crisis.is_writing:
        return
    if crisis.has_talked and talk.is_busy and not talk.spoken:
        # What Lilo says to the words just said is on its way.
        return
    yield from _authored("line", view.crisis.lines)
    yield from _authored(crisis.dialogue.question_id or "question", [view.crisis.question])


def _check_in(inputs: KioskInputs) -> Iterator[Line]:
    check_in = inputs.check_in
    shown = check_in.shown
    is_busy = check_in.is_busy or inputs.talk.is_busy
    if shown is None or check_in.is_writing or is_busy:
        return
    # What was said to one answer is said again when it comes to the same another time.
    step = f"{check_in.count}/{shown.item}"
    if shown.remark is not None and (shown.is_remark_shown or shown.question is None):
        yield Line(f"{step}/remark", shown.remark)
    if shown.read_back is None:
        yield from _question(shown, step)


def _question(shown: CheckInShown, step: str) -> Iterator[Line]:
    is_only_a_remark = shown.is_put_again and shown.is_remark_shown
    if shown.lead is not None and not is_only_a_remark:
        yield Line(f"{step}/lead", shown.lead)
    if shown.question is None:
        return
    if not is_only_a_remark:
        yield Line(f"{step}/question", shown.question)
    if shown.number == 1 or shown.is_put_again:
        # The answers are the same from one question to the next: once is enough.
        for choice in shown.choices:
            yield Line(f"{step}/{choice.value}", choice.text)


def _authored(kind: str, texts: Iterable[str]) -> Iterator[Line]:
    return (Line(f"{kind}: {text}", Authored(text)) for text in texts if text)
