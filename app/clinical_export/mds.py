"""MDS 3.0 section D: where a PHQ-9 taken by Lilo can be read over into the assessment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from app.clinical import ScaleId
from app.clinical.administration import Administration
from app.clinical.scale import Scale
from app.clinical.scale_files import ScaleError
from app.plain_yaml import read_yaml

NO, YES, NO_RESPONSE = "0", "1", "9"


class MdsItem(BaseModel):
    """Where an item goes, and the LOINC codes of its two columns."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mds: str
    presence: str
    frequency: str


class MdsMap(BaseModel):
    """See `resources/scales/shared/mds.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scale: ScaleId
    presence_and_frequency: Mapping[str, MdsItem]
    total: str
    no_total: int


@dataclass(frozen=True, slots=True)
class MdsAnswer:
    """One field of the assessment.

    Attributes:
        loinc: its code, or empty where none could be verified.
        value: as it is entered; empty for a column that stays blank.
    """

    field: str
    loinc: str
    value: str


def load_mds(path: Path) -> MdsMap:
    """Read where the items go.

    Raises:
        ScaleError: the file is missing or wrong.
    """
    try:
        return MdsMap.model_validate(read_yaml(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ScaleError(
            f"The places of MDS items in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error


def mds_of(places: MdsMap, scale: Scale, taken: Administration) -> tuple[MdsAnswer, ...]:
    """Return the fields of D0150 and D0160 for a completed PHQ-9."""
    fields = []
    for item in scale.items:
        place = places.presence_and_frequency[item.id]
        value = taken.answers.get(item.id)
        presence = NO_RESPONSE if value is None else YES if value > scale.lowest else NO
        fields.append(MdsAnswer(f"{place.mds}1", place.presence, presence))
        frequency = "" if value is None else str(value)
        fields.append(MdsAnswer(f"{place.mds}2", place.frequency, frequency))
    total = taken.result(scale).total
    shown = places.no_total if total is None else total
    return (*fields, MdsAnswer(places.total, "", f"{shown:02d}"))
