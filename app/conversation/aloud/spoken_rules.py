"""The rules by which digits and abbreviations become words, in their order. Pure.

Each replaces digits by words, so that none of those after it meets them again.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.conversation.aloud.spoken_words import SpokenWords

NUMBER: Final = "\ue000"
NAME: Final = "\ue001"
DIGITS: Final = "\ue002"
DASH: Final = "\ue003"
"""Places for pauses, from the private part of Unicode: nothing that is written has them."""

_PHONE = re.compile(r"(?<![\d-])(?:\+?1[-. ])?\(?(\d{3})\)?[-. ](\d{3})[-. ](\d{4})(?![\d-])")
_SHORT_PHONE = re.compile(r"(?<![\d-])(\d{3})-(\d{4})(?![\d-])")
_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?:\s*([AaPp])\.?\s?[Mm]\b\.?)?(?![\d:])")
_HOUR = re.compile(r"(?<![\d:.,])(1[0-2]|[1-9])\s*([AaPp])\.?[Mm]\b\.?")
_ISO = re.compile(r"(?<!\d)(\d{4})-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])(?!\d)")
_US_DATE = re.compile(r"(?<![\d/])(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])/(\d{4})(?![\d/])")
_DECADE = re.compile(r"(?<![\d,.])((?:1[1-9]|20)\d0)s\b")
_YEAR = re.compile(r"(?<![\d,.$£€])((?:1[1-9]|20)\d\d)(?![\d,]\d|\d|\.\d)")
_LETTERS = re.compile(r"\b([A-Z]{2,5})-(\d{1,2})\b")
_RANGE = re.compile(r"(?<![\d-])(\d{1,4})\s?[-–]\s?(\d{1,4})(?![\d-])")
_ORDINAL = re.compile(r"(?<![\d.,])(\d{1,9})(?:st|nd|rd|th)\b")
_LONG = re.compile(r"(?<![\d.,])(\d{5,})(?![\d.,]*\d)")
_DECIMAL = re.compile(r"(-?)(?<![\d.])(\d{1,9})\.(\d+)(?![\d.]*\d)")
_THOUSANDS = re.compile(r"(?<![\d,])(\d{1,3}(?:,\d{3})+)(?![\d,]*\d)")
_CARDINAL = re.compile(r"(?<![\w.])(-?)(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Rule:
    """What it finds, and what is said in its place."""

    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], str]


def apart(said: str) -> str:
    """Set what is said apart by pauses."""
    return f"{NUMBER}{said}{NUMBER}"


def rules_of(words: SpokenWords) -> tuple[Rule, ...]:
    """Return the rules in their order."""
    return (
        *_abbreviated(words),
        *_times(words),
        *_dates(words),
        *_amounts(words),
        *_plainly(words),
    )


def _one_of(keys: Iterable[str]) -> str:
    """Return a pattern for any of these, the longest first."""
    listed = sorted(keys, key=len, reverse=True)
    return "|".join(map(re.escape, listed))


def _abbreviated(words: SpokenWords) -> tuple[Rule, ...]:
    def shortened(found: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
        def say(match: re.Match[str]) -> str:
            at_end = not match.string[match.end() :].strip()
            said = found[match.group(1)]
            return f"{said}." if at_end and match.group(1).endswith(".") else said

        return say

    days = dict(zip(words.weekdays_short, words.weekdays, strict=True))
    months = dict(zip(words.months_short, words.months, strict=True))
    signs = {key: said for key, said in words.abbreviations.items() if not key[0].isalpha()}
    letters = {key: said for key, said in words.abbreviations.items() if key[0].isalpha()}
    return (
        Rule(
            re.compile(rf"(?<=[A-Za-z] )({_one_of(words.after_names)})(?!\s[A-Z]\w)"),
            shortened(words.after_names),
        ),
        Rule(
            re.compile(rf"(?<!\w)({_one_of(words.before_names)})(?=\s[A-Z])"),
            shortened(words.before_names),
        ),
        Rule(re.compile(rf"(?<![\w.\d])({_one_of(letters)})"), shortened(letters)),
        Rule(
            re.compile(rf"(?<!\w)({_one_of(words.before_numbers)})\s?(?=\d)"),
            lambda match: f"{words.before_numbers[match.group(1)]} ",
        ),
        Rule(re.compile(rf"(?<=\s)({_one_of(signs)})(?=\s)"), lambda match: signs[match.group(1)]),
        Rule(
            re.compile(rf"\b({_one_of(days)})\b\.?(?=,?\s+(?:\d|{_one_of(months)}))"),
            lambda match: days[match.group(1)],
        ),
        Rule(
            re.compile(rf"\b({_one_of(months)})\b\.?(?=\s+\d)"),
            lambda match: months[match.group(1)],
        ),
        Rule(
            re.compile(rf"(?<=\d\s)({_one_of(months)})\b(?!\w)\.?"),
            lambda match: months[match.group(1)],
        ),
    )


def _times(words: SpokenWords) -> tuple[Rule, ...]:
    numbers, forms = words.numbers, words.time

    def half(letter: str | None, hour: int) -> str:
        if letter is not None:
            return f" {forms.pm if letter in 'pP' else forms.am}"
        if hour > 12:
            return f" {forms.pm}"
        return f" {forms.am}" if hour == 0 else ""

    def clock(match: re.Match[str]) -> str:
        hour, minute, letter = int(match.group(1)), int(match.group(2)), match.group(3)
        spoken = numbers.cardinal((hour - 1) % 12 + 1)
        after = half(letter, hour)
        if minute:
            said = f"{spoken} {numbers.pair(minute, '')}{after}"
        else:
            said = f"{spoken}{after}" if after else forms.on_the_hour.format(hour=spoken)
        return _ended(match, said)

    def hour_only(match: re.Match[str]) -> str:
        said = f"{numbers.cardinal(int(match.group(1)))}{half(match.group(2), 0)}"
        return _ended(match, said)

    return (Rule(_CLOCK, clock), Rule(_HOUR, hour_only))


def _ended(match: re.Match[str], said: str) -> str:
    """Give a sentence its full stop back, where the one of "p.m." stood for it."""
    stopped = match.group(0).endswith(".") and not match.string[match.end() :].strip()
    return apart(said) + ("." if stopped else "")


def _dates(words: SpokenWords) -> tuple[Rule, ...]:
    numbers, forms = words.numbers, words.date
    months = _one_of(words.months)
    tail = r"(?:,?\s+(\d{4}))?(?!\d|:)"

    def with_year(said: str, year: str | None) -> str:
        if year is None:
            return apart(said)
        return apart(forms.with_year.format(date=said, year=numbers.year(int(year))))

    def month_first(month: str, day: str, year: str | None) -> str:
        said = forms.month_first.format(month=month, day=numbers.ordinal(int(day)))
        return with_year(said, year)

    def day_first(match: re.Match[str]) -> str:
        day, month, year = match.groups()
        said = forms.day_first.format(day=numbers.ordinal(int(day)), month=month)
        return with_year(said, year)

    day = r"(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    return (
        Rule(
            _ISO,
            lambda m: month_first(words.months[int(m.group(2)) - 1], m.group(3), m.group(1)),
        ),
        Rule(
            _US_DATE,
            lambda m: month_first(words.months[int(m.group(1)) - 1], m.group(2), m.group(3)),
        ),
        Rule(re.compile(rf"(?:\bthe )?(?<![\d:.,]){day}(?: of)? ({months})\b{tail}"), day_first),
        Rule(
            re.compile(rf"\b({months}) {day}\b{tail}"),
            lambda m: month_first(m.group(1), m.group(2), m.group(3)),
        ),
    )


def _amounts(words: SpokenWords) -> tuple[Rule, ...]:
    numbers = words.numbers

    def money(match: re.Match[str]) -> str:
        sign, whole, part = match.groups()
        currency = words.money[sign]
        count = int(whole.replace(",", ""))
        many = f"{numbers.cardinal(count)} {currency.one if count == 1 else currency.many}"
        cents = int(part or 0)
        if not cents:
            return apart(many)
        few = f"{numbers.cardinal(cents)} {currency.cent if cents == 1 else currency.cents}"
        return apart(few if count == 0 else words.money_join.format(whole=many, part=few))

    def phone(match: re.Match[str]) -> str:
        return apart(f"{DIGITS} ".join(map(numbers.digits, match.groups())))

    def room(match: re.Match[str]) -> str:
        place, number = match.groups()
        first, rest = divmod(int(number), 100)
        return f"{place} {apart(f'{numbers.units[first]} {numbers.pair(rest, numbers.hundred)}')}"

    def unit(match: re.Match[str]) -> str:
        amount, name = match.groups()
        one, many = words.units[name]
        return f"{numbers.amount(amount)} {one if amount == '1' else many}"

    def degrees(match: re.Match[str]) -> str:
        amount, scale = match.groups()
        names = words.degrees
        said = f"{numbers.amount(amount)} {names.one if amount == '1' else names.many}"
        return f"{said} {names.F if scale == 'F' else names.C}" if scale else said

    sums = rf"([{''.join(words.money)}])\s?(\d+(?:,\d{{3}})*)(?:\.(\d\d))?(?!\d)"
    amount = r"(?<![\w.])(-?\d+(?:,\d{3})*(?:\.\d+)?)"
    return (
        Rule(
            re.compile(sums),
            money,
        ),
        Rule(_PHONE, phone),
        Rule(_SHORT_PHONE, phone),
        Rule(
            re.compile(rf"(?<![\d.,-])({_one_of(words.digit_by_digit)})(?!\d|[,:.-]\d)"),
            lambda m: apart(numbers.digits(m.group(1))),
        ),
        Rule(re.compile(rf"\b((?i:{_one_of(words.places)})) ([1-9]\d\d)(?!\d|[.,]\d)"), room),
        Rule(
            re.compile(rf"{amount}\s?%"),
            lambda m: apart(f"{numbers.amount(m.group(1))} {words.percent}"),
        ),
        Rule(re.compile(rf"{amount}\s?°\s?([FC]\b)?"), lambda m: apart(degrees(m))),
        Rule(re.compile(rf"{amount}\s?({_one_of(words.units)})(?!\w)"), lambda m: apart(unit(m))),
        Rule(
            re.compile(rf"(?<![\d/])({_one_of(words.fractions)})(?![\d/])"),
            lambda m: f" {words.fractions[m.group(1)]}",
        ),
    )


def _plainly(words: SpokenWords) -> tuple[Rule, ...]:
    numbers = words.numbers

    def year(match: re.Match[str]) -> str:
        return apart(numbers.year(int(match.group(1))))

    def between(match: re.Match[str]) -> str:
        first, last = (numbers.cardinal(int(each)) for each in match.groups())
        return apart(f"{first} {words.ranges} {last}")

    def cardinal(match: re.Match[str]) -> str:
        said = numbers.cardinal(int(match.group(2)))
        return apart(f"{numbers.minus} {said}" if match.group(1) else said)

    return (
        Rule(_DECADE, lambda m: apart(numbers.decade(int(m.group(1))))),
        Rule(
            _LETTERS,
            lambda m: apart(f"{' '.join(m.group(1))} {numbers.cardinal(int(m.group(2)))}"),
        ),
        Rule(_RANGE, between),
        Rule(_ORDINAL, lambda m: apart(numbers.ordinal(int(m.group(1))))),
        Rule(_THOUSANDS, lambda m: apart(numbers.amount(m.group(1)))),
        Rule(_DECIMAL, lambda m: apart(numbers.amount(m.group(0)))),
        Rule(_YEAR, year),
        Rule(_LONG, lambda m: apart(numbers.digits(m.group(1)))),
        Rule(_CARDINAL, cardinal),
    )
