"""What may be said on a screen: pure."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from app.alerts import AlertStatus
from app.conversation.listening import (
    ALWAYS,
    AT_HOME,
    ON_A_PAGE,
    Expected,
    SpokenPhrases,
    Wish,
    Wished,
    answers,
    crisis_answers,
)
from ui.kiosk.inputs import GIVEN, KioskInputs, Overlay, Screen

CONFIRMED = ("done", "send")
"""No medicine is marked as taken, and no message sent, because a recogniser thought so."""

Ways = Callable[[Sequence[str]], Sequence[str]]


class Topic(StrEnum):
    """What is asked, and by whom."""

    NONE = "none"
    HOME = "home"
    TALK = "talk"
    PAGE = "page"
    """Something to read, or to choose by touch."""
    CONFIRMING = "confirming"
    CHECK_IN = "check_in"
    OVER = "over"
    CRISIS = "crisis"


ASKED = frozenset({Topic.CONFIRMING, Topic.CHECK_IN, Topic.OVER, Topic.CRISIS})
"""Where Lilo has asked something, and asks again when it did not understand."""


def topic_of(inputs: KioskInputs, over_kind: str) -> Topic:
    """Return what is asked on this screen.

    Args:
        inputs: of the kiosk.
        over_kind: what is said over everything; empty where nothing is.
    """
    if inputs.overlay is Overlay.LEAVE:
        return Topic.NONE
    if inputs.listening.asked is not None:
        return Topic.CONFIRMING
    if over_kind:
        return Topic.OVER
    match inputs.screen:
        case Screen.CRISIS:
            return _in_crisis(inputs)
        case Screen.CHECK_IN:
            shown = inputs.check_in.shown
            return Topic.CHECK_IN if shown is not None and shown.question else Topic.NONE
        case Screen.TALK:
            return Topic.TALK
        case Screen.HOME:
            return Topic.HOME if inputs.resident_id is not None else Topic.NONE
        case screen:
            return Topic.NONE if screen in GIVEN else Topic.PAGE


def _in_crisis(inputs: KioskInputs) -> Topic:
    """Whether there is something to say to: a question, or somebody who understands free words."""
    crisis = inputs.crisis
    if crisis is None or crisis.is_writing:
        return Topic.NONE
    if crisis.progress is not None and crisis.progress.status is AlertStatus.RESOLVED:
        return Topic.NONE
    is_asked = crisis.dialogue.question is not None
    return Topic.CRISIS if is_asked or inputs.listening.is_free else Topic.NONE


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
            return _in_check_in(inputs, phrases, ways)
        case Topic.CRISIS:
            # No "stop" and no "home": the one that stays is Lilo.
            nurse = phrases.saying(Wish.NURSE, Wish.AGAIN)
            return Expected({**_crisis_answers(inputs), **nurse}, has_question=True)
        case Topic.TALK:
            # Free words go on after a pause; a phrase that is complete is complete. Without free
            # words what can be said at home can be said here: home may have no place to say it.
            is_complete = not inputs.listening.is_free
            besides = [wish for wish in _at_home(inputs) if wish is not Wish.TALK]
            said = phrases.saying(Wish.HOME, *(besides if is_complete else ()))
            return Expected({**always, **said}, has_question=is_complete)
        case Topic.PAGE:
            is_complete = not inputs.listening.is_free
            return Expected({**always, **phrases.saying(*ON_A_PAGE)}, has_question=is_complete)
        case Topic.HOME:
            is_complete = not inputs.listening.is_free
            at_home = phrases.saying(Wish.NURSE, *_at_home(inputs))
            return Expected(at_home, has_question=is_complete)
        case Topic.NONE:
            return Expected(always)


def _at_home(inputs: KioskInputs) -> list[Wish]:
    offered = inputs.check_in.offer is not None
    return [wish for wish in AT_HOME if offered or wish is not Wish.QUESTIONS]


def _in_check_in(inputs: KioskInputs, phrases: SpokenPhrases, ways: Ways) -> Expected:
    """Return the answers with what may be said beside them; fewer to an answer read back."""
    nurse, shown = phrases.saying(Wish.NURSE), inputs.check_in.shown
    texts = tuple(choice.text.text for choice in shown.choices) if shown is not None else ()
    beside = phrases.check_in
    if shown is not None and shown.read_back is not None:
        said = answers((*beside.to_read_back, *texts))
    else:
        said = answers((*ways(texts), *beside.beside_answers))
    return Expected({**said, **nurse}, has_question=True)


def _crisis_answers(inputs: KioskInputs) -> dict[str, Wished]:
    crisis = inputs.crisis
    question = crisis.dialogue.question if crisis else None
    if crisis is None or question is None:
        return {}
    hears = crisis.scripts.hears
    return crisis_answers([(each.say, *hears.get(each.say, ())) for each in question.answers])
