"""How fast replies come: the gateway by itself, the engine by itself, and whole turns."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from app.bootstrap import Basics, open_facility
from app.conversation import Spoken
from app.conversation.feelings import Feeling
from app.conversation.reply import Draft, ReplyRequest
from app.demo.facility import KIOSK_RESIDENT, by_short_name
from app.generation import ChatMessage, Role, Sampling, TextRequest, TextUsage
from app.ids import TurnId, new_uuid
from app.quality.timing import Figure, figure_of
from models.generation import ReplyGateway
from models.generation.local import EngineProcess
from models.generation.tiers import engine_of

_FIXED = "You are a kind companion. Answer in two short plain sentences and ask nothing twice. "
_SAID = (
    "I was thinking about my father's bakery",
    "I feel a little low today",
    "What is there to do this afternoon?",
    "Good morning Lilo",
    "Why should I drink so much?",
)


class _Instant:
    """Answers at once, so that only what is around it takes time."""

    tier = "instant"

    async def generate(self, request: ReplyRequest) -> AsyncIterator[Draft]:  # noqa: ARG002
        """Give three sentences."""
        for text in ("One.", "Two.", "Three?"):
            yield Draft(text)


async def bench_gateway(turns: int) -> Figure:
    """Return what the gateway adds to a reply that is there at once."""
    gateway, bare = ReplyGateway([_Instant()]), _Instant()
    times: list[float] = []
    for _ in range(turns):
        request = ReplyRequest(TurnId(new_uuid()), "general", Feeling.NEUTRAL, ())
        began = perf_counter()
        async for _draft in bare.generate(request):
            pass
        between = perf_counter()
        async for _tiered in gateway.reply(request):
            pass
        times.append((perf_counter() - between - (between - began)) * 1000)
    return figure_of("gateway over the bare tier", times, {"p99_ms": 2.0})


async def bench_engine(folder: Path, prompts: int) -> Mapping[str, Any]:
    """Return load time, time to the first token with and without a known beginning, and rate."""
    process = EngineProcess(engine_of(folder), folder)
    try:
        began = perf_counter()
        await process.ready()
        load_s = perf_counter() - began
        fresh, known, rates = [], [], []
        for number in range(prompts):
            fixed = f"{number} {_FIXED * 20}"
            fresh.append((await _timed(process, fixed, "Good morning"))[0])
            first_s, rate = await _timed(process, fixed, "How did you sleep last night?")
            known.append(first_s)
            rates.append(rate)
    finally:
        process.close()
    middle = prompts // 2
    fresh_s, known_s = sorted(fresh)[middle], sorted(known)[middle]
    return {
        "model": folder.name,
        "engine": engine_of(folder).value,
        "load_s": round(load_s, 2),
        "first_token_s": round(fresh_s, 3),
        "first_token_known_beginning_s": round(known_s, 3),
        "known_beginning_times_faster": round(fresh_s / known_s, 2),
        "tokens_per_s": round(sorted(rates)[middle], 1),
    }


async def _timed(process: EngineProcess, fixed: str, words: str) -> tuple[float, float]:
    request = TextRequest(
        (ChatMessage(Role.SYSTEM, fixed), ChatMessage(Role.USER, words)),
        Sampling(temperature=0.0, max_tokens=64),
        within_s=120.0,
    )
    began, first_s, tokens = perf_counter(), 0.0, 0
    async for piece in process.write(request):
        if isinstance(piece, TextUsage):
            tokens = piece.tokens_out
        elif not first_s:
            first_s = perf_counter() - began
    whole_s = perf_counter() - began
    return first_s or whole_s, tokens / max(whole_s - first_s, 1e-6)


async def bench_turns(basics: Basics, turns: int) -> Figure:
    """Return the time from the words to the first screened sentence, by authored replies."""
    lilo = open_facility(basics)
    times: list[float] = []
    try:
        await lilo.wake()
        resident = next(
            r for r in by_short_name(lilo.residents).values() if r.full_name == KIOSK_RESIDENT
        )
        for number in range(turns + 1):
            began = perf_counter()
            first = True
            async for event in lilo.conversation.take(resident.id, _SAID[number % len(_SAID)]):
                # The very first turn finds nothing warm; a kiosk does that while it starts.
                if isinstance(event, Spoken) and first and number:
                    times.append((perf_counter() - began) * 1000)
                    first = False
            await asyncio.sleep(0)
    finally:
        lilo.close()
    return figure_of("words to first sentence", times, {"p50_ms": 60.0, "p99_ms": 120.0})
