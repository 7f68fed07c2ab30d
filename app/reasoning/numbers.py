"""Numbers as people write and say them: "12", "1,200.50", "two hundred and five"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

MOST = 10**15
"""Larger numbers are nobody's pocket money, and take long to work with."""

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class NumberReader:
    """Reads numbers.

    Attributes:
        small: words of numbers below a hundred, with "a" and "dozen".
        scales: words that multiply what stands before them: hundred, thousand, million.
        joining: a word that may stand within a number: "and".
        point: the word before decimals; half: the words of a half after "and".
    """

    small: Mapping[str, int]
    scales: Mapping[str, int]
    joining: str
    point: str
    half: Sequence[str]

    def read(self, words: Sequence[str], at: int) -> tuple[Fraction, int] | None:
        """Return the number that begins there, and how many words it takes; None without one."""
        if at >= len(words):
            return None
        read = self._digits(words, at) or self._spelled(words, at)
        if read is None:
            return None
        value, length = read
        end = at + length
        if tuple(words[end : end + len(self.half)]) == tuple(self.half):
            value, length = value + Fraction(1, 2), length + len(self.half)
        return (value, length) if abs(value) <= MOST else None

    def _digits(self, words: Sequence[str], at: int) -> tuple[Fraction, int] | None:
        if not _DIGITS.fullmatch(words[at]):
            return None
        value = Fraction(words[at].replace(",", ""))
        if at + 1 < len(words) and (scale := self.scales.get(words[at + 1])):
            return value * scale, 2
        return value, 1

    def _spelled(self, words: Sequence[str], at: int) -> tuple[Fraction, int] | None:
        total, group, end, last = 0, 0, at, at
        while end < len(words):
            word = words[end]
            if word == self.joining and end > at and self._goes_on(words, end + 1):
                end += 1
                continue
            if word in self.small:
                # "Twenty five" is one number; "five twenty" are two.
                if end > at and not _fits(group, self.small[word]):
                    break
                group += self.small[word]
            elif word in self.scales and (group or total):
                if self.scales[word] == 100:
                    group *= 100
                else:
                    total, group = total + group * self.scales[word], 0
            else:
                break
            end += 1
            last = end
        if last == at:
            return None
        value = Fraction(total + group)
        return self._with_decimals(words, value, at, last)

    def _goes_on(self, words: Sequence[str], at: int) -> bool:
        """Whether "and" joins: after a hundred or more, not between two numbers that are added."""
        before = words[at - 2]
        return at < len(words) and words[at] in self.small and before in self.scales

    def _with_decimals(
        self, words: Sequence[str], value: Fraction, at: int, end: int
    ) -> tuple[Fraction, int]:
        if end < len(words) and words[end] == self.point:
            digits = ""
            after = end + 1
            while after < len(words) and self.small.get(words[after], 10) < 10:
                digits += str(self.small[words[after]])
                after += 1
            if digits:
                return value + Fraction(int(digits), 10 ** len(digits)), after - at
        return value, end - at


def _fits(group: int, small: int) -> bool:
    """Whether a small number may follow within the same group: 20 and 5, 200 and 17."""
    if group % 100 == 0:
        return group >= 100
    return group % 10 == 0 and group % 100 >= 20 and 0 < small < 10


def written(value: Fraction, *, money: bool = False) -> tuple[str, bool]:
    """Return a number in digits, and whether it had to be rounded."""
    if money:
        rounded = round(value, 2)
        whole = rounded.denominator == 1
        return (f"{int(rounded):,}" if whole else f"{float(rounded):,.2f}"), rounded != value
    if value.denominator == 1:
        return f"{int(value):,}", False
    rounded = round(value, 2)
    text = f"{float(rounded):,.2f}".rstrip("0").rstrip(".")
    return text, rounded != value
