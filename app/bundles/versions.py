"""Version numbers: two or three numbers with dots, compared number by number."""

import re
from dataclasses import dataclass
from typing import Self

FORM = r"^(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){1,2}$"
"""1.4 or 1.4.0; no leading zeros, no words."""

_FORM = re.compile(FORM, re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version; 1.4 is the same as 1.4.0."""

    major: int
    minor: int
    patch: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a version.

        Raises:
            ValueError: it has another form.
        """
        # fullmatch: `$` also matches before a last line break.
        if not _FORM.fullmatch(text):
            raise ValueError("two or three numbers with dots, such as 1.4.0")
        return cls(*(int(part) for part in text.split(".")))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"
