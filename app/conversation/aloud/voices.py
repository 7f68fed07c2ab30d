"""Several voices in the order in which they are tried; the first that speaks is heard."""

from collections.abc import Sequence

import structlog

from app.conversation.aloud.ports import Manner, Sound, Synthesiser, VoiceError
from app.conversation.aloud.spoken_text import Phrase

_log = structlog.get_logger(__name__)


class NoVoiceError(VoiceError):
    """There is no voice on this machine that speaks."""

    code = "voice.none"


class Voices:
    """A voice that is made of others."""

    def __init__(self, synthesisers: Sequence[Synthesiser]) -> None:
        self._synthesisers = tuple(synthesisers)

    @property
    def name(self) -> str:
        """The first of them, or that there is none."""
        return self._synthesisers[0].name if self._synthesisers else "none"

    def speak(self, phrases: Sequence[Phrase], manner: Manner) -> Sound:
        """Return the phrases as sound, by the first voice that can; see `Synthesiser`.

        Raises:
            NoVoiceError: none of them can.
        """
        faults = []
        for voice in self._synthesisers:
            try:
                return voice.speak(phrases, manner)
            except VoiceError as error:
                _log.warning("voice_failed", voice=voice.name, error=error.code)
                faults.append(error.message)
        raise NoVoiceError(
            " ".join(["No voice can be used here.", *faults]),
            "Install the package espeak-ng.",
        )

    def close(self) -> None:
        """Stop what they have started."""
        for voice in self._synthesisers:
            voice.close()
