"""Turns that hang together: a yes does what was offered, a no is taken, a choice is remembered."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.alerts import Alert, AlertSource
from app.conversation import Message, Speaker, TurnDone, TurnEvent, TurnRecord
from app.safety import Level
from tests.fakes.clock import FakeClock
from tests.integration.conversation.conftest import House

WISH = "Would you ring my daughter for me, love?"


def record_of(events: list[TurnEvent]) -> TurnRecord:
    (done,) = [event for event in events if isinstance(event, TurnDone)]
    return done.record


def alerts(house: House) -> list[Alert]:
    with house.database.reading() as unit:
        return list(unit.alerts.open_alerts())


def last_reply(house: House) -> Message:
    with house.database.reading() as unit:
        said = unit.messages.recent(house.resident.id, 20)
    return [message for message in said if message.speaker is Speaker.LILO][-1]


@pytest.mark.parametrize("agreed", ["Yes please, dear", "Yes, thank you"])
async def test_a_wish_reaches_staff_after_a_yes_and_not_before(house: House, agreed: str) -> None:
    offered = record_of(await house.take(WISH))
    assert (offered.agent, offered.proposed) == ("bridge", "tell_staff")
    assert offered.reply[-1].endswith("?")
    assert alerts(house) == []
    done = record_of(await house.take(agreed))
    assert (done.agent, done.answer, done.intent) == ("bridge", "yes", "BRIDGE")
    (alert,) = alerts(house)
    assert alert.cause.source is AlertSource.CALL_BUTTON
    assert (alert.cause.level, alert.cause.words) == (Level.ELEVATED, WISH)
    assert "screen" in " ".join(done.reply)


async def test_thanks_are_taken_for_thanks_where_nothing_is_proposed(house: House) -> None:
    thanked = record_of(await house.take("Thank you, dear"))
    assert thanked.agent == "plain"
    assert "?" not in " ".join(thanked.reply)


async def test_another_one_after_a_verse_is_another_verse(house: House, shipped: Any) -> None:
    verses = shipped.wording.lines["poem"]
    first = " ".join(record_of(await house.take("Tell me a poem, please")).reply)
    again = [" ".join(record_of(await house.take("Another one, please")).reply) for _ in range(2)]
    assert {first, *again} <= set(verses)
    assert len({first, *again}) == 3


async def test_the_sister_of_somebody_just_named_is_no_visitor(house: House) -> None:
    await house.take("I was thinking of my brother Frank")
    told = " ".join(record_of(await house.take("I'm his sister")).reply)
    assert "nurse" not in told
    assert told.endswith("?")


async def test_what_was_said_is_said_again_to_who_did_not_hear(house: House) -> None:
    nothing_yet = record_of(await house.take("Pardon?"))
    assert "say again" in " ".join(nothing_yet.reply) or "repeat" in " ".join(nothing_yet.reply)
    first = record_of(await house.take("I rang the bell and nobody came"))
    again = record_of(await house.take("What did you say?"))
    assert " ".join(again.reply[1:]) == " ".join(first.reply)


async def test_what_was_quoted_is_a_quotation_again(house: House, shipped: Any) -> None:
    flu = next(p for p in shipped.articles if p.title == "Questions about the flu vaccine")
    quoted = record_of(await house.take(f"{flu.title}. {flu.text}?"[:400]))
    again = record_of(await house.take("Pardon?"))
    assert again.sources == quoted.sources
    assert " ".join(again.reply[1:]) == " ".join(quoted.reply)


async def test_what_was_said_last_night_is_not_said_again(house: House, clock: FakeClock) -> None:
    await house.take(WISH)
    clock.now += timedelta(hours=9)
    again = record_of(await house.take("Pardon?"))
    assert "ask me again" in " ".join(again.reply).lower()
    assert again.proposed == ""


async def test_a_question_that_waits_is_not_lost_to_a_pardon(house: House) -> None:
    offered = record_of(await house.take(WISH))
    for _ in range(2):
        again = record_of(await house.take("Pardon?"))
        assert " ".join(again.reply[1:]) == " ".join(offered.reply)
        assert again.proposed == "tell_staff"
    await house.take("Yes please")
    (alert,) = alerts(house)
    assert alert.cause.words == WISH


async def test_a_no_passes_nothing_on_and_is_taken_as_it_is(house: House) -> None:
    await house.take(WISH)
    declined = record_of(await house.take("No, leave it"))
    assert (declined.answer, declined.agent) == ("no", "connect")
    assert "?" not in " ".join(declined.reply)
    assert alerts(house) == []


async def test_a_yes_after_a_quarter_of_an_hour_does_nothing(
    house: House, clock: FakeClock
) -> None:
    await house.take(WISH)
    clock.advance(minutes=16)
    assert record_of(await house.take("Yes")).answer == ""
    assert alerts(house) == []


async def test_what_the_desk_cannot_keep_is_not_said_to_be_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.take(WISH)

    async def fails(*_args: Any) -> Alert:
        raise OSError("disk full")

    monkeypatch.setattr(house.desk, "raise_alert", fails)
    told = record_of(await house.take("yes"))
    assert "nurse" in " ".join(told.reply)
    assert alerts(house) == []


async def test_how_a_turn_was_answered_stands_in_its_trace(house: House) -> None:
    await house.take(WISH)
    assert last_reply(house).trace["proposed"] == "tell_staff"
    assert last_reply(house).trace["strategy"] == "alone"
    await house.take("not really")
    assert last_reply(house).trace["answer"] == "no"


async def test_what_nothing_explains_is_asked_about_and_the_choice_is_taken(
    house: House,
) -> None:
    asked = record_of(await house.take("zyx qwv"))
    assert asked.agent == "general"
    assert len(asked.offered) >= 2
    chosen = record_of(await house.take("the second one"))
    assert (chosen.answer, chosen.intent) == ("choice", asked.offered[1])


async def test_a_greeting_is_answered_by_the_time_of_day_once_a_day(
    house: House, clock: FakeClock
) -> None:
    greeted = record_of(await house.take("Hello"))
    # Noon in Greenwich is morning in New York.
    assert greeted.reply[0].startswith(("Good morning", "A good morning"))
    assert not record_of(await house.take("Hello")).reply[0].startswith("Good morning")
    clock.advance(days=1)
    again = record_of(await house.take("Good morning"))
    assert again.agent == "connect"
    assert again.reply[0].startswith(("Good morning", "A good morning"))


async def test_words_that_worry_are_no_answer(build: Callable[..., House]) -> None:
    house = build()
    await house.take(WISH)
    grave = record_of(await house.take("the moon has swallowed my clock"))
    assert grave.answer == ""
    assert grave.intent == "CRISIS"
