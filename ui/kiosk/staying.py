"""Whether what is on the screen stays until it has ended by itself: pure."""

from ui.kiosk.inputs import GIVEN, CrisisInputs, KioskInputs, Screen
from ui.kiosk.status import is_over


def can_leave(crisis: CrisisInputs) -> bool:
    """Whether a crisis may be left: it is resolved, or nobody could and nothing is asked."""
    return is_over(crisis.progress) or (
        crisis.alert_id is None and crisis.dialogue.question is None
    )


def stays(inputs: KioskInputs) -> bool:
    """Whether nobody walks away from this screen, and nothing is shown over it."""
    if inputs.screen is Screen.CRISIS:
        return inputs.crisis is None or not can_leave(inputs.crisis)
    return inputs.screen in GIVEN
