"""What is wanted and felt by the words alone: for languages that no model was trained on.

A cue is a pattern over small letters without accents. It finds what is said outright and misses
the rest, which then gets a question back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.accents import without_accents
from app.conversation.feelings import Feeling
from app.conversation.intents.prototypes import Intent
from app.conversation.intents.understood import MOST_SECONDARY, Understood
from app.conversation.wording import WordingError
from app.plain_yaml import read_yaml

_SIGNS = re.compile(r"[^\w\s]")

CUED = 0.6
"""The certainty of a cue: it was said in as many words, and may still be meant otherwise."""

OFFERED = (Intent.CONNECT, Intent.BRIDGE, Intent.REMINISCE)
"""What is offered as choices where no cue was found."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one language, tried in their order."""

    intents: Mapping[Intent, re.Pattern[str]]
    feelings: Mapping[Feeling, re.Pattern[str]]

    def read(self, text: str) -> Understood:
        """Return what is wanted: the first cue found, and at most two more."""
        plain = _plain(text)
        found = [intent for intent, cue in self.intents.items() if cue.search(plain)]
        if not found:
            return Understood(Intent.GENERAL, between=OFFERED)
        return Understood(found[0], tuple(found[1 : 1 + MOST_SECONDARY]), CUED)

    def feeling(self, text: str) -> Feeling:
        """Return what seems to be felt."""
        plain = _plain(text)
        found = (feeling for feeling, cue in self.feelings.items() if cue.search(plain))
        return next(found, Feeling.NEUTRAL)


def load_cues(path: Path) -> Cues:
    """Read the cues of a language.

    Raises:
        WordingError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return Cues(
            {Intent(name): _any_of(cues) for name, cues in raw["intents"].items()},
            {Feeling(name): _any_of(cues) for name, cues in raw["feelings"].items()},
        )
    except (OSError, KeyError, TypeError, ValueError, re.error, yaml.YAMLError) as error:
        raise WordingError(
            f"The cues in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub("", without_accents(text.lower())).split())


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
