"""Listening, as QML reads it; see `ui.kiosk.voice.listening_view` for what it means."""

from PySide6.QtCore import Signal

from ui.kiosk.shown import Shown, shown


class ShownListening(Shown):
    """Listening."""

    is_shown_changed = Signal()
    title_changed = Signal()
    line_changed = Signal()
    is_open_changed = Signal()
    is_hearing_changed = Signal()
    is_asking_changed = Signal()
    can_talk_changed = Signal()
    can_answer_changed = Signal()
    has_button_changed = Signal()
    button_changed = Signal()
    write_changed = Signal()
    yes_changed = Signal()
    no_changed = Signal()

    is_shown = shown("is_shown", bool, is_shown_changed)
    title = shown("title", str, title_changed)
    line = shown("line", str, line_changed)
    is_open = shown("is_open", bool, is_open_changed)
    is_hearing = shown("is_hearing", bool, is_hearing_changed)
    is_asking = shown("is_asking", bool, is_asking_changed)
    can_talk = shown("can_talk", bool, can_talk_changed)
    can_answer = shown("can_answer", bool, can_answer_changed)
    has_button = shown("has_button", bool, has_button_changed)
    button = shown("button", str, button_changed)
    write = shown("write", str, write_changed)
    yes = shown("yes", str, yes_changed)
    no = shown("no", str, no_changed)
