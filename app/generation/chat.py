"""What is asked of a language model, and what comes back: roles, content, and tokens counted."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

from app.errors import LiloError


class GenerationError(LiloError):
    """A language model could not answer."""

    code = "generation"


class NotReadyError(GenerationError):
    """The model is still loading, or resting after faults; others must answer meanwhile."""

    code = "generation.not_ready"


class TransientError(GenerationError):
    """It failed in a way that may be over in a moment; worth one more try."""

    code = "generation.transient"


class Role(StrEnum):
    """Who says something in a prompt."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One part of a prompt."""

    role: Role
    content: str


class Sampling(BaseModel):
    """How freely a model chooses, and how long it may go on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    temperature: float = Field(default=0.4, ge=0.0, le=2.0)
    max_tokens: int = Field(default=150, ge=1, le=4096)
    top_p: float = Field(default=0.9, gt=0.0, le=1.0)


@dataclass(frozen=True, slots=True)
class TextRequest:
    """One thing to be written.

    Attributes:
        schema: a JSON schema that the text must follow, where the engine can see to it.
        within_s: the longest it may take from first to last.
        least_tokens: so many are written even where the model would end before. For measuring
            speed; a source that cannot see to it lets the model end.
    """

    messages: tuple[ChatMessage, ...]
    sampling: Sampling = field(default_factory=Sampling)
    schema: Mapping[str, Any] | None = None
    within_s: float = 30.0
    least_tokens: int = 0


@dataclass(frozen=True, slots=True)
class TextUsage:
    """What it took.

    Attributes:
        tokens_cached: of the prompt's tokens, those that were computed before; None where the
            engine does not say.
        seconds: from first to last.
        first_s: of these, until the first token was chosen; 0 where the source does not say.
    """

    tokens_in: int
    tokens_out: int
    tokens_cached: int | None
    seconds: float
    first_s: float = 0.0


class TextSource(Protocol):
    """A language model, wherever it runs."""

    @property
    def model(self) -> str:
        """Name of the model, for records."""

    def write(self, request: TextRequest) -> AsyncIterator[str | TextUsage]:
        """Give the text piece by piece, and last what it took.

        Closing the iterator stops the writing.

        Raises:
            GenerationError: it cannot be written.
        """
