"""Whether an answer says no more than what was found out: every number and day has a source.

A language model that has called the right tool may still write down another number. What is checked
is checked by rules, and what does not hold is not said.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from app.reasoning.numbers import NumberReader

_WORDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[a-z']+(?:-[a-z]+)*")


def unsupported(
    answer: str, sources: Sequence[str], numbers: NumberReader, names: Sequence[str]
) -> tuple[str, ...]:
    """Return the numbers and the names of days in an answer that no source has.

    Args:
        sources: the question, and what the tools said.
        names: of weekdays and months.
    """
    known = {value for source in sources for value, _ in _numbers(source, numbers)}
    said = [word for value, word in _numbers(answer, numbers) if value not in known]
    told = {word for source in sources for word in _words(source)}
    lowered = [name.lower() for name in names]
    days = [word for word in _words(answer) if word in lowered and word not in told]
    return tuple(dict.fromkeys([*said, *days]))


def _numbers(text: str, numbers: NumberReader) -> Iterator[tuple[Fraction, str]]:
    words = [part for word in _words(text) for part in word.split("-")]
    at = 0
    while at < len(words):
        read = numbers.read(words, at)
        if read is None:
            at += 1
            continue
        value, length = read
        written = " ".join(words[at : at + length])
        # "A nice day", "one of them": small words that count nothing.
        if value > 1 or written[0].isdigit():
            yield value, written
        at += length


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.lower().replace("’", "'"))
