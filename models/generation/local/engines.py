"""The port of engines, as the child process sees it, and which class is which."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from models.generation.local.protocol import Engine, EngineOptions

OnText = Callable[[str], bool]
"""Takes a piece of text, "" where a token made none whole; returns whether to stop."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to write.

    Attributes:
        least_tokens: so many at least, even where the model would end before.
    """

    messages: tuple[Mapping[str, str], ...]
    temperature: float
    top_p: float
    max_tokens: int
    schema: Mapping[str, Any] | None
    least_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """Tokens of one job."""

    tokens_in: int
    tokens_out: int
    tokens_cached: int | None


class TextEngine(Protocol):
    """Loads a model when made, and writes."""

    def write(self, job: Job, on_text: OnText) -> Counted:
        """Write, piece by piece, until it ends or `on_text` says stop."""


def make_engine(engine: Engine, folder: Path, options: EngineOptions) -> TextEngine:
    """Load the model of a folder; the engine's library is loaded here and not before."""
    match engine:
        case Engine.OPENVINO:
            # It would load a module that can report its use to a server; it does without.
            sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
            from models.generation.local.openvino_engine import OpenVinoTextEngine

            return OpenVinoTextEngine(folder, options)
        case Engine.TRANSFORMERS:
            from models.generation.local.transformers_engine import TransformersTextEngine

            return TransformersTextEngine(folder, options)
