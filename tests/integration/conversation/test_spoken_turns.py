"""Words that were spoken take the same turn as written ones, and never wait where they worry."""

from typing import Any

import pytest

from app.conversation import CrisisOpened
from app.utterance import HeardBy


@pytest.mark.parametrize(
    ("words", "worries"),
    [
        ("i can't breathe", True),
        ("i want to kill myself", True),
        ("i was thinking about the boat", False),
        ("", False),
        ("?!", False),
    ],
)
async def test_whether_words_may_wait_to_be_read_back(
    house: Any, words: str, worries: bool
) -> None:
    assert await house.conversation.worries(house.resident.id, words) is worries
    with house.database.reading() as unit:
        # Nothing is kept and nobody is told by asking.
        assert list(unit.alerts.open_alerts()) == []


async def test_danger_counts_however_badly_it_was_heard(house: Any) -> None:
    turn = house.conversation.take(house.resident.id, "i can't breathe", HeardBy.SPEECH, 0.2)
    events = [event async for event in turn]
    assert any(isinstance(event, CrisisOpened) for event in events)
