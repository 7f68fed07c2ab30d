"""The shape of a conversation: a greeting when it begins, what was said last time, a goodbye."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from app.accents import without_accents
from app.conversation.history import Message, Speaker
from app.conversation.wording import WordingError
from app.plain_yaml import read_yaml
from app.utterance import sentences

FEW_WORDS = 7
"""A greeting that goes on for longer says something, and is answered for that."""

LATELY = 6
"""Messages in which somebody who lay in bed still does."""

_SIGNS = re.compile(r"[^\w\s]")


class Occasion(StrEnum):
    """Where in a conversation a turn stands."""

    GREETING = "greeting"
    GOODBYE = "goodbye"


@dataclass(frozen=True, slots=True)
class OccasionWords:
    """How people greet and say goodbye, as patterns over whole texts.

    A goodbye may also be the last sentence of several, where those before ask for nothing: "That
    was nice. Good night."

    Attributes:
        request: how something is asked for or told of oneself, searched anywhere.
    """

    greeting: re.Pattern[str]
    goodbye: re.Pattern[str]
    in_bed: re.Pattern[str]
    request: re.Pattern[str]

    def occasion_of(self, text: str, recent: Sequence[Message], now: datetime) -> Occasion | None:
        """Return the occasion, or None where a turn is about something.

        Args:
            now: local time; a greeting counts once a day, later it is small talk.
        """
        before = sentences(text)[:-1]
        is_request = any(said.endswith("?") or self.request.search(_plain(said)) for said in before)
        last = sentences(text)[1:][-1:] if not is_request else ()
        plain, *parting = (_plain(said) for said in (text, *last))
        if any(
            len(said.split()) <= FEW_WORDS and self.goodbye.fullmatch(said)
            for said in (plain, *parting)
        ):
            return Occasion.GOODBYE
        if len(plain.split()) > FEW_WORDS:
            return None
        if self.greeting.fullmatch(plain) and not _spoken_today(recent, now):
            return Occasion.GREETING
        return None

    def is_in_bed(self, text: str, recent: Sequence[Message]) -> bool:
        """Return whether the resident says, or has lately said, that they lie in bed."""
        said = [m.text for m in recent[-LATELY:] if m.speaker is Speaker.RESIDENT]
        return any(self.in_bed.search(without_accents(one.lower())) for one in (*said, text))


def last_time(recent: Sequence[Message], now: datetime) -> Message | None:
    """Return Lilo's last reply of an earlier day, or None; now is local time."""
    before = [m for m in recent if m.speaker is Speaker.LILO and not _is_today(m, now)]
    return before[-1] if before else None


def load_occasions(path: Path) -> OccasionWords:
    """Read how people greet and say goodbye.

    Raises:
        WordingError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return OccasionWords(
            re.compile("|".join(f"(?:{p})" for p in raw["greeting"])),
            re.compile("|".join(f"(?:{p})" for p in raw["goodbye"])),
            re.compile("|".join(f"(?:{p})" for p in raw["in_bed"])),
            re.compile("|".join(f"(?:{p})" for p in raw["request"])),
        )
    except (OSError, KeyError, TypeError, re.error, yaml.YAMLError) as error:
        raise WordingError(
            f"The greetings in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub("", without_accents(text.lower())).split())


def _spoken_today(recent: Sequence[Message], now: datetime) -> bool:
    return any(m.speaker is Speaker.LILO and _is_today(m, now) for m in recent)


def _is_today(message: Message, now: datetime) -> bool:
    return message.at.astimezone(now.tzinfo).date() == now.date()
