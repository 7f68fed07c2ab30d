"""While a legal hold stands nothing of the person is deleted, whoever asks for it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.conversation.history import Message, Speaker
from app.custody import CustodyDesk, Retention
from app.identity import Basis, ConsentKind, Role
from app.ids import DocumentId, MemoryId, MessageId, ResidentId, TurnId, new_uuid
from app.memory import Memory, MemoryDoubt, MemoryKind, MemoryState
from app.privacy import HeldError
from app.recall import Scope, StreamName
from app.story.editing import KeptTogether
from app.story.entry import Photo, PhotoId
from tests.fakes.station_house import StationHouse

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def desk(house: StationHouse) -> CustodyDesk:
    return CustodyDesk(house.lilo.database.unit, house.clock, Retention({}), timedelta(days=30))


@pytest.fixture
def held(house: StationHouse, desk: CustodyDesk) -> Iterator[StationHouse]:
    desk.set_hold(harold(house), "dana", "Case 12", held=True)
    yield house
    if desk.standing(harold(house)).held:
        desk.set_hold(harold(house), "dana", "", held=False)


def harold(house: StationHouse) -> ResidentId:
    return next(one.id for one in house.lilo.residents if one.given_name == "Harold")


def remember(house: StationHouse) -> tuple[Memory, MemoryDoubt]:
    who, now, source = harold(house), house.clock(), MessageId(new_uuid())
    memory = Memory(
        MemoryId(new_uuid()),
        who,
        MemoryKind.FACT,
        "You were a baker.",
        "I was a baker",
        "",
        "",
        source,
        now,
        now,
        0.9,
    )
    doubt = MemoryDoubt(MemoryId(new_uuid()), who, source, now, "The blue door.", "not_understood")
    with house.lilo.database.unit() as unit:
        turn = TurnId(new_uuid())
        unit.messages.add(Message(source, turn, who, Speaker.RESIDENT, "I was a baker.", now))
        unit.memories.save(memory)
        unit.memories.add_doubt(doubt)
        unit.passages.add([memory.passage])
    return memory, doubt


def states(house: StationHouse, memory: Memory) -> list[MemoryState]:
    with house.lilo.database.reading() as unit:
        kept = unit.memories.get(memory.id)
    return [kept.state] if kept else []


def doubts(house: StationHouse) -> list[MemoryId]:
    with house.lilo.database.reading() as unit:
        return [doubt.id for doubt in unit.memories.doubts(harold(house))]


def recalled(house: StationHouse) -> list[DocumentId]:
    with house.lilo.database.reading() as unit:
        return [p.id for p in unit.passages.of(Scope(StreamName.MEMORY, harold(house)))]


async def test_memories_and_doubts_stay(held: StationHouse) -> None:
    memory, doubt = remember(held)
    station, nurse = held.lilo.station, held.session(Role.NURSE)
    before = held.count()
    with pytest.raises(HeldError, match="legal hold"):
        await station.memories.delete(nurse, memory.id)
    with pytest.raises(HeldError):
        await station.memories.settle(nurse, harold(held), [doubt.id])
    assert held.count() == before
    assert states(held, memory) == [MemoryState.CURRENT]
    assert doubt.id in doubts(held)


async def test_words_that_are_put_right_stay_as_they_were_beside(held: StationHouse) -> None:
    memory, _ = remember(held)
    nurse = held.session(Role.NURSE)
    right = await held.lilo.station.memories.correct(nurse, memory.id, "You were a cook.")
    assert (right.id, right.text) == (memory.id, "You were a cook.")
    seen = await held.lilo.station.memories.of(nurse, harold(held), history=True)
    history = {one.text: one.state for one in seen if one.successor == memory.id}
    assert history == {memory.text: MemoryState.SUPERSEDED}
    assert DocumentId(memory.id) in recalled(held)


async def test_withdrawn_memories_are_withheld_and_go_with_the_hold(
    held: StationHouse, desk: CustodyDesk
) -> None:
    memory, doubt = remember(held)
    station, nurse, who = held.lilo.station, held.session(Role.NURSE), harold(held)

    async def say(*, is_given: bool) -> None:
        await station.consents.record(
            nurse,
            who,
            ConsentKind.MEMORY,
            is_given=is_given,
            basis=Basis.RESIDENT,
            said_by="Harold",
        )
        held.clock.advance(seconds=1)

    await say(is_given=False)
    assert states(held, memory) == [MemoryState.WITHHELD]
    assert doubt.id in doubts(held)
    assert DocumentId(memory.id) not in recalled(held)
    seen = await station.memories.of(nurse, who, history=True)
    assert memory.id not in {one.id for one in seen}
    await say(is_given=True)  # What was withheld does not come back with it.
    assert states(held, memory) == [MemoryState.WITHHELD]
    before = held.count()
    desk.set_hold(who, "dana", "Over", held=False)
    assert states(held, memory) == []
    assert doubt.id not in doubts(held)
    assert held.actions(before) == ["privacy.hold_lifted", "memory.forgotten"]


async def test_stories_photographs_plans_and_portraits_stay(house: StationHouse) -> None:
    lilo, who = house.lilo, harold(house)
    station, administrator = lilo.station, house.session(Role.ADMINISTRATOR)
    by = administrator.member.id
    story = (await lilo.stories.stories(who))[0].passage
    photo = Photo(PhotoId(new_uuid()), story.id, who, "Rolls", 1, 1, b"d" * 32)
    with lilo.database.unit() as unit:
        unit.stories.add_photo(photo, PNG)
    await lilo.doorkeeper.set_portrait(who, PNG, by)
    item = (await lilo.planner.items(who, by))[0]
    desk = CustodyDesk(lilo.database.unit, house.clock, Retention({}), timedelta(days=30))
    desk.set_hold(who, "dana", "Case 12", held=True)
    try:
        before = house.count()
        for refused in (
            lambda: station.stories.editor.remove(who, story.id, by),
            lambda: station.stories.editor.take_back_all(who, KeptTogether((story,), ()), by),
            lambda: station.stories.editor.remove_photo(who, story.id, photo.id, by),
            lambda: lilo.stories.remove(who, story.id, by),
            lambda: lilo.planner.remove(who, str(item.id), by),
            lambda: lilo.doorkeeper.set_portrait(who, None, by),
        ):
            with pytest.raises(HeldError):
                await refused()
        assert house.count() == before
        assert story.id in {one.passage.id for one in await lilo.stories.stories(who)}
        assert item.id in {one.id for one in await lilo.planner.items(who, by)}
    finally:
        desk.set_hold(who, "dana", "", held=False)
    await station.stories.editor.remove_photo(who, story.id, photo.id, by)
    await lilo.doorkeeper.set_portrait(who, None, by)
