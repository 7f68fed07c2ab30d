"""Settings of how Lilo listens."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ListeningSettings(_Section):
    """How Lilo listens.

    Attributes:
        enabled: whether a microphone is ever opened.
        model_folder: a model of Vosk, for free speech; None for the closed grammar alone.
        device: description of the microphone as the system names it; empty for the system's own.
        hands_free: full names of residents for whom Lilo listens by itself after it has asked or
            answered; everybody else touches the screen first.
        shortest_silence_s, longest_silence_s: silence after which something said is over.
        answer_silence_s: silence after which a complete answer to a question is over.
        wait_s: for the first word.
        read_back_below: free speech heard with less confidence than this is read back, 0..1.
    """

    enabled: bool
    model_folder: Path | None
    device: str = Field(max_length=200)
    hands_free: tuple[str, ...]
    shortest_silence_s: float = Field(ge=0.8, le=5.0)
    longest_silence_s: float = Field(ge=0.8, le=10.0)
    answer_silence_s: float = Field(ge=0.3, le=3.0)
    wait_s: float = Field(ge=3.0, le=60.0)
    read_back_below: float = Field(ge=0.0, le=1.0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.longest_silence_s < self.shortest_silence_s:
            raise ValueError("longest_silence_s of at least shortest_silence_s")
        return self
