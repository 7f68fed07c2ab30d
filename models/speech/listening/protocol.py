"""What the program and the process that recognises say to each other.

Towards it: a letter, four bytes of length, and that many bytes. Back: one JSON object a line.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

BEGIN, SOUND, LOOK, FINISH, DROP = b"B", b"S", b"L", b"F", b"D"

MOST_BYTES = 1 << 20
"""More than any message holds; whatever claims more is no message."""


def message(kind: bytes, body: bytes = b"") -> bytes:
    """Return one message."""
    return kind + len(body).to_bytes(4, "big") + body


def begin(number: int, phrases: Sequence[str]) -> bytes:
    """Return the message that begins something new."""
    return message(BEGIN, json.dumps({"number": number, "phrases": list(phrases)}).encode())


def begun(body: bytes) -> tuple[int, tuple[str, ...]]:
    """Return what `begin` was given."""
    values: Any = json.loads(body)
    return int(values["number"]), tuple(map(str, values["phrases"]))


def read(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """Read one message; None at the end, or where there is none."""
    head = stream.read(5)
    if len(head) < 5:  # a letter and a length
        return None
    size = int.from_bytes(head[1:], "big")
    if size > MOST_BYTES:
        return None
    body = stream.read(size) if size else b""
    return (head[:1], body) if len(body) == size else None


def line(kind: str, **values: object) -> bytes:
    """Return an answer as a line."""
    return (json.dumps({"kind": kind, **values}) + "\n").encode()


def parsed(raw: bytes) -> Mapping[str, Any] | None:
    """Return the answer in a line, or None where it is none."""
    try:
        answer = json.loads(raw)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and "kind" in answer else None
