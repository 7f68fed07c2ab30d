"""Safety data with reasons: a file gives every number together with why it is that number."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from app.plain_yaml import read_yaml
from app.safety.errors import SafetyDataError


class Strict(BaseModel):
    """A part of a data file; names it does not know are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _with_reason(given: object) -> object:
    if not isinstance(given, Mapping) or set(given) != {"value", "because"}:
        raise ValueError("a number is written as {value: ..., because: ...}")
    if not isinstance(given["because"], str) or not given["because"].strip():
        raise ValueError("'because' says why it is that number")
    return given["value"]


Number = Annotated[float, BeforeValidator(_with_reason)]
"""A number that stands in its file beside its reason."""

Count = Annotated[int, BeforeValidator(_with_reason)]
"""A whole number that stands in its file beside its reason."""

Data = TypeVar("Data", bound=BaseModel)


def validated(path: Path, model: type[Data], what: str) -> Data:
    """Read and check a data file.

    Args:
        what: what it holds, for the error: "The clinical weights".

    Raises:
        SafetyDataError: it is missing or wrong; the message says where and why.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return model.model_validate(raw)
    except (OSError, ValueError, yaml.YAMLError, ValidationError) as error:
        raise SafetyDataError(
            f"{what} in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
