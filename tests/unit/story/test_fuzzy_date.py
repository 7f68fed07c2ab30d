"""Dates as people tell them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.story import read_date

BORN = date(1942, 3, 14)


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("1957-06-03", date(1957, 6, 3), date(1957, 6, 3)),
        ("June 1955", date(1955, 6, 1), date(1955, 6, 30)),
        ("Feb. 1960", date(1960, 2, 1), date(1960, 2, 29)),
        ("summer 1957", date(1957, 6, 1), date(1957, 8, 31)),
        ("the fall of 1963", date(1963, 9, 1), date(1963, 11, 30)),
        ("winter of 1962", date(1961, 12, 1), date(1963, 2, 28)),
        ("1940s", date(1940, 1, 1), date(1949, 12, 31)),
        ("the early 1950s", date(1950, 1, 1), date(1953, 12, 31)),
        ("late 1960s", date(1966, 1, 1), date(1969, 12, 31)),
        ("about 1962", date(1960, 1, 1), date(1964, 12, 31)),
        ("1951 to 1954", date(1951, 1, 1), date(1954, 12, 31)),
        ("1954–1951", date(1951, 1, 1), date(1954, 12, 31)),
        ("Christmas 1970", date(1970, 1, 1), date(1970, 12, 31)),
        ("when she was 15", date(1957, 1, 1), date(1958, 12, 31)),
    ],
)
def test_a_told_date_is_a_stretch_of_days(told: str, first: date, last: date) -> None:
    read = read_date(told, BORN)
    assert read is not None
    assert (read.text, read.first, read.last) == (told, first, last)
    assert read.years == range(first.year, last.year + 1)


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("junio de 1955", date(1955, 6, 1), date(1955, 6, 30)),
        ("Mayo del año 1960", date(1960, 5, 1), date(1960, 5, 31)),
        ("el 3 de septiembre de 1957", date(1957, 9, 1), date(1957, 9, 30)),
        ("verano de 1957", date(1957, 6, 1), date(1957, 8, 31)),
        ("en el otoño de 1963", date(1963, 9, 1), date(1963, 11, 30)),
        ("invierno de 1962", date(1961, 12, 1), date(1963, 2, 28)),
        ("los años 40", date(1940, 1, 1), date(1949, 12, 31)),
        ("los años cuarenta", date(1940, 1, 1), date(1949, 12, 31)),
        ("la década de 1940", date(1940, 1, 1), date(1949, 12, 31)),
        ("la década de los 40", date(1940, 1, 1), date(1949, 12, 31)),
        ("a principios de los 50", date(1950, 1, 1), date(1953, 12, 31)),
        ("a principios de los 50 en Ponce", date(1950, 1, 1), date(1953, 12, 31)),
        ("a mediados de los años cincuenta", date(1953, 1, 1), date(1956, 12, 31)),
        ("finales de la década de los sesenta", date(1966, 1, 1), date(1969, 12, 31)),
        ("hacia 1962", date(1960, 1, 1), date(1964, 12, 31)),
        ("alrededor del año 1962", date(1960, 1, 1), date(1964, 12, 31)),
        ("allá por 1962", date(1960, 1, 1), date(1964, 12, 31)),
        ("de 1951 a 1954", date(1951, 1, 1), date(1954, 12, 31)),
        ("entre 1951 y 1954", date(1951, 1, 1), date(1954, 12, 31)),
        ("desde 1951 hasta 1954", date(1951, 1, 1), date(1954, 12, 31)),
        ("en la Navidad de 1970", date(1970, 1, 1), date(1970, 12, 31)),
        ("a finales de 1970", date(1970, 1, 1), date(1970, 12, 31)),
        ("cuando tenía 15 años", date(1957, 1, 1), date(1958, 12, 31)),
        ("a los 15 años", date(1957, 1, 1), date(1958, 12, 31)),
        ("a los 50 años", date(1992, 1, 1), date(1993, 12, 31)),
    ],
)
def test_in_spanish_too(told: str, first: date, last: date) -> None:
    read = read_date(told, BORN)
    assert read is not None
    assert (read.text, read.first, read.last) == (told, first, last)


@pytest.mark.parametrize("told", ["hace 15 años", "los 50 vecinos", "hace mucho", "con los 7"])
def test_what_cannot_be_placed_in_spanish_is_nothing(told: str) -> None:
    assert read_date(told, BORN) is None


@pytest.mark.parametrize("told", ["", "long ago", "1957-13-40", "when I was small", "room 12"])
def test_what_cannot_be_placed_is_nothing(told: str) -> None:
    assert read_date(told, BORN) is None


def test_an_age_means_nothing_without_a_birth_date() -> None:
    assert read_date("when she was 15") is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(told: str) -> None:
    read = read_date(told, BORN)
    assert read is None or read.first <= read.last
