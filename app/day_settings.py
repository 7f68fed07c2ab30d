"""Settings of the day: reminders, and how screens notice that nobody is there."""

from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

KindName = Literal["activity", "meal", "visit", "medication", "appointment"]

Minutes = Annotated[float, Field(ge=0.0, le=24 * 60)]
PositiveMinutes = Annotated[float, Field(gt=0.0, le=24 * 60)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReminderSettings(_Section):
    """Reminders.

    Attributes:
        enabled: whether screens remind at all.
        ahead_min: how long before its time each kind is said.
        late_within_min: how long after its time each kind is still said, once, as late.
        stands_min: how long a reminder stays on the screen.
        snooze_min: how long "later" is.
        unconfirmed_after_min: after this a medication reminder that nobody confirmed stands in the
            staff window; null for never.
    """

    enabled: bool
    ahead_min: dict[KindName, Minutes]
    late_within_min: dict[KindName, Minutes]
    stands_min: PositiveMinutes
    snooze_min: PositiveMinutes
    unconfirmed_after_min: PositiveMinutes | None


class StartingSettings(_Section):
    """When Lilo may begin by itself.

    Attributes:
        times: of day, local; without any it never begins.
        night_from, night_until: between them it never does, whatever `times` says.
        window_min: how long after a time it may still begin.
        quiet_for_min: how long nobody may have spoken before.
    """

    times: Annotated[tuple[time, ...], Field(max_length=8)]
    night_from: time
    night_until: time
    window_min: PositiveMinutes
    quiet_for_min: PositiveMinutes


class PresenceSettings(_Section):
    """Who is in front of a screen.

    Attributes:
        shared: several residents use this screen, so it asks who is there.
        quiet_s: after so long without a touch Lilo asks whether somebody is still there.
        answer_s: how long it waits for the answer, before nothing personal is shown.
    """

    shared: bool
    quiet_s: float = Field(ge=30.0, le=86_400.0)
    answer_s: float = Field(ge=20.0, le=3_600.0)


class ChoreSettings(_Section):
    """Work that comes by the clock.

    Attributes:
        warm_before_min: how long before a resident's usual hours models and indexes are warmed.
    """

    warm_before_min: Annotated[float, Field(ge=1.0, le=120.0)]
