"""The whole check of the audit log: the chain, and the checkpoints that stand outside of it."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.audit.chain import START, ChainCheck, ChainVerdict
from app.audit.checkpoint import Checkpoint, History
from app.audit.entry import AuditLog, AuditRow

PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a log was found whole, so that a later check can go on from there.

    Attributes:
        count: entries.
        head: MAC of the last of them.
        met: signatures of the checkpoints that agreed.
    """

    count: int
    head: str
    met: frozenset[str]


class LogCheck:
    """Verification in pieces; `finish` says what was found.

    The chain shows what was changed, removed, moved or put in between. The checkpoints show what
    it cannot: that the newest entries were cut off, or that the whole log was written anew by
    somebody who has the audit key but not the other machine's copy of the checkpoints.
    """

    def __init__(self, key: bytes, history: History, after: Standing | None = None) -> None:
        """Begin at the beginning, or after what was found whole before.

        Where it begins later, `behind` must be answered before anything is fed.
        """
        self._chain = ChainCheck(key, after.count, after.head) if after else ChainCheck(key)
        self._history = history
        ordered = sorted(history.standing, key=lambda c: c.count)
        known = after.met if after else frozenset()
        met = [c for c in ordered if c.signature in known]
        self._waiting = deque(c for c in ordered if c.signature not in known)
        self._agreed = {c.signature for c in met}
        self._contradicted: ChainVerdict | None = None
        self._met: Checkpoint | None = met[-1] if met else None

    @property
    def behind(self) -> Sequence[int]:
        """Numbers of entries that lie before the beginning and that checkpoints speak of."""
        return [c.count for c in self._waiting if 0 < c.count <= self.checked]

    def meet(self, number: int, mac: str) -> None:
        """Compare the entry of that number with the checkpoints that speak of it."""
        while self._waiting and self._waiting[0].count <= number:
            if not self._agrees(self._waiting.popleft(), mac):
                return

    @property
    def standing(self) -> Standing | None:
        """How far the log is whole; None where it is not."""
        if not self._chain.verdict.valid or self._contradicted or self._history.problem:
            return None
        return Standing(self.checked, self._chain.head, frozenset(self._agreed))

    @property
    def checked(self) -> int:
        """How many entries were looked at."""
        return self._chain.verdict.checked

    def feed(self, rows: Iterable[AuditRow]) -> bool:
        """Check further rows, in the order of their numbers; return whether all holds so far."""
        rows = list(rows)
        start = self.checked
        holds = self._chain.feed_rows(rows)
        # What the chain itself refuses is reported by it.
        far = self.checked if self._chain.verdict.valid else self.checked - 1
        while self._waiting and self._waiting[0].count <= far:
            checkpoint = self._waiting.popleft()
            place = checkpoint.count - start - 1
            # A checkpoint of an empty log, or of one that ended before these rows.
            head = rows[place].mac if 0 <= place < len(rows) else START
            if not self._agrees(checkpoint, head):
                return False
        return holds

    def _agrees(self, checkpoint: Checkpoint, head: str) -> bool:
        if checkpoint.head == head:
            self._met = checkpoint
            self._agreed.add(checkpoint.signature)
            return True
        self._contradicted = ChainVerdict(
            checkpoint.count,
            max(checkpoint.count, 1),
            f"Entry {checkpoint.count} is not the one that checkpoint "
            f"{checkpoint.number} of {checkpoint.at} saw: the log was written anew.",
        )
        return False

    def finish(self) -> ChainVerdict:
        """Return the verdict once everything was fed."""
        chain = self._chain.verdict
        if not chain.valid:
            return self._with_vouched(chain)
        if self._contradicted:
            return self._with_vouched(self._contradicted)
        unmet = [c for c in self._waiting if c.count > chain.checked]
        if unmet:
            latest = unmet[-1]
            missing = chain.checked + 1
            return self._with_vouched(
                ChainVerdict(
                    chain.checked,
                    missing,
                    f"The newest entries were cut off, from entry {missing} on: checkpoint "
                    f"{latest.number} of {latest.at} counted {latest.count}.",
                )
            )
        if self._history.problem:
            return self._with_vouched(
                ChainVerdict(
                    chain.checked,
                    (self._met.count if self._met else 0) + 1,
                    f"{self._history.problem} Nothing outside the database vouches for what "
                    "follows.",
                )
            )
        return self._with_vouched(chain)

    def _with_vouched(self, verdict: ChainVerdict) -> ChainVerdict:
        if self._met is None:
            return verdict
        return replace(
            verdict, vouched=self._met.count, vouched_at=datetime.fromisoformat(self._met.at)
        )


def verify_log(log: AuditLog, key: bytes, history: History) -> ChainVerdict:
    """Check the whole log against its chain and its checkpoints. Blocking; ten seconds a million.

    Args:
        log: inside a unit of work, so that it is one moment's state.
        key: the audit key.
        history: the checkpoints that can be relied upon.
    """
    check = LogCheck(key, history)
    while rows := log.rows(after=check.checked, limit=PAGE):
        if not check.feed(rows):
            break
    return check.finish()
