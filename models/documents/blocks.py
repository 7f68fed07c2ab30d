"""What every parser gives back, and the faults they name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

MAX_CHARACTERS = 4_000_000
"""Text of about 1,500 pages; more is no document for residents."""


class UnreadableError(Exception):
    """A document cannot be read; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Gathered:
    """Blocks while a parser goes through a document.

    Attributes:
        blocks: heading, text and page of each.
    """

    title: str = ""
    blocks: list[tuple[str, str, int]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _characters: int = 0

    def heading(self, level: int, text: str) -> None:
        """Go under a heading; deeper ones end."""
        words = " ".join(text.split())
        if words:
            self.title = self.title or words
            kept = [above for above in self._headings if above[0] < level]
            self._headings = [*kept, (level, words)]

    def text(self, text: str, page: int = 0) -> None:
        """Add a block under the present headings.

        Raises:
            UnreadableError: there is more text than a document can have.
        """
        words = " ".join(text.split())
        if not words:
            return
        self._characters += len(words)
        if self._characters > MAX_CHARACTERS:
            raise UnreadableError("too_much_text")
        # The title stands beside every passage already.
        above = [words for _, words in self._headings if words != self.title]
        self.blocks.append((" > ".join(above), words, page))

    def warn(self, code: str) -> None:
        """Note something the approver should know, once."""
        if code not in self.warnings:
            self.warnings.append(code)


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Join lines into paragraphs, which empty lines part."""
    joined = "\n".join(line.rstrip() for line in lines)
    return [" ".join(part.split()) for part in joined.split("\n\n") if part.strip()]
