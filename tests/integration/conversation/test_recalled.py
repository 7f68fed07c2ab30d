"""What was said is recalled in later turns, and the trace tells how."""

from datetime import timedelta
from typing import Any

from app.conversation.history import Speaker
from app.recall import Scope, Sensitivity, StreamName

TALK = "My cousin Ottilie keeps peacocks in Vermont"


def chats(house: Any) -> list[Any]:
    with house.database.reading() as unit:
        return list(unit.passages.of(Scope(StreamName.CHAT, house.resident.id)))


async def test_an_exchange_becomes_a_passage_with_its_turn_and_time(house: Any) -> None:
    await house.take(TALK)
    (passage,) = chats(house)
    with house.database.reading() as unit:
        said, answer = unit.messages.recent(house.resident.id, 2)
    assert passage.id == said.turn_id
    assert passage.at == said.at
    assert passage.text == f"Peggy: {TALK}\nLilo: {answer.text}"
    assert passage.sensitivity is Sensitivity.OPEN


async def test_words_that_say_little_are_not_kept_for_recall(house: Any) -> None:
    await house.take("Yes, please")
    assert chats(house) == []


async def test_what_was_said_in_danger_is_never_brought_up(house: Any) -> None:
    await house.take("I want to kill myself tonight")
    (passage,) = chats(house)
    assert passage.sensitivity is Sensitivity.NEVER_RAISE


async def test_a_later_turn_finds_what_was_said_and_says_so_in_its_trace(house: Any) -> None:
    await house.take(TALK)
    house.clock.now += timedelta(days=3)
    await house.take("Did I tell you that my cousin Ottilie keeps peacocks in Vermont?")
    with house.database.reading() as unit:
        reply = unit.messages.recent(house.resident.id, 1)[0]
    assert reply.speaker is Speaker.LILO
    recall = reply.trace["recall"]
    assert recall["left_out"] == []
    assert recall["ways"]["chat"] == "hybrid"
    assert any(found.startswith("chat: ") for found in recall["found"])


async def test_what_a_crash_left_out_is_made_up_for_at_the_next_start(house: Any) -> None:
    await house.take(TALK)
    (before,) = chats(house)
    with house.database.unit() as unit:
        unit.passages.remove([before.id])
    await house.chronicle.catch_up([house.resident])
    assert chats(house) == [before]
    await house.chronicle.catch_up([house.resident])
    assert chats(house) == [before]


async def test_a_story_that_was_told_is_noted_with_how_it_was_taken(house: Any) -> None:
    await house.take("Tell me about the boat with a sail on the river")
    house.clock.now += timedelta(minutes=1)
    await house.take("How lovely, that was the happiest time")
    with house.database.reading() as unit:
        since = house.clock() - timedelta(days=1)
        *_, first = unit.stories.tellings(house.resident.id, since)
        (story, *_) = unit.passages.of(Scope(StreamName.LIFE_STORY, house.resident.id))
    assert first.story_id == story.id
    assert first.valence is not None
