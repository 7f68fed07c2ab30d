"""A microphone that a test speaks into."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.conversation.listening import Chunk
from ui.kiosk.voice.microphone import MicrophoneFault


@dataclass
class FakeMicrophone:
    is_there: bool = True
    fault: MicrophoneFault = MicrophoneFault.NONE
    hear: Callable[[Chunk], None] | None = None
    lost: Callable[[MicrophoneFault], None] | None = None
    opened: int = 0
    listeners: list[Callable[[], None]] = field(default_factory=list)

    def open(
        self, hear: Callable[[Chunk], None], lost: Callable[[MicrophoneFault], None]
    ) -> MicrophoneFault:
        if self.fault is MicrophoneFault.NONE:
            self.hear, self.lost = hear, lost
            self.opened += 1
        return self.fault

    def close(self) -> None:
        self.hear = self.lost = None

    def on_change(self, changed: Callable[[], None]) -> None:
        self.listeners.append(changed)

    def unplug(self) -> None:
        self.is_there = False
        lost = self.lost
        self.close()
        if lost is not None:
            lost(MicrophoneFault.ABSENT)
        self.changed()

    def changed(self) -> None:
        for each in self.listeners:
            each()


@dataclass
class FakeCue:
    rung: int = 0
    loudness: float = 1.0

    def ring(self, loudness: float = 1.0) -> float:
        self.loudness = loudness
        self.rung += 1
        return 0.0


@dataclass
class FakeVoice:
    """Lilo's own."""

    is_sounding: bool = False
    hushed: int = 0

    def hush(self) -> None:
        self.hushed += 1
        self.is_sounding = False
