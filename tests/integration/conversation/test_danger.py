"""Turns with danger in them: a human is told first, whatever else is broken."""

import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.alerts import AlertSource, AlertStatus, CallJournal, JournalledCall, Outcome
from app.conversation import CrisisOpened, Heard, Spoken, TurnDone, TurnEvent
from app.embedding import EmbeddingError
from app.identity import StaffMember
from app.privacy import start_logging
from app.safety import DangerKind, Level, SafetyAction
from storage import StorageError
from tests.fakes.embedder import BrokenEmbedder

Build = Callable[..., Any]
ALARMING = "the moon has swallowed my clock"


def sentences_in(events: list[TurnEvent]) -> list[str]:
    return [event.sentence.text for event in events if isinstance(event, Spoken)]


def open_alerts(house: Any) -> list[Any]:
    with house.database.reading() as unit:
        return list(unit.alerts.open_alerts())


async def test_a_crisis_is_heard_told_and_opened_in_that_order(house: Any) -> None:
    events = await house.take("I can't breathe")
    assert [type(event).__name__ for event in events[:2]] == ["Heard", "CrisisOpened"]
    assert {type(event).__name__ for event in events[2:-1]} == {"Spoken"}
    assert isinstance(events[-1], TurnDone)


async def test_the_alert_is_committed_before_anything_is_shown(house: Any) -> None:
    turn = house.conversation.take(house.resident.id, "I can't breathe")
    heard = await anext(turn)
    assert isinstance(heard, Heard)
    (alert,) = open_alerts(house)
    opened = await anext(turn)
    assert isinstance(opened, CrisisOpened)
    assert opened.alert_id == alert.id
    await turn.aclose()
    assert [stored.id for stored in open_alerts(house)] == [alert.id]


async def test_the_alert_holds_the_words_the_reasons_and_the_message(house: Any) -> None:
    events = await house.take("Please, I can’t breathe")
    (alert,) = open_alerts(house)
    cause, heard = alert.cause, events[0]
    assert isinstance(heard, Heard)
    assert (cause.source, cause.level, cause.kind) == (
        AlertSource.WORDS,
        Level.IMMEDIATE,
        DangerKind.MEDICAL_EMERGENCY,
    )
    assert cause.words == "Please, I can’t breathe"
    assert cause.reasons[0] == "Cannot breathe"
    assert (cause.score, cause.message_id) == (0.95, heard.message_id)
    assert alert.resident_id == house.resident.id


async def test_the_crisis_dialogue_is_scripted_and_says_truthfully_that_staff_know(
    house: Any, shipped: Any
) -> None:
    events = await house.take("I want to die")
    script = shipped.scripts.scripts[DangerKind.SUICIDE]
    assert sentences_in(events) == [
        "I am glad you told me, Peggy.",
        shipped.scripts.status.told,
        script.questions[0].ask,
    ]
    opened = events[1]
    assert isinstance(opened, CrisisOpened)
    assert (opened.dialogue.script_id, opened.goes_on) == ("suicide", False)


async def test_the_record_of_a_crisis_says_how_it_was_answered(house: Any) -> None:
    done = (await house.take("I want to die"))[-1]
    assert isinstance(done, TurnDone)
    record = done.record
    assert (record.level, record.action, record.kind) == (
        Level.URGENT,
        SafetyAction.ESCALATE,
        DangerKind.SUICIDE,
    )
    assert (record.agent, record.tier, record.intent) == ("safety", "scripted", "CRISIS")
    assert record.alert_id == open_alerts(house)[0].id
    assert "rule:suicide.wish" in record.flags


async def test_likeness_to_the_examples_opens_a_crisis_too(house: Any) -> None:
    events = await house.take(ALARMING)
    assert isinstance(events[1], CrisisOpened)
    (alert,) = open_alerts(house)
    assert alert.cause.reasons == (f"Sounds like: “{ALARMING}”",)


async def test_what_is_elevated_is_told_and_answered_by_a_gentle_check(
    house: Any, shipped: Any
) -> None:
    events = await house.take("Nobody has come to change me all day")
    assert not [event for event in events if isinstance(event, CrisisOpened)]
    (alert,) = open_alerts(house)
    assert alert.cause.level is Level.ELEVATED
    done = events[-1]
    assert isinstance(done, TurnDone)
    assert (done.record.agent, done.record.alert_id) == ("safety", alert.id)
    told = {line.text for line in shipped.library["safety"].branches["known_alerted"]}
    assert told & set(sentences_in(events))


@pytest.mark.parametrize(
    "said",
    [
        "Are you a nurse? Nobody has come to change me all day",
        "Nobody has come to change me all day. "
        + "The weather is mild for the time of year. " * 50,
    ],
)
async def test_worrying_words_get_no_plain_line_whatever_else_is_said_with_them(
    house: Any, said: str
) -> None:
    done = (await house.take(said))[-1]
    assert isinstance(done, TurnDone)
    assert (done.record.level, done.record.agent) == (Level.ELEVATED, "safety")


async def test_danger_said_again_is_one_alert(house: Any) -> None:
    await house.take("I want to die")
    house.clock.advance(minutes=2)
    await house.take("I'm going to kill myself tonight")
    (alert,) = open_alerts(house)
    assert (alert.times_raised, alert.cause.level, alert.status) == (
        2,
        Level.IMMEDIATE,
        AlertStatus.WAITING,
    )


async def test_after_staff_resolved_it_new_danger_is_a_new_alert(
    house: Any, nurse: StaffMember
) -> None:
    await house.take("I want to die")
    (first,) = open_alerts(house)
    await house.desk.resolve(first.id, nurse.id, Outcome.HELPED)
    await house.take("I want to die")
    (second,) = open_alerts(house)
    assert second.id != first.id


async def test_a_long_story_with_danger_in_it_is_a_crisis_and_not_too_long(house: Any) -> None:
    story = "We walked along the harbour wall every Sunday after church. " * 30
    said = f"{story}I can't breathe. {story}"
    assert len(said) > 3_000
    events = await house.take(said)
    assert isinstance(events[1], CrisisOpened)
    assert len(open_alerts(house)) == 1


async def test_the_alert_is_told_with_no_model_at_all(build: Build) -> None:
    house = build(model=False)
    events = await house.take("I can't breathe")
    assert isinstance(events[1], CrisisOpened)
    assert len(open_alerts(house)) == 1


async def test_a_failing_model_leaves_the_rules_to_tell(build: Build) -> None:
    house = build(embedder=BrokenEmbedder(EmbeddingError("broken")))
    with capture_logs():
        events = await house.take("I can't breathe")
    assert isinstance(events[1], CrisisOpened)
    assert len(open_alerts(house)) == 1


async def test_while_models_load_danger_does_not_wait_for_them(
    house: Any, held_lane: threading.Event
) -> None:
    house.ready = False
    events = await house.take("I can't breathe")
    assert isinstance(events[1], CrisisOpened)
    assert not held_lane.is_set()


async def test_while_models_load_quiet_words_wait_for_them(
    house: Any, held_lane: threading.Event
) -> None:
    house.ready = False
    turn = asyncio.create_task(house.take("Good morning"))
    await asyncio.sleep(0.05)
    assert not turn.done()
    held_lane.set()
    assert isinstance((await turn)[-1], TurnDone)


async def test_with_the_database_gone_the_call_reaches_the_journal_and_the_error_is_raised(
    house: Any, shipped: Any
) -> None:
    house.database.close()
    with capture_logs() as logs, pytest.raises(StorageError):
        await house.take("I can't breathe")
    assert house.journal.calls() == (JournalledCall("12", house.clock.now, house.resident.id),)
    opened = house.events[0]
    assert isinstance(opened, CrisisOpened)
    assert opened.alert_id is None
    assert shipped.scripts.status.not_told in sentences_in(house.events)
    assert shipped.scripts.status.told not in sentences_in(house.events)
    assert not [event for event in house.events if isinstance(event, Heard | TurnDone)]
    events = [entry["event"] for entry in logs]
    assert {"words_not_stored", "alert_not_stored"} <= set(events)


async def test_what_is_logged_of_a_turn_bears_the_id_of_its_stored_message(
    build: Build, tmp_path: Path
) -> None:
    house = build(embedder=BrokenEmbedder(EmbeddingError("broken")))
    file = tmp_path / "lilo.log"
    start_logging("info", file)
    for words in ("I can't breathe", "It was lovely in the garden."):
        await house.take(words)
    with house.database.reading() as unit:
        turns = {str(one.turn_id): one for one in unit.messages.recent(house.resident.id, 10)}
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    failed = [line for line in lines if line["event"] == "embedding_failed_while_screening"]
    assert [line["turn"] for line in failed] == list(turns)
    # The trace of the first leads on to its alert.
    (alert,) = open_alerts(house)
    first = next(one for one in turns.values() if one.trace.get("alert"))
    assert first.trace["alert"] == str(alert.id)


async def test_with_the_database_gone_elevated_words_are_told_too(house: Any) -> None:
    house.database.close()
    with capture_logs(), pytest.raises(StorageError):
        await house.take("Nobody has come to change me all day")
    assert len(house.journal.calls()) == 1
    assert house.events == []


async def test_with_the_database_gone_quiet_words_raise_the_error_and_call_nobody(
    house: Any,
) -> None:
    house.database.close()
    with capture_logs(), pytest.raises(StorageError):
        await house.take("Good morning")
    assert house.journal.calls() == ()
    assert house.events == []


async def test_with_database_and_journal_gone_lilo_says_that_nobody_was_told(
    build: Build, shipped: Any, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    house = build(journal=CallJournal(blocked / "calls.jsonl"))
    house.database.close()
    with capture_logs(), pytest.raises(StorageError):
        await house.take("I can't breathe")
    assert shipped.scripts.status.not_told in sentences_in(house.events)


async def test_the_alert_path_failing_alone_calls_by_the_button(
    house: Any, shipped: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StorageError("The disk reported a fault.")

    monkeypatch.setattr(house.desk, "raise_alert", fail)
    with capture_logs():
        events = await house.take("I can't breathe")
    assert house.journal.calls() == (JournalledCall("12", house.clock.now, house.resident.id),)
    assert isinstance(events[0], Heard)
    opened = events[1]
    assert isinstance(opened, CrisisOpened)
    assert opened.alert_id is None
    assert shipped.scripts.status.not_told in sentences_in(events)
    assert isinstance(events[-1], TurnDone)
