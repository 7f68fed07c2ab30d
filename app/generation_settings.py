"""Settings of language models: none is used until a facility says so."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.generation.budget import Budgets


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LocalModelSettings(_Part):
    """The model on this machine."""

    enabled: bool
    folder: Path | None
    store: Path | None
    engine: Literal["auto", "openvino", "transformers"]
    device: Literal["auto", "cpu", "cuda", "mps"]
    cache_gb: int = Field(ge=1, le=64)
    memory_mb: int = Field(ge=0)


class FacilityModelSettings(_Part):
    """The model on a server of the facility."""

    url: str
    model: str
    key_variable: str = Field(pattern=r"^[A-Z0-9_]*$")
    ca_file: Path | None
    first_sentence_s: float = Field(gt=0.0, le=4.0)

    @field_validator("url")
    @classmethod
    def _over_tls(cls, url: str) -> str:
        if url and not url.startswith("https://"):
            raise ValueError("empty, or an address that begins with https://")
        return url


class GenerationSettings(_Part):
    """Language models and what they may cost."""

    local: LocalModelSettings
    facility: FacilityModelSettings
    budgets: Budgets
