"""The check-in of the kiosk's picture, as QML reads it; see `ui.kiosk.check_in_view`."""

from PySide6.QtCore import Signal

from ui.kiosk.shown import Shown, shown


class ShownCheckIn(Shown):
    """The check-in screen, and what home offers."""

    lines_changed = Signal()
    question_changed = Signal()
    choices_changed = Signal()
    is_reading_back_changed = Signal()
    is_over_changed = Signal()
    is_writing_changed = Signal()
    can_answer_changed = Signal()
    can_go_back_changed = Signal()
    can_repeat_changed = Signal()
    ask_changed = Signal()
    offer_changed = Signal()
    offer_more_changed = Signal()

    lines = shown("lines", list, lines_changed)
    question = shown("question", str, question_changed)
    choices = shown("choices", list, choices_changed)
    is_reading_back = shown("is_reading_back", bool, is_reading_back_changed)
    is_over = shown("is_over", bool, is_over_changed)
    is_writing = shown("is_writing", bool, is_writing_changed)
    can_answer = shown("can_answer", bool, can_answer_changed)
    can_go_back = shown("can_go_back", bool, can_go_back_changed)
    can_repeat = shown("can_repeat", bool, can_repeat_changed)
    ask = shown("ask", str, ask_changed)
    offer = shown("offer", str, offer_changed)
    offer_more = shown("offer_more", str, offer_more_changed)
