"""The section of the word file for handing alerts over."""

from ui.staff.wording.phrases import Counted, ForName, Plain, Section


class HandoverWords(Section):
    """The panel before going home."""

    still: Counted
    explained: Plain
    nothing_left: Plain
    to: Plain
    choose: Plain
    signed_in: ForName
    not_signed_in: ForName
    hand_over: Plain
    release: Plain
    done: ForName
    released: Plain
    lock: Plain
    close: Plain
    hint: Plain
