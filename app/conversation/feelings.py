"""What a resident seems to feel, so that a reply can begin there."""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.embedding import Vector, Vectors
from app.errors import LiloError


class FeelingDataError(LiloError):
    """The examples of feelings are missing or wrong."""

    code = "conversation.feelings"


class Feeling(StrEnum):
    """Eight feelings, and none in particular."""

    SAD = "sad"
    LONELY = "lonely"
    WORRIED = "worried"
    CROSS = "cross"
    CONFUSED = "confused"
    TIRED = "tired"
    HAPPY = "happy"
    WISTFUL = "wistful"
    NEUTRAL = "neutral"


class FeelingLine(BaseModel):
    """An example of a feeling in a resident's words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1)
    feeling: Feeling


_LEAST_COSINE = 0.42
_NEIGHBOURS = 5


class FeelingReader:
    """Reads a feeling from the nearest examples."""

    def __init__(self, lines: Sequence[FeelingLine], vectors: Vectors) -> None:
        self._feelings = [line.feeling for line in lines]
        self._vectors = vectors

    def read(self, vector: Vector) -> Feeling:
        """Return the feeling the nearest examples agree on; NEUTRAL when nothing is near."""
        cosines = self._vectors @ vector
        nearest = np.argsort(cosines)[-_NEIGHBOURS:]
        if cosines[nearest[-1]] < _LEAST_COSINE:
            return Feeling.NEUTRAL
        weight: dict[Feeling, float] = {}
        for index in nearest:
            feeling = self._feelings[index]
            weight[feeling] = weight.get(feeling, 0.0) + float(cosines[index]) ** 2
        return max(weight, key=lambda feeling: weight[feeling])


def load_feelings(path: Path) -> Sequence[FeelingLine]:
    """Read the examples.

    Raises:
        FeelingDataError: the file is missing or a line is wrong.
    """
    try:
        rows = path.read_text("utf-8").splitlines()
        return [FeelingLine.model_validate(json.loads(row)) for row in rows]
    except (OSError, ValueError, ValidationError) as error:
        raise FeelingDataError(
            f"The examples of feelings in {path} cannot be used: {error}",
            "Correct the line, or restore the file from the installation.",
        ) from error
