"""How far recall trusts what it finds, read from a file: fusion inside and across streams."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.errors import LiloError
from app.plain_yaml import read_yaml
from app.recall.hybrid import Trust
from app.recall.passage import StreamName


class WeightsError(LiloError):
    """The file of recall's weights cannot be used."""

    code = "recall.weights"


class _Trust(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    bm25: float = Field(ge=0.0)
    most: float = Field(ge=0.0)
    synonyms: float = Field(ge=0.0, le=1.0)


class RecallWeights(BaseModel):
    """All weights.

    Attributes:
        trust: how far words count beside vectors, for each stream.
        intents: for each intent, what a stream's ranks weigh; a stream that is missing weighs 1,
            one at 0 is not asked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    trust: Mapping[StreamName, _Trust]
    intents: Mapping[str, Mapping[StreamName, float]]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if missing := set(StreamName) - self.trust.keys():
            raise ValueError(f"trust lacks {', '.join(sorted(missing))}")
        return self

    def trust_of(self, stream: StreamName) -> Trust:
        """Return how far this stream trusts words."""
        trust = self.trust[stream]
        return Trust(trust.bm25, trust.most, trust.synonyms)

    def for_intent(self, intent: str) -> Mapping[StreamName, float]:
        """Return what each stream weighs for an intent."""
        named = self.intents.get(intent, {})
        return {stream: named.get(stream, 1.0) for stream in StreamName}


def load_recall_weights(path: Path) -> RecallWeights:
    """Read the weights.

    Raises:
        WeightsError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return RecallWeights.model_validate(raw)
    except (OSError, ValueError, yaml.YAMLError, ValidationError) as error:
        raise WeightsError(
            f"The weights in {path} cannot be used: {error}",
            "Correct the named place, or restore the file from the installation.",
        ) from error
