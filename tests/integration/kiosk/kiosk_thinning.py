"""How much of the kiosk's tables a run goes through.

Every scene, script and size is in every run, but not each with each: all combinations take a
quarter of an hour. `LILO_TEST_WHOLE_KIOSK=1 pytest tests/integration/kiosk` goes through them.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

IS_WHOLE = bool(os.environ.get("LILO_TEST_WHOLE_KIOSK"))

One = TypeVar("One")
Other = TypeVar("Other")


def crossed(ones: Sequence[One], others: Sequence[Other]) -> list[tuple[One, Other]]:
    """Return each of the first with one of the second in turn; with all in a whole run."""
    if IS_WHOLE:
        return [(one, other) for one in ones for other in others]
    return [(one, others[at % len(others)]) for at, one in enumerate(ones)]


def some(every: Sequence[One], at: int, count: int) -> list[One]:
    """Return `count` of them in turn, beginning further on for each `at`; all in a whole run."""
    if IS_WHOLE:
        return list(every)
    return [every[(at * count + step) % len(every)] for step in range(count)]
