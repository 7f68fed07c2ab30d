"""A tier that has a language model write the reply."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from time import perf_counter
from typing import Protocol

import structlog

from app.conversation.reply import DeclinedError, Draft, ReplyError, ReplyRequest
from app.generation import (
    Ledger,
    LoopError,
    SentenceStream,
    TextRequest,
    TextSource,
    TextUsage,
    Usage,
    estimate,
)
from app.generation.chat import ChatMessage
from models.generation.prompts import Written

_log = structlog.get_logger(__name__)

WITHIN_S = 25.0


class Prompts(Protocol):
    """Where prompts come from."""

    def write(self, request: ReplyRequest) -> Written | None:
        """Return the prompt for this turn, or None where nobody wrote one for the agent."""


class ModelReplyGenerator:
    """Implements `app.conversation.reply.ReplyGenerator` on any `TextSource`."""

    def __init__(self, tier: str, source: TextSource, prompts: Prompts, ledger: Ledger) -> None:
        self._tier = tier
        self._source = source
        self._prompts = prompts
        self._ledger = ledger

    @property
    def tier(self) -> str:
        """Name of the tier."""
        return self._tier

    async def generate(self, request: ReplyRequest) -> AsyncIterator[Draft]:
        """Give the reply sentence by sentence, each as soon as it is whole.

        Raises:
            DeclinedError: only authored lines may answer this turn.
            GenerationError: the model cannot answer, or a budget is spent.
            LoopError: the model went round in circles before it had said anything.
        """
        brief = request.brief
        if brief is None or brief.only_authored:
            raise DeclinedError("Only authored lines answer such turns.")
        written = self._prompts.write(request)
        if written is None:
            raise DeclinedError(f"Nobody wrote a prompt for the agent '{request.agent}'.")
        sampling = written.sampling
        await self._ledger.allow(brief.resident_id, estimate(written.messages, sampling.max_tokens))
        spoken = _Spoken(SentenceStream(), request.used_sentences)
        asked = TextRequest(written.messages, sampling, within_s=WITHIN_S)
        meter = _Meter(written.messages)
        try:
            async for sentence in self._sentences(asked, spoken, meter):
                yield Draft(sentence, prompt=written.name)
        finally:
            await self._keep(request, written.name, meter)

    async def _sentences(
        self, asked: TextRequest, spoken: "_Spoken", meter: "_Meter"
    ) -> AsyncIterator[str]:
        async with aclosing(self._source.write(asked)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                if isinstance(piece, TextUsage):
                    meter.took = piece
                    continue
                meter.heard(piece)
                try:
                    fresh = spoken.stream.add(piece)
                except LoopError:
                    meter.ended = LoopError.code
                    if not spoken.count:
                        raise
                    return
                for sentence in spoken.new(fresh):
                    yield sentence
                if spoken.stream.is_full:
                    meter.ended = "cut"
                    return
        meter.ended = "whole"
        for sentence in spoken.new(spoken.stream.end()):
            yield sentence
        if not spoken.count:
            raise ReplyError("The model wrote nothing that could be said.")

    async def _keep(self, request: ReplyRequest, prompt: str, meter: "_Meter") -> None:
        """Keep what it cost; a ledger that cannot be written is no reason to say nothing."""
        took = meter.usage()
        brief = request.brief
        try:
            await self._ledger.record(
                Usage(
                    turn_id=request.turn_id,
                    resident_id=brief.resident_id if brief else None,
                    at=self._ledger.now(),
                    purpose=request.agent,
                    tier=self._tier,
                    model=self._source.model,
                    prompt=prompt,
                    tokens_in=took.tokens_in,
                    tokens_out=took.tokens_out,
                    tokens_cached=took.tokens_cached,
                    seconds=round(took.seconds, 3),
                    ended=meter.ended,
                )
            )
        except Exception:
            _log.exception("usage_not_kept", tier=self._tier)


class _Spoken:
    """What has been said of this reply; what was said in the last turns is left out."""

    def __init__(self, stream: SentenceStream, used: frozenset[str]) -> None:
        self.stream = stream
        self.count = 0
        self._used = used

    def new(self, sentences: list[str]) -> list[str]:
        fresh = [sentence for sentence in sentences if sentence not in self._used]
        self.count += len(fresh)
        return fresh


class _Meter:
    """Counts what a generation takes; estimates it where it was broken off."""

    def __init__(self, messages: tuple[ChatMessage, ...]) -> None:
        self.ended = "stopped"
        self.took: TextUsage | None = None
        self._messages = messages
        self._pieces = 0
        self._began = perf_counter()

    def heard(self, piece: str) -> None:
        self._pieces += bool(piece)

    def usage(self) -> TextUsage:
        if self.took is not None:
            return self.took
        return TextUsage(
            estimate(self._messages, 0), self._pieces, None, perf_counter() - self._began
        )
