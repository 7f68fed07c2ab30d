"""Answers that a program reads: a schema goes in, a checked value or a dead letter comes out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import structlog
from pydantic import BaseModel, ValidationError

from app.generation.budget import estimate
from app.generation.chat import (
    ChatMessage,
    GenerationError,
    Role,
    Sampling,
    TextRequest,
    TextSource,
    TextUsage,
)
from app.generation.ledger import Ledger
from app.generation.thinking import without_thoughts
from app.generation.usage import DeadLetter, Usage
from app.ids import MessageId, ResidentId

_log = structlog.get_logger(__name__)

TRIES = 3

Wanted = TypeVar("Wanted", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Filled(Generic[Wanted]):
    """What became of a form.

    Attributes:
        value: None when three tries brought none.
        was_written: something was written all the same, and could not be read.
    """

    value: Wanted | None
    was_written: bool = True


class StructuredWriter:
    """Has a language model fill in a form."""

    def __init__(self, source: TextSource, ledger: Ledger, tier: str) -> None:
        self._source = source
        self._ledger = ledger
        self._tier = tier

    @property
    def model(self) -> str:
        """Name of the model, for records."""
        return self._source.model

    async def generate_as(
        self,
        schema: type[Wanted],
        messages: tuple[ChatMessage, ...],
        purpose: str,
        *,
        resident_id: ResidentId | None = None,
        sampling: Sampling | None = None,
    ) -> Wanted | None:
        """Return a value of the schema, or None when three tries brought none.

        What could not be had is kept as a dead letter with every attempt, for review; nothing is
        raised, so that nothing waits for it.
        """
        filled = await self.fill(
            schema, messages, purpose, resident_id=resident_id, sampling=sampling
        )
        return filled.value

    async def fill(
        self,
        schema: type[Wanted],
        messages: tuple[ChatMessage, ...],
        purpose: str,
        *,
        resident_id: ResidentId | None = None,
        sampling: Sampling | None = None,
        about: Sequence[MessageId] = (),
    ) -> "Filled[Wanted]":
        """Return what `generate_as` does, and whether anything was written where there is none.

        Args:
            about: the messages that are put before the model; a dead letter goes with them.
        """
        chosen = sampling or Sampling(temperature=0.0, max_tokens=512)
        asked = (*messages, ChatMessage(Role.USER, _form(schema)))
        attempts: list[dict[str, str]] = []
        for _ in range(TRIES):
            request = TextRequest(asked, chosen, schema.model_json_schema())
            try:
                text = await self._written(request, purpose, schema, resident_id)
                return Filled(schema.model_validate(_json_in(text)))
            except GenerationError as error:
                attempts.append({"text": "", "fault": error.code})
            except (ValidationError, ValueError) as error:
                fault = _fault(error)
                attempts.append({"text": text, "fault": fault})
                asked = (
                    *asked,
                    ChatMessage(Role.ASSISTANT, text),
                    ChatMessage(Role.USER, f"That cannot be read: {fault}\nGive the JSON alone."),
                )
        await self._given_up(purpose, schema, attempts, resident_id, about)
        return Filled(None, was_written=any(attempt["text"] for attempt in attempts))

    async def _written(
        self,
        request: TextRequest,
        purpose: str,
        schema: type[BaseModel],
        resident_id: ResidentId | None,
    ) -> str:
        await self._ledger.allow(
            resident_id, estimate(request.messages, request.sampling.max_tokens)
        )
        pieces: list[str] = []
        async for piece in self._source.write(request):
            if isinstance(piece, TextUsage):
                await self._ledger.record(self._usage(piece, purpose, schema, resident_id))
            else:
                pieces.append(piece)
        return without_thoughts("".join(pieces)).strip()

    def _usage(
        self,
        took: TextUsage,
        purpose: str,
        schema: type[BaseModel],
        resident_id: ResidentId | None,
    ) -> Usage:
        return Usage(
            turn_id=None,
            resident_id=resident_id,
            at=self._ledger.now(),
            purpose=purpose,
            tier=self._tier,
            model=self._source.model,
            prompt=schema.__name__,
            tokens_in=took.tokens_in,
            tokens_out=took.tokens_out,
            tokens_cached=took.tokens_cached,
            seconds=took.seconds,
            ended="whole",
        )

    async def _given_up(
        self,
        purpose: str,
        schema: type[BaseModel],
        attempts: list[dict[str, str]],
        resident_id: ResidentId | None,
        about: Sequence[MessageId],
    ) -> None:
        _log.warning("structured_answer_given_up", purpose=purpose, schema=schema.__name__)
        letter = DeadLetter(
            self._ledger.now(),
            purpose,
            schema.__name__,
            self._source.model,
            tuple(attempts),
            resident_id,
            tuple(about),
        )
        await self._ledger.keep_dead_letter(letter)


def _form(schema: type[BaseModel]) -> str:
    return "Answer with one JSON object that follows this schema, and nothing else.\n" + json.dumps(
        schema.model_json_schema(), separators=(",", ":")
    )


def _json_in(text: str) -> Any:
    """Return the first JSON object in the text; models like to put words around it."""
    start = text.find("{")
    if start < 0:
        raise ValueError("there is no JSON object in it")
    value, _ = json.JSONDecoder().raw_decode(text[start:])
    return value


def _fault(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(
            f"{'.'.join(str(at) for at in fault['loc'])}: {fault['msg']}"
            for fault in error.errors(include_input=False)
        )
    return str(error)
