"""What the program and its engine process say to each other: one JSON object a line."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from app.generation import TextRequest


class Engine(StrEnum):
    """What computes."""

    OPENVINO = "openvino"
    TRANSFORMERS = "transformers"


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How an engine runs.

    Attributes:
        device: "cpu", "cuda" or "mps" for transformers; "auto" takes the fastest there is.
        cache_gb: for keys and values that are used again (OpenVINO).
        memory_mb: the most the child may allocate; 0 is no bound.
        niceness: how far it stands back behind everything else.
    """

    device: str = "auto"
    cache_gb: int = 1
    memory_mb: int = 0
    niceness: int = 10

    def as_json(self) -> str:
        """Return it for the child's command line."""
        return json.dumps(asdict(self))


def line(kind: str, **values: Any) -> bytes:
    """Return one message as a line."""
    return (json.dumps({"kind": kind, **values}) + "\n").encode()


def ask_line(number: int, request: TextRequest) -> bytes:
    """Return a request as a line."""
    return line(
        "write",
        number=number,
        messages=[{"role": m.role.value, "content": m.content} for m in request.messages],
        temperature=request.sampling.temperature,
        top_p=request.sampling.top_p,
        max_tokens=request.sampling.max_tokens,
        within_s=request.within_s,
        schema=request.schema,
        least_tokens=request.least_tokens,
    )


def parsed(raw: bytes) -> Mapping[str, Any] | None:
    """Return the message in a line, or None where it is none."""
    try:
        message = json.loads(raw)
    except ValueError:
        return None
    return message if isinstance(message, dict) and "kind" in message else None
