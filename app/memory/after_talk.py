"""What is done with a conversation while nobody is talking: read again, and summed up."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from app.identity import Resident
from app.memory.second_reading import SecondReader
from app.memory.sessions import SessionKeeper

_log = structlog.get_logger(__name__)

QUIET_S = 20.0
"""So long after the last turn: a resident who talks needs the model more."""

LOOK_EVERY_S = 300.0
"""A session is over when nothing happens any more, so nothing wakes this up."""


class AfterTalk:
    """Goes round for the life of the program; what it leaves undone, the next round does."""

    def __init__(
        self,
        residents: Callable[[], Sequence[Resident]],
        sessions: SessionKeeper,
        reader: SecondReader | None = None,
        *,
        quiet_s: float = QUIET_S,
    ) -> None:
        self._residents = residents
        self._sessions = sessions
        self._reader = reader
        self._quiet_s = quiet_s
        self._spoken = asyncio.Event()
        self._stopped = False

    def after_turn(self) -> None:
        """Note that somebody is talking."""
        self._spoken.set()

    def stop(self) -> None:
        """End `run` after what it is doing."""
        self._stopped = True
        self._spoken.set()

    async def run(self) -> None:
        """Go round until `stop`."""
        while not self._stopped:
            await self._quiet()
            await self.go()
            await self._until_spoken(LOOK_EVERY_S)

    async def go(self) -> None:
        """Read and sum up what is there; one resident's trouble keeps nobody else's undone."""
        for resident in self._residents():
            if self._stopped:
                return
            try:
                if self._reader is not None:
                    await self._reader.read(resident.id, self._may_go_on)
                if self._may_go_on():
                    await self._sessions.sum_up(resident.id)
            except Exception:
                _log.exception("conversation_not_read_again")

    def _may_go_on(self) -> bool:
        return not (self._stopped or self._spoken.is_set())

    async def _quiet(self) -> None:
        """Wait until nobody has spoken for a while."""
        while not self._stopped:
            self._spoken.clear()
            if not await self._until_spoken(self._quiet_s):
                return

    async def _until_spoken(self, at_most_s: float) -> bool:
        try:
            await asyncio.wait_for(self._spoken.wait(), at_most_s)
        except TimeoutError:
            return False
        return True
