"""Messages and observations come back as they were said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from app.conversation.history import Message, Observation, Speaker
from app.identity.residents import Resident
from app.ids import MessageId, ResidentId, new_uuid
from app.safety import Level
from storage import Database


def test_messages_come_back_oldest_first(
    home: Database, resident: Resident, message_from: Callable[..., Message]
) -> None:
    said = [message_from(resident, f"Sentence {n} 🌻 עברית", minutes=n) for n in range(5)]
    said[2] = replace(
        said[2],
        speaker=Speaker.LILO,
        fragments=("reflect.3", "question.1"),
        trace={"intent": "REMINISCE", "timings_ms": {"embed": 3.25}, "sources": ["a", "b"]},
    )
    with home.unit() as unit:
        for message in said:
            unit.messages.add(message)
    with home.reading() as unit:
        assert unit.messages.recent(resident.id, 3) == said[2:]
        assert unit.messages.recent(resident.id, 99) == said
        assert unit.messages.recent(resident.id, 0) == []
        assert unit.messages.recent(ResidentId(new_uuid()), 9) == []


def test_a_clock_set_back_does_not_reorder_what_was_said(
    home: Database, resident: Resident, message_from: Callable[..., Message]
) -> None:
    first, second = message_from(resident, "first"), message_from(resident, "second", minutes=-60)
    with home.unit() as unit:
        unit.messages.add(first)
        unit.messages.add(second)
        assert unit.messages.recent(resident.id, 2) == [first, second]


def test_hostile_words_are_kept(
    home: Database, resident: Resident, message_from: Callable[..., Message]
) -> None:
    half_a_pair = message_from(resident, "before \ud83d after")
    injected = message_from(resident, "'); DROP TABLE messages; --\x00\x01")
    with home.unit() as unit:
        unit.messages.add(half_a_pair)
        unit.messages.add(injected)
        unit.messages.add(replace(half_a_pair, id=MessageId(new_uuid()), trace={"odd": {1}}))
    with home.reading() as unit:
        texts = [message.text for message in unit.messages.recent(resident.id, 3)]
    assert texts == ["before \ufffd after", injected.text, "before \ufffd after"]


def test_only_residents_were_heard(
    database: Database, resident: Resident, message_from: Callable[..., Message], noon: datetime
) -> None:
    silent = replace(resident, id=ResidentId(new_uuid()), room="13")
    with database.unit() as unit:
        unit.residents.add(resident)
        unit.residents.add(silent)
        unit.messages.add(message_from(resident, minutes=1))
        unit.messages.add(message_from(resident, minutes=2))
        unit.messages.add(message_from(resident, speaker=Speaker.LILO, minutes=3))
        unit.messages.add(message_from(silent, speaker=Speaker.LILO, minutes=4))
        assert unit.messages.last_by_resident() == {resident.id: noon + timedelta(minutes=2)}


def test_the_watch_list_holds_moderate_turns_newest_first(
    home: Database, resident: Resident, message_from: Callable[..., Message], noon: datetime
) -> None:
    message = message_from(resident)

    def observed(hours: int, level: Level) -> Observation:
        at = noon + timedelta(hours=hours)
        return Observation(message.id, resident.id, at, level, 0.5, "I miss the garden.")

    early, late = observed(1, Level.MODERATE), observed(2, Level.MODERATE)
    with home.unit() as unit:
        # Observed first, kept second: the reference has to hold only when the unit ends.
        for observation in (observed(-1, Level.MODERATE), early, late, observed(3, Level.URGENT)):
            unit.messages.add_observation(observation)
        unit.messages.add(message)
    with home.reading() as unit:
        assert unit.messages.watch_list(noon) == [late, early]
