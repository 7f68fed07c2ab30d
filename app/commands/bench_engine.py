"""How fast an engine is here, through everything and bare, and what a known beginning saves.

The bare engine is the same class in a process of its own at the same priority, asked directly: no
gateway, no sentences, no ledger. Both take turns within one run, so that whatever else the machine
does meets both.
"""

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from app.clock import system_clock
from app.commands.ticking import ticking
from app.conversation.feelings import Feeling
from app.conversation.reply import Brief, ReplyRequest
from app.generation import (
    Budgets,
    ChatMessage,
    Ledger,
    Role,
    Sampling,
    TextRequest,
    TextUsage,
)
from app.identity import Resident
from app.ids import ResidentId, TurnId, new_uuid
from app.runtime import ThreadLane
from models.generation import ReplyGateway, Tier
from models.generation.local import EngineOptions, EngineProcess
from models.generation.local.engines import Job, make_engine
from models.generation.local.protocol import Engine
from models.generation.model_replies import ModelReplyGenerator
from models.generation.prompts import Written
from models.generation.tiers import engine_of
from storage import Database, FacilityKeys

FIXED, FRESH = 350, 50
"""Tokens of a prompt that are the same from turn to turn, and that are new."""

WRITTEN = 48
_SENTENCE = "You are a kind companion in a care home and answer in short plain sentences. "
_FREELY = Sampling(temperature=1.0, top_p=1.0, max_tokens=WRITTEN)
_PATIENCE_S = 600.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """One generation.

    Attributes:
        first_s: to the first piece of text. whole_s: to the end.
        read: tokens of the prompt; 0 where nobody counted them.
    """

    first_s: float
    whole_s: float
    tokens: int
    read: int = 0

    @property
    def rate(self) -> float:
        """Tokens a second, from asking to the end."""
        return self.tokens / max(self.whole_s, 1e-6)


async def bench_engine(folder: Path, rounds: int) -> Mapping[str, Any]:
    """Return load time, first token with and without a known beginning, and throughput.

    Beside these, the most memory the engine's process held, and how late a tick of 5 ms came in
    this one while it wrote.
    """
    engine = engine_of(folder)
    process = EngineProcess(engine, folder)
    try:
        began = perf_counter()
        await process.ready(_PATIENCE_S)
        load_s = perf_counter() - began
        # The first prompt of a process pays for what is made once; and it tells how much text
        # goes into a token of this model.
        probe = await _written(process, _prompt("warm", "a", 1.0), 1)
        each = (FIXED + FRESH) / max(probe.read, 1)
        fresh, known = await _beginnings(process, each, rounds)
        async with ticking() as late_ms:
            through, bare = await _side_by_side(process, engine, folder, each, rounds)
        peak_mb = _peak_mb(process.pid)
    finally:
        process.close()
    fresh_s, known_s = median(s.first_s for s in fresh), median(s.first_s for s in known)
    theirs, ours = median(s.rate for s in bare), median(s.rate for s in through)
    return {
        "model": folder.name,
        "weights": "random" if folder.name.startswith("random-") else "as installed",
        "engine": engine.value,
        "rounds": rounds,
        "load_s": round(load_s, 2),
        "prompt_tokens": round(median(s.read for s in fresh)),
        "first_token_s": round(fresh_s, 3),
        "first_token_known_beginning_s": round(known_s, 3),
        "known_beginning_times_faster": round(fresh_s / known_s, 2),
        "tokens_per_s": round(ours, 2),
        "bare_tokens_per_s": round(theirs, 2),
        "throughput_of_bare": round(ours / theirs, 3),
        "peak_mb": peak_mb,
        "tick_p99_ms": round(float(np.percentile(late_ms, 99)), 1),
        "tick_max_ms": round(max(late_ms), 1),
    }


def _peak_mb(pid: int | None) -> int:
    """Return the most that a process has held in memory; 0 where the system does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    peak = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), "0")
    return round(int(peak) * 1024 / 1e6)


async def _beginnings(
    process: EngineProcess, each: float, rounds: int
) -> tuple[list[Spoken], list[Spoken]]:
    """Ask prompts that were never read, and after each one that begins as it does."""
    fresh, known = [], []
    for number in range(rounds):
        fresh.append(await _written(process, _prompt(f"{number}", "first", each), 2))
        known.append(await _written(process, _prompt(f"{number}", "other", each), 2))
    return fresh, known


async def _side_by_side(
    process: EngineProcess, engine: Engine, folder: Path, each: float, rounds: int
) -> tuple[list[Spoken], list[Spoken]]:
    through: list[Spoken] = []
    bare: list[Spoken] = []
    async with _gateway(process) as reply:
        with _BareEngine(engine, folder) as ask:
            # One of each that does not count: caches and pages are filled.
            for number in range(rounds + 1):
                messages = _prompt(f"rate {number}", "said", each)
                one = await reply(messages)
                other = await asyncio.to_thread(ask, messages)
                if number:
                    through.append(one)
                    bare.append(other)
    return through, bare


def _prompt(number: str, said: str, each: float) -> tuple[ChatMessage, ...]:
    """Return a prompt of about the right length.

    Args:
        each: signs that go into a token of this model.
    """
    long, short = round(FIXED * each), round(FRESH * each)
    fixed = (f"{number}. " + _SENTENCE * (long // len(_SENTENCE) + 1))[:long]
    fresh = (f"{said} " * (short // len(said) + 1))[:short]
    return (ChatMessage(Role.SYSTEM, fixed), ChatMessage(Role.USER, fresh))


async def _written(
    process: EngineProcess, messages: tuple[ChatMessage, ...], tokens: int
) -> Spoken:
    sampling = Sampling(temperature=1.0, top_p=1.0, max_tokens=tokens)
    request = TextRequest(messages, sampling, within_s=_PATIENCE_S)
    began, first_s, counted, read = perf_counter(), 0.0, 0, 0
    async for piece in process.write(request):
        if isinstance(piece, TextUsage):
            counted, read = piece.tokens_out, piece.tokens_in
        elif not first_s:
            first_s = perf_counter() - began
    whole_s = perf_counter() - began
    return Spoken(first_s or whole_s, whole_s, counted, read)


class _Given:
    """Prompts that are given, so that both sides are asked the same."""

    def __init__(self) -> None:
        self.messages: tuple[ChatMessage, ...] = ()

    def write(self, _request: ReplyRequest) -> Written:
        return Written("bench@1", self.messages, _FREELY)


@asynccontextmanager
async def _gateway(
    process: EngineProcess,
) -> AsyncIterator[Callable[[tuple[ChatMessage, ...]], Any]]:
    """Give a way to ask through the gateway, sentences and ledger included."""
    lane, prompts = ThreadLane("database"), _Given()
    source = _Metered(process)
    with (
        TemporaryDirectory(prefix="lilo-bench-") as temporary,
        Database.open(Path(temporary) / "lilo.db", FacilityKeys.random()) as database,
    ):
        who = Resident(ResidentId(new_uuid()), "Given", "Family", "Given", "1", "")
        with database.unit() as unit:
            unit.residents.add(who)
        boundless = Budgets(turn=0, resident_hour=0, day=0)
        ledger = Ledger(database.unit, lane, system_clock, ZoneInfo("UTC"), boundless)
        writer = ModelReplyGenerator("local", source, prompts, ledger)
        gateway = ReplyGateway([Tier(writer)], _PATIENCE_S, _PATIENCE_S)

        async def reply(messages: tuple[ChatMessage, ...]) -> Spoken:
            prompts.messages = messages
            request = ReplyRequest(
                TurnId(new_uuid()),
                "bench",
                Feeling.NEUTRAL,
                (),
                brief=Brief(who.id, "said"),
            )
            began, first_s = perf_counter(), 0.0
            async for _draft in gateway.reply(request):
                first_s = first_s or perf_counter() - began
            return Spoken(first_s, perf_counter() - began, source.tokens)

        try:
            yield reply
        finally:
            lane.close()


class _Metered:
    """A text source before another one, that counts pieces: a generation may be cut."""

    def __init__(self, process: EngineProcess) -> None:
        self._process = process
        self.tokens = 0

    @property
    def model(self) -> str:
        return self._process.model

    async def write(self, request: TextRequest) -> AsyncIterator[str | TextUsage]:
        self.tokens = 0
        async for piece in self._process.write(request):
            if isinstance(piece, TextUsage):
                self.tokens = piece.tokens_out
            else:
                self.tokens += 1
            yield piece


class _BareEngine:
    """The engine class in a process of its own, at the priority of the engine process."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve_bare, args=(theirs, engine, folder))

    def __enter__(self) -> Callable[[tuple[ChatMessage, ...]], Spoken]:
        self._process.start()
        if not self._ours.poll(_PATIENCE_S):
            raise TimeoutError("The bare engine did not load.")
        self._ours.recv()
        return self._ask

    def __exit__(self, *_: object) -> None:
        self._ours.send(None)
        self._process.join(10.0)
        self._process.kill()

    def _ask(self, messages: tuple[ChatMessage, ...]) -> Spoken:
        self._ours.send([{"role": m.role.value, "content": m.content} for m in messages])
        first_s, whole_s, tokens = self._ours.recv()
        return Spoken(first_s, whole_s, tokens)


def _serve_bare(theirs: Connection, engine: Engine, folder: Path) -> None:
    options = EngineOptions()
    with suppress(OSError):
        os.nice(options.niceness)
    # What a library prints is not the command's output.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    loaded = make_engine(engine, folder, options)
    theirs.send("loaded")
    while (messages := theirs.recv()) is not None:
        job = Job(tuple(messages), _FREELY.temperature, _FREELY.top_p, _FREELY.max_tokens, None)
        began, first = perf_counter(), [0.0]
        heard = partial(_heard, first)
        counted = loaded.write(job, heard)
        whole_s = perf_counter() - began
        theirs.send(((first[0] or perf_counter()) - began, whole_s, counted.tokens_out))


def _heard(first: list[float], piece: str) -> bool:
    if piece and not first[0]:
        first[0] = perf_counter()
    return False
