"""The values of a check-up: what was looked at, how it is, and what to do."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    """One line of a check-up.

    Attributes:
        part: what was looked at.
        says: how it is; never a name or a word of somebody who lives or works here, because the
            lines go into support files.
        remedy: what to do about it.
        fault: code of what went wrong while looking; then `says` is somebody else's words, and may
            quote a setting.
    """

    part: str
    health: Health
    says: str
    remedy: str = ""
    fault: str = ""


Check = Callable[[], str]
"""Returns what is good about a part; raises where it is not."""


def examined(part: str, check: Check, *, otherwise: Health = Health.BAD) -> Finding:
    """Run a check; whatever it raises becomes a finding, never a crash."""
    try:
        return Finding(part, Health.GOOD, check())
    except Exception as error:
        # A doctor must not fall ill of what it finds.
        return _fault(part, error, otherwise)


def judged(
    part: str, look: Callable[[], Iterable[Finding]], *, otherwise: Health = Health.LACKING
) -> Iterator[Finding]:
    """Give the lines about a part; where looking fails, one line about that.

    Args:
        part: names the line about a look that failed.
        look: looks and judges.
        otherwise: how bad it is that nobody could look.
    """
    try:
        yield from list(look())
    except Exception as error:
        yield _fault(part, error, otherwise)


def is_well(findings: Sequence[Finding]) -> bool:
    """Whether nothing is bad."""
    return all(finding.health is not Health.BAD for finding in findings)


def _fault(part: str, error: Exception, health: Health) -> Finding:
    if isinstance(error, LiloError):
        return Finding(part, health, error.message, error.remedy, error.code)
    if isinstance(error, OSError):
        why = error.strerror or type(error).__name__
        return Finding(part, health, f"It cannot be looked at: {why}.", "", type(error).__name__)
    # Not its message: it may quote what it choked on.
    kind = type(error).__name__
    return Finding(part, health, f"It cannot be looked at: {kind}.", "Please report this.", kind)
