"""Looking at the journal often: off the caller's thread, into its files only when they change."""

import asyncio
import time
from collections.abc import Callable, Sequence

from app.alerts.journal import CallJournal, JournalledCall, Stamp

SETTLED_NS = 2_000_000_000
"""Some file systems count whole seconds: what was written just now may change unseen."""


class JournalWatch:
    """Knows which calls wait in the journal, at the cost of three looks at a folder.

    A disk that hangs holds up whoever awaits this, and nobody else.
    """

    def __init__(self, journal: CallJournal, now_ns: Callable[[], int] = time.time_ns) -> None:
        self._journal = journal
        self._now_ns = now_ns
        self._stamp: Stamp | None = None
        self._calls: Sequence[JournalledCall] = ()

    async def calls(self) -> Sequence[JournalledCall]:
        """Return the calls that wait, oldest first."""
        return await asyncio.to_thread(self._look)

    def _look(self) -> Sequence[JournalledCall]:
        stamp = self._journal.stamp()
        if stamp != self._stamp:
            self._calls = self._journal.calls()
            newest = max((file.changed_ns for file in stamp if file), default=0)
            is_settled = self._now_ns() - newest > SETTLED_NS
            self._stamp = stamp if is_settled else None
        return self._calls
