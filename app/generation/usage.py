"""What generation has cost, and the budgets that bound it. Tokens are the currency."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.ids import MessageId, ResidentId, TurnId


@dataclass(frozen=True, slots=True)
class Usage:
    """One generation, as it is kept.

    Attributes:
        purpose: the agent, or what a program asked for.
        prompt: id and version of the prompt, such as "soothe@1".
        seconds: from asking to the last token.
        ended: "whole", "cut" by a rule, "stopped" by whoever asked, or the code of a fault.
    """

    turn_id: TurnId | None
    resident_id: ResidentId | None
    at: datetime
    purpose: str
    tier: str
    model: str
    prompt: str
    tokens_in: int
    tokens_out: int
    tokens_cached: int | None
    seconds: float
    ended: str

    @property
    def tokens(self) -> int:
        """All tokens, read and written."""
        return self.tokens_in + self.tokens_out


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens spent so far.

    Attributes:
        hour: by the resident, in the last hour.
        day: by everybody, since midnight.
        usual_hour: what an hour with any use took on average in the last week; 0 when unknown.
        house_hour: by everybody, in the last hour.
    """

    hour: int = 0
    day: int = 0
    usual_hour: float = 0.0
    house_hour: int = 0


@dataclass(frozen=True, slots=True)
class UsageLine:
    """One line of the usage report: a day, a resident and a model."""

    day: date
    resident_id: ResidentId | None
    model: str
    generations: int
    tokens_in: int
    tokens_out: int
    seconds: float


@dataclass(frozen=True, slots=True)
class StopOrder:
    """Somebody stopped, or allowed again, everything that a language model would write."""

    at: datetime
    by: str
    stopped: bool
    reason: str


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Something a program needed from a model and did not get, with every attempt.

    Attributes:
        attempts: for each try what came back and what was wrong with it.
        messages: what it was about; empty where that is not known.
    """

    at: datetime
    purpose: str
    schema_name: str
    model: str
    attempts: Sequence[Mapping[str, str]]
    resident_id: ResidentId | None = None
    messages: tuple[MessageId, ...] = ()


class GenerationRepository(Protocol):
    """Where usage, stop orders and dead letters are kept; only the last are ever removed."""

    def add_usage(self, usage: Usage) -> None:
        """Keep what a generation cost."""

    def spent(self, resident_id: ResidentId | None, now: datetime, midnight: datetime) -> Spent:
        """Return what has been spent."""

    def report(self, since: datetime, zone_offset_s: int) -> Sequence[UsageLine]:
        """Return usage per day, resident and model, newest day first."""

    def add_stop(self, order: StopOrder) -> None:
        """Keep a stop order, or its end."""

    def last_stop(self) -> StopOrder | None:
        """Return the latest order, or None."""

    def add_dead_letter(self, letter: DeadLetter) -> None:
        """Keep what a program did not get."""

    def dead_letters(self, limit: int) -> Sequence[DeadLetter]:
        """Return the newest first."""

    def remove_dead_letters(
        self, resident_id: ResidentId, about: Collection[MessageId] | None = None
    ) -> None:
        """Remove a resident's letters about messages, and those of which that is not known.

        Args:
            about: None for all of the resident's.
        """
