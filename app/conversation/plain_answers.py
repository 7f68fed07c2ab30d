"""Plain answers: what is asked straight is answered straight, always truthfully."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from app.accents import without_accents
from app.conversation.wording import WordingError
from app.plain_yaml import read_yaml
from app.utterance import questions_in

_SIGNS = re.compile(r"[^\w\s]")


class PlainAnswers:
    """Knows which question has which plain answer."""

    def __init__(self, patterns: Mapping[str, Sequence[re.Pattern[str]]]) -> None:
        self._patterns = patterns

    def key_for(self, text: str) -> str | None:
        """Return the key of the lines that answer this, or None.

        The whole is tried first, then each question in it: "I can't sleep. Are you there?"
        """
        for asked in (text, *questions_in(text)):
            plain = " ".join(_SIGNS.sub("", without_accents(asked.lower())).split())
            for key, patterns in self._patterns.items():
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
        terms: dict[str, str] = raw["terms"]
        return PlainAnswers(
            {
                str(key): [_compiled(written, terms) for written in patterns]
                for key, patterns in raw["questions"].items()
            }
        )
    except (OSError, AttributeError, KeyError, TypeError, re.error, yaml.YAMLError) as error:
        raise WordingError(
            f"The plain questions in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error


def _compiled(written: str, terms: Mapping[str, str]) -> re.Pattern[str]:
    """Put terms in for `{name}` and compile."""
    return re.compile(re.sub(r"\{([a-z_]+)\}", lambda found: terms[found[1]], written))
