"""In the middle of a talk, what was said is taken up and no riddle is told."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.conversation.agents import AGENTS
from app.conversation.following import Answer
from app.conversation.history import Message, Speaker
from app.conversation.intents import Intent
from app.conversation.situation import Situation
from app.conversation.wording import Wording, load_wording
from app.ids import MessageId, ResidentId, TurnId, new_uuid

Make = Callable[..., Situation]


def spoken_before(make: Make, minutes: int) -> tuple[Message, ...]:
    at = make().surroundings.now - timedelta(minutes=minutes)
    ids = MessageId(new_uuid()), TurnId(new_uuid()), ResidentId(new_uuid())
    return (Message(*ids, Speaker.LILO, "How has the day been so far?", at),)


@pytest.mark.parametrize(
    ("said", "answer", "branch", "asks"),
    [
        ("He could fix anything", None, "listening", "told"),
        ("The same as ever", Answer.OPEN, "listening", "told"),
        ("Did you forget it?", None, "not_known", "asked"),
        ("who painted that one", None, "not_known", "asked"),
        ("What a lovely day it was", None, "listening", "told"),
        ("Yes", Answer.YES, "go_on", ""),
        ("No", Answer.NO, "declined", ""),
    ],
)
def test_what_was_said_is_taken_up(
    situation: Make, wording: Wording, said: str, answer: Answer | None, branch: str, asks: str
) -> None:
    now = situation(said, recent=spoken_before(situation, 2), answer=answer)
    request = AGENTS[Intent.CONNECT].plan(now, wording).request
    assert (request.branch, request.asks) == (branch, asks)


@pytest.mark.parametrize("minutes", [None, 31])
def test_whoever_begins_by_saying_something_is_listened_to(
    situation: Make, wording: Wording, minutes: int | None
) -> None:
    recent = () if minutes is None else spoken_before(situation, minutes)
    begun = situation("Nothing good on the television tonight", recent=recent)
    request = AGENTS[Intent.CONNECT].plan(begun, wording).request
    assert request.branch == "listening"


@pytest.mark.parametrize("minutes", [None, 31])
def test_a_talk_that_only_begins_has_room_for_a_riddle(
    situation: Make, wording: Wording, minutes: int | None
) -> None:
    recent = () if minutes is None else spoken_before(situation, minutes)
    request = AGENTS[Intent.CONNECT].plan(situation("Here I am", recent=recent), wording).request
    assert request.branch == ""


@pytest.mark.parametrize(
    ("said", "is_question"),
    [
        ("¿Es de día?", True),
        ("quién pintó eso", True),
        ("Que lo dejen así", False),
        ("Es muy triste", False),
        ("Como muy poco últimamente", False),
    ],
)
def test_a_question_in_spanish(resources: Path, said: str, is_question: bool) -> None:
    spanish = load_wording(resources / "i18n" / "es", resources / "replies" / "es" / "lines.yaml")
    assert spanish.is_question(said) is is_question


def test_every_way_of_taking_up_has_its_lines(resources: Path) -> None:
    for folder in ("replies", "replies/es"):
        written = (resources / folder / "connect.yaml").read_text("utf-8")
        for key in ("go_on", "listening", "not_known", "told", "asked"):
            assert f"\n  {key}:\n" in written
