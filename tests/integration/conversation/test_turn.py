"""Quiet turns, end to end: heard, understood, answered, kept."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.conversation import Heard, Message, Speaker, Spoken, TurnDone, TurnEvent, TurnRecord
from app.conversation.reply import Draft, ReplyRequest, TierDraft
from app.identity import Resident
from app.safety import Level, SafetyAction
from models.embedding import CachedEmbedder
from tests.fakes.embedder import HashEmbedder

Build = Callable[..., Any]
ALARMING = "the moon has swallowed my clock"
WATCHED = "grey pigeons follow everyone"
STORY = "You had a boat with a red sail."


def kinds(events: list[TurnEvent]) -> list[str]:
    return [type(event).__name__ for event in events]


def record_of(events: list[TurnEvent]) -> TurnRecord:
    (done,) = [event for event in events if isinstance(event, TurnDone)]
    return done.record


def sentences_in(events: list[TurnEvent]) -> list[str]:
    return [event.sentence.text for event in events if isinstance(event, Spoken)]


def messages(house: Any, resident: Resident | None = None) -> list[Message]:
    with house.database.reading() as unit:
        return list(unit.messages.recent((resident or house.resident).id, 100))


async def test_a_turn_is_heard_then_answered_then_done(house: Any) -> None:
    events = await house.take("  Good   morning! ")
    assert kinds(events)[0] == "Heard"
    assert kinds(events)[-1] == "TurnDone"
    assert set(kinds(events)[1:-1]) == {"Spoken"}
    heard = events[0]
    assert isinstance(heard, Heard)
    assert heard.text == "Good morning!"
    assert 1 <= len(sentences_in(events)) <= 3


async def test_the_words_are_stored_before_they_are_shown_as_heard(house: Any) -> None:
    turn = house.conversation.take(house.resident.id, "Good morning")
    heard = await anext(turn)
    assert isinstance(heard, Heard)
    (stored,) = messages(house)
    assert (stored.id, stored.text, stored.speaker) == (
        heard.message_id,
        "Good morning",
        Speaker.RESIDENT,
    )
    await turn.aclose()


async def test_the_reply_is_stored_with_how_the_turn_went(house: Any) -> None:
    events = await house.take("Good morning")
    mine, reply = messages(house)
    record = record_of(events)
    assert (reply.speaker, reply.turn_id) == (Speaker.LILO, mine.turn_id)
    assert reply.text == " ".join(record.reply) == " ".join(sentences_in(events))
    assert all(fragment.startswith(record.agent) for fragment in reply.fragments)
    assert reply.fragments
    assert reply.trace["intent"] == record.intent
    assert reply.trace["tier"] == "curated"
    assert set(record.timings_ms) == {"embed", "screen", "intent", "recall", "reply", "total"}
    assert all(ms >= 0.0 for ms in record.timings_ms.values())
    assert record.timings_ms["total"] >= record.timings_ms["reply"]


async def test_a_turn_is_audited_without_its_words(house: Any) -> None:
    events = await house.take("I miss my marmalade cat")
    with house.database.reading() as unit:
        (entry,) = unit.audit.entries()
    record = record_of(events)
    assert (entry.action, entry.actor, entry.subject) == (
        "conversation.turn",
        str(house.resident.id),
        str(house.resident.id),
    )
    assert entry.details["level"] == "none"
    assert entry.details["agent"] == record.agent
    assert "marmalade" not in str(entry)


async def test_a_quiet_turn_raises_nothing(house: Any) -> None:
    record = record_of(await house.take("Good morning"))
    assert (record.level, record.action, record.kind, record.alert_id) == (
        Level.NONE,
        SafetyAction.CONTINUE,
        None,
        None,
    )
    with house.database.reading() as unit:
        assert list(unit.alerts.open_alerts()) == []
        assert list(unit.messages.watch_list(house.clock.now)) == []


async def test_a_story_that_was_asked_for_is_told_with_its_source(house: Any) -> None:
    events = await house.take("Tell me about the boat with a red sail on the river")
    told = [e for e in events if isinstance(e, Spoken) and e.sentence.text == STORY]
    assert [event.source for event in told] == ["From your story “The red sail”"]
    assert record_of(events).sources == ("life_story: The red sail",)


async def test_a_question_of_fact_is_answered_from_an_article(house: Any, shipped: Any) -> None:
    flu = next(p for p in shipped.articles if p.title == "Questions about the flu vaccine")
    events = await house.take(f"{flu.title}. {flu.text}?"[:400])
    record = record_of(events)
    assert record.agent == "general"
    assert record.sources == ("knowledge: Questions about the flu vaccine",)
    sources = {event.source for event in events if isinstance(event, Spoken)}
    assert "From our guide “Questions about the flu vaccine”" in sources


async def test_another_residents_story_is_never_told(house: Any, other_resident: Resident) -> None:
    house.resident = other_resident
    events = await house.take("Tell me about the boat with a red sail on the river")
    assert STORY not in sentences_in(events)
    assert record_of(events).sources == ()


async def test_no_wording_comes_twice_in_ten_turns(house: Any) -> None:
    said: list[str] = []
    for number in range(10):
        events = await house.take(f"Good morning number {number}")
        said += sentences_in(events)
        house.clock.advance(minutes=1)
    assert len(said) >= 20
    assert len(set(said)) == len(said)


async def test_two_residents_talk_without_hearing_of_each_other(
    house: Any, other_resident: Resident
) -> None:
    await house.take("I had toast")
    mine = house.resident
    house.resident = other_resident
    await house.take("I had porridge")
    assert [m.text for m in messages(house, mine) if m.speaker is Speaker.RESIDENT] == [
        "I had toast"
    ]
    assert [m.text for m in messages(house) if m.speaker is Speaker.RESIDENT] == ["I had porridge"]


@pytest.mark.parametrize(
    ("said", "key", "kept"),
    [
        ("", "empty", None),
        (" \n\t ", "empty", None),
        ("\u200b\x00", "empty", None),
        ("🙂👵🏽", "unreadable", "🙂👵🏽"),
        ("?!", "unreadable", "?!"),
        ("\ud83d", "unreadable", "\ufffd"),
        ("a" * 20_001, "too_long", None),
    ],
)
async def test_what_is_no_words_gets_a_calm_line(
    house: Any, shipped: Any, said: str, key: str, kept: str | None
) -> None:
    events = await house.take(said)
    (line,) = sentences_in(events)
    assert line in shipped.wording.lines[key]
    assert [message.text for message in messages(house)] == ([kept] if kept else [])
    assert kinds(events) == (["Heard", "Spoken"] if kept else ["Spoken"])


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("x", "one_letter"),
        ("É", "one_letter"),
        ("word " * 2_000, "too_long"),
        ("Are you a real person?", "are_you_human"),
    ],
)
async def test_one_letter_a_long_story_and_a_plain_question_get_a_plain_line(
    house: Any, shipped: Any, said: str, key: str
) -> None:
    events = await house.take(said)
    (line,) = sentences_in(events)
    assert line in shipped.wording.lines[key]
    assert record_of(events).agent == "plain"
    assert messages(house)[0].text == said.strip()
    assert messages(house)[1].text == line


@pytest.mark.parametrize(
    "said", ["שלום, מה שלומך היום?", "مرحبا كيف حالك", "bell\x07 and \u202ethen", "5"]
)
async def test_any_other_words_are_answered_and_kept(house: Any, said: str) -> None:
    events = await house.take(said)
    assert len(sentences_in(events)) >= 1
    assert len(messages(house)) == 2


async def test_a_moderate_turn_goes_to_the_watch_list_without_an_alert(house: Any) -> None:
    events = await house.take(WATCHED)
    record = record_of(events)
    assert (record.level, record.action, record.alert_id) == (
        Level.MODERATE,
        SafetyAction.CONTINUE,
        None,
    )
    heard = events[0]
    assert isinstance(heard, Heard)
    with house.database.reading() as unit:
        (seen,) = unit.messages.watch_list(house.clock.now)
        assert list(unit.alerts.open_alerts()) == []
    assert (seen.message_id, seen.resident_id, seen.level, seen.words) == (
        heard.message_id,
        house.resident.id,
        Level.MODERATE,
        WATCHED,
    )
    assert 0.40 <= seen.score < 0.60
    assert house.journal.calls() == ()


async def test_one_vector_serves_the_whole_turn(build: Build) -> None:
    inner = HashEmbedder()
    house = build(embedder=CachedEmbedder(inner))
    await house.take("Good morning to you")
    during, *after = inner.embedded
    assert during == "Good morning to you"
    # What was said is embedded once more, with its answer, when the turn is over.
    assert [text for text in after if during not in text] == []


class Saying:
    """A source of replies that says what it was given."""

    def __init__(self, *drafts: Draft) -> None:
        self._drafts = drafts

    async def reply(self, request: ReplyRequest) -> AsyncIterator[TierDraft]:
        for draft in self._drafts:
            yield TierDraft(draft, "test")


async def test_a_sentence_that_must_not_be_said_is_replaced_kept_back_and_audited(
    build: Build, shipped: Any
) -> None:
    house = build(replies=Saying(Draft("I promise you will be fine."), Draft("Walter Pell fell.")))
    events = await house.take("Good morning")
    (line,) = sentences_in(events)
    assert line in shipped.wording.lines["replaced_promise"]
    assert messages(house)[1].text == line
    with house.database.reading() as unit:
        entries = unit.audit.entries()
    assert [(entry.action, entry.details.get("rule")) for entry in entries] == [
        ("conversation.sentence_withheld", "promise"),
        ("conversation.sentence_withheld", "another_resident"),
        ("conversation.turn", None),
    ]


async def test_when_no_tier_answers_lilo_says_there_is_trouble(build: Build, shipped: Any) -> None:
    house = build(replies=Saying())
    (line,) = sentences_in(await house.take("Good morning"))
    assert line in shipped.wording.lines["trouble"]


async def test_without_a_model_a_turn_is_answered_all_the_same(build: Build) -> None:
    house = build(model=False)
    assert not house.perception.is_complete
    events = await house.take("Good morning")
    assert len(sentences_in(events)) >= 1
    # A greeting is known by its words.
    assert record_of(events).agent == "connect"
    assert "rules_only" in record_of(events).flags
    assert record_of(await house.take("It is a fine day")).agent == "general"


async def test_a_turn_that_is_broken_off_has_kept_the_words(house: Any) -> None:
    turn = house.conversation.take(house.resident.id, "Good morning")
    await anext(turn)
    await turn.aclose()
    assert [message.text for message in messages(house)] == ["Good morning"]


async def test_a_failing_recall_does_not_fail_the_turn(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = build()
    answerer = house.conversation._parts.answerer
    for stream in answerer.recaller._streams:

        async def fail(query: object) -> None:
            raise RuntimeError("the index is gone")

        monkeypatch.setattr(stream, "ask", fail)
    with capture_logs() as logs:
        events = await house.take("Tell me about the boat with a red sail on the river")
    assert len(sentences_in(events)) >= 1
    assert [e["event"] for e in logs].count("stream_left_out") >= 1


async def test_ready_says_whether_the_models_have_loaded(house: Any) -> None:
    assert house.conversation.is_ready
    house.ready = False
    assert not house.conversation.is_ready


async def test_turns_of_two_residents_at_once_do_not_mix(
    house: Any, other_resident: Resident
) -> None:
    async def talk(who: Resident, words: str) -> list[TurnEvent]:
        return [event async for event in house.conversation.take(who.id, words)]

    mine, theirs = await asyncio.gather(
        talk(house.resident, "I had toast today"), talk(other_resident, "I had porridge today")
    )
    assert isinstance(mine[0], Heard)
    assert isinstance(theirs[0], Heard)
    assert (mine[0].text, theirs[0].text) == ("I had toast today", "I had porridge today")
    assert [m.resident_id for m in messages(house)] == [house.resident.id] * 2
    assert [m.resident_id for m in messages(house, other_resident)] == [other_resident.id] * 2
