"""How numbers, dates, money and abbreviations are said, from `resources/i18n/<language>`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.conversation.aloud.number_words import NumberWords
from app.errors import LiloError
from app.plain_yaml import read_yaml


class SpokenWordsError(LiloError):
    """The words for speaking are missing or wrong."""

    code = "voice.words"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TimeForms(_Section):
    """A time of day."""

    on_the_hour: str
    am: str
    pm: str


class DateForms(_Section):
    """A day of the year."""

    day_first: str
    month_first: str
    with_year: str


class Currency(_Section):
    """One currency, whole and in hundredths."""

    one: str
    many: str
    cent: str
    cents: str


class Degrees(_Section):
    """Degrees of temperature."""

    one: str
    many: str
    F: str
    C: str


class Pauses(_Section):
    """Silence in milliseconds.

    Attributes:
        number, name: on both sides.
        digits: between the groups of a telephone number.
        sentence: after a sentence.
    """

    number: int = Field(ge=0, le=1000)
    name: int = Field(ge=0, le=1000)
    digits: int = Field(ge=0, le=1000)
    dash: int = Field(ge=0, le=1000)
    sentence: int = Field(ge=0, le=2000)


class SpokenWords(_Section):
    """All of it.

    Attributes:
        digit_by_digit: numbers that are said so wherever they stand.
        places: words before a number of three digits that names a place.
        units: singular and plural by abbreviation.
        not_names: capital letters in the middle of a sentence that begin no name.
    """

    numbers: NumberWords
    months: Sequence[str] = Field(min_length=12, max_length=12)
    months_short: Sequence[str] = Field(min_length=12, max_length=12)
    weekdays: Sequence[str] = Field(min_length=7, max_length=7)
    weekdays_short: Sequence[str] = Field(min_length=7, max_length=7)
    time: TimeForms
    date: DateForms
    money: Mapping[str, Currency]
    money_join: str
    digit_by_digit: Sequence[str]
    places: Sequence[str]
    ranges: str
    percent: str
    degrees: Degrees
    fractions: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    abbreviations: Mapping[str, str]
    before_numbers: Mapping[str, str]
    before_names: Mapping[str, str]
    after_names: Mapping[str, str]
    not_names: Sequence[str]
    pauses: Pauses


def load_spoken_words(path: Path) -> SpokenWords:
    """Read and check the words of a language.

    Raises:
        SpokenWordsError: the file is missing or wrong.
    """
    try:
        return SpokenWords.model_validate(read_yaml(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise SpokenWordsError(
            f"The words for speaking in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
