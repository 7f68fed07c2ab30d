"""The ledger: asks whether something may be generated, and keeps what it cost."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.generation.budget import BudgetError, Budgets, refusal
from app.generation.usage import (
    DeadLetter,
    GenerationRepository,
    Spent,
    StopOrder,
    Usage,
    UsageLine,
)
from app.ids import ResidentId
from app.runtime import Lane


class LedgerUnit(Protocol):
    """What the ledger needs of a unit of work."""

    @property
    def generation(self) -> GenerationRepository:
        """Usage, stop orders and dead letters."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


LedgerUnits = Callable[[], AbstractContextManager[LedgerUnit]]


class Ledger:
    """Budgets, usage, and the emergency stop, which works across processes at once."""

    def __init__(
        self, units: LedgerUnits, lane: Lane, clock: Clock, zone: ZoneInfo, budgets: Budgets
    ) -> None:
        self._units = units
        self._lane = lane
        self._clock = clock
        self._zone = zone
        self._budgets = budgets

    async def allow(self, resident_id: ResidentId | None, estimated: int) -> None:
        """Return when so many tokens may be spent.

        Raises:
            BudgetError: they may not.
        """
        stop, spent = await self._lane.run(lambda: self._standing(resident_id))
        if stop is not None and stop.stopped:
            raise BudgetError(
                "Staff have stopped the language model; authored replies go on.",
                "Allow it again with `lilo model resume`.",
            )
        if why := refusal(self._budgets, spent, estimated):
            raise BudgetError(why, "See `budgets` in lilo.yaml, and `lilo model usage`.")

    async def record(self, usage: Usage) -> None:
        """Keep what a generation cost."""

        def job() -> None:
            with self._units() as unit:
                unit.generation.add_usage(usage)

        await self._lane.run(job)

    async def keep_dead_letter(self, letter: DeadLetter) -> None:
        """Keep what a program needed and did not get."""

        def job() -> None:
            with self._units() as unit:
                unit.generation.add_dead_letter(letter)

        await self._lane.run(job)

    async def order(self, *, stopped: bool, by: str, reason: str = "") -> StopOrder:
        """Stop everything a language model would write, or allow it again; audited."""

        def job() -> StopOrder:
            order = StopOrder(self._clock(), by, stopped, reason)
            action = AuditAction.GENERATION_STOPPED if stopped else AuditAction.GENERATION_ALLOWED
            with self._units() as unit:
                unit.generation.add_stop(order)
                unit.audit.append(AuditDraft(action, by, "generation"), order.at)
            return order

        return await self._lane.run(job)

    async def report(self, days: int) -> Sequence[UsageLine]:
        """Return usage per day, resident and model of the last days, newest first."""

        def job() -> Sequence[UsageLine]:
            now = self._clock().astimezone(self._zone)
            since = _midnight(now) - timedelta(days=days - 1)
            offset = now.utcoffset() or timedelta()
            with self._units() as unit:
                return unit.generation.report(since, int(offset.total_seconds()))

        return await self._lane.run(job)

    async def dead_letters(self, limit: int = 100) -> Sequence[DeadLetter]:
        """Return what programs did not get, newest first."""

        def job() -> Sequence[DeadLetter]:
            with self._units() as unit:
                return unit.generation.dead_letters(limit)

        return await self._lane.run(job)

    def now(self) -> datetime:
        """Return the time, as it stands in what is kept."""
        return self._clock()

    def _standing(self, resident_id: ResidentId | None) -> tuple[StopOrder | None, Spent]:
        now = self._clock()
        midnight = _midnight(now.astimezone(self._zone))
        with self._units() as unit:
            return unit.generation.last_stop(), unit.generation.spent(resident_id, now, midnight)


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
