"""Numbers as words: how many, which one, which year, and digit by digit. Pure."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field

_DIGITS = frozenset("0123456789")

MOST = 999_999_999
"""Larger numbers are said digit by digit."""


class NumberWords(BaseModel):
    """The words that numbers are made of.

    Attributes:
        units: 0 to 19.
        tens: 20 to 90.
        oh: the nought of 10:05.
        ordinals: what last words of a number become, where they do not just get an ending.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    units: Sequence[str] = Field(min_length=20, max_length=20)
    tens: Sequence[str] = Field(min_length=8, max_length=8)
    hundred: str
    thousand: str
    million: str
    point: str
    minus: str
    oh: str
    ordinals: Mapping[str, str]

    def cardinal(self, number: int) -> str:
        """Say how many, such as "one hundred twenty-three"."""
        if number < 0:
            return f"{self.minus} {self.cardinal(-number)}"
        if number > MOST:
            return self.digits(str(number))
        if number < 20:
            return self.units[number]
        if number < 100:
            ten, one = divmod(number, 10)
            return self.tens[ten - 2] + (f"-{self.units[one]}" if one else "")
        for size, name in ((1_000_000, self.million), (1000, self.thousand), (100, self.hundred)):
            if number >= size:
                many, rest = divmod(number, size)
                said = f"{self.cardinal(many)} {name}"
                return f"{said} {self.cardinal(rest)}" if rest else said
        raise AssertionError(number)

    def ordinal(self, number: int) -> str:
        """Say which one, such as "twenty-third"."""
        said = self.cardinal(number)
        cut = max(said.rfind(" "), said.rfind("-")) + 1
        last = said[cut:]
        if last in self.ordinals:
            return said[:cut] + self.ordinals[last]
        return said[:cut] + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")

    def year(self, number: int) -> str:
        """Say a year from 1100 to 2099, such as "nineteen thirty-one"."""
        century, rest = divmod(number, 100)
        if century % 10 == 0 and rest < 10:
            return self.cardinal(number)
        return f"{self.cardinal(century)} {self.pair(rest, self.hundred)}"

    def decade(self, number: int) -> str:
        """Say the ten years that begin with this one, such as "nineteen fifties"."""
        said = self.year(number)
        return f"{said[:-1]}ies" if said.endswith("y") else f"{said}s"

    def pair(self, number: int, nought: str) -> str:
        """Say two digits that follow others, such as "oh five" or "twelve"; `nought` is for 00."""
        if number == 0:
            return nought
        return f"{self.oh} {self.units[number]}" if number < 10 else self.cardinal(number)

    def amount(self, written: str) -> str:
        """Say a number with its sign, thousands and decimals, such as "-1,200.5"."""
        plain = written.removeprefix("-").replace(",", "")
        whole, point, part = plain.partition(".")
        said = self.cardinal(int(whole or "0"))
        if point:
            said = f"{said} {self.point} {self.digits(part)}"
        return f"{self.minus} {said}" if written.startswith("-") else said

    def digits(self, digits: str) -> str:
        """Say digit by digit; what is no digit is left out."""
        return " ".join(
            self.units[int(digit)] for digit in digits if digit.isascii() and digit.isdigit()
        )
