"""Says what is on the agenda, line by line; the next is made while one plays."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from app.conversation.aloud.agenda import Agenda, Line, Script
from app.conversation.aloud.ports import Manner, Player, Sound, Synthesiser, silence
from app.conversation.aloud.spoken_text import SpokenText, as_written
from app.errors import LiloError
from app.language_files import ENGLISH
from app.runtime import ThreadLane

MAKE_WITHIN_S = 8.0
"""Longest wait for a sentence to be made."""

KEPT = 6
"""How many made lines are remembered, so that they can be said again at once."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Speaking:
    """What is heard of Lilo at this moment.

    Attributes:
        place, key: of the line; it stays between two lines, and is empty while nothing is said.
        is_sounding: something is being said, or is about to be.
        trouble: code of what keeps Lilo from being heard; empty while nothing is known to.
    """

    place: str = ""
    key: str = ""
    is_sounding: bool = False
    trouble: str = ""


OnSpeaking = Callable[[Speaking], None]


class Speaker:
    """One voice for one screen. All but making the sound happens on the event loop's thread.

    `run` says what is on the agenda and ends when nothing more is; whoever changes the agenda
    starts it where `wants_run` says so.

    Args:
        text: how English is said; another language is left to its voice as it is written.
    """

    def __init__(self, synthesiser: Synthesiser, player: Player, text: SpokenText) -> None:
        self._synthesiser = synthesiser
        self._player = player
        self._text = text
        self._lane = ThreadLane("speech")
        self._agenda = Agenda()
        self._manner = Manner()
        self._loudness = 1.0
        self._listeners: list[OnSpeaking] = []
        self._state = Speaking()
        self._trouble = ""
        self._is_playing = False
        self._is_running = False
        self._is_closed = False
        self._changed = asyncio.Event()
        self._made: dict[tuple[Line, Manner], asyncio.Task[Sound]] = {}

    @property
    def speaking(self) -> Speaking:
        """What is heard now."""
        return self._state

    @property
    def place(self) -> str:
        """What the script that goes with the screen belongs to."""
        return self._agenda.script.place

    @property
    def wants_run(self) -> bool:
        """Whether there is something to say and nobody says it."""
        return not (self._is_running or self._is_closed) and bool(self._agenda.ahead)

    def on_speaking(self, listener: OnSpeaking) -> None:
        """Call the listener whenever what is heard has changed."""
        self._listeners.append(listener)

    def show(self, script: Script) -> None:
        """Say what goes with the screen now; stop at once what goes with it no more."""
        self._agenda = self._agenda.showing(script)
        self._settle()

    def hush(self) -> None:
        """Be silent at once, also about what still comes of what is on the screen."""
        self._agenda = self._agenda.hush()
        self._settle()

    def pass_over(self) -> None:
        """Be silent at once about what is on the screen now; what comes new of it is said."""
        self._agenda = self._agenda.passed_over()
        self._settle()

    def say_again(self) -> None:
        """Say everything that goes with the screen from its start."""
        self.afresh(self._agenda.script.place)
        self._cut()

    def afresh(self, place: str) -> None:
        """Forget what was said of a place, and that nothing of it was wanted."""
        self._agenda = self._agenda.afresh(place)
        self._settle()

    def set_manner(self, manner: Manner) -> None:
        """Speak so from now on; the line that is being said begins again."""
        if manner != self._manner:
            self._manner = manner
            self._cut()

    def set_loudness(self, loudness: float) -> None:
        """Be so loud from now on, also in the line that is being said."""
        self._loudness = loudness
        self._player.set_loudness(loudness)

    def close(self) -> None:
        """Be silent at once, and for good."""
        self._is_closed = True
        self._agenda = Agenda()
        self._cut()
        self._made.clear()
        self._synthesiser.close()
        self._lane.close(deadline_s=0.5)

    async def run(self) -> None:
        """Say what is on the agenda until nothing more is. A want of sound ends as trouble."""
        if self._is_running or self._is_closed:
            return
        self._is_running = True
        try:
            while ahead := self._agenda.ahead:
                self._tell()
                await self._say(ahead[0])
        finally:
            self._is_running = False
            self._tell()

    async def _say(self, line: Line) -> None:
        self._agenda = self._agenda.begun(line)
        is_whole = False
        try:
            sound = await self._in_this_manner(line)
            if not sound.samples:
                is_whole = True
            elif not self._agenda.must_stop:
                is_whole = await self._played(sound)
                self._trouble = ""
        except LiloError as error:
            # Not tried again by itself: the line stands on the screen, and can be asked for.
            _log.warning("not_spoken", error=error.code)
            self._trouble, is_whole = error.code, True
        finally:
            self._is_playing = False
            self._agenda = self._agenda.ended(is_whole=is_whole)

    async def _played(self, sound: Sound) -> bool:
        self._is_playing = True
        self._tell()
        playing = asyncio.ensure_future(self._player.play(sound, self._loudness))
        try:
            while not playing.done():
                self._changed.clear()
                for line in self._agenda.ahead[:1]:
                    self._making(line, self._manner)
                change = asyncio.ensure_future(self._changed.wait())
                await asyncio.wait([playing, change], return_when=asyncio.FIRST_COMPLETED)
                change.cancel()
            return playing.result()
        finally:
            playing.cancel()

    async def _in_this_manner(self, line: Line) -> Sound:
        while True:
            manner = self._manner
            try:
                sound = await asyncio.shield(self._making(line, manner))
            except LiloError:
                self._made.pop((line, manner), None)
                raise
            if manner == self._manner:
                return sound

    def _making(self, line: Line, manner: Manner) -> "asyncio.Task[Sound]":
        key = (line, manner)
        if key not in self._made:
            making = asyncio.ensure_future(self._make(line, manner))
            # Whoever waits for it hears of a failure; nobody may.
            making.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._made[key] = making
            for old in list(self._made)[:-KEPT]:
                self._made.pop(old)
        return self._made[key]

    async def _make(self, line: Line, manner: Manner) -> Sound:
        words = line.words.text
        is_ruled = manner.language == ENGLISH
        phrases = self._text.phrases(words) if is_ruled else as_written(words)
        if not phrases:
            return Sound(b"", 1)
        sound = await self._lane.run(
            lambda: self._synthesiser.speak(phrases, manner), deadline_s=MAKE_WITHIN_S
        )
        if line.lead_ms:
            return Sound(silence(line.lead_ms, sound.rate) + sound.samples, sound.rate)
        return sound

    def _settle(self) -> None:
        if self._agenda.must_stop:
            self._cut()
        self._changed.set()

    def _cut(self) -> None:
        if self._is_playing:
            self._player.stop()

    def _tell(self) -> None:
        if self._is_playing and self._agenda.sounding:
            place, line = self._agenda.sounding
            state = Speaking(place, line.key, is_sounding=True, trouble=self._trouble)
        elif self._is_running:
            before = self._state
            state = Speaking(before.place, before.key, is_sounding=True, trouble=self._trouble)
        else:
            state = Speaking(trouble=self._trouble)
        if state != self._state:
            self._state = state
            for listener in self._listeners:
                listener(state)
