"""How soon Lilo is heard, and how soon it is silent: measured at the loudspeaker.

The kiosk's real window speaks into a virtual loudspeaker (`app.commands.virtual_sound`), which is
recorded; every time ends at the sample at which a sound began or ended.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.bootstrap import Basics
from app.commands.awake_kiosk import awake_kiosk
from app.commands.bench_ui import GapMeter
from app.commands.bench_waiting import until
from app.commands.sound_recording import Recording
from app.commands.virtual_sound import VirtualSound
from app.conversation.aloud import Manner, Phrase
from app.plain_yaml import read_yaml
from app.quality.timing import Figure, figure_of
from app.settings import Settings
from app.wiring.speaking import spoken_text_of, voices_of
from resources import RESOURCES
from ui.application import Windows
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.voice.playback import QtPlayer
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner

STOP_MS = 150.0
FIRST_SOUND_MS = 1200.0
STALL_MS = 50.0

RATES = (110, 150, 200)
LINES = (
    "Good afternoon",
    "I was thinking about my father's bakery",
    "What is on today?",
    "I feel a bit lonely this evening",
    "When is Carol coming?",
)
SENTENCES = 30
_LISTEN_S = 0.02


@dataclass(slots=True)
class Heard:
    """What was measured, in ms."""

    turn: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    stop: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)

    def figures(self) -> Sequence[Figure]:
        """Sum it up, beside the targets."""
        return (
            figure_of("words sent -> first sound", self.turn, {"p99_ms": FIRST_SOUND_MS}),
            figure_of("say again -> first sound", self.again, {}),
            figure_of("stop -> silence", self.stop, {"max_ms": STOP_MS}),
            figure_of("event loop stands still", self.gaps, {"max_ms": STALL_MS}),
        )


async def bench_voice(basics: Basics, sound: VirtualSound, rounds: int, heard: Heard) -> int:
    """Let the kiosk answer, repeat and be stopped, as often as said; return 0."""
    windows = Windows(TaskSpawner(), SilentChime(), QtPlayer())
    async with awake_kiosk(basics, windows) as (kiosk, _lilo):
        recording, meter = sound.record(), GapMeter()
        try:
            model = kiosk.view_model
            # The first turn of a day also says what Lilo is; it warms everything up.
            await _answered(model, recording, LINES[0])
            await _stopped(model, recording)
            meter.begin()
            for _ in range(rounds):
                for line in LINES:
                    heard.turn.append(await _answered(model, recording, line))
                    heard.stop.append(await _stopped(model, recording))
                    heard.again.append(await _first_sound(recording, model.say_again))
                    heard.stop.append(await _stopped(model, recording))
                    model.go_home()
            meter.end()
            heard.gaps += meter.gaps_ms
        finally:
            recording.close()
    return 0


def measured_rates(settings: Settings) -> Mapping[str, float]:
    """Return how many words a minute are truly said at each speed, in authored replies.

    The pauses inside a sentence count, those after it do not.
    """
    voices, spoken = voices_of(settings), spoken_text_of(RESOURCES / "i18n")
    said = [spoken.phrases(sentence) for sentence in _authored()]
    words = sum(len(phrase.text.split()) for phrases in said for phrase in phrases)
    rates = {}
    for rate in RATES:
        seconds = sum(voices.speak(_without_last(each), Manner(rate)).seconds for each in said)
        rates[str(rate)] = round(words / seconds * 60, 1)
    return rates


def _authored() -> Sequence[str]:
    """Return some authored sentences that need nothing filled in."""
    raw = read_yaml((RESOURCES / "replies" / "reminisce.yaml").read_text("utf-8"))
    by_feeling: Mapping[str, Sequence[str]] = raw["acknowledge"]
    every = [line for lines in by_feeling.values() for line in lines]
    return [line for line in every if "{" not in line][:SENTENCES]


def _without_last(phrases: Sequence[Phrase]) -> Sequence[Phrase]:
    return (*phrases[:-1], Phrase(phrases[-1].text))


async def _answered(model: KioskViewModel, recording: Recording, line: str) -> float:
    model.start_talking()
    model.keep_draft(line)
    took = await _first_sound(recording, model.send)
    await until(lambda: not model.is_busy, every_s=_LISTEN_S)
    return took


async def _first_sound(recording: Recording, act: Callable[[], None]) -> float:
    began = time.monotonic()
    act()
    times: list[float] = []

    def is_heard() -> bool:
        times[:] = recording.since(began).sounds()[:1]
        return bool(times)

    await until(is_heard, every_s=_LISTEN_S)
    return (times[0] - began) * 1000


async def _stopped(model: KioskViewModel, recording: Recording) -> float:
    # In the middle of a word: a stop in a pause would be too easy.
    since = time.monotonic()
    await until(lambda: bool(len(recording.since(since).sounds())), every_s=_LISTEN_S)
    asked = time.monotonic()
    model.stop_speaking()
    last = asked

    def is_silent() -> bool:
        nonlocal last
        heard = recording.since(asked)
        times = heard.sounds()
        last = float(times[-1]) if len(times) else asked
        return heard.at - last >= 0.4

    await until(is_silent, every_s=_LISTEN_S)
    return (last - asked) * 1000
