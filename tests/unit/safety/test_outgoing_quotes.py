"""Sentences of clinical scales pass word for word, through a gate of their own."""

import re

from app.safety.outgoing import OutgoingRule, OutgoingScreen, ScreenedSentence, Withheld

ITEM = "Thoughts that you would be better off dead"
SCREEN = OutgoingScreen([OutgoingRule("methods", re.compile("better off dead"))])


def test_a_published_sentence_is_quoted_and_still_never_said() -> None:
    gate = SCREEN.publishing({ITEM})
    quoted = gate.quote(ITEM)
    assert isinstance(quoted, ScreenedSentence)
    assert quoted.text == ITEM
    assert gate.screen(ITEM) == Withheld("methods")


def test_nothing_else_is_quoted() -> None:
    assert SCREEN.publishing({ITEM}).quote(f"{ITEM}.") == Withheld("not_published")
    assert SCREEN.quote(ITEM) == Withheld("not_published")


def test_two_gates_beside_each_other_hold_back_what_either_does() -> None:
    spanish = OutgoingScreen([OutgoingRule("dose", re.compile("tome dos"))])
    both = SCREEN.publishing({ITEM}).beside(spanish)
    assert [rule.id for rule in both.rules] == ["methods", "dose"]
    assert both.screen("Mejor tome dos.") == Withheld("dose")
    assert both.screen("You are better off dead.") == Withheld("methods")
    assert isinstance(both.quote(ITEM), ScreenedSentence)
