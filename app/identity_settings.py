"""Settings of sessions, of break-glass access, and of what residents' contracts cover."""

from pydantic import BaseModel, ConfigDict, Field

from app.identity.consents import ConsentKind


class IdentitySettings(BaseModel):
    """How long things last, and which consents are assumed until somebody says otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lock_after_s: int = Field(ge=30, le=3600)
    session_hours: int = Field(ge=1, le=24)
    break_glass_minutes: int = Field(ge=5, le=240)
    assumed_consents: frozenset[ConsentKind]
