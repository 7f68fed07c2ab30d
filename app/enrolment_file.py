"""The file that names a facility's people, checked when read.

`resources/demo/facility.yaml` shows the form.
"""

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.clinical import ScaleId
from app.errors import LiloError
from app.identity import Mobility, RiskKind, Role
from app.plain_yaml import read_yaml
from app.recall import Sensitivity
from app.schedule import ItemKind

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class EnrolmentError(LiloError):
    """The file that names the facility's people cannot be used."""

    code = "enrolment"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class HouseRow(_Row):
    """The house."""

    name: str
    timezone: str
    emergency_number: str
    address: str = ""
    city: str = ""


class StaffRow(_Row):
    """A staff member; `id` is the name they sign in with."""

    id: str
    given_name: str
    family_name: str
    role: Role
    title: str = ""
    wing: str = ""
    on_shift: bool = False


class StoryRow(_Row):
    """An entry of a life story."""

    title: str
    text: str
    retelling: tuple[str, ...] = ()
    when: str = ""
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    mood: str = ""
    sensitivity: Sensitivity = Sensitivity.OPEN


class PlanRow(_Row):
    """Something on a resident's plan."""

    title: str
    spoken: str
    at: Annotated[time, BeforeValidator(lambda value: time.fromisoformat(str(value)))]
    days: Literal["daily"] | tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...]
    kind: ItemKind
    visitor: str | None = Field(default=None, alias="with")

    @property
    def weekdays(self) -> frozenset[int]:
        """The days as numbers; 0 is Monday."""
        days: Sequence[str] = _DAYS if self.days == "daily" else self.days
        return frozenset(_DAYS.index(day) for day in days)


class FamilyRow(_Row):
    """A family member; `phrase` is how Lilo says it: "your daughter Carol"."""

    name: str
    relation: str
    phrase: str


class ScoreRow(_Row):
    """A scale taken some days ago."""

    scale: ScaleId
    days_ago: int = Field(ge=0)
    total: int = Field(ge=0)
    items: tuple[int, ...]


class RiskRow(_Row):
    """A circumstance that makes low mood more dangerous."""

    factor: RiskKind
    note: str


class ResidentRow(_Row):
    """A resident with what is known of them."""

    id: str
    given_name: str
    family_name: str
    preferred_name: str
    born: date | None = None
    room: str
    wing: str = ""
    pronouns: str = ""
    language: str = "en"
    background: str = ""
    family: tuple[FamilyRow, ...] = ()
    life_story: tuple[StoryRow, ...] = ()
    schedule: tuple[PlanRow, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    risk_factors: tuple[RiskRow, ...] = ()
    mobility: Mobility = Mobility.UNKNOWN

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}"


class Enrolment(_Row):
    """A facility and everybody in it."""

    facility: HouseRow
    staff: tuple[StaffRow, ...] = Field(min_length=1)
    residents: tuple[ResidentRow, ...] = Field(min_length=1)


def load_enrolment(path: Path) -> Enrolment:
    """Read the file.

    Raises:
        EnrolmentError: it is missing or wrong; the message names the place.
    """
    try:
        return Enrolment.model_validate(read_yaml(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise EnrolmentError(
            f"{path} cannot be used: {error}",
            "Correct the named place; resources/demo/facility.yaml shows the form.",
        ) from error
