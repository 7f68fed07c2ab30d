"""When nobody has touched a screen for a while: first a question, then nothing personal."""

from dataclasses import dataclass
from enum import StrEnum


class Quiet(StrEnum):
    """How long it has been quiet, in what follows from it."""

    AWAKE = "awake"
    ASKING = "asking"
    """Lilo asks whether somebody is still there."""
    OVER = "over"
    """Nobody answered: the session is over."""


@dataclass(frozen=True, slots=True)
class QuietRules:
    """After how long a session ends.

    Attributes:
        ask_after_s: without a touch, Lilo asks.
        end_after_s: without an answer to that, the session ends.
    """

    ask_after_s: float
    end_after_s: float


def quiet_after(quiet_s: float, rules: QuietRules, *, is_busy: bool) -> Quiet:
    """Return what follows from so many quiet seconds.

    Args:
        quiet_s: since the last touch, or since Lilo last said something.
        rules: the facility's.
        is_busy: somebody is being stayed with, or an answer is on its way: no session ends then.
    """
    if is_busy or quiet_s < rules.ask_after_s:
        return Quiet.AWAKE
    return Quiet.ASKING if quiet_s < rules.ask_after_s + rules.end_after_s else Quiet.OVER
