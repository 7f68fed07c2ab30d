"""Section of the word file for who moves in and out."""

from ui.staff.wording.phrases import ForName, Plain, Section


class MovingWords(Section):
    """Moving in, moving out, coming back."""

    begin: Plain
    not_yours: Plain
    heading: Plain
    explained: Plain
    born_hint: Plain
    born_wrong: Plain
    wing: Plain
    keep: Plain
    leave: Plain
    added: Plain
    show_all: Plain
    has_left: ForName
    living: Plain
    lives_here: Plain
    lives_elsewhere: Plain
    move_out: Plain
    move_back: Plain
    moved_out: Plain
    moved_back: Plain
