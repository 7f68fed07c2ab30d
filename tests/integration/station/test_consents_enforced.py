"""Consents are asked before anything is done: conversations, memory, the family."""

from datetime import timedelta

import pytest

from app.alerts import Recipient
from app.conversation.chronicle import Exchange
from app.conversation.history import Message, Speaker
from app.identity import Basis, ConsentKind, RefusedError, Role
from app.ids import DocumentId, MemoryId, MessageId, TurnId, new_uuid
from app.memory import Memory, MemoryKind
from app.recall import SUMMARY_FACT, Passage, Scope, StreamName
from app.safety import Level
from app.station import ConsentError
from tests.fakes.station_house import StationHouse


async def _say(house: StationHouse, kind: ConsentKind, *, is_given: bool) -> None:
    await house.lilo.station.consents.record(
        house.session(Role.NURSE),
        house.margaret.id,
        kind,
        is_given=is_given,
        basis=Basis.RESIDENT,
        said_by="Margaret Ellis",
    )
    house.clock.advance(seconds=1)


async def test_a_conversation_opens_with_role_and_consent(house: StationHouse) -> None:
    station, margaret = house.lilo.station, house.margaret
    with house.lilo.database.unit() as unit:
        said = Message(
            MessageId(new_uuid()),
            TurnId(new_uuid()),
            margaret.id,
            Speaker.RESIDENT,
            "I miss the bakery.",
            house.clock(),
        )
        unit.messages.add(said)
    nurse = house.session(Role.NURSE)
    with pytest.raises(RefusedError, match="has not agreed"):
        await station.conversations.open(nurse, margaret.id)
    assert house.actions()[-1] == "access.refused"
    await _say(house, ConsentKind.CONVERSATIONS_READ, is_given=True)
    opened = await station.conversations.open(nurse, margaret.id)
    assert [message.text for message in opened.messages] == ["I miss the bakery."]
    assert house.actions()[-1] == "resident.conversation_opened"
    await _say(house, ConsentKind.CONVERSATIONS_READ, is_given=False)
    with pytest.raises(RefusedError):
        await station.conversations.open(nurse, margaret.id)
    glass = await house.lilo.identity.gate.break_glass(nurse, "She cannot be woken")
    through = await station.conversations.open(nurse, margaret.id)
    assert through.glass_until == glass.until
    assert house.actions()[-2:] == ["access.glass_used", "resident.conversation_opened"]


async def test_withdrawing_memory_forgets_and_keeps_nothing_more(house: StationHouse) -> None:
    margaret, now = house.margaret, house.clock()
    memory = Memory(
        MemoryId(new_uuid()),
        margaret.id,
        MemoryKind.FACT,
        "You were a baker.",
        "I was a baker",
        "",
        "",
        MessageId(new_uuid()),
        now,
        now,
        0.9,
    )
    with house.lilo.database.unit() as unit:
        unit.messages.add(
            Message(
                memory.source,
                TurnId(new_uuid()),
                margaret.id,
                Speaker.RESIDENT,
                "I was a baker.",
                now,
            )
        )
        unit.memories.save(memory)
        unit.passages.add([memory.passage])
    await _say(house, ConsentKind.MEMORY, is_given=False)
    with house.lilo.database.reading() as unit:
        assert unit.memories.of(margaret.id) == []
        rule = house.lilo.identity.rule
        assert not rule.allows(unit.consents, margaret.id, ConsentKind.MEMORY)
        other = next(one for one in house.lilo.residents if one.id != margaret.id)
        assert rule.allows(unit.consents, other.id, ConsentKind.MEMORY)
    await house.lilo.memory.catch_up(margaret.id)
    with house.lilo.database.reading() as unit:
        assert unit.memories.of(margaret.id) == []
        assert unit.memory_marks.unread(margaret.id, 10) == []
    await _say(house, ConsentKind.MEMORY, is_given=True)


def _talk(house: StationHouse) -> list[str]:
    with house.lilo.database.reading() as unit:
        scope = Scope(StreamName.CHAT, house.margaret.id)
        return [passage.text for passage in unit.passages.of(scope)]


def _exchange(house: StationHouse, words: str) -> Exchange:
    turn, who, at = TurnId(new_uuid()), house.margaret.id, house.clock()
    said = Message(MessageId(new_uuid()), turn, who, Speaker.RESIDENT, words, at)
    reply = Message(MessageId(new_uuid()), turn, who, Speaker.LILO, "I see.", at)
    with house.lilo.database.unit() as unit:
        unit.messages.add(said)
        unit.messages.add(reply)
    house.clock.advance(seconds=1)
    return Exchange(said, reply.text, Level.NONE)


async def test_withdrawing_memory_ends_earlier_talk_as_well(house: StationHouse) -> None:
    chronicle, margaret = house.lilo.waker.remembrance.chronicle, house.margaret
    before = _exchange(house, "The bakery had a blue door.")
    chronicle.note(before, margaret)
    await chronicle.settled()
    with house.lilo.database.unit() as unit:
        summary = DocumentId(new_uuid())
        facts = {SUMMARY_FACT: str(before.said.id)}
        text = "We spoke of the bakery."
        unit.passages.add(
            [Passage(summary, StreamName.CHAT, margaret.id, "Monday", text, facts=facts)]
        )
        unit.reading_marks.mark_summed(margaret.id, 1, summary)
    assert len(_talk(house)) == 2
    await _say(house, ConsentKind.MEMORY, is_given=False)
    assert _talk(house) == []
    with house.lilo.database.reading() as unit:
        # The kiosk, another process, sees by this that it has to let go of what it keeps.
        assert unit.chores.done_at("memory.forgotten") is not None
    meanwhile = _exchange(house, "My lamp is broken again.")
    chronicle.note(meanwhile, margaret)
    await chronicle.settled()
    await chronicle.catch_up([margaret])
    assert _talk(house) == []
    await _say(house, ConsentKind.MEMORY, is_given=True)
    _exchange(house, "The garden smells of roses.")
    await chronicle.catch_up([margaret])
    assert [said.splitlines()[0].partition(": ")[2] for said in _talk(house)] == [
        "The garden smells of roses."
    ]


async def test_the_family_is_told_only_with_consent(house: StationHouse) -> None:
    from app.alerts import AlertCause, AlertSource
    from app.safety import DangerKind, Level

    lilo, margaret = house.lilo, house.margaret
    cause = AlertCause(AlertSource.WORDS, Level.IMMEDIATE, DangerKind.SUICIDE, "x", (), 0.9)
    alert = await lilo.desk.raise_alert(margaret.id, cause)
    house.clock.advance(seconds=31)
    await lilo.desk.escalate_due(alert.id)

    async def told() -> tuple[Recipient, ...]:
        return next(c.told for c in (await lilo.board.read()).cards if c.alert.id == alert.id)

    assert Recipient.FAMILY not in await told()
    await _say(house, ConsentKind.FAMILY_TOLD, is_given=True)
    assert Recipient.FAMILY in await told()
    await _say(house, ConsentKind.FAMILY_TOLD, is_given=False)
    assert Recipient.FAMILY not in await told()


async def test_a_consent_names_who_gave_it(house: StationHouse) -> None:
    with pytest.raises(ConsentError):
        await house.lilo.station.consents.record(
            house.session(Role.NURSE),
            house.margaret.id,
            ConsentKind.MEMORY,
            is_given=True,
            basis=Basis.REPRESENTATIVE,
            said_by="  ",
        )


async def test_every_word_stays_on_record_with_its_date(house: StationHouse) -> None:
    before = await house.lilo.station.consents.of(house.session(Role.NURSE), house.margaret.id)
    await _say(house, ConsentKind.LIFE_STORY_PHOTOS, is_given=True)
    await _say(house, ConsentKind.LIFE_STORY_PHOTOS, is_given=False)
    words = await house.lilo.station.consents.of(house.session(Role.NURSE), house.margaret.id)
    new = words[len(before) :]
    assert [one.is_given for one in new] == [True, False]
    assert new[1].at - new[0].at == timedelta(seconds=1)
    opened = await house.lilo.station.residents.open(
        house.session(Role.CARE_ASSISTANT), house.margaret.id
    )
    assert ConsentKind.LIFE_STORY_PHOTOS not in opened.agrees
