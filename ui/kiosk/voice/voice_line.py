"""The resident's side of the voice: says what is shown, and does what they touch about it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import structlog

from app.conversation.aloud import Authored, Line, Manner, Script, Speaker, Speaking
from app.identity import Tone, VoiceLiking
from app.oversight import SilenceBook
from ui.kiosk.inputs import KioskInputs
from ui.kiosk.liking import Liking
from ui.kiosk.state import KioskState
from ui.kiosk.view import KioskView
from ui.kiosk.voice.microphone import Aloud
from ui.kiosk.voice.places import CHECK_IN, CRISIS, TALK
from ui.kiosk.voice.script import script_of
from ui.kiosk.voice.voice_pages import VOICE_PAGES, slower
from ui.shared.spawner import Spawner

_PITCH = {Tone.DEEP: 0.2, Tone.USUAL: 0.5, Tone.BRIGHT: 0.9}

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class KioskVoice:
    """What a kiosk speaks with.

    Attributes:
        speaker: None where this kiosk has no voice at all: pictures, tests, benches.
        house: how it sounds for whoever has chosen nothing.
    """

    speaker: Speaker | None = None
    house: VoiceLiking = field(default_factory=VoiceLiking)

    @property
    def aloud(self) -> Aloud:
        """What whoever listens must know of it: Lilo is not to hear itself."""
        speaker = self.speaker
        if speaker is None:
            return Aloud()

        def is_sounding() -> bool:
            # What is about to be said counts: between the two nobody is to be heard.
            return speaker.speaking.is_sounding or speaker.wants_run

        return Aloud(is_sounding, lambda: _hush(speaker))


def _hush(speaker: Speaker) -> None:
    """Be silent: of a reply nothing more is wanted, after a question the next is."""
    if speaker.place == TALK:
        speaker.hush()
    else:
        speaker.pass_over()


class VoiceLine:
    """Hands what is shown to the speaker, and what is heard to the screen."""

    def __init__(
        self,
        state: KioskState,
        spawner: Spawner,
        liking: Liking,
        speaker: Speaker | None,
        sample: Callable[[], str],
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._liking = liking
        self._speaker = speaker
        self._sample = sample
        self._samples = 0
        self._before = state.inputs
        self._silence: SilenceBook | None = None
        self._noted: str | None = None
        if speaker is not None:
            self._use(state.inputs)
            speaker.on_speaking(self._heard)

    def attach(self, silence: SilenceBook | None) -> None:
        """Know where staff are told that nobody can hear Lilo."""
        self._silence, self._noted = silence, None

    def hush(self) -> None:
        """Be silent at once; the next question of a crisis or a check-in is said."""
        if self._speaker is not None:
            _hush(self._speaker)

    def say_again(self) -> None:
        """Say everything on the screen from its start."""
        if self._speaker is not None:
            self._speaker.say_again()
            self._go_on()

    def slower(self) -> None:
        """Speak more slowly, now and from now on; where nothing is being said, say it again."""
        if self._speaker is None:
            return
        was_sounding = self._speaker.speaking.is_sounding
        preferences = self._state.inputs.preferences
        self._liking.choose(replace(preferences, voice=slower(preferences.voice)))
        if not was_sounding:
            self.say_again()

    def close(self) -> None:
        """Be silent, and stay so."""
        if self._speaker is not None:
            self._speaker.close()

    def show(self, inputs: KioskInputs, view: KioskView) -> None:
        """Say what goes with this picture."""
        before, self._before = self._before, inputs
        speaker = self._speaker
        if speaker is None:
            return
        is_liked_otherwise = before.preferences.voice != inputs.preferences.voice
        if is_liked_otherwise or before.language != inputs.language:
            self._use(inputs)
        is_there_still = inputs.screen is before.screen and inputs.screen in VOICE_PAGES
        if is_liked_otherwise and is_there_still:
            self._samples += 1
        if inputs.screen is not before.screen:
            self._samples = 0
        self._forget(speaker, before, inputs)
        speaker.show(self._script(inputs, view))
        if inputs.talk.is_busy and not before.talk.is_busy:
            # Another turn: what was said, and that it was stopped, is about the one before.
            speaker.afresh(TALK)
            speaker.afresh(speaker.place)
        self._go_on()

    @staticmethod
    def _forget(speaker: Speaker, before: KioskInputs, inputs: KioskInputs) -> None:
        """Of another crisis or check-in everything is said, whatever was said of the last one."""
        if before.crisis is None and inputs.crisis is not None:
            speaker.afresh(CRISIS)
        if before.check_in.shown is None and inputs.check_in.shown is not None:
            speaker.afresh(CHECK_IN)

    def _script(self, inputs: KioskInputs, view: KioskView) -> Script:
        script = script_of(inputs, view)
        if not self._samples or script.lines or inputs.preferences.voice.is_silent:
            return script
        return Script(f"sample/{self._samples}", (Line("sample", Authored(self._sample())),))

    def _use(self, inputs: KioskInputs) -> None:
        voice = inputs.preferences.voice
        if self._speaker is not None:
            self._speaker.set_loudness(voice.loudness)
            pitch = _PITCH[voice.tone]
            self._speaker.set_manner(Manner(voice.words_a_minute, pitch, inputs.language))

    def _go_on(self) -> None:
        if self._speaker is not None and self._speaker.wants_run:
            self._spawner.spawn(self._speaker.run(), name="speak")

    def _heard(self, speaking: Speaking) -> None:
        self._state.change(speaking=speaking)
        if self._silence is None or speaking.is_sounding or speaking.trouble == self._noted:
            return
        self._noted = speaking.trouble
        self._spawner.spawn(
            self._silence.note(speaking.trouble), self._not_noted, name="note_silence"
        )

    def _not_noted(self, error: Exception) -> None:
        # Tried again when something else is said.
        self._noted = None
        _log.warning("silence_not_noted", error=type(error).__name__)
