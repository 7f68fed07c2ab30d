"""Settings of how Lilo speaks."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

VoiceName = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9+_-]+$")]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpeakingSettings(_Section):
    """How Lilo speaks, for whoever has chosen nothing.

    Attributes:
        enabled: whether this kiosk speaks at all.
        engine: which voice; `auto` is the voice of a bundle, then espeak-ng, then pyttsx3.
        voice: a voice of espeak-ng for English, as `espeak-ng --voices` names them.
        other_voices: such a voice for each other language.
        output: part of the name of the loudspeaker, such as a hearing loop's amplifier; empty for
            the system's own.
    """

    enabled: bool
    engine: Literal["auto", "espeak_ng", "pyttsx3"]
    other_voices: dict[str, VoiceName]
    voice: VoiceName
    words_a_minute: int = Field(ge=110, le=200)
    loudness: float = Field(ge=0.2, le=1.0)
    output: str = Field(max_length=120)
