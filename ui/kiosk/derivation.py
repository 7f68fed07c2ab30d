"""From inputs to picture: pure, total, and the only place that decides what is shown."""

from app.identity import SLOWEST, Colours, KeyOrder
from ui.kiosk.asking_view import asking_view
from ui.kiosk.check_in_view import derive_check_in
from ui.kiosk.choice_pages import choices_page
from ui.kiosk.day_wording import DayWording
from ui.kiosk.home_page import third_choice
from ui.kiosk.inputs import CrisisInputs, KioskInputs, Overlay, Screen, TalkInputs
from ui.kiosk.key_layout import keyboard
from ui.kiosk.large_keys import large_keyboard
from ui.kiosk.leave_page import leave_page
from ui.kiosk.presence_view import OverView, over_view, who_view
from ui.kiosk.status import filled, is_over, status
from ui.kiosk.staying import can_leave, stays
from ui.kiosk.story_page import story_page
from ui.kiosk.time_words import (
    PartOfDay,
    clock_line,
    date_line,
    for_part,
    part_of_day,
    time_phrase,
    weekday,
)
from ui.kiosk.today_page import ICONS, today_page
from ui.kiosk.view import (
    Answer,
    CrisisView,
    DayView,
    FrameView,
    KeyboardView,
    KioskView,
    NoticeView,
    Sentence,
    StatusView,
    TalkView,
)
from ui.kiosk.voice.listening_view import ListeningView, listening_view
from ui.kiosk.voice.listening_wording import ListeningWords
from ui.kiosk.voice.places import TALK, sentence_of
from ui.kiosk.wording import GreetingWords, Wording

NIGHT = "night"
"""The screen that home is by night, and the colours of the night."""

_NO_CRISIS = CrisisView((), "", (), can_leave=False)


def derive(
    inputs: KioskInputs,
    wording: Wording,
    day_wording: DayWording,
    listening_words: ListeningWords | None = None,
) -> KioskView:
    """Return the whole picture; without words about listening nothing is shown of it."""
    tone, lines = status(inputs.crisis, inputs.call, wording)
    over = said_over(inputs, wording, day_wording)
    return KioskView(
        frame=_frame(inputs, over),
        day=_day(inputs, wording),
        talk=_talk(inputs, wording),
        crisis=_crisis(inputs, wording),
        check_in=derive_check_in(
            inputs.check_in,
            wording,
            is_turn_busy=inputs.talk.is_busy,
            has_voice=_can_be_heard(inputs),
        ),
        status=StatusView(tone, lines, can_hush=inputs.call.is_ringing),
        notice=_notice(inputs, wording, day_wording),
        over=over,
        who=who_view(inputs.who, day_wording),
        today=today_page(inputs, wording),
        story=story_page(inputs, wording.stories),
        choices=choices_page(inputs, wording),
        keyboard=_keyboard(inputs, wording),
        leave=leave_page(inputs.leave, wording.leave),
        listening=listening_view(inputs, over, listening_words, wording)
        if listening_words
        else ListeningView(),
    )


def said_over(inputs: KioskInputs, wording: Wording, day_wording: DayWording) -> OverView:
    """Return what is said over a resident's own screens, and a crisis that has ended."""
    if stays(inputs):
        return OverView()
    over = over_view(
        inputs.reminder,
        inputs.now,
        day_wording,
        wording.time,
        is_asked_if_there=inputs.is_asked_if_there,
    )
    return over if over.title else asking_view(inputs)


def _keyboard(inputs: KioskInputs, wording: Wording) -> KeyboardView:
    if inputs.preferences.keys is KeyOrder.HALVES:
        return large_keyboard(inputs.layer, inputs.language, wording.keys)
    return keyboard(inputs.preferences.keys, inputs.layer, inputs.language, wording.keys)


def _frame(inputs: KioskInputs, over: OverView) -> FrameView:
    is_night = part_of_day(inputs.now.time()) is PartOfDay.NIGHT
    asleep = is_night and inputs.screen is Screen.HOME
    colours = inputs.preferences.colours
    return FrameView(
        screen=NIGHT if asleep else inputs.screen,
        look=NIGHT if is_night and colours is not Colours.CONTRAST else colours,
        scale=inputs.preferences.text_scale,
        has_motion=inputs.has_motion,
        overlay=_overlay(inputs, over),
        scan_ms=round(inputs.preferences.scan_s * 1000),
    )


def _overlay(inputs: KioskInputs, over: OverView) -> Overlay:
    """Return what lies over the screen, and no crisis that stands; a pad before a reminder."""
    if inputs.screen is Screen.CRISIS and (stays(inputs) or not over.kind):
        return Overlay.NONE
    if inputs.overlay is Overlay.NONE and over.kind:
        return Overlay.ASKING
    return inputs.overlay


def _day(inputs: KioskInputs, wording: Wording) -> DayView:
    now, home, item = inputs.now, wording.home, inputs.next_item
    date, clock = date_line(now, wording.date), clock_line(now.time(), wording.time)
    at = time_phrase(item.at, wording.time) if item else ""
    return DayView(
        date=date,
        date_spoken=wording.spoken.date.format(date=date),
        clock=clock,
        clock_spoken=wording.spoken.clock.format(time=clock),
        greeting=_greeting(inputs, wording.greeting),
        next_label=home.next_label.format(time=at) if item else "",
        next_title=item.title if item else "",
        next_icon=ICONS[item.kind] if item else "",
        place=home.place.format(facility=inputs.facility, room=inputs.room),
        night_line=home.next_night.format(weekday=weekday(now, wording.date)),
        third=third_choice(inputs),
        night_place=home.night_place.format(facility=inputs.facility, room=inputs.room),
    )


def _greeting(inputs: KioskInputs, words: GreetingWords) -> str:
    part = part_of_day(inputs.now.time())
    if not inputs.resident_name:
        return for_part(words.nobody, part)
    line = {
        PartOfDay.MORNING: words.morning,
        PartOfDay.AFTERNOON: words.afternoon,
        PartOfDay.EVENING: words.evening,
        PartOfDay.NIGHT: words.night,
    }[part]
    return line.format(name=inputs.resident_name)


def _talk(inputs: KioskInputs, wording: Wording) -> TalkView:
    talk, words = inputs.talk, wording.talk
    said = [spoken.sentence.text for spoken in talk.spoken]
    marked = _marked(inputs)
    speaking, voice = inputs.speaking, inputs.preferences.voice
    return TalkView(
        hint=_unheard(inputs, wording) if inputs.is_ready else wording.home.not_ready,
        is_writing=talk.is_writing,
        draft=talk.draft,
        ask=words.empty if talk.wants_words else talk.prompt or words.ask,
        note="" if talk.is_busy else talk.notice,
        suggestions=talk.suggestions,
        heard=talk.heard,
        about_lilo=talk.about_lilo,
        sentences=tuple(Sentence(text, index == marked) for index, text in enumerate(said)),
        source="" if talk.is_busy else next(iter(_sources(talk)), ""),
        sources=() if talk.is_busy else _sources(talk),
        has_voice=_can_be_heard(inputs),
        notice=_talk_notice(inputs, wording, has_said=bool(said)),
        can_answer=not talk.is_busy,
        can_repeat=bool(said),
        is_sounding=speaking.is_sounding,
        can_slow=voice.words_a_minute > SLOWEST,
    )


def _talk_notice(inputs: KioskInputs, wording: Wording, *, has_said: bool) -> str:
    talk = inputs.talk
    if talk.is_busy and not has_said:
        return _waiting(inputs, wording)
    if not (has_said or talk.is_writing or talk.notice):
        # Lilo listens, and nothing was said yet.
        return talk.prompt or wording.talk.ask
    is_over = has_said and not talk.is_busy
    return talk.notice or (_unheard(inputs, wording) if is_over else "")


def _sources(talk: TalkInputs) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spoken.source for spoken in talk.spoken if spoken.source))


def _marked(inputs: KioskInputs) -> int | None:
    """Mark what is being said; where nobody speaks, what is new, or what was asked for again."""
    talk, speaking = inputs.talk, inputs.speaking
    if speaking.is_sounding:
        return sentence_of(speaking.key) if speaking.place == TALK else None
    if talk.is_busy:
        return len(talk.spoken) - 1
    return 0 if talk.is_repeating else None


def _can_be_heard(inputs: KioskInputs) -> bool:
    is_wanted = not inputs.preferences.voice.is_silent
    return inputs.has_voice and is_wanted and not inputs.speaking.trouble


def _unheard(inputs: KioskInputs, wording: Wording) -> str:
    """Return a calm line where Lilo cannot be heard, and somebody would want to hear it."""
    is_wanted = not inputs.preferences.voice.is_silent
    return wording.talk.cannot_speak if is_wanted and inputs.speaking.trouble else ""


def _waiting(inputs: KioskInputs, wording: Wording) -> str:
    if inputs.talk.doing:
        return inputs.talk.doing
    return wording.talk.thinking if inputs.is_ready else wording.home.not_ready


def _crisis(inputs: KioskInputs, wording: Wording) -> CrisisView:
    crisis = inputs.crisis
    if crisis is None:
        return _NO_CRISIS
    talk, ended = inputs.talk, is_over(crisis.progress)
    question = None if ended else crisis.dialogue.question

    def fill(line: str) -> str:
        return filled(line, name=inputs.resident_name, facility=inputs.facility, room=inputs.room)

    answers = [answer.say for answer in question.answers] if question else []
    # Words that could not be heard are in the field again, with a line about it.
    is_back = bool(talk.notice and talk.draft)
    return CrisisView(
        lines=_crisis_lines(crisis, talk, wording) or tuple(map(fill, crisis.dialogue.lines)),
        question=fill(question.ask) if question else "",
        answers=tuple(
            Answer(
                text,
                wording.spoken.answers.format(answer=text, number=number, count=len(answers)),
                is_chosen=text == crisis.chosen,
            )
            for number, text in enumerate(answers, 1)
        ),
        can_leave=can_leave(crisis),
        is_writing=not ended and (crisis.is_writing or is_back),
        ask=wording.talk.empty if talk.wants_words else wording.crisis.ask,
        note=talk.notice,
        can_write=not (ended or talk.is_busy),
    )


def _crisis_lines(crisis: CrisisInputs, talk: TalkInputs, wording: Wording) -> tuple[str, ...]:
    """Return what Lilo says to the resident's own words; empty where the script has the word."""
    if not crisis.has_talked:
        return ()
    status, question = crisis.scripts.status, crisis.dialogue.question
    # The status panel says who knows, and the question has a place of its own.
    elsewhere = {status.told, status.not_told, question.ask if question else ""}
    said = [spoken.sentence.text for spoken in talk.spoken]
    lines = tuple(text for text in said if text not in elsewhere)
    if talk.is_busy and not said:
        return (wording.crisis.listening,)
    return lines or ((talk.notice,) if talk.notice else ())


def _notice(inputs: KioskInputs, wording: Wording, day_wording: DayWording) -> NoticeView:
    if inputs.screen is Screen.TROUBLE:
        words = wording.trouble
        line = inputs.trouble or words.line
        # Said once: most lines about trouble name the button already.
        is_named = wording.call.button in line
        return NoticeView(words.title, (line,) if is_named else (line, words.call))
    words = day_wording.vacant if inputs.screen is Screen.VACANT else wording.starting
    return NoticeView(words.title, (words.line, words.call))
