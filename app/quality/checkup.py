"""The values of a check-up: what was looked at, how it is, and what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.errors import LiloError


class Health(StrEnum):
    """How a part is."""

    GOOD = "good"
    LACKING = "lacking"
    """Lilo works without it; the line says what that costs."""
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a check-up."""

    part: str
    health: Health
    says: str
    remedy: str = ""


Check = Callable[[], str]
"""Returns what is good about a part; raises where it is not."""


def examined(part: str, check: Check, *, otherwise: Health = Health.BAD) -> Finding:
    """Run a check; whatever it raises becomes a finding, never a crash."""
    try:
        return Finding(part, Health.GOOD, check())
    except LiloError as error:
        return Finding(part, otherwise, error.message, error.remedy)
    except Exception as error:
        # A doctor must not fall ill of what it finds.
        return Finding(part, otherwise, f"{type(error).__name__}: {error}")


def is_well(findings: Sequence[Finding]) -> bool:
    """Whether nothing is bad."""
    return all(finding.health is not Health.BAD for finding in findings)
