"""Under a legal hold what is to be forgotten is withheld: not deleted, and read by nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.custody import CustodyDesk, Decision, DecisionKind, Retention
from app.identity import StaffMember
from app.ids import DocumentId, MemoryId, new_uuid
from app.memory import Memory, MemoryDesk, MemoryDoubt, MemoryKind, MemoryState
from app.memory.memory import SUMMARY_SLOT
from app.privacy import HeldError
from app.runtime import ThreadLane
from tests.fakes.clock import FakeClock
from tests.integration.conversation.memory_scene import Scene, found, kept, passages, say, talk

CLIVE = "My brother Clive owes me money."


@pytest.fixture
def desk(scene: Scene, lane: ThreadLane, clock: FakeClock) -> MemoryDesk:
    house, remembering = scene
    return MemoryDesk(house.database.unit, lane, clock, remembering.keeper.on_change)


def hold(scene: Scene, kind: DecisionKind) -> None:
    house, remembering = scene
    who, now = house.resident.id, remembering.clock()
    with house.database.unit() as unit:
        unit.records.add_decision(Decision(who, kind, now, "dana"))


async def test_under_a_legal_hold_forgetting_hides_and_says_what_is_true(scene: Scene) -> None:
    lines = scene[1].wording.lines
    hold(scene, DecisionKind.HOLD_PLACED)
    await say(scene, "My brother Clive owes me money.")
    reply = await say(scene, "Forget that.")
    assert set(reply) & set(lines["memory_forgotten_held"])
    assert not set(reply) & set(lines["memory_forgotten"])
    assert (kept(scene), passages(scene), found(scene, "Clive")) == ([], [], [])
    assert [m.said for m in kept(scene, MemoryState.WITHHELD)]
    assert "Clive" not in " ".join(await say(scene, "What do you know about me?"))
    # As good as forgotten: it cannot be forgotten once more.
    reply = await say(scene, "Forget about Clive")
    assert not set(reply) & set(lines["memory_forgotten"])
    assert len(kept(scene, MemoryState.WITHHELD)) == 1


async def test_under_a_legal_hold_what_is_not_to_be_kept_is_not_called_gone(scene: Scene) -> None:
    hold(scene, DecisionKind.HOLD_PLACED)
    await say(scene, "I was a poacher in Devon.")
    reply = await say(scene, "Don't remember that.")
    assert set(reply) & set(scene[1].wording.lines["memory_forgotten_held"])
    assert (kept(scene), passages(scene)) == ([], [])
    assert len(kept(scene, MemoryState.WITHHELD)) == 1
    # What was never kept is not on file either.
    reply = await say(scene, "Don't remember this. I was a smuggler in Cornwall.")
    assert set(reply) & set(scene[1].wording.lines["memory_keep_not"])


def lift(scene: Scene) -> None:
    house, remembering = scene
    custody = CustodyDesk(house.database.unit, remembering.clock, Retention({}), timedelta(days=30))
    custody.set_hold(house.resident.id, "dana", "Over", held=False)


def doubt(scene: Scene, said: str) -> MemoryDoubt:
    house, remembering = scene
    with house.database.unit() as unit:
        last = unit.memory_marks.last_turns(house.resident.id, 1)
        made = MemoryDoubt(
            MemoryId(new_uuid()),
            house.resident.id,
            last[0][0],
            remembering.clock(),
            said,
            "not_understood",
        )
        unit.memories.add_doubt(made)
    return made


def doubts(scene: Scene) -> list[MemoryDoubt]:
    house, _ = scene
    with house.database.reading() as unit:
        return list(unit.memories.doubts(house.resident.id))


async def test_everything_is_withheld_and_goes_with_the_hold(
    scene: Scene, desk: MemoryDesk, nurse: StaffMember
) -> None:
    house, remembering = scene
    hold(scene, DecisionKind.HOLD_PLACED)
    await say(scene, "I like plums.", CLIVE, CLIVE)
    unclear = doubt(scene, "He always did")
    assert await desk.doubts(house.resident.id, nurse.id) == [unclear]
    await say(scene, "Forget everything you know about me.")
    reply = await say(scene, "Yes")
    assert set(reply) & set(remembering.wording.lines["memory_forgotten_held"])
    assert (kept(scene), passages(scene), talk(scene)) == ([], [], [])
    assert len(kept(scene, MemoryState.WITHHELD)) == 2
    assert doubts(scene) == [unclear]
    assert await desk.doubts(house.resident.id, nurse.id) == []
    lift(scene)
    assert (kept(scene, *MemoryState), doubts(scene)) == ([], [])
    with house.database.reading() as unit:
        assert "memory_sources" not in {
            table for table, rows in unit.records.collect(house.resident.id).items() if rows
        }


async def test_what_is_spoken_of_is_withheld_with_its_doubts(scene: Scene) -> None:
    hold(scene, DecisionKind.HOLD_PLACED)
    await say(scene, CLIVE, CLIVE)
    unclear = doubt(scene, "Clive always did")
    reply = await say(scene, "Forget about Clive")
    assert set(reply) & set(scene[1].wording.lines["memory_forgotten_held"])
    assert (kept(scene), passages(scene), found(scene, "Clive")) == ([], [], [])
    (memory,) = kept(scene, MemoryState.WITHHELD)
    assert len(set(memory.sources)) == 2
    assert doubts(scene) == [unclear]
    lift(scene)
    assert (kept(scene, *MemoryState), doubts(scene)) == ([], [])


async def test_staff_delete_nothing_and_put_right_beside_the_old_words(
    scene: Scene, desk: MemoryDesk, nurse: StaffMember
) -> None:
    house, _ = scene
    hold(scene, DecisionKind.HOLD_PLACED)
    await say(scene, "I was a baker for forty years.")
    (memory,) = kept(scene)
    summary = Memory(
        MemoryId(new_uuid()),
        house.resident.id,
        MemoryKind.EVENT,
        f"In May: {memory.text}",
        "",
        SUMMARY_SLOT,
        "",
        memory.source,
        memory.learned_at,
        memory.heard_at,
        1.0,
    )
    with house.database.unit() as unit:
        unit.memories.save(summary)
        event = replace(memory, state=MemoryState.SUMMED_UP, successor=summary.id)
        unit.memories.save(event)
        unit.passages.remove([DocumentId(memory.id)])
        unit.passages.add([summary.passage])
    with pytest.raises(HeldError):
        await desk.delete(memory.id, nurse.id)
    right = await desk.correct(memory.id, "You were a butcher.", nurse.id)
    assert right.id == memory.id
    assert [m.text for m in kept(scene)] == ["In May: You were a butcher."]
    history = kept(scene, MemoryState.SUPERSEDED)
    assert {(m.text, m.successor) for m in history} == {
        (memory.text, memory.id),
        (summary.text, summary.id),
    }
    assert passages(scene) == ["In May: You were a butcher."]
    assert (found(scene, "baker"), found(scene, "butcher")) == ([], passages(scene))
