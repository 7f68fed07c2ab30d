"""`lilo ask`: one turn through the real pipeline, without a window."""

import asyncio
import json
from typing import Annotated, Any

import typer

from app.bootstrap import Basics, open_facility
from app.commands.options import (
    DemoOption,
    FacilityOption,
    JsonOption,
    ask_passphrase,
    chosen_facility,
)
from app.commands.residents import resident_named
from app.conversation import TurnDone, TurnRecord
from app.utterance import utterance_from


def ask(
    text: Annotated[str, typer.Argument(help="What the resident says.")],
    resident: Annotated[str, typer.Option("--resident", help="Name of the resident.")],
    facility: FacilityOption = None,
    demo: DemoOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take one turn with a resident and print the reply.

    Example: lilo ask --demo --resident "Margaret Ellis" "I was thinking about the bakery."
    """
    utterance_from(text)  # What is no words is refused here, before anything is opened.
    with chosen_facility(facility, demo=demo) as basics:
        record = asyncio.run(_turn(basics, resident, text))
    if as_json:
        typer.echo(json.dumps(as_dict(record), ensure_ascii=False))
        return
    for sentence in (*record.disclosure, *record.reply):
        typer.echo(sentence)
    if record.alert_id:
        typer.echo(f"[alert {record.alert_id}, {record.level.label}]")


def as_dict(record: TurnRecord) -> dict[str, Any]:
    """Return a turn as plain values; the keys are stable."""
    return {
        "reply": list(record.reply),
        "level": record.level.label,
        "action": record.action.value,
        "flags": list(record.flags),
        "intent": record.intent,
        "secondary": list(record.secondary),
        "agent": record.agent,
        "tier": record.tier,
        "tiers": list(record.attempts),
        "prompt": record.prompt,
        "sources": list(record.sources),
        "alert_id": str(record.alert_id) if record.alert_id else None,
        **({"steps": [dict(step) for step in record.steps]} if record.steps else {}),
        "timings_ms": {step: round(ms, 3) for step, ms in record.timings_ms.items()},
    }


async def _turn(basics: Basics, name: str, text: str) -> TurnRecord:
    lilo = open_facility(basics, ask_passphrase)
    try:
        resident = resident_named(lilo, name)
        await lilo.wake()
        if lilo.waking.fault:
            typer.echo(f"Note: {lilo.waking.fault}", err=True)
        await lilo.tiers.ready()
        if lilo.tiers.fault:
            typer.echo(f"Note: {lilo.tiers.fault}", err=True)
        record: TurnRecord | None = None
        async for event in lilo.conversation.take(resident.id, text):
            if isinstance(event, TurnDone):
                record = event.record
        if record is None:
            raise AssertionError("a turn with words ends with its record")
        await lilo.memory.settled()
        return record
    finally:
        lilo.close()
