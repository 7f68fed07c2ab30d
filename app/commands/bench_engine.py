"""How fast an engine is here, through everything and bare, and what a known beginning saves.

Both take turns within one run, so that whatever else the machine does meets both. Both write the
same number of tokens, whatever the model would like, and a rate is tokens over the time of writing
alone: a reply that ends sooner would else be mostly the reading of its prompt. What the program
cuts short - three sentences are enough, and whoever goes round in circles is stopped - is counted
and left out.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from app.clock import system_clock
from app.commands.bare_engine import PATIENCE_S, BareEngine, Spoken
from app.commands.engine_precision import precision_of
from app.commands.ticking import ticking
from app.conversation.feelings import Feeling
from app.conversation.reply import Brief, ReplyRequest
from app.errors import LiloError
from app.generation import (
    Budgets,
    ChatMessage,
    Ledger,
    Role,
    Sampling,
    TextRequest,
    TextUsage,
    Usage,
)
from app.identity import Resident
from app.ids import ResidentId, TurnId, new_uuid
from app.runtime import ThreadLane
from models.generation import ReplyGateway, Tier
from models.generation.local import EngineProcess
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
_TRIES = 4
"""So many times as many rounds, until enough were written to the end."""


async def bench_engine(folder: Path, rounds: int) -> Mapping[str, Any]:
    """Return load time, first token with and without a known beginning, and throughput.

    Throughput is None where no reply was written to its end.

    Beside these, the most memory the engine's process held, and how late a tick of 5 ms came in
    this one while it wrote.
    """
    engine = engine_of(folder)
    process = EngineProcess(engine, folder)
    try:
        began = perf_counter()
        await process.ready(PATIENCE_S)
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
    whole = [pair for pair in zip(through, bare, strict=True) if pair[0].ended == "whole"]
    cut = Counter(one.ended for one in through if one.ended != "whole")
    fresh_s, known_s = median(s.first_s for s in fresh), median(s.first_s for s in known)
    ours = median(one.rate for one, _ in whole) if whole else None
    theirs = median(one.rate for _, one in whole) if whole else None
    return {
        "model": folder.name,
        "weights": "random" if folder.name.startswith("random-") else "as installed",
        "engine": engine.value,
        "precision": precision_of(folder),
        "rounds": rounds,
        "load_s": round(load_s, 2),
        "prompt_tokens": round(median(s.read for s in fresh)),
        "first_token_s": round(fresh_s, 3),
        "first_token_known_beginning_s": round(known_s, 3),
        "known_beginning_times_faster": round(fresh_s / known_s, 2),
        "tokens_each": WRITTEN,
        "tokens_per_s": ours and round(ours, 2),
        "bare_tokens_per_s": theirs and round(theirs, 2),
        "throughput_of_bare": ours and theirs and round(ours / theirs, 3),
        "cut_short": dict(cut),
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
        with BareEngine(engine, folder, _FREELY) as ask:
            # One of each that does not count: caches and pages are filled.
            for number in range(_TRIES * rounds + 1):
                messages = _prompt(f"rate {number}", "said", each)
                one = await reply(messages)
                other = await asyncio.to_thread(ask, messages)
                if number:
                    through.append(one)
                    bare.append(other)
                if sum(said.ended == "whole" for said in through) == rounds:
                    break
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
    request = TextRequest(messages, sampling, within_s=PATIENCE_S, least_tokens=tokens)
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
        ledger = _NotedLedger(database.unit, lane, system_clock, ZoneInfo("UTC"), boundless)
        writer = ModelReplyGenerator("local", source, prompts, ledger)

        async def reply(messages: tuple[ChatMessage, ...]) -> Spoken:
            prompts.messages = messages
            request = ReplyRequest(
                TurnId(new_uuid()),
                "bench",
                Feeling.NEUTRAL,
                (),
                brief=Brief(who.id, "said"),
            )
            # Each time another one: a tier that fails again and again is left to rest.
            gateway = ReplyGateway([Tier(writer)], PATIENCE_S, PATIENCE_S)
            began, first_s = perf_counter(), 0.0
            with suppress(LiloError):
                async for _draft in gateway.reply(request):
                    first_s = first_s or perf_counter() - began
            took = source.took
            if took is None or took.tokens_out < WRITTEN:
                ended = ledger.ended if took is None else "by itself"
                return Spoken(first_s, source.whole_s, 0, ended=ended)
            return Spoken(first_s, source.whole_s, took.tokens_out, 0, took.first_s)

        try:
            yield reply
        finally:
            lane.close()


class _Metered:
    """A text source before another one: everything is written to the end, and timed.

    Attributes:
        took: what the engine counted; None where the reply was cut short before its end.
        whole_s: from asking to the last piece, or to where it was cut.
    """

    def __init__(self, process: EngineProcess) -> None:
        self._process = process
        self.took: TextUsage | None = None
        self.whole_s = 0.0

    @property
    def model(self) -> str:
        return self._process.model

    async def write(self, request: TextRequest) -> AsyncIterator[str | TextUsage]:
        self.took, began = None, perf_counter()
        whole = replace(request, least_tokens=request.sampling.max_tokens)
        try:
            async for piece in self._process.write(whole):
                if isinstance(piece, TextUsage):
                    self.took = piece
                yield piece
        finally:
            self.whole_s = perf_counter() - began


class _NotedLedger(Ledger):
    """A ledger that also tells how the last reply ended: "cut" after three sentences, or a loop."""

    ended = ""

    async def record(self, usage: Usage) -> None:
        self.ended = usage.ended
        await super().record(usage)
