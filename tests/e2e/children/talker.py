"""Takes turns without end, and says on standard output what has been acknowledged."""

import asyncio
from pathlib import Path

from app.bootstrap import open_facility, prepare_basics
from app.conversation import CrisisOpened, Heard
from app.privacy import start_logging
from app.wiring import screening
from resources import RESOURCES
from tests.fakes.loaded_once import loaded_once
from tests.fakes.nursery import serve

SAYINGS = (
    "I was thinking about the bakery.",
    "I cannot breathe",
    "It was lovely in the garden.",
    "I want to die",
)


async def main(root: Path) -> None:
    start_logging("critical")
    # No model is loaded: what is stored, and when, does not depend on it.
    lilo = open_facility(prepare_basics(root))
    lilo.waking.over = True
    number = 0
    while True:
        resident = lilo.residents[number % len(lilo.residents)]
        async for event in lilo.conversation.take(resident.id, SAYINGS[number % len(SAYINGS)]):
            if isinstance(event, Heard):
                print(f"message {event.message_id}", flush=True)
            if isinstance(event, CrisisOpened):
                print(f"alert {event.alert_id}", flush=True)
        number += 1


def talk(root: str) -> None:
    asyncio.run(main(Path(root)))


if __name__ == "__main__":
    with loaded_once():
        # Read here, where every child finds them.
        screening.load_rule_book(RESOURCES / "crisis" / "rules.yaml")
        screening.rules_beside(RESOURCES / "crisis", RESOURCES)
        serve(talk)
