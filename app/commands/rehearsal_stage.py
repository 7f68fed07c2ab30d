"""A kiosk that can be spoken to without a sound card, for rehearsals.

The window, its reading aloud, the detector of voices, the recogniser in its process, the desk and
the encrypted database are those of the program. What is said comes straight into the place of the
microphone, and Lilo's own sound is made and not played.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from app.bootstrap import Basics, Lilo, open_facility
from app.clinical import ScaleId
from app.conversation.aloud import Manner, Phrase, Sound, Speaker
from app.conversation.aloud.ports import Synthesiser
from app.conversation.listening import FRAME_BYTES, Chunk
from app.demo.clock import SettableClock
from app.identity import Resident
from app.wiring.basics import prepare_basics
from app.wiring.speaking import spoken_text_of, voices_of
from models.speech.listening.engine import SpeechEngineName
from models.speech.listening.recognizer_process import RecognizerProcess
from ui.application import kiosk_basics
from ui.handing_over import kiosk_services, resident_named
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.voice.microphone import EarDevices, MicrophoneFault, SilentCue
from ui.kiosk.voice.voice_line import KioskVoice
from ui.kiosk.window import KioskWindow
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner

MORNING = time(10)
"""When a check-in may be offered."""

PATIENCE_S = 120.0
"""Longest wait for anything, on a machine that does other work as well."""

_CHUNK_BYTES = 5 * FRAME_BYTES


@dataclass
class SimulatedMicrophone:
    """Implements `Microphone`; whatever is spoken into it is heard while it is open."""

    is_there: bool = True
    hear: Callable[[Chunk], None] | None = None
    lost: Callable[[MicrophoneFault], None] | None = None
    opened: int = 0

    def open(
        self, hear: Callable[[Chunk], None], lost: Callable[[MicrophoneFault], None]
    ) -> MicrophoneFault:
        """Begin to hear; see `Microphone.open`."""
        self.hear, self.lost, self.opened = hear, lost, self.opened + 1
        return MicrophoneFault.NONE

    def close(self) -> None:
        """Hear no more."""
        self.hear = self.lost = None

    def on_change(self, changed: Callable[[], None]) -> None:
        """Nothing is ever plugged in."""

    async def take(self, pcm: bytes) -> None:
        """Hear sound for as long as somebody listens."""
        for at in range(0, len(pcm), _CHUNK_BYTES):
            if self.hear is None:
                return
            self.hear(Chunk(pcm[at : at + _CHUNK_BYTES]))
            await asyncio.sleep(0)


class UnheardPlayer:
    """Implements `Player`: takes every sound for played, at once."""

    def __init__(self) -> None:
        self.seconds = 0.0

    async def play(self, sound: Sound, _loudness: float) -> bool:
        """Count how long it would have lasted."""
        self.seconds += sound.seconds
        return True

    def stop(self) -> None:
        """There is nothing to stop."""

    def set_loudness(self, loudness: float) -> None:
        """Nobody hears it."""


@dataclass
class Overheard:
    """Implements `Synthesiser` by another one, and knows what was said."""

    voice: Synthesiser
    said: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """That of the other one."""
        return self.voice.name

    def speak(self, phrases: Sequence[Phrase], manner: Manner) -> Sound:
        """Return the phrases as sound."""
        self.said.append(" ".join(phrase.text for phrase in phrases))
        return self.voice.speak(phrases, manner)

    def close(self) -> None:
        """Stop what it has started."""
        self.voice.close()


@dataclass
class Stage:
    """A kiosk to speak to."""

    lilo: Lilo
    resident: Resident
    model: KioskViewModel
    microphone: SimulatedMicrophone
    overheard: Overheard

    def shown(self, part: str, name: str) -> Any:
        """Return what stands on the screen, as QML reads it."""
        return getattr(self.model, part).field(name)

    async def offer(self, scale_id: ScaleId) -> None:
        """Have the home screen offer this scale: begun and left, it is gone on with."""
        desk = self.lilo.check_ins.desk
        await desk.begin(self.resident.id, scale_id)
        await desk.stop(self.resident.id)
        self.model.leave_check_in()


@asynccontextmanager
async def staged(basics: Basics, name: str, scale_id: ScaleId) -> AsyncIterator[Stage]:
    """Open a facility with a kiosk that offers a resident a scale, at ten of a morning."""
    clock = SettableClock()
    clock.go_to(MORNING, basics.settings.facility.zone)
    basics = prepare_basics(basics.root, clock)
    microphone, spawner = SimulatedMicrophone(), TaskSpawner()
    overheard = Overheard(voices_of(basics.settings))
    speaker = Speaker(overheard, UnheardPlayer(), spoken_text_of(basics.resources.folder("i18n")))
    voice = KioskVoice(speaker)
    devices = EarDevices(microphone, SilentCue())
    has = replace(kiosk_basics(basics), devices=devices, aloud=voice.aloud)
    kiosk = KioskWindow(has, None, spawner, SilentChime(), has_motion=False, voice=voice)
    kiosk.show()
    lilo = open_facility(basics)
    recognizer = RecognizerProcess(SpeechEngineName.POCKETSPHINX, answer_within_s=PATIENCE_S)
    try:
        await lilo.wake()
        resident = resident_named(lilo, name)
        stage = Stage(lilo, resident, kiosk.view_model, microphone, overheard)
        await stage.offer(scale_id)
        services = kiosk_services(lilo, resident)
        ears = replace(services.ears, recognizer=recognizer) if services.ears else None
        kiosk.attach(replace(services, ears=ears))
        yield stage
    finally:
        recognizer.close()
        kiosk.close()
        await spawner.close()
        lilo.close()
