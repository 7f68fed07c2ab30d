"""From what was heard to what is done about it: pure, and never a guess.

A closed grammar hears one of its phrases in anything. So what it hears counts only when it was
heard well, is asked about when it was heard middling, and is nothing otherwise; and it is never
taken for more than the wish it stands for, least of all for words of danger.
"""

from dataclasses import dataclass

from app.conversation.listening.phrases import AT_HOME, ON_A_PAGE, Expected, Wish, Wished
from app.conversation.listening.ports import Recognised

_HARMLESS = frozenset({Wish.STOP, Wish.AGAIN, Wish.YES, Wish.NO, *AT_HOME, *ON_A_PAGE})
"""What is undone by a word or a touch, so that asking about it would only cost time."""


@dataclass(frozen=True, slots=True)
class Trust:
    """From which confidence on words count, 0..1.

    Attributes:
        least: below this a phrase of a closed grammar was not said.
        answer: the same for an answer of a scale, which is read back in any case.
        sure: from this on it is not asked about.
        free: free speech below this is read back.
    """

    least: float = 0.25
    answer: float = 0.15
    sure: float = 0.75
    free: float = 0.6


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing that could be understood.

    Attributes:
        was_speech: something was said all the same.
        nearly: one of the phrases that it may have been, heard too badly to count by itself.
    """

    was_speech: bool = False
    nearly: Recognised | None = None


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


def decide(
    heard: Recognised,
    expected: Expected,
    trust: Trust,
    *,
    is_free: bool,
    before: Recognised | None = None,
) -> Decision:
    """Return what to do.

    Args:
        heard: the words in the end.
        expected: what may be said now.
        is_free: the recogniser understands more than those phrases.
        before: what the last try to say the same was nearly heard as.
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
    sure = _twice(heard, before, expected)
    if wished.wish is Wish.SAY:
        # Answers of a scale are read back by whoever asks the scale, whatever the confidence.
        if sure < trust.answer:
            return Nothing(was_speech=True, nearly=heard)
        return Act(wished, heard.text, sure)
    if sure < trust.least:
        return Nothing(was_speech=True, nearly=heard)
    is_sure = heard.confidence >= trust.sure or wished.wish in _HARMLESS
    form = Act if is_sure and not wished.must_confirm else Ask
    return form(wished, heard.text, sure)


def _twice(heard: Recognised, before: Recognised | None, expected: Expected) -> float:
    """Return the confidence; where both tries were heard as the same wish, that of both.

    Words that are none of the phrases are seldom taken for the same one twice. That is enough to
    count, never to be sure: what cannot be taken back is done on one clear hearing, or asked about.
    """
    if before is None or expected.wish_of(before.text) != expected.wish_of(heard.text):
        return heard.confidence
    return 1 - (1 - before.confidence) * (1 - heard.confidence)
