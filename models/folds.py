"""Dividing what is learned into parts by person, the same for ever."""

from hashlib import sha256

PARTS = 8
"""Parts of the persons. The danger model and the intent model hold out the same one, the first:
the intent model reads the danger model's vector, so what it is measured on must be new to both."""


def part_of(group: str, parts: int) -> int:
    """Return the part, from 0, that a person belongs to."""
    return int(sha256(group.encode()).hexdigest()[:8], 16) % parts
