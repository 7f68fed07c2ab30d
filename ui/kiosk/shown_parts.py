"""The parts of the kiosk's picture, as QML reads them; see `ui.kiosk.view` for what they mean."""

from PySide6.QtCore import QObject, Signal

from ui.kiosk.shown import Shown, shown
from ui.kiosk.shown_check_in import ShownCheckIn
from ui.kiosk.shown_pages import (
    ShownChoices,
    ShownKeyboard,
    ShownLeave,
    ShownStory,
    ShownToday,
)
from ui.kiosk.view import KioskView
from ui.kiosk.voice.shown_listening import ShownListening


class ShownFrame(Shown):
    """What surrounds everything."""

    screen_changed = Signal()
    look_changed = Signal()
    scale_changed = Signal()
    has_motion_changed = Signal()
    overlay_changed = Signal()
    scan_ms_changed = Signal()

    screen = shown("screen", str, screen_changed)
    look = shown("look", str, look_changed)
    scale = shown("scale", float, scale_changed)
    has_motion = shown("has_motion", bool, has_motion_changed)
    overlay = shown("overlay", str, overlay_changed)
    scan_ms = shown("scan_ms", int, scan_ms_changed)


class ShownDay(Shown):
    """When and where it is, and what comes next."""

    date_changed = Signal()
    date_spoken_changed = Signal()
    clock_changed = Signal()
    clock_spoken_changed = Signal()
    greeting_changed = Signal()
    next_label_changed = Signal()
    next_title_changed = Signal()
    next_icon_changed = Signal()
    place_changed = Signal()
    night_line_changed = Signal()
    night_place_changed = Signal()
    third_changed = Signal()

    date = shown("date", str, date_changed)
    date_spoken = shown("date_spoken", str, date_spoken_changed)
    clock = shown("clock", str, clock_changed)
    clock_spoken = shown("clock_spoken", str, clock_spoken_changed)
    greeting = shown("greeting", str, greeting_changed)
    next_label = shown("next_label", str, next_label_changed)
    next_title = shown("next_title", str, next_title_changed)
    next_icon = shown("next_icon", str, next_icon_changed)
    place = shown("place", str, place_changed)
    night_line = shown("night_line", str, night_line_changed)
    night_place = shown("night_place", str, night_place_changed)
    third = shown("third", str, third_changed)


class ShownTalk(Shown):
    """The conversation."""

    hint_changed = Signal()
    is_writing_changed = Signal()
    draft_changed = Signal()
    ask_changed = Signal()
    heard_changed = Signal()
    about_lilo_changed = Signal()
    sentences_changed = Signal()
    source_changed = Signal()
    notice_changed = Signal()
    can_answer_changed = Signal()
    can_repeat_changed = Signal()
    note_changed = Signal()
    suggestions_changed = Signal()
    sources_changed = Signal()
    has_voice_changed = Signal()
    is_sounding_changed = Signal()
    can_slow_changed = Signal()

    hint = shown("hint", str, hint_changed)
    is_writing = shown("is_writing", bool, is_writing_changed)
    draft = shown("draft", str, draft_changed)
    ask = shown("ask", str, ask_changed)
    heard = shown("heard", str, heard_changed)
    about_lilo = shown("about_lilo", str, about_lilo_changed)
    sentences = shown("sentences", list, sentences_changed)
    source = shown("source", str, source_changed)
    notice = shown("notice", str, notice_changed)
    can_answer = shown("can_answer", bool, can_answer_changed)
    can_repeat = shown("can_repeat", bool, can_repeat_changed)
    note = shown("note", str, note_changed)
    suggestions = shown("suggestions", list, suggestions_changed)
    sources = shown("sources", list, sources_changed)
    has_voice = shown("has_voice", bool, has_voice_changed)
    is_sounding = shown("is_sounding", bool, is_sounding_changed)
    can_slow = shown("can_slow", bool, can_slow_changed)


class ShownCrisis(Shown):
    """The crisis dialogue."""

    lines_changed = Signal()
    question_changed = Signal()
    answers_changed = Signal()
    can_leave_changed = Signal()
    is_writing_changed = Signal()
    ask_changed = Signal()
    can_write_changed = Signal()
    note_changed = Signal()

    lines = shown("lines", list, lines_changed)
    question = shown("question", str, question_changed)
    answers = shown("answers", list, answers_changed)
    can_leave = shown("can_leave", bool, can_leave_changed)
    is_writing = shown("is_writing", bool, is_writing_changed)
    ask = shown("ask", str, ask_changed)
    can_write = shown("can_write", bool, can_write_changed)
    note = shown("note", str, note_changed)


class ShownStatus(Shown):
    """The status panel."""

    tone_changed = Signal()
    lines_changed = Signal()
    can_hush_changed = Signal()

    tone = shown("tone", str, tone_changed)
    lines = shown("lines", list, lines_changed)
    can_hush = shown("can_hush", bool, can_hush_changed)


class ShownNotice(Shown):
    """The screens that only say how things stand."""

    title_changed = Signal()
    lines_changed = Signal()

    title = shown("title", str, title_changed)
    lines = shown("lines", list, lines_changed)


class ShownOver(Shown):
    """What is said over everything; see `ui.kiosk.presence_view`."""

    kind_changed = Signal()
    icon_changed = Signal()
    title_changed = Signal()
    line_changed = Signal()
    choices_changed = Signal()

    kind = shown("kind", str, kind_changed)
    icon = shown("icon", str, icon_changed)
    title = shown("title", str, title_changed)
    line = shown("line", str, line_changed)
    choices = shown("choices", list, choices_changed)


class ShownWho(Shown):
    """Who is asked for."""

    ask_changed = Signal()
    line_changed = Signal()
    faces_changed = Signal()
    has_more_changed = Signal()
    pictures_changed = Signal()
    touched_changed = Signal()
    wanted_changed = Signal()
    can_touch_changed = Signal()
    has_trouble_changed = Signal()

    ask = shown("ask", str, ask_changed)
    line = shown("line", str, line_changed)
    faces = shown("faces", list, faces_changed)
    has_more = shown("has_more", bool, has_more_changed)
    pictures = shown("pictures", list, pictures_changed)
    touched = shown("touched", int, touched_changed)
    wanted = shown("wanted", int, wanted_changed)
    can_touch = shown("can_touch", bool, can_touch_changed)
    has_trouble = shown("has_trouble", bool, has_trouble_changed)


def shown_parts(view: KioskView, parent: QObject) -> dict[str, Shown]:
    """Make all parts, by the name of what they show."""
    return {
        "frame": ShownFrame(view.frame, parent),
        "day": ShownDay(view.day, parent),
        "talk": ShownTalk(view.talk, parent),
        "crisis": ShownCrisis(view.crisis, parent),
        "check_in": ShownCheckIn(view.check_in, parent),
        "status": ShownStatus(view.status, parent),
        "notice": ShownNotice(view.notice, parent),
        "over": ShownOver(view.over, parent),
        "who": ShownWho(view.who, parent),
        "today": ShownToday(view.today, parent),
        "story": ShownStory(view.story, parent),
        "choices": ShownChoices(view.choices, parent),
        "keyboard": ShownKeyboard(view.keyboard, parent),
        "leave": ShownLeave(view.leave, parent),
        "listening": ShownListening(view.listening, parent),
    }
