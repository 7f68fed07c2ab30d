"""From sound to words: what is heard, frame by frame, until somebody has finished."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.conversation.listening.audio import FRAME_S, Chunk, Framer, level_db
from app.conversation.listening.end_pointing import EndPoint, Known, Patience, Sign
from app.conversation.listening.half_duplex import HalfDuplex
from app.conversation.listening.loudness import Room
from app.conversation.listening.phrases import Expected, SpokenPhrases
from app.conversation.listening.ports import Recognised, Recognizer, VoiceActivity

BEFORE_S = 0.5
"""What was heard before a voice was noticed: the beginning of the first word."""

GRAMMAR_MOST_S = 6.0
"""Longer than any phrase of a closed grammar takes, with its pauses."""

MUTED_AFTER_S = 3.0
"""So long nothing but zeros: no room is that silent."""

_BEFORE = round(BEFORE_S / FRAME_S)


class Hearing(StrEnum):
    """What Lilo is doing about sound."""

    IDLE = "idle"
    WAITING = "waiting"
    """It listens, and nobody has spoken yet."""
    HEARING = "hearing"
    """Somebody speaks."""
    THINKING = "thinking"
    """They have finished; what it was is being found out."""


@dataclass(frozen=True, slots=True)
class Came:
    """Something about what is heard has changed.

    Attributes:
        hearing: what Lilo does now.
        caption: the words so far.
        final: the words in the end; None until then. Empty where nobody has spoken.
        is_muted: the microphone gives nothing at all.
        was_endless: what was said was too long to be meant for Lilo.
    """

    hearing: Hearing
    caption: str = ""
    final: Recognised | None = None
    is_muted: bool = False
    was_endless: bool = False


class Listener:
    """Listens when it is told to, to one thing said. Belongs to one thread."""

    def __init__(
        self,
        recognizer: Recognizer,
        voice: VoiceActivity,
        phrases: SpokenPhrases,
        patience: Patience,
        monotonic: Callable[[], float],
        is_sounding: Callable[[], bool],
        tell: Callable[[Came], None],
    ) -> None:
        """Make one that does not listen yet.

        Args:
            recognizer: writes down what is said.
            voice: tells a voice from other sounds.
            phrases: for the words after which more must follow.
            patience: how long it waits.
            monotonic: seconds that only go forward.
            is_sounding: whether Lilo itself is to be heard now.
            tell: called with whatever changes.
        """
        self._recognizer = recognizer
        self._voice = voice
        self._phrases = phrases
        self._monotonic = monotonic
        self._is_sounding = is_sounding
        self._tell = tell
        self._patience = patience
        self._end = EndPoint(patience)
        self._room = Room()
        self._gate = HalfDuplex()
        self._framer = Framer()
        self._before: deque[bytes] = deque(maxlen=_BEFORE)
        self._expected = Expected({})
        self._heard = Recognised("")
        self._hearing = Hearing.IDLE
        self._number = 0
        self._zeros_s = 0.0

    @property
    def hearing(self) -> Hearing:
        """What it is doing."""
        return self._hearing

    def prepare(self) -> None:
        """Load what is needed, before somebody waits for it."""
        self._recognizer.prepare()

    def begin(self, expected: Expected) -> None:
        """Listen to one thing said."""
        self.stop()
        is_free = self._recognizer.takes_free_speech
        most_s = self._patience.most_s if is_free else GRAMMAR_MOST_S
        self._end = replace(self._end.again(), patience=replace(self._patience, most_s=most_s))
        self._expected = expected
        self._recognizer.prepare()
        self._go(Hearing.WAITING)

    def hear(self, chunk: Chunk) -> None:
        """Take what the microphone gives; nothing comes of it unless it listens."""
        now = self._monotonic()
        self._gate = self._gate.at(now, is_sounding=self._is_sounding())
        if not self._gate.is_open(now):
            self._deafen()
            return
        for frame in self._framer.frames(chunk):
            if self._hearing in {Hearing.WAITING, Hearing.HEARING}:
                self._frame(frame)

    def shut_for(self, seconds: float) -> None:
        """Hear nothing for so long: Lilo is about to make a sound."""
        self._gate = self._gate.at(self._monotonic() + seconds, is_sounding=True)

    def finish(self) -> None:
        """Take what was said so far for all of it; stop where nothing was said."""
        if self._hearing is Hearing.HEARING:
            self._finish()
        elif self._hearing is Hearing.WAITING:
            self._over(Recognised("", is_final=True))

    def stop(self) -> None:
        """Listen no more, and forget what was heard."""
        if self._hearing is not Hearing.IDLE:
            self._recognizer.drop()
            self._number += 1
            self._go(Hearing.IDLE)
        self._before.clear()
        self._framer.clear()
        self._heard = Recognised("")
        self._zeros_s = 0.0

    def _frame(self, frame: bytes) -> None:
        level = level_db(frame)
        is_voice = self._voice.is_voice(frame)
        is_near = is_voice and self._room.is_near(level)
        self._room = self._room.heard(level, is_voice=is_voice)
        self._look_for_zeros(frame)
        if self._hearing is Hearing.WAITING:
            self._before.append(frame)
        else:
            self._recognizer.feed(frame)
        self._end, sign = self._end.stepped(is_voice=is_near, known=self._known())
        match sign:
            case Sign.BEGAN:
                self._began()
            case Sign.PAUSED:
                self._recognizer.look()
            case Sign.ENDED:
                self._finish()
            case Sign.NOTHING:
                self._over(Recognised("", is_final=True))
            case Sign.ENDLESS:
                self._endless()

    def _began(self) -> None:
        self._number += 1
        number = self._number

        def hear(heard: Recognised) -> None:
            if number == self._number:
                self._understood(heard)

        self._recognizer.begin(self._expected.phrases, hear)
        for frame in self._before:
            self._recognizer.feed(frame)
        self._before.clear()
        self._go(Hearing.HEARING)

    def _finish(self) -> None:
        self._recognizer.finish()
        self._go(Hearing.THINKING)

    def _endless(self) -> None:
        if self._recognizer.takes_free_speech:
            # Somebody has much to tell: what there is of it is heard.
            self._finish()
            return
        self._recognizer.drop()
        self._over(Recognised("", is_final=True), was_endless=True)

    def _understood(self, heard: Recognised) -> None:
        if heard.is_final:
            self._over(heard)
            return
        self._heard = heard
        if self._hearing is Hearing.HEARING:
            self._tell(Came(self._hearing, heard.text))

    def _known(self) -> Known:
        text = self._heard.text
        is_answer = self._expected.has_question and self._expected.wish_of(text) is not None
        return Known(is_answer, self._phrases.is_open_ended(text))

    def _over(self, final: Recognised, *, was_endless: bool = False) -> None:
        self._number += 1
        self._heard = Recognised("")
        self._hearing = Hearing.IDLE
        self._tell(Came(self._hearing, final.text, final, was_endless=was_endless))

    def _deafen(self) -> None:
        """Throw away what came in while Lilo was to be heard, and what had begun of it."""
        self._framer.clear()
        self._before.clear()
        if self._hearing is Hearing.HEARING:
            self._recognizer.drop()
            self._number += 1
            self._end = self._end.again()
            self._go(Hearing.WAITING)

    def _look_for_zeros(self, frame: bytes) -> None:
        before = self._zeros_s
        self._zeros_s = 0.0 if any(frame) else before + FRAME_S
        if before < MUTED_AFTER_S <= self._zeros_s:
            self._tell(Came(self._hearing, is_muted=True))

    def _go(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._tell(Came(hearing, self._heard.text))
