"""Voice activity by WebRTC's detector, as the package webrtcvad-wheels builds it.

Six Gaussian mixtures over the energy of six bands, adapted to the room: 6 microseconds a frame,
no model file, licence MIT over BSD. It takes music and television for voices, as it must; how loud
they are and how long they go on tells those apart.
"""

import webrtcvad

from app.conversation.listening import RATE

STRICTNESS = 2
"""Of 0 to 3. At 3 the quiet ends of an old voice are lost."""


class WebRtcVoiceActivity:
    """Implements `app.conversation.listening.VoiceActivity`."""

    def __init__(self) -> None:
        self._detector = webrtcvad.Vad(STRICTNESS)

    def is_voice(self, frame: bytes) -> bool:
        """Return whether there is a voice in a frame of 20 ms."""
        return bool(self._detector.is_speech(frame, RATE))
