"""What home offers beside "Talk to me" and "More": one thing, so that there are three. Pure."""

from enum import StrEnum

from ui.kiosk.inputs import KioskInputs


class Third(StrEnum):
    """The third thing to choose on home."""

    DAY = "day"
    """The whole day; where something else has its place, it is the first thing under More."""
    QUESTIONS = "questions"
    """A check-in that is due. Nothing else tells a resident of it."""
    SPEAK = "speak"
    """Speaking, where "Talk to me" leads to a keyboard: a few phrases are understood."""


def third_choice(inputs: KioskInputs) -> Third:
    """Return what home offers. Who is understood in free words speaks by "Talk to me"."""
    if inputs.check_in.offer is not None:
        return Third.QUESTIONS
    if inputs.listening.can_listen and not inputs.listening.is_free:
        return Third.SPEAK
    return Third.DAY
