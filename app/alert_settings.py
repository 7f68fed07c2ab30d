"""Settings of alerts: who is told, in which order, and how long each step waits."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

RecipientName = Literal[
    "nurse", "physician", "social_worker", "administrator", "family", "emergency_line"
]
LONGEST_WAIT_S = 86_400.0
"""A step that never ends would be silence."""

MOST_TIERS = 20

Seconds = Annotated[float, Field(gt=0.0, le=LONGEST_WAIT_S)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RouteSettings(_Section):
    """The way of one level.

    Attributes:
        acknowledge_within_s: how long each tier has before the next is told; the last repeats.
        tiers: whom each step tells, first to last.
    """

    acknowledge_within_s: Seconds
    tiers: tuple[tuple[RecipientName, ...], ...]

    @field_validator("tiers")
    @classmethod
    def _reach_somebody(
        cls, tiers: tuple[tuple[RecipientName, ...], ...]
    ) -> tuple[tuple[RecipientName, ...], ...]:
        if not 1 <= len(tiers) <= MOST_TIERS:
            raise ValueError(f"a list of 1 to {MOST_TIERS} tiers")
        if not all(set(tier) - {"family"} for tier in tiers):
            # Without a consent the family is not told, and then nobody would be.
            raise ValueError("tiers that each name somebody besides the family")
        if any(len(set(tier)) < len(tier) for tier in tiers):
            raise ValueError("tiers that name each recipient once")
        return tiers


class AlertSettings(_Section):
    """Alerts.

    Attributes:
        resolve_within_s: how long an alert may stay with who took it before it waits again.
    """

    resolve_within_s: Seconds
    immediate: RouteSettings
    urgent: RouteSettings
    elevated: RouteSettings
