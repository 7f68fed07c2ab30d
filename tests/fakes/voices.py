"""A voice and a loudspeaker that make no sound, and remember what they were given."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.conversation.aloud import Manner, Phrase, PlaybackError, Sound, VoiceError


@dataclass
class FakeVoice:
    """Its samples are the words."""

    name: str = "fake"
    is_broken: bool = False
    made: list[tuple[str, Manner]] = field(default_factory=list)
    closed: int = 0

    def speak(self, phrases: Sequence[Phrase], manner: Manner) -> Sound:
        text = " ".join(phrase.text for phrase in phrases)
        self.made.append((text, manner))
        if self.is_broken:
            raise VoiceError("There is no voice.")
        return Sound(text.encode(), 8000)

    def close(self) -> None:
        self.closed += 1


@dataclass
class FakeLoudspeaker:
    """Plays until it is told that the sound is over, or at once."""

    is_quick: bool = True
    is_broken: bool = False
    played: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    loudness: float = 1.0
    _ended: "asyncio.Future[bool] | None" = None

    async def play(self, sound: Sound, loudness: float) -> bool:
        text = sound.samples.strip(b"\0").decode()
        self.loudness = loudness
        if self.is_broken:
            raise PlaybackError("There is no loudspeaker.")
        self.played.append(text)
        if not self.is_quick:
            self._ended = asyncio.get_running_loop().create_future()
            if not await self._ended:
                return False
        self.whole.append(text)
        return True

    def finish(self) -> None:
        """Let what plays come to its end."""
        self._settle(is_whole=True)

    def stop(self) -> None:
        self._settle(is_whole=False)

    def set_loudness(self, loudness: float) -> None:
        self.loudness = loudness

    def _settle(self, *, is_whole: bool) -> None:
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(is_whole)
