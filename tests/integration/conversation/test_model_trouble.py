"""Whatever becomes of the model, what the rules find is told."""

import asyncio
from pathlib import Path

import pytest

import app.conversation.turn as turn_module
from app.bootstrap import Lilo, open_facility
from app.conversation import CrisisOpened, TurnDone, TurnEvent
from app.safety import Level
from tests.fakes.demo_copies import demo_copy

DANGER = "I've been saving my tablets and I want to end it tonight."


@pytest.fixture
def lilo(tmp_path: Path) -> Lilo:
    return open_facility(demo_copy(tmp_path / "facility"))


async def said(lilo: Lilo, text: str) -> list[TurnEvent]:
    resident = lilo.residents[0]
    return [event async for event in lilo.conversation.take(resident.id, text)]


async def test_a_model_that_hangs_holds_no_danger_up(
    lilo: Lilo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn_module, "GRAVE_DEADLINE_S", 0.05)
    lilo.waking.over = True
    release = asyncio.Event()
    loop = asyncio.get_running_loop()
    stuck = asyncio.create_task(
        lilo.runtime.inference.run(
            lambda: asyncio.run_coroutine_threadsafe(release.wait(), loop).result()
        )
    )
    await asyncio.sleep(0.05)
    events = await said(lilo, DANGER)
    assert any(isinstance(event, CrisisOpened) and event.alert_id for event in events)
    release.set()
    await stuck
    lilo.close()


async def test_a_model_that_fails_costs_the_likeness_and_not_the_answer(
    lilo: Lilo, monkeypatch: pytest.MonkeyPatch
) -> None:
    lilo.waking.over = True

    def fail(_utterance: object) -> None:
        raise FloatingPointError("the engine is broken")

    monkeypatch.setattr(lilo.perception, "perceive", fail)
    events = await said(lilo, "Good morning to you.")
    (done,) = [event for event in events if isinstance(event, TurnDone)]
    assert done.record.reply
    assert done.record.level is Level.NONE
    assert done.record.flags == ("rules_only",)
    lilo.close()


async def test_danger_said_while_the_model_loads_does_not_wait_for_it(lilo: Lilo) -> None:
    assert not lilo.conversation.is_ready
    events = await said(lilo, "I am just a burden to everyone.")
    (done,) = [event for event in events if isinstance(event, TurnDone)]
    assert done.record.level is Level.ELEVATED
    assert done.record.alert_id is not None
    lilo.close()
