"""From what was heard to what is done about it: pure, and never a guess.

A closed grammar hears one of its phrases in anything. So what it hears counts only when it was
heard well, is asked about when it was heard middling, and is nothing otherwise; and it is never
taken for more than the wish it stands for, least of all for words of danger.
"""

from dataclasses import dataclass

from app.conversation.listening.phrases import Expected, Wish, Wished
from app.conversation.listening.ports import Recognised

_HARMLESS = frozenset({Wish.STOP, Wish.AGAIN, Wish.YES, Wish.NO})
"""What is undone by saying the other, so that asking about it would only cost time."""


@dataclass(frozen=True, slots=True)
class Trust:
    """From which confidence on words count, 0..1.

    Attributes:
        least: below this a phrase of a closed grammar was not said.
        sure: from this on it is not asked about.
        free: free speech below this is read back.
    """

    least: float = 0.25
    sure: float = 0.75
    free: float = 0.6


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing that could be understood.

    Attributes:
        was_speech: something was said all the same.
    """

    was_speech: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """Do this."""

    wished: Wished
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask whether this was meant."""

    wished: Wished
    text: str
    confidence: float


Decision = Nothing | Act | Ask


def decide(heard: Recognised, expected: Expected, trust: Trust, *, is_free: bool) -> Decision:
    """Return what to do.

    Args:
        heard: the words in the end.
        expected: what may be said now.
        is_free: the recogniser understands more than those phrases.
    """
    if not heard.text:
        return Nothing(was_speech=heard.confidence > 0)
    wished = expected.wish_of(heard.text)
    if wished is None:
        if not is_free:
            return Nothing(was_speech=True)
        said = Wished(Wish.SAY)
        form = Act if heard.confidence >= trust.free else Ask
        return form(said, heard.text, heard.confidence)
    if heard.confidence < trust.least:
        return Nothing(was_speech=True)
    if wished.wish is Wish.SAY:
        # Answers of a scale are read back by whoever asks the scale, whatever the confidence.
        return Act(wished, heard.text, heard.confidence)
    is_sure = heard.confidence >= trust.sure or wished.wish in _HARMLESS
    form = Act if is_sure and not wished.must_confirm else Ask
    return form(wished, heard.text, heard.confidence)
