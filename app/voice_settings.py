"""Settings of the voice."""

from pydantic import BaseModel, ConfigDict

from app.speaking_settings import SpeakingSettings


class VoiceSettings(BaseModel):
    """The voice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    speaking: SpeakingSettings
