"""Settings of clinical scales: which are used, how often, and when Lilo offers them."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

ScaleName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,15}$")]
Days = Annotated[int, Field(ge=1, le=730)]
Hour = Annotated[int, Field(ge=0, le=24)]


class ClinicalSettings(BaseModel):
    """Clinical scales.

    Attributes:
        scales: those the facility uses; others are neither asked nor exported.
        every_days: how often each falls due for a resident who has no rhythm of their own.
        again_after_days: how long Lilo waits once a resident would rather not.
        going_on_within_days: what was begun longer ago is not gone on with.
        first: what is asked where a resident wishes for questions and nothing is due.
        offer_from, offer_until: hours of the day, where the resident lives, within which the
            home screen offers what is due.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    scales: tuple[ScaleName, ...] = Field(min_length=1)
    every_days: Mapping[ScaleName, Days]
    again_after_days: Days
    going_on_within_days: Days
    first: ScaleName
    offer_from: Hour
    offer_until: Hour

    @model_validator(mode="after")
    def _known(self) -> Self:
        if strange := sorted({*self.every_days, self.first} - set(self.scales)):
            raise ValueError(f"only scales that stand in clinical.scales; {strange[0]} does not")
        if self.offer_from >= self.offer_until:
            raise ValueError("offer_from before offer_until")
        return self
