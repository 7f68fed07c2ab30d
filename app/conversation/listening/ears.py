"""Everything that a screen needs in order to listen."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from app.conversation.listening.deciding import Trust
from app.conversation.listening.end_pointing import Patience
from app.conversation.listening.phrases import SpokenPhrases
from app.conversation.listening.ports import Recognizer, VoiceActivity


@dataclass(frozen=True, slots=True)
class Ears:
    """What listening is done with.

    Attributes:
        recognizer: writes down what is said.
        voice: tells a voice from other sounds.
        phrases: what is always understood.
        ways: for the published answers of a scale, every way of saying one of them.
        hands_free: full names of residents with whom Lilo listens by itself after it has spoken.
        report: tells staff that something is not there, by a code such as "no_microphone".
    """

    recognizer: Recognizer
    voice: VoiceActivity
    phrases: SpokenPhrases
    ways: Callable[[Sequence[str]], Sequence[str]]
    report: Callable[[str], Awaitable[None]]
    patience: Patience = field(default_factory=Patience)
    trust: Trust = field(default_factory=Trust)
    hands_free: frozenset[str] = frozenset()
