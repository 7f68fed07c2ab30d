"""Plain answers: what is asked straight is answered straight, always truthfully."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from app.accents import without_accents
from app.conversation.wording import WordingError
from app.plain_yaml import read_yaml
from app.utterance import questions_in

MOST_QUESTIONS = 4
"""More questions among other sentences than these are not tried."""

_SIGNS = re.compile(r"[^\w\s]")

_Patterns = Mapping[str, Sequence[re.Pattern[str]]]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    terms: Mapping[str, str]
    questions: Mapping[str, Sequence[str]]
    asked: Mapping[str, Sequence[str]] = {}
    alone: frozenset[str] = frozenset()
    beside: str
    belongs: str
    named: str


@dataclass(frozen=True, slots=True)
class PlainAnswers:
    """Knows which question has which plain answer.

    Attributes:
        questions: by the key of their lines, tried in this order.
        asked: those that are statements without their sign: "Se murio mi hermano".
        alone: keys of questions that mean something else beside other words.
        beside: words beside which no question is answered for itself: "I'm bleeding. Where are my
            slippers?" is about the blood.
        belongs: that somebody is another person's relative, and nothing else, as it was written.
        named: words that name a person.
    """

    questions: _Patterns
    asked: _Patterns
    alone: frozenset[str]
    beside: re.Pattern[str]
    belongs: re.Pattern[str]
    named: re.Pattern[str]

    def key_for(self, text: str, *, whole: bool = False) -> str | None:
        """Return the key of the lines that answer this, or None.

        The whole is tried first, then each question in it: "I can't sleep. Are you there?"

        Args:
            whole: try the whole alone, as of words that may worry.
        """
        if (key := self._key(text)) is not None or whole:
            return key
        for asked in questions_in(text)[:MOST_QUESTIONS]:
            rest = _plain(text.replace(asked, " "))
            if self.beside.search(rest) is None:
                key = self._key(asked)
                if key is not None and key not in self.alone:
                    return key
        return None

    def _key(self, text: str) -> str | None:
        plain = _plain(text)
        tried = (self.questions, self.asked) if text.rstrip().endswith("?") else (self.questions,)
        for questions in tried:
            for key, patterns in questions.items():
                if any(pattern.search(plain) for pattern in patterns):
                    return key
        return None


def load_plain_answers(path: Path) -> PlainAnswers:
    """Read the questions.

    Raises:
        WordingError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        file = _File.model_validate(raw)
        return PlainAnswers(
            _compiled(file.questions, file.terms),
            _compiled(file.asked, file.terms),
            file.alone,
            re.compile(file.beside),
            re.compile(file.belongs, re.IGNORECASE),
            re.compile(file.named),
        )
    except (OSError, KeyError, re.error, yaml.YAMLError, ValidationError) as error:
        raise WordingError(
            f"The plain questions in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub("", without_accents(text.lower())).split())


def _compiled(written: Mapping[str, Sequence[str]], terms: Mapping[str, str]) -> _Patterns:
    """Put terms in for `{name}` and compile."""
    return {
        key: [
            re.compile(re.sub(r"\{([a-z_]+)\}", lambda found: terms[found[1]], pattern))
            for pattern in patterns
        ]
        for key, patterns in written.items()
    }
