"""Simulated misrecognition: words go missing, or come out as others that sound alike.

Sound is compared by the Metaphone code (Philips 1990). This is no recogniser: it makes the two
kinds of fault that a recogniser makes most with old voices, at a rate that can be chosen.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from random import Random

from jellyfish import metaphone

DELETED_SHARE = 0.3
"""Of the faults; the others are substitutions. A word that sounds like no other goes missing."""

_LEAST_USES = 3
"""Rarer words are often misspelt ones."""


class SoundAlikes:
    """Which words of a vocabulary sound like a word."""

    def __init__(self, texts: Iterable[str]) -> None:
        uses = Counter(word for text in texts for word in map(_bare, text.split()) if word)
        self._by_code: dict[str, list[str]] = defaultdict(list)
        for word in sorted(word for word, count in uses.items() if count >= _LEAST_USES):
            self._by_code[metaphone(word)].append(word)
        self._near: dict[str, set[str]] = defaultdict(set)
        for code in self._by_code:
            for shorter in _with_one_less(code):
                self._near[shorter].add(code)

    def of(self, word: str) -> list[str]:
        """Return words of the same sound or, where there is none, of a sound one step away."""
        bare = _bare(word)
        code = metaphone(bare)
        same = [other for other in self._by_code.get(code, ()) if other != bare]
        if same or not code:
            return same
        steps = {code, *_with_one_less(code)}
        near = {other for step in steps for other in self._near.get(step, ())}
        near |= {step for step in steps if step in self._by_code}
        return sorted(
            other
            for other_code in near - {code}
            for other in self._by_code[other_code]
            if other != bare and abs(len(other) - len(bare)) <= 2
        )


def misheard(text: str, share: float, alikes: SoundAlikes, random: Random) -> str:
    """Return the text with about this share of its words misrecognised; never empty.

    Args:
        share: 0..1, the chance of each word.
    """
    heard: list[str] = []
    for word in text.split():
        if random.random() >= share:
            heard.append(word)
            continue
        others = alikes.of(word)
        if others and random.random() >= DELETED_SHARE:
            heard.append(random.choice(others))
    return " ".join(heard) or text


def _bare(word: str) -> str:
    return "".join(sign for sign in word.lower() if sign.isascii() and sign.isalpha())


def _with_one_less(code: str) -> set[str]:
    return {code[:at] + code[at + 1 :] for at in range(len(code))}
