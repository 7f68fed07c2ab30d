"""What Lilo says around the questions of a scale."""

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.accents import without_accents
from app.check_in import Offer, Remark
from app.conversation.wording import WordingError
from app.plain_yaml import read_yaml


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfferWords(_Words):
    """How a check-in is offered."""

    new: str = Field(min_length=1)
    going_on: str = Field(min_length=1)
    one_left: str = Field(min_length=1)


class CheckInWords(_Words):
    """The words of one language; see resources/i18n/en/check_in.yaml."""

    lines: Mapping[Remark, tuple[str, ...]]
    offer: OfferWords
    wished: str
    """How a check-in is asked for, as a pattern over small letters without accents."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if missing := [one.value for one in Remark if not self.lines.get(one)]:
            raise ValueError(f"no words for: {', '.join(missing)}")
        for remark, lines in self.lines.items():
            allowed = {"answer"} if remark is Remark.READ_BACK else set[str]()
            for line in lines:
                _check(line, allowed)
        try:
            re.compile(self.wished)
        except re.error as error:
            raise ValueError(f"the pattern of wishes: {error}") from error
        for line in (self.offer.new, self.offer.going_on, self.offer.one_left):
            _check(line, {"count", "about"})
        return self

    def is_wished(self, text: str) -> bool:
        """Whether words name a check-in; how somebody is, alone, is no wish for questions."""
        return re.search(self.wished, without_accents(text.lower()).replace("’", "'")) is not None

    def offering(self, offer: Offer, language: str) -> str:
        """Return the question whether to begin."""
        about = offer.scale.about.in_(language)
        if not offer.is_unfinished:
            return self.offer.new.format(count=offer.left, about=about)
        line = self.offer.one_left if offer.left == 1 else self.offer.going_on
        return line.format(count=offer.left, about=about)


def load_check_in_words(path: Path) -> CheckInWords:
    """Read the words of a language.

    Raises:
        WordingError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return CheckInWords.model_validate(raw)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise WordingError(
            f"The words of check-ins in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error


def _check(line: str, allowed: set[str]) -> None:
    names = {name for _, name, _, _ in Formatter().parse(line) if name is not None}
    if strange := names - allowed:
        raise ValueError(f"{{{min(strange)}}} is not known in: {line}")
