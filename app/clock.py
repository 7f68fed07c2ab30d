"""The clock as a port, so that tests and demonstrations can say what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present moment, timezone-aware, in UTC."""


def system_clock() -> datetime:
    """Return the present moment of the machine in UTC."""
    return datetime.now(UTC)
