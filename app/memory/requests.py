"""Hearing what a resident asks of memory itself: what is known, forget that, do not keep this."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from app.memory.patterns import MemoryPatternError
from app.plain_yaml import read_yaml

_APOSTROPHES = re.compile("['’‘`]")
_SIGNS = re.compile(r"[^\w\s]")


class Wish(StrEnum):
    """What is asked."""

    PRIVATE_OFF = "private_off"
    PRIVATE_ON = "private_on"
    WHAT_KNOWN = "what_known"
    KEEP_NOT = "keep_not"
    KEEP = "keep"
    FORGET_ALL = "forget_all"
    """Asked about before it is done."""
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class MemoryRequest:
    """A wish, and what it is about; empty for what was said last.

    What is to be kept is about the words as they were said; all else in small letters.
    """

    wish: Wish
    about: str = ""
    alone: bool = True
    """Whether nothing else was said beside it."""
    agreed: bool | None = None
    """What was answered to "shall I?"; None where that was not asked yet."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: str
    requests: Mapping[Wish, Sequence[str]]
    keep: Sequence[str]


class MemoryRequests:
    """Recognises requests by patterns.

    Attributes:
        summary: how a month's events are summed up.
    """

    def __init__(
        self,
        patterns: Mapping[Wish, Sequence[re.Pattern[str]]],
        summary: str,
        keep: Sequence[re.Pattern[str]] = (),
    ) -> None:
        self._patterns, self._keep = patterns, keep
        self.summary = summary

    def heard_in(self, text: str) -> MemoryRequest | None:
        """Return what is asked of memory, or None; the first wish that fits stands."""
        plain = " ".join(_SIGNS.sub(" ", _APOSTROPHES.sub("", text.casefold())).split())
        for wish, patterns in self._patterns.items():
            for pattern in patterns:
                if found := pattern.search(plain):
                    about = found.groupdict().get("about") or ""
                    rest = plain[: found.start()] + plain[found.end() :]
                    return MemoryRequest(wish, about, len(rest.split()) <= _COURTESIES)
        kept = (pattern.match(text) for pattern in self._keep)
        return next((MemoryRequest(Wish.KEEP, found["about"]) for found in kept if found), None)


_COURTESIES = 2
"""Words such as "please Lilo" beside a request are no statement."""


def load_memory_requests(path: Path) -> MemoryRequests:
    """Read the patterns of requests.

    Raises:
        MemoryPatternError: the file is missing or wrong.
    """
    try:
        file = _File.model_validate(read_yaml(path.read_text("utf-8")))
        patterns = {
            wish: [re.compile(pattern) for pattern in file.requests[wish]]
            for wish in Wish
            if wish in file.requests
        }
        keep = [re.compile(pattern, re.IGNORECASE) for pattern in file.keep]
    except (OSError, ValueError, re.error, yaml.YAMLError, ValidationError) as error:
        raise MemoryPatternError(
            f"The requests in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error
    return MemoryRequests(patterns, file.words, keep)
