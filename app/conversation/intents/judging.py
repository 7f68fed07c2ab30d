"""A language model as judge of what is wanted, asked only where the trained model is not sure."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import structlog
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from app.conversation.intents.prototypes import Intent, IntentDataError
from app.generation import ChatMessage, Role, Sampling, StructuredWriter
from app.ids import ResidentId
from app.plain_yaml import read_yaml

_log = structlog.get_logger(__name__)

DEADLINE_S = 1.5
"""Within this time the judge has answered, or the resident is asked."""

PURPOSE = "intent"


class IntentJudge(Protocol):
    """Says what is wanted where nothing was likely enough."""

    async def judge(self, resident_id: ResidentId, text: str, before: str) -> Intent | None:
        """Return the intent, or None where it cannot tell in time. Never raises."""


class JudgeWords(BaseModel):
    """What the model is told; every intent but CRISIS, which screening alone decides."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    instruction: str
    meanings: Mapping[Intent, str]
    before: str
    said: str


class Judgement(BaseModel):
    """The form that the model fills in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: Intent


@dataclass(frozen=True, slots=True)
class LanguageModelJudge:
    """Asks the installed language model, with a deadline.

    Attributes:
        ready: returns when the model has loaded; until then nobody waits for it.
    """

    writer: StructuredWriter
    words: JudgeWords
    ready: Callable[[], Awaitable[None]]
    deadline_s: float = DEADLINE_S

    async def judge(self, resident_id: ResidentId, text: str, before: str) -> Intent | None:
        """Return the intent, or None where it cannot tell in time. Never raises."""
        try:
            return await asyncio.wait_for(self._judged(resident_id, text, before), self.deadline_s)
        except TimeoutError:
            _log.info("intent_judge_late")
        except Exception:
            # Understanding goes on without it.
            _log.exception("intent_judge_failed")
        return None

    async def _judged(self, resident_id: ResidentId, text: str, before: str) -> Intent | None:
        await self.ready()
        meanings = "\n".join(f"{i.value}: {told}" for i, told in self.words.meanings.items())
        said = [self.words.before.format(words=before)] if before else []
        said.append(self.words.said.format(words=text))
        filled = await self.writer.generate_as(
            Judgement,
            (
                ChatMessage(Role.SYSTEM, f"{self.words.instruction}\n{meanings}"),
                ChatMessage(Role.USER, "\n".join(said)),
            ),
            PURPOSE,
            resident_id=resident_id,
            sampling=Sampling(temperature=0.0, max_tokens=32),
        )
        # A crisis is for the screening, which has been; what is not explained was not asked.
        known = filled is not None and filled.intent in self.words.meanings
        return filled.intent if filled is not None and known else None


def load_judge_words(path: Path) -> JudgeWords:
    """Read what the judge is told.

    Raises:
        IntentDataError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return JudgeWords.model_validate(raw)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise IntentDataError(
            f"What the judge of intents is told in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error
