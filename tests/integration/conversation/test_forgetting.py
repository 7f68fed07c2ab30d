"""What is forgotten is gone from everywhere, however often it was said and told."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.conversation.records import TurnRecords
from app.conversation.remembering import Remembering
from app.conversation.vocabulary import Vocabulary
from app.identity import StaffMember
from app.ids import DocumentId, MemoryId, MessageId, TurnId, new_uuid
from app.memory import (
    ForgettingMark,
    Memory,
    MemoryDesk,
    MemoryDoubt,
    MemoryKind,
    MemoryState,
    Tidier,
)
from app.memory.memory import SUMMARY_SLOT
from app.recall import MESSAGE_FACT, SUMMARY_FACT, Passage, Scope, StreamName
from app.runtime import ThreadLane
from tests.fakes.clock import FakeClock
from tests.integration.conversation.conftest import House
from tests.integration.conversation.memory_scene import (
    Scene,
    disregarded,
    found,
    kept,
    passages,
    say,
    talk,
)

EVERYTHING = tuple(MemoryState)
CLIVE = "My brother Clive owes me money."


@pytest.fixture
def desk(scene: Scene, lane: ThreadLane, clock: FakeClock) -> MemoryDesk:
    house, remembering = scene
    return MemoryDesk(house.database.unit, lane, clock, remembering.keeper.on_change)


def lines(scene: Scene, key: str) -> list[str]:
    return [" ".join(line.split()) for line in scene[1].wording.lines[key]]


def doubt(scene: Scene, said: str, source: MessageId) -> None:
    house, _ = scene
    with house.database.unit() as unit:
        unit.memories.add_doubt(
            MemoryDoubt(
                MemoryId(new_uuid()), house.resident.id, source, house.clock(), said, "steering"
            )
        )


def doubts(scene: Scene) -> list[str]:
    house, _ = scene
    with house.database.reading() as unit:
        return [one.said for one in unit.memories.doubts(house.resident.id)]


@pytest.mark.parametrize("asked", ["Forget that.", "Don't remember that."])
async def test_what_was_said_twice_is_forgotten_at_once(scene: Scene, asked: str) -> None:
    await say(scene, CLIVE, CLIVE)
    (memory,) = kept(scene)
    assert len(set(memory.sources)) == 2
    await say(scene, asked)
    assert (kept(scene, *EVERYTHING), passages(scene), found(scene, "Clive")) == ([], [], [])
    assert not any("Clive" in said for said in talk(scene))
    # Both turns and the request: a second reading finds nothing in any of them.
    assert disregarded(scene) == 3


async def test_what_was_told_and_is_forgotten_leaves_none_of_its_turns(scene: Scene) -> None:
    await say(scene, CLIVE, CLIVE, "What do you know about me?", "Forget that.")
    assert kept(scene, *EVERYTHING) == []
    assert not any("Clive" in said for said in talk(scene))


async def test_nothing_is_said_to_be_gone_that_was_gone_before(scene: Scene) -> None:
    await say(scene, CLIVE)
    assert " ".join(await say(scene, "Forget that.")) in lines(scene, "memory_forgotten")
    assert " ".join(await say(scene, "Forget that.")) in lines(scene, "memory_not_found")


async def test_what_staff_delete_is_gone_from_talk_and_history(
    scene: Scene, desk: MemoryDesk, nurse: StaffMember
) -> None:
    house, _ = scene
    await say(scene, "I moved to room 4.", "I moved to room 12.", "What do you know about me?")
    (memory,) = kept(scene)
    doubt(scene, "Never mind room 12", memory.source)
    with house.database.unit() as unit:
        sums = Passage(
            DocumentId(new_uuid()),
            StreamName.CHAT,
            house.resident.id,
            "Tuesday",
            f"You told me: {memory.text}",
            facts={SUMMARY_FACT: str(new_uuid())},
        )
        unit.passages.add([sums])
    assert any("room 12" in said for said in talk(scene))
    await desk.delete(memory.id, nurse.id)
    assert kept(scene, *EVERYTHING) == []
    assert not any("room" in said for said in talk(scene))
    assert doubts(scene) == []


async def test_what_staff_correct_leaves_no_old_words(
    scene: Scene, desk: MemoryDesk, nurse: StaffMember
) -> None:
    await say(scene, "I was a baker for forty years.", "What do you know about me?")
    (memory,) = kept(scene)
    assert any("baker" in said for said in talk(scene))
    await desk.correct(memory.id, "You were a butcher for forty years.", nurse.id)
    (memory,) = kept(scene)
    assert "baker" not in f"{memory.text} {memory.said} {memory.value}"
    assert not any("baker" in said for said in talk(scene))
    assert disregarded(scene) == 2


async def test_doubts_about_what_is_forgotten_go(scene: Scene) -> None:
    house, _ = scene
    await say(scene, CLIVE, "I like plums.")
    with house.database.reading() as unit:
        said = [m for m in unit.messages.recent(house.resident.id, 9) if "Clive" in m.text]
        other = [m for m in unit.messages.recent(house.resident.id, 9) if "plums" in m.text]
    doubt(scene, "Do not forget Clive", said[0].id)
    doubt(scene, "Do not forget the plums", other[0].id)
    await say(scene, "Forget about Clive")
    assert doubts(scene) == ["Do not forget the plums"]


def month(scene: Scene, texts: list[str]) -> list[Memory]:
    """Keep events that a summary stands for; return the summary and them."""
    house, _ = scene
    at: datetime = house.clock() - timedelta(days=60)

    def event(text: str, state: MemoryState, slot: str, successor: MemoryId | None) -> Memory:
        return Memory(
            MemoryId(new_uuid()), house.resident.id, MemoryKind.EVENT, text, text, slot, "",
            MessageId(new_uuid()), at, at, 0.9, state=state, successor=successor,
        )  # fmt: skip

    whole = event(f"In May you told me: {' '.join(texts)}", MemoryState.CURRENT, SUMMARY_SLOT, None)
    events = [event(text, MemoryState.SUMMED_UP, "", whole.id) for text in texts]
    with house.database.unit() as unit:
        for one in (whole, *events):
            unit.memories.save(one)
        unit.passages.add([whole.passage])
    return [whole, *events]


MONTH = ["The choir sang.", "You saw the dentist.", "Carol brought cake."]


async def test_one_event_is_forgotten_and_the_month_is_not(scene: Scene) -> None:
    month(scene, MONTH)
    await say(scene, "Forget about the dentist")
    assert [m.text for m in kept(scene)] == ["The choir sang.", "Carol brought cake."]
    assert kept(scene, MemoryState.SUMMED_UP) == []
    assert passages(scene) == ["The choir sang.", "Carol brought cake."]
    assert (found(scene, "dentist"), found(scene, "choir")) == ([], ["The choir sang."])


async def test_a_month_that_is_forgotten_takes_its_events_along(
    scene: Scene, desk: MemoryDesk, nurse: StaffMember
) -> None:
    whole, *_ = month(scene, MONTH)
    await desk.delete(whole.id, nurse.id)
    assert (kept(scene, *EVERYTHING), passages(scene)) == ([], [])


async def test_a_corrected_event_is_right_in_its_month(
    scene: Scene, desk: MemoryDesk, nurse: StaffMember
) -> None:
    _, _, dentist, _ = month(scene, MONTH)
    await desk.correct(dentist.id, "You saw the barber.", nurse.id)
    (text,) = passages(scene)
    assert "barber" in text
    assert "dentist" not in text


async def test_a_memory_outlives_the_message_it_came_from(scene: Scene) -> None:
    house, remembering = scene
    month(scene, MONTH)
    assert isinstance(remembering, Remembering)
    assert await remembering.forgetter.forget_about(house.resident.id, "choir") == 2
    with house.database.reading() as unit:
        scope = Scope(StreamName.MEMORY, house.resident.id)
        assert len(unit.passages.of(scope)) == 2
    assert isinstance(house, House)


async def test_forgotten_words_are_in_no_later_turn(
    scene: Scene, lane: ThreadLane, clock: FakeClock
) -> None:
    house, _ = scene
    await say(scene, CLIVE, "What do you know about me?", "I like plums.")
    await say(scene, "Forget about Clive")
    records = TurnRecords(house.database.unit, lane, clock)
    kept_now = await records.keep_words(house.resident, TurnId(new_uuid()), "Hello.")
    recent = kept_now.background.recent
    assert not any("Clive" in message.text for message in recent)
    assert not any("Clive" in str(message.trace) for message in recent)
    # What was said of other things stays, and so does that it is forgotten.
    assert any("plums" in message.text for message in recent)
    assert recent[-1].text in lines(scene, "memory_forgotten")
    words = await Vocabulary(house.database.unit, lane).of(house.resident.id)
    assert "clive" not in [one.casefold() for one in words.beginning_with("cli", 5)]


def terms_of_the_index(scene: Scene) -> bytes:
    """Return the pages of the full-text index as they lie in the file."""
    house, _ = scene
    with house.database._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT block FROM passage_words_data").all()
    return b"".join(row[0] for row in rows)


async def test_forgotten_words_are_not_left_in_the_full_text_index(scene: Scene) -> None:
    await say(scene, "My brother Clive plays the bassoon.", "I like plums.")
    assert b"bassoon" in terms_of_the_index(scene)
    await say(scene, "Forget about Clive")
    assert b"bassoon" not in terms_of_the_index(scene)
    assert b"plum" in terms_of_the_index(scene)


async def test_another_process_lets_go_of_what_it_keeps(
    scene: Scene, lane: ThreadLane, clock: FakeClock
) -> None:
    house, _ = scene
    dropped: list[str] = []
    here, kiosk = (
        ForgettingMark(house.database.unit, lane, clock, lambda name=name: dropped.append(name))
        for name in ("here", "kiosk")
    )
    await lane.run(here.leave)
    # What was forgotten before it began is not in it.
    await kiosk.look()
    await kiosk.look()
    assert dropped == []
    clock.advance(seconds=1)
    await lane.run(here.leave)
    await kiosk.look()
    await kiosk.look()
    assert dropped == ["kiosk"]


async def test_everything_is_forgotten_after_a_yes(scene: Scene) -> None:
    await say(scene, CLIVE, "I like plums.")
    asked = " ".join(await say(scene, "Forget everything you know about me."))
    assert asked in lines(scene, "memory_forget_all")
    assert len(kept(scene)) == 2
    reply = " ".join(await say(scene, "Yes, please."))
    assert reply in lines(scene, "memory_all_forgotten")
    assert (kept(scene, *EVERYTHING), passages(scene), talk(scene)) == ([], [], [])
    house, remembering = scene
    with house.database.unit() as unit:
        unit.memory_marks.mark_read(house.resident.id, 0)
    await remembering.keeper.catch_up(house.resident.id)
    assert kept(scene, *EVERYTHING) == []


async def test_a_no_keeps_everything(scene: Scene) -> None:
    await say(scene, CLIVE, "Forget everything you know about me.")
    assert " ".join(await say(scene, "No.")) in lines(scene, "memory_all_kept")
    # Nor does a later yes do it.
    await say(scene, "Yes.")
    assert [m.text for m in kept(scene)] == ["Your brother Clive owes you money."]


@pytest.fixture
def as_of_old(scene: Scene) -> Memory:
    """A memory from before days were named, which Lilo has told by now, and which is dated then."""
    house, _ = scene
    at = house.clock() - timedelta(days=3)
    return Memory(
        MemoryId(new_uuid()), house.resident.id, MemoryKind.EVENT, "Your son visits next week.",
        "My son visits next week.", "", "", MessageId(new_uuid()), at, at, 0.9,
    )  # fmt: skip


async def dated(scene: Scene, memory: Memory) -> Memory:
    """Have Lilo tell a memory, and name its day in the night after."""
    house, remembering = scene
    await say(scene, "Good morning.")
    with house.database.unit() as unit:
        memory = replace(memory, source=unit.messages.recent(house.resident.id, 9)[0].id)
        unit.memories.save(memory)
        unit.passages.add(
            [
                memory.passage,
                Passage(
                    DocumentId(new_uuid()),
                    StreamName.CHAT,
                    house.resident.id,
                    "Talk",
                    f"Peggy: And what is new?\nLilo: {memory.text}",
                    facts={MESSAGE_FACT: str(new_uuid())},
                ),
            ]
        )
    keeper = remembering.keeper
    tidier = Tidier(
        house.database.unit, keeper.database, house.clock, keeper.zone,
        remembering.requests.summary, remembering.wording.months, keeper.on_change, keeper.dating,
    )  # fmt: skip
    assert (await tidier.tidy(house.resident.id)).dated == 1
    (now,) = kept(scene)
    return now


@pytest.mark.parametrize("is_old", [True, False])
async def test_what_was_told_in_its_former_words_is_forgotten_too(
    scene: Scene, as_of_old: Memory, is_old: bool
) -> None:
    house, remembering = scene
    now = await dated(scene, as_of_old)
    assert any(as_of_old.text in said for said in talk(scene))
    told = as_of_old.text if is_old else now.text
    assert await remembering.forgetter.forget_said(house.resident.id, [told]) == 1
    assert kept(scene, *EVERYTHING) == []
    assert not any("next week" in said for said in talk(scene))


async def test_what_staff_put_right_has_no_former_words_left(
    scene: Scene, as_of_old: Memory, desk: MemoryDesk, nurse: StaffMember
) -> None:
    now = await dated(scene, as_of_old)
    await desk.correct(now.id, "Your daughter visits.", nurse.id)
    assert [m.text for m in kept(scene, *EVERYTHING)] == ["Your daughter visits."]
    assert not any("next week" in said for said in talk(scene))
