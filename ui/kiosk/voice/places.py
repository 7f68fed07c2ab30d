"""Where words belong: a line that is said to its place, an answer to what was asked."""

from ui.kiosk.inputs import KioskInputs

TALK = "talk"
TODAY = "today"
CRISIS = "crisis"
CHECK_IN = "check_in"
LISTENING = "listening"


def sentence_of(key: str) -> int | None:
    """Return which sentence of the reply a line is, or None where it is another."""
    kind, _, number = key.partition("/")
    return int(number) if kind == "sentence" else None


def place_of(inputs: KioskInputs) -> object:
    """Return what makes a question another one."""
    shown = inputs.check_in.shown
    question = (shown.item, shown.read_back) if shown is not None else None
    crisis = inputs.crisis
    grave = (crisis.dialogue.question_id, crisis.chosen, crisis.is_writing) if crisis else None
    writes = inputs.check_in.is_writing
    reminder = inputs.reminder.current.key if inputs.reminder.current else None
    asked = (inputs.start, inputs.family)
    over = (reminder, inputs.reminder.after, inputs.is_asked_if_there, asked)
    return (inputs.screen, inputs.resident_id, inputs.overlay, question, grave, writes, over)
