"""Asking a language model about new cases of the review queue, while nobody is talking."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import structlog

from app.audit import AuditAction, AuditDraft, Detail
from app.clock import Clock
from app.generation import StructuredWriter
from app.runtime import Lane
from app.safety.review import ReviewUnit
from app.safety.review_case import Opinion, ReviewCase, TriageVote
from app.safety.triage import Triage, TriageAnswer

_log = structlog.get_logger(__name__)

QUIET_S = 20.0
"""So long after the last turn: a resident who talks needs the model more."""

YOUNG = timedelta(hours=24)
"""Older cases are left to the nurse, who may be looking at them."""

MOST_AT_ONCE = 200
"""More than a day brings. Cases that may not be voted on are among them, and must not crowd out the
others."""


class TriageVoter:
    """Takes votes on cases that were opened since it last looked.

    A case stands in the queue from the moment its turn is kept; votes can only take it out. So
    nothing is lost when the model is slow, breaks, or never answers.
    """

    def __init__(
        self,
        triage: Triage,
        writer: StructuredWriter,
        ready: Callable[[], Awaitable[None]],
        units: Callable[[], AbstractContextManager[ReviewUnit]],
        lane: Lane,
        clock: Clock,
        *,
        quiet_s: float = QUIET_S,
    ) -> None:
        self._triage = triage
        self._writer = writer
        self._ready = ready
        self._units = units
        self._lane = lane
        self._clock = clock
        self._quiet_s = quiet_s
        self._spoken = asyncio.Event()
        self._stopped = False

    def after_turn(self) -> None:
        """Note that somebody is talking, and that there may be a case."""
        self._spoken.set()

    async def run(self) -> None:
        """Vote after every turn until `stop`; at the start on what was left over."""
        await self._ready()
        while not self._stopped:
            await self._quiet()
            try:
                await self.vote()
            except Exception:
                # The cases stay in the queue; the next turn brings another try.
                _log.exception("votes_not_taken")
            await self._spoken.wait()

    def stop(self) -> None:
        """End `run` after the vote it is taking."""
        self._stopped = True
        self._spoken.set()

    async def vote(self) -> int:
        """Vote on every young case without a vote; return how many were set aside."""
        aside = 0
        for case in await self._lane.run(self._unvoted):
            if self._stopped:
                break
            if self._triage.may_ask(case):
                aside += await self._vote_on(case)
        return aside

    async def _vote_on(self, case: ReviewCase) -> bool:
        opinions: list[Opinion] = []
        for _ in range(self._triage.votes):
            await self._quiet()
            answer = await self._writer.generate_as(
                TriageAnswer,
                self._triage.messages(case.words),
                "triage",
                resident_id=case.resident_id,
                sampling=self._triage.sampling,
            )
            if answer is None or self._stopped:
                # Without an answer there is no unanimity; more would only keep the model busy.
                break
            opinions.append(Opinion(answer.danger))
        if self._stopped:
            return False
        vote = self._triage.counted(case, tuple(opinions), self._writer.model, self._clock())

        await self._lane.run(lambda: self._keep(case, vote))
        return vote.set_aside

    def _keep(self, case: ReviewCase, vote: TriageVote) -> None:
        with self._units() as unit:
            unit.reviews.add_vote(vote)
            if not vote.set_aside:
                return
            details: dict[str, Detail] = {
                "case": str(case.id),
                "votes": vote.asked,
                "model": vote.model,
            }
            draft = AuditDraft(AuditAction.REVIEW_SET_ASIDE, "lilo", str(case.resident_id), details)
            unit.audit.append(draft, vote.at)

    def _unvoted(self) -> list[ReviewCase]:
        with self._units() as unit:
            return list(unit.reviews.unvoted(self._clock() - YOUNG, MOST_AT_ONCE))

    async def _quiet(self) -> None:
        """Wait until nobody has spoken for a while."""
        while not self._stopped:
            self._spoken.clear()
            try:
                await asyncio.wait_for(self._spoken.wait(), self._quiet_s)
            except TimeoutError:
                return
