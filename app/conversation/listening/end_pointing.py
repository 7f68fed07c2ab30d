"""When somebody has begun to speak, and when they have finished: pure rules for slow speakers.

Each frame is one step. Whoever makes long pauses between words is given longer before Lilo takes
it that they have finished; an answer that is complete is taken at once.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from app.conversation.listening.audio import FRAME_S

WINDOW = 10
"""A voice has begun when `BEGINS` of so many frames hold one: a click or a cough does not."""

BEGINS = 6

PAUSE_FACTOR = 1.5
"""Silence that ends what is said, in longest pauses of the speaker so far."""

FORGETS = 0.8
"""How much of a speaker's longest pause counts the next time."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long Lilo waits, in seconds.

    Attributes:
        shortest_s, longest_s: silence after which something said is over.
        answer_s: silence after which a complete answer to an open question is over.
        wait_s: for the first word; then Lilo stops listening.
        most_s: for all that is said in one go.
    """

    shortest_s: float = 1.5
    longest_s: float = 3.0
    answer_s: float = 0.7
    wait_s: float = 10.0
    most_s: float = 60.0


class Sign(StrEnum):
    """What a frame has brought."""

    WAITS = "waits"
    BEGAN = "began"
    GOES_ON = "goes_on"
    PAUSED = "paused"
    """Silent for `answer_s`: time to see whether it is an answer already."""
    ENDED = "ended"
    NOTHING = "nothing"
    """Nobody has spoken."""
    ENDLESS = "endless"
    """Longer than anybody answers: a television, or somebody who talks to somebody else."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the words so far.

    Attributes:
        is_answer: they are a complete answer to what is asked.
        leads_on: they end in a word that more must follow, such as "and".
    """

    is_answer: bool = False
    leads_on: bool = False


@dataclass(frozen=True, slots=True)
class EndPoint:
    """Where something said stands.

    Attributes:
        patience: how long Lilo waits.
        longest_pause_s: of this speaker, here and lately.
        waited_s: since it began to listen.
        spoke_s: since the first word; 0 until then.
        silent_s: since the last voice.
        recent: the newest frames, True for a voice.
    """

    patience: Patience = Patience()
    longest_pause_s: float = 0.0
    waited_s: float = 0.0
    spoke_s: float = 0.0
    silent_s: float = 0.0
    recent: tuple[bool, ...] = ()

    @property
    def has_begun(self) -> bool:
        """Whether somebody speaks."""
        return self.spoke_s > 0

    def ends_after_s(self, known: Known) -> float:
        """Return the silence that ends what is said."""
        most = self.patience
        if known.is_answer:
            return most.answer_s
        if known.leads_on:
            return most.longest_s
        return min(most.longest_s, max(most.shortest_s, PAUSE_FACTOR * self.longest_pause_s))

    def stepped(self, *, is_voice: bool, known: Known = Known()) -> "tuple[EndPoint, Sign]":
        """Take one frame; return where it stands now, and what the frame has brought."""
        return self._within(is_voice, known) if self.has_begun else self._before(is_voice)

    def again(self) -> "EndPoint":
        """Return the beginning of the next thing said by the same speaker."""
        return EndPoint(self.patience, self.longest_pause_s * FORGETS)

    def _before(self, is_voice: bool) -> "tuple[EndPoint, Sign]":
        recent = (*self.recent, is_voice)[-WINDOW:]
        waited = self.waited_s + FRAME_S
        if sum(recent) >= BEGINS:
            began = replace(self, waited_s=waited, spoke_s=len(recent) * FRAME_S, recent=())
            return began, Sign.BEGAN
        now = replace(self, waited_s=waited, recent=recent)
        return now, Sign.NOTHING if waited >= self.patience.wait_s else Sign.WAITS

    def _within(self, is_voice: bool, known: Known) -> "tuple[EndPoint, Sign]":
        spoke = self.spoke_s + FRAME_S
        if spoke >= self.patience.most_s:
            return replace(self, spoke_s=spoke), Sign.ENDLESS
        if is_voice:
            # A pause that somebody has gone on after is how they speak.
            longest = max(self.longest_pause_s, self.silent_s)
            now = replace(self, spoke_s=spoke, silent_s=0.0, longest_pause_s=longest)
            return now, Sign.GOES_ON
        before, silent = self.silent_s, self.silent_s + FRAME_S
        now = replace(self, spoke_s=spoke, silent_s=silent)
        if silent >= self.ends_after_s(known):
            return now, Sign.ENDED
        is_pause = before < self.patience.answer_s <= silent
        return now, Sign.PAUSED if is_pause else Sign.GOES_ON
