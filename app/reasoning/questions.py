"""The router: what kind of question it is, by rules, and whether it is worth working out at all."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.utterance import questions_in

_SIGNS = re.compile(r"[?!.]+(?=\s|$)")
LONGEST = 200
"""Characters; longer words are a story, not a question to be worked out."""


class Ask(StrEnum):
    """Kinds of questions, in the order in which they are tried."""

    LEFT = "left"
    """What is left of an amount."""
    EACH = "each"
    """What several things of one price cost."""
    UNTIL = "until"
    SINCE = "since"
    WEEKDAY = "weekday"
    AGE = "age"
    AGE_THEN = "age_then"
    DATE = "date"
    """Which date a day is: "in three weeks"."""
    ON_DAY = "on_day"
    """What is planned on a day."""
    WEEK = "week"
    SUM = "sum"
    COMPLEX = "complex"
    """Worth several steps, if there is a language model that can take them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a kind.

    Attributes:
        parts: what the pattern named: `day`, `about`, `unit`, `sum`.
    """

    ask: Ask
    text: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Router:
    """Tells simple questions, complex ones, and everything else apart."""

    patterns: Mapping[Ask, Sequence[re.Pattern[str]]]

    def candidates(self, text: str) -> Iterator[Question]:
        """Give what it may be asked, likeliest first; nothing for nearly all that is said.

        The whole is tried first, then each question in it.
        """
        if len(text) > LONGEST:
            return
        for asked in (text, *questions_in(text)):
            plain = " ".join(_SIGNS.sub("", asked.lower().replace("’", "'")).split())
            for ask in Ask:
                for pattern in self.patterns.get(ask, ()):
                    if found := pattern.search(plain):
                        parts = {name: value for name, value in found.groupdict().items() if value}
                        yield Question(ask, asked, parts)
