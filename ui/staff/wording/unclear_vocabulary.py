"""Section of the word file for what Lilo did not understand, and what failed."""

from collections.abc import Mapping

from ui.staff.wording.phrases import Counted, ForDeadLetter, Plain, Section


class UnclearWords(Section):
    """Two of the three parts of the Review page.

    Attributes:
        tab_doubts, tab_failures: with how many wait.
        reasons: of memories that were not understood.
        purposes: what a language model was asked for.
    """

    tab_words: Counted
    tab_doubts: Counted
    tab_failures: Counted
    doubts_explained: Plain
    doubts_none: Plain
    doubts_none_more: Plain
    who: Plain
    when: Plain
    words: Plain
    why: Plain
    reasons: Mapping[str, str]
    read_chosen: Plain
    open_record: Plain
    choose_one: Plain
    put_back: Plain
    failures_explained: Plain
    models: Plain
    model_line: ForDeadLetter
    models_none: Plain
    purposes: Mapping[str, str]
    messages: Plain
    messages_none: Plain
    messages_closed: Plain
    unread: Plain
