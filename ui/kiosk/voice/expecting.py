"""What may be said on a screen: pure."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from app.conversation.listening import (
    ALWAYS,
    Expected,
    SpokenPhrases,
    Wish,
    answers,
)
from ui.kiosk.inputs import GIVEN, KioskInputs, Overlay, Screen

CONFIRMED = ("done",)
"""A medicine is not marked as taken because a recogniser thought so."""

Ways = Callable[[Sequence[str]], Sequence[str]]


class Topic(StrEnum):
    """What is asked, and by whom."""

    NONE = "none"
    TALK = "talk"
    CONFIRMING = "confirming"
    CHECK_IN = "check_in"
    OVER = "over"


def topic_of(inputs: KioskInputs, over_kind: str) -> Topic:
    """Return what is asked on this screen.

    Args:
        inputs: of the kiosk.
        over_kind: what is said over everything; empty where nothing is.
    """
    # A crisis is answered by touch: its question and who comes need all of the screen.
    if inputs.overlay is Overlay.LEAVE or inputs.screen is Screen.CRISIS:
        return Topic.NONE
    if inputs.listening.asked is not None:
        return Topic.CONFIRMING
    if over_kind:
        return Topic.OVER
    if inputs.screen is Screen.CHECK_IN:
        shown = inputs.check_in.shown
        return Topic.CHECK_IN if shown is not None and shown.question else Topic.NONE
    if inputs.screen in GIVEN:
        return Topic.NONE
    return Topic.TALK if inputs.screen is Screen.TALK else Topic.NONE


def expected(
    topic: Topic,
    inputs: KioskInputs,
    choice_keys: Sequence[str],
    phrases: SpokenPhrases,
    ways: Ways,
) -> Expected:
    """Return what may be said to what is asked.

    Args:
        topic: what is asked.
        inputs: of the kiosk.
        choice_keys: of the choices over everything.
        phrases: what is always understood.
        ways: gives, for published answers of a scale, every way of saying one.
    """
    always = phrases.saying(*ALWAYS)
    match topic:
        case Topic.CONFIRMING:
            return Expected({**always, **phrases.saying(Wish.YES, Wish.NO)}, has_question=True)
        case Topic.OVER:
            chosen = phrases.choosing(choice_keys, CONFIRMED)
            return Expected({**always, **chosen}, has_question=True)
        case Topic.CHECK_IN:
            nurse = phrases.saying(Wish.NURSE)
            return Expected({**answers(ways(_answers(inputs))), **nurse}, has_question=True)
        case Topic.TALK:
            return Expected({**always, **phrases.saying(Wish.HOME)})
        case Topic.NONE:
            return Expected(always)


def _answers(inputs: KioskInputs) -> tuple[str, ...]:
    shown = inputs.check_in.shown
    return tuple(choice.text.text for choice in shown.choices) if shown is not None else ()
