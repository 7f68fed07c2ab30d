"""Where somebody writes, and that each text begins with the first keys. Pure."""

from dataclasses import replace

from ui.kiosk.inputs import KeyLayer, KioskInputs, Screen


def written_to(inputs: KioskInputs) -> str:
    """Return what is being written to; empty where no field is open."""
    match inputs.screen:
        case Screen.CRISIS:
            return "crisis" if inputs.crisis is not None and inputs.crisis.is_writing else ""
        case Screen.CHECK_IN:
            return "check_in" if inputs.check_in.is_writing else ""
        case Screen.TALK:
            return "talk" if inputs.talk.is_writing else ""
        case _:
            return ""


def with_first_keys(before: KioskInputs, after: KioskInputs) -> KioskInputs:
    """Return the inputs after a change, with the first keys where another text begins."""
    if written_to(after) in {"", written_to(before)}:
        return after
    return replace(after, layer=KeyLayer.LETTERS)
