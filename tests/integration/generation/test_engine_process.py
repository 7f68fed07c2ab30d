"""Real engines in real child processes: streamed, stopped, killed, hung and starved."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from app.generation import (
    ChatMessage,
    GenerationError,
    NotReadyError,
    Role,
    Sampling,
    TextRequest,
    TextUsage,
)
from models.generation.local import Engine, EngineOptions, EngineProcess, Restarts
from models.generation.local.engine_process import EngineFaultError, EngineState
from tests.integration.generation.conftest import TINY_OPENVINO

MakeEngine = Callable[..., EngineProcess]

FIXED = ChatMessage(Role.SYSTEM, "You are a kind companion. Answer in two short sentences. " * 5)


def asking(words: str = "Good morning", tokens: int = 30, temperature: float = 0.0) -> TextRequest:
    return TextRequest(
        (FIXED, ChatMessage(Role.USER, words)),
        Sampling(temperature=temperature, max_tokens=tokens),
    )


async def written(process: EngineProcess, request: TextRequest) -> tuple[str, TextUsage]:
    pieces: list[str] = []
    usage: TextUsage | None = None
    async for piece in process.write(request):
        if isinstance(piece, TextUsage):
            usage = piece
        else:
            pieces.append(piece)
    assert usage is not None
    return "".join(pieces), usage


async def first_piece(stream: AsyncIterator[str | TextUsage]) -> str:
    piece = await anext(stream)
    assert isinstance(piece, str)
    return piece


async def test_openvino_streams_counts_and_is_stopped_killed_and_hung(engine: MakeEngine) -> None:
    process = engine()
    assert process.state is EngineState.ABSENT
    with pytest.raises(NotReadyError):
        await written(process, asking())
    await process.ready()
    # Noise of 320 tokens would hardly be a thousand without the one that ends it.
    measured = replace(asking(tokens=1000, temperature=1.0), least_tokens=1000)
    _, whole = await written(process, measured)
    assert whole.tokens_out == 1000
    assert 0.0 < whole.first_s < whole.seconds
    text, usage = await written(process, asking())
    again, _ = await written(process, asking())
    assert text
    assert text == again
    assert usage.tokens_out == 30
    assert usage.tokens_in > 50
    assert os.getpriority(os.PRIO_PROCESS, process.pid or 0) >= 1

    # Stopped in the middle, it is free for the next at once, and the child lives on.
    pid = process.pid
    async with aclosing(process.write(asking(tokens=1500))) as stream:
        await first_piece(stream)
    await written(process, asking(tokens=2))
    assert process.pid == pid

    # A hang: the process stands still, so that nothing but killing it helps.
    stream = process.write(asking(tokens=1500))
    await first_piece(stream)
    os.kill(process.pid or 0, signal.SIGSTOP)
    await stream.aclose()
    await asyncio.wait_for(_other_than(process, pid), 60.0)
    await process.ready()
    assert (await written(process, asking()))[0] == text

    # A crash in the middle is told at once.
    stream = process.write(asking(tokens=1500))
    await first_piece(stream)
    os.kill(process.pid or 0, signal.SIGKILL)
    with pytest.raises(EngineFaultError):
        async for _ in stream:
            pass
    with pytest.raises(NotReadyError):
        await written(process, asking())
    await process.ready()
    assert (await written(process, asking()))[0] == text


async def _other_than(process: EngineProcess, pid: int | None) -> None:
    while process.pid == pid:  # noqa: ASYNC110 - there is no event for it
        await asyncio.sleep(0.01)


async def test_openvino_follows_a_schema_and_a_format_of_its_own(
    engine: MakeEngine, tmp_path: Path
) -> None:
    schema = {
        "type": "object",
        "properties": {"score": {"type": "integer", "maximum": 9}},
        "required": ["score"],
        "additionalProperties": False,
    }
    process = engine()
    await process.ready()
    request = TextRequest((FIXED,), Sampling(temperature=0.0, max_tokens=60), schema)
    text, _ = await written(process, request)
    assert '"score"' in text


async def test_transformers_uses_again_what_it_has_read(engine: MakeEngine, tiny: Path) -> None:
    process = engine(Engine.TRANSFORMERS, tiny)
    await process.ready()
    text, first = await written(process, asking())
    again, second = await written(process, asking())
    _, third = await written(process, asking("Something else"))
    assert text == again
    assert first.tokens_cached == 0
    assert second.tokens_cached == second.tokens_in - 1
    assert third.tokens_cached is not None
    assert 50 < third.tokens_cached < third.tokens_in
    pid = process.pid
    async with aclosing(process.write(asking(tokens=1500))) as stream:
        await first_piece(stream)
    await written(process, asking(tokens=2))
    assert process.pid == pid


@pytest.mark.parametrize("spoilt", ["openvino_model.bin", "openvino_model.xml"])
async def test_a_model_that_is_damaged_is_told_and_not_tried_for_ever(
    engine: MakeEngine, tmp_path: Path, spoilt: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(TINY_OPENVINO, folder)
    (folder / spoilt).write_bytes(b"not a model")
    process = engine(folder=folder, restarts=Restarts(most=1))
    with pytest.raises(GenerationError):
        await process.ready()
    with pytest.raises(NotReadyError):
        await process.ready()


async def test_a_model_that_needs_more_memory_than_it_may_have_is_told(
    engine: MakeEngine,
) -> None:
    process = engine(options=EngineOptions(memory_mb=60, niceness=1), restarts=Restarts(most=1))
    with pytest.raises(GenerationError):
        await process.ready()
    assert process.state is EngineState.ABSENT


def test_restarts_are_few() -> None:
    now = [0.0]
    restarts = Restarts(2, 60.0, lambda: now[0])
    assert [restarts.may_start() for _ in range(3)] == [True, True, False]
    now[0] = 61.0
    assert restarts.may_start()
