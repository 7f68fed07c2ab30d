"""The pad on which staff give the code that lets them out of the kiosk."""

from ui.kiosk.inputs import LeaveInputs
from ui.kiosk.view import LeaveView
from ui.kiosk.wording import LeaveWords

DOT = "●"


def leave_page(leave: LeaveInputs, words: LeaveWords) -> LeaveView:
    """Return the pad; of the code only how long it is can be seen."""
    if not leave.has_code:
        line = words.no_code
    elif leave.wait_s > 0:
        line = words.wait.format(seconds=leave.wait_s)
    elif leave.is_wrong and leave.digits == 0:
        line = words.wrong
    else:
        line = words.line.format(digits=DOT * leave.digits)
    can_try = leave.has_code and leave.wait_s == 0
    return LeaveView(words.title, line.strip(), words.back, words.done, can_try)
