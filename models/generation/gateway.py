"""The gateway: tiers in order, until one answers in time. It never fails to answer."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import structlog

from app.conversation.reply import ReplyGenerator, ReplyRequest, TierDraft

_log = structlog.get_logger(__name__)

FIRST_SENTENCE_S = 4.0


class ReplyGateway:
    """Asks the tiers in order; the last one must be able to answer anything."""

    def __init__(
        self, tiers: Sequence[ReplyGenerator], first_sentence_s: float = FIRST_SENTENCE_S
    ) -> None:
        self._tiers = tiers
        self._first_sentence_s = first_sentence_s

    async def reply(self, request: ReplyRequest) -> AsyncIterator[TierDraft]:
        """Give the reply of the first tier whose first sentence comes in time.

        A tier that breaks off later has said something whole already; what it said stands.
        """
        for generator in self._tiers:
            drafts = generator.generate(request)
            try:
                first = await asyncio.wait_for(anext(drafts), self._first_sentence_s)
            except (Exception, StopAsyncIteration):
                # Whatever the fault, the next tier must answer.
                _log.warning("tier_did_not_answer", tier=generator.tier, exc_info=True)
                continue
            yield TierDraft(first, generator.tier)
            try:
                async for draft in drafts:
                    yield TierDraft(draft, generator.tier)
            except Exception:
                _log.warning("tier_broke_off", tier=generator.tier, exc_info=True)
            return
