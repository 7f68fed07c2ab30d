"""Settings of the voice."""

from pydantic import BaseModel, ConfigDict

from app.listening_settings import ListeningSettings
from app.speaking_settings import SpeakingSettings


class VoiceSettings(BaseModel):
    """The voice: how Lilo speaks and listens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    speaking: SpeakingSettings
    listening: ListeningSettings
