"""Sums are read whole or not at all, and are exact."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.reasoning import ReasoningWords, UndefinedSumError
from app.reasoning.numbers import written


@pytest.mark.parametrize(
    ("asked", "result"),
    [
        ("12 times 8", "96"),
        ("twelve times eight", "96"),
        ("12 x 8", "96"),
        ("two hundred and five plus seventeen", "222"),
        ("1,200 plus 300", "1500"),
        ("five and seven", "12"),
        ("half of 50", "25"),
        ("a third of 90", "30"),
        ("fifteen percent of 80", "12"),
        ("7 squared", "49"),
        ("two plus three times four", "14"),
        ("(2 + 3) * 4", "20"),
        ("10 minus 4 minus 3", "3"),
        ("3.5 plus two and a half", "6"),
        ("one hundred and twenty divided by four", "30"),
        ("minus 3 plus 5", "2"),
        ("10 divided by 4", "5/2"),
        ("two point five times two", "5"),
    ],
)
def test_sums_in_words_and_signs(words: ReasoningWords, asked: str, result: str) -> None:
    outcome = words.arithmetic.work_out(asked)
    assert outcome is not None
    assert outcome.value == Fraction(result)


@pytest.mark.parametrize(
    "asked",
    [
        "love",
        "my name",
        "5",
        "two plus two equals love",
        "4 times 500 milligrams",
        "100 minus",
        "plus",
        "9 to 5",
        "1 + (2",
        "__import__('os')",
        "2 ^ 99",
        "1 " * 100,
    ],
)
def test_what_is_not_a_sum_is_none(words: ReasoningWords, asked: str) -> None:
    assert words.arithmetic.work_out(asked) is None


@pytest.mark.parametrize(
    "asked", ["10 divided by 0", "5 over (3 minus 3)", "900 million times 900 million"]
)
def test_what_has_no_result_is_told_apart(words: ReasoningWords, asked: str) -> None:
    with pytest.raises(UndefinedSumError):
        words.arithmetic.work_out(asked)


@given(some.text(max_size=40))
def test_no_text_breaks_it(words: ReasoningWords, text: str) -> None:
    with suppress(UndefinedSumError):
        words.arithmetic.work_out(text)


@given(
    some.integers(0, 999_999),
    some.sampled_from(["+", "-", "*"]),
    some.integers(0, 999_999),
)
def test_it_agrees_with_python(words: ReasoningWords, one: int, sign: str, other: int) -> None:
    outcome = words.arithmetic.work_out(f"{one} {sign} {other}")
    expected = {"+": one + other, "-": one - other, "*": one * other}[sign]
    assert outcome is not None
    assert outcome.value == expected


@pytest.mark.parametrize(
    ("asked", "amount"),
    [
        ("20 dollars", ("20", True)),
        ("$7.50", ("15/2", True)),
        ("68 cents", ("17/25", True)),
        ("seven dollars fifty", ("15/2", True)),
        ("twelve", ("12", False)),
    ],
)
def test_amounts(words: ReasoningWords, asked: str, amount: tuple[str, bool]) -> None:
    assert words.arithmetic.amount(asked) == (Fraction(amount[0]), amount[1])


def test_results_are_written_as_people_read_them() -> None:
    assert written(Fraction(1500)) == ("1,500", False)
    assert written(Fraction(10, 3)) == ("3.33", True)
    assert written(Fraction(5, 2)) == ("2.5", False)
    assert written(Fraction(25, 2), money=True) == ("12.50", False)
