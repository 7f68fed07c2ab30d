"""A house that remembers, and looks into what it keeps."""

from app.conversation import Spoken
from app.conversation.remembering import Remembering
from app.memory import Memory, MemoryState
from app.recall import Scope, StreamName
from tests.integration.conversation.conftest import House

Scene = tuple[House, Remembering]


async def say(scene: Scene, *lines: str) -> list[str]:
    """Take turns and wait until they were learned from; return the last reply."""
    house, remembering = scene
    for line in lines:
        await house.take(line)
        await remembering.keeper.settled()
    return [event.sentence.text for event in house.events if isinstance(event, Spoken)]


def kept(scene: Scene, *states: MemoryState) -> list[Memory]:
    house, _ = scene
    with house.database.reading() as unit:
        return list(unit.memories.of(house.resident.id, states or (MemoryState.CURRENT,)))


def passages(scene: Scene) -> list[str]:
    house, _ = scene
    with house.database.reading() as unit:
        return [p.text for p in unit.passages.of(Scope(StreamName.MEMORY, house.resident.id))]


def found(scene: Scene, words: str) -> list[str]:
    """Search the full-text index for the resident's memories."""
    house, _ = scene
    scope = Scope(StreamName.MEMORY, house.resident.id)
    with house.database.reading() as unit:
        ids = unit.passages.search_keywords(scope, words, 10)
        by_id = unit.passages.get(ids)
        return [by_id[one].text for one in ids]


def audited(scene: Scene) -> list[str]:
    house, _ = scene
    with house.database.reading() as unit:
        return [e.action for e in unit.audit.entries() if e.action.startswith("memory")]


def talk(scene: Scene) -> list[str]:
    """Return earlier talk that can be recalled."""
    house, _ = scene
    with house.database.reading() as unit:
        return [p.text for p in unit.passages.of(Scope(StreamName.CHAT, house.resident.id))]


def disregarded(scene: Scene) -> int:
    """Return how many messages nothing is learned from."""
    house, _ = scene
    with house.database.reading() as unit:
        return len(unit.memory_marks.disregarded(house.resident.id))
