"""Sums: read from words, worked out exactly, with bounds on everything.

What is read is the whole question or nothing: one word that has no place in a sum, and it is none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.errors import LiloError
from app.reasoning.numbers import MOST, NumberReader

MOST_TOKENS = 60
_SIGNS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[a-z']+|[-+*/()^%$£€=]")
_MOST_POWER = 2

Token = Fraction | str


class UndefinedSumError(LiloError):
    """A sum has no result: it divides by nothing, or grows without measure."""

    code = "reasoning.undefined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sum and its result.

    Attributes:
        sum: as it was asked, tidied.
        is_money: amounts of money stood in it.
    """

    sum: str
    value: Fraction
    is_money: bool = False


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Works sums out.

    Attributes:
        operators: what words stand for, as signs: "times" for "*", "percent of" for "%*".
        shares: words that take a share of what follows: "half of" for "1/2".
        money: words of money that may stand beside a number.
        fillers: words that may stand anywhere and say nothing.
    """

    numbers: NumberReader
    operators: Mapping[str, str]
    shares: Mapping[str, str]
    money: frozenset[str]
    cents: frozenset[str]
    fillers: frozenset[str]

    def work_out(self, text: str) -> Outcome | None:
        """Return the result of the sum that a text is; None where it is no sum.

        Raises:
            UndefinedSumError: it has no result.
        """
        plain = " ".join(text.lower().replace("’", "'").replace("×", "*").replace("÷", "/").split())
        plain = re.sub(r"(?<=\d)\s*x\s*(?=\d)", "*", plain.replace("−", "-"))
        words = _SIGNS.findall(plain)
        if len(words) > MOST_TOKENS or _odd(plain):
            return None
        read = self._tokens(words)
        if read is None:
            return None
        tokens, is_money = read
        if not any(isinstance(one, str) and one in "+-*/^%" for one in tokens):
            return None
        reading = _Reading(tokens)
        value = reading.whole()
        return None if value is None else Outcome(plain.rstrip("?=. "), value, is_money)

    def amount(self, text: str) -> tuple[Fraction, bool] | None:
        """Return a number or an amount of money that a text is, and whether it is money."""
        words = _SIGNS.findall(text.lower().replace("’", "'"))
        read = self._tokens(words)
        if read is None or not read[0] or not all(isinstance(t, Fraction) for t in read[0]):
            return None
        amounts = [token for token in read[0] if isinstance(token, Fraction)]
        if len(amounts) == 1:
            return amounts[0], read[1]
        # "Seven dollars fifty".
        if len(amounts) == 2 and read[1] and amounts[1] < 100 and amounts[1].denominator == 1:
            return amounts[0] + amounts[1] / 100, True
        return None

    def _tokens(self, words: Sequence[str]) -> tuple[list[Token], bool] | None:
        tokens: list[Token] = []
        at, is_money = 0, False
        while at < len(words):
            if found := _named(self.shares, words, at):
                share, length = found
                tokens += [Fraction(share), "*"]
                at += length
            elif (number := self.numbers.read(words, at)) is not None:
                value, length = number
                at += length
                if at < len(words) and words[at] in self.cents:
                    value, is_money, at = value / 100, True, at + 1
                tokens.append(value)
            elif found := _named(self.operators, words, at):
                signs, length = found
                tokens += [Fraction(sign) if sign.isdigit() else sign for sign in signs]
                at += length
            elif words[at] in self.money or words[at] in "$£€":
                is_money, at = True, at + 1
            elif words[at] in self.fillers or words[at] == "=":
                at += 1
            else:
                return None
        return tokens, is_money


def _named(table: Mapping[str, str], words: Sequence[str], at: int) -> tuple[str, int] | None:
    """Return what the longest phrase that begins there stands for, and how long it is."""
    for length in range(4, 0, -1):
        phrase = " ".join(words[at : at + length])
        if at + length <= len(words) and phrase in table:
            return table[phrase], length
    return None


def _odd(text: str) -> bool:
    """Whether there is a sign in it that no sum has."""
    return bool(re.search(r"[^\w\s+\-*/()^%$£€=.,?'!]", text))


class _Reading:
    """Reads tokens by the usual rules: brackets, powers, times and divided, plus and minus."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def whole(self) -> Fraction | None:
        value = self._sum()
        return value if value is not None and self._at == len(self._tokens) else None

    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _sum(self) -> Fraction | None:
        value = self._product()
        while value is not None and (sign := self._next()) in ("+", "-"):
            self._at += 1
            other = self._product()
            if other is None:
                return None
            value = _bounded(value + other if sign == "+" else value - other)
        return value

    def _product(self) -> Fraction | None:
        value = self._power()
        while value is not None and (sign := self._next()) in ("*", "/"):
            self._at += 1
            other = self._power()
            if other is None:
                return None
            if sign == "/" and other == 0:
                raise UndefinedSumError("Nothing can be divided by nothing.")
            value = _bounded(value * other if sign == "*" else value / other)
        return value

    def _power(self) -> Fraction | None:
        value = self._single()
        while value is not None and self._next() in ("^", "%"):
            sign = self._next()
            self._at += 1
            if sign == "%":
                value /= 100
                continue
            power = self._single()
            if power is None or power.denominator != 1 or not 0 <= power <= _MOST_POWER:
                return None
            value = _bounded(value ** int(power))
        return value

    def _single(self) -> Fraction | None:
        found = self._next()
        self._at += 1
        if isinstance(found, Fraction):
            return found
        if found == "-":
            value = self._single()
            return None if value is None else -value
        if found == "(":
            value = self._sum()
            if self._next() == ")":
                self._at += 1
                return value
        return None


def _bounded(value: Fraction) -> Fraction:
    if abs(value) > MOST or value.denominator > MOST:
        raise UndefinedSumError("The result is too large to be said.")
    return value
