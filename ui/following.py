"""Following what other processes of the facility do: their changes, and calls in the journal."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import structlog

from app.alerts import JournalWatch, replay

if TYPE_CHECKING:
    from app.bootstrap import Lilo

_log = structlog.get_logger(__name__)

OTHERS_CHECK_S = 0.1
"""How often another process's changes are looked for: a cheap read, and a look at three files."""

OTHERS_RETRY_S = 5.0
"""The same while the database does not answer."""


async def follow_others(lilo: "Lilo") -> None:
    """Announce what other processes change, and bring in journalled calls, while this runs."""
    database, lane = lilo.database, lilo.runtime.database.first
    button = lilo.basics.call_button
    watch = JournalWatch(button.journal)
    seen: int | None = None

    async def announce() -> None:
        nonlocal seen
        version = await lane.run(database.data_version)
        if seen is not None and version != seen:
            await lilo.roll.look()
            lilo.desk.announce()
        seen = version

    async def bring_in() -> None:
        if any(call.resident_id for call in await watch.calls()):
            button.replayed(await replay(button.journal, lilo.desk))

    # Apart, so that a disk under the journal that hangs does not hide what others change.
    await asyncio.gather(_often(announce), _often(bring_in))


async def _often(step: Callable[[], Coroutine[Any, Any, None]]) -> None:
    well = True
    while True:
        try:
            await step()
            well = True
        except Exception:
            if well:
                # Once, not ten times a second: a full disk must not be filled with logs.
                _log.exception("others_not_followed")
            well = False
        await asyncio.sleep(OTHERS_CHECK_S if well else OTHERS_RETRY_S)
