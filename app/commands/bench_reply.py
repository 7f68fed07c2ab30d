"""How fast replies come: the gateway by itself, and whole turns with authored replies."""

import asyncio
from collections.abc import AsyncIterator
from time import perf_counter

from app.bootstrap import Basics, open_facility
from app.conversation import Spoken
from app.conversation.feelings import Feeling
from app.conversation.reply import Draft, ReplyRequest
from app.demo.facility import KIOSK_RESIDENT, by_short_name
from app.ids import TurnId, new_uuid
from app.quality.timing import Figure, figure_of
from models.generation import ReplyGateway

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

    async def generate(self, request: ReplyRequest) -> AsyncIterator[Draft]:  # noqa: ARG002 - the port has it
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
    return figure_of("gateway over the bare tier", times, {"p95_ms": 2.0})


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
    return figure_of("words to first sentence", times, {"p50_ms": 60.0, "p95_ms": 120.0})
