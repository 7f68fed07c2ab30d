"""A resident's own words, for a keyboard that offers the one they mean.

Only what the resident wrote counts, never what Lilo answered. Pure counting: what was written
most often stands first, and of two the one written last.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from app.conversation.history import MessageRepository, Speaker
from app.conversation.set_aside import without_forgotten
from app.ids import ResidentId
from app.memory import MemoryMarks
from app.runtime import Lane

SHORTEST = 3
"""A word of two letters is typed sooner than it is found."""

MESSAGES_READ = 400

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class WordList:
    """Words by how often they were written, found by their beginning."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take words in the order they were written."""
        seen: dict[str, tuple[int, int, str]] = {}
        for place, word in enumerate(words):
            key = _plain(word)
            count, _, spelling = seen.get(key, (0, 0, word))
            # Written small anywhere, its capital was that of a sentence; a name has it always.
            seen[key] = (count + 1, place, word if word == word.lower() else spelling)
        self._words = [
            (key, spelling)
            for key, (_, _, spelling) in sorted(
                seen.items(), key=lambda entry: entry[1][:2], reverse=True
            )
        ]

    def beginning_with(self, start: str, limit: int) -> tuple[str, ...]:
        """Return the likeliest words that begin so, the word itself apart."""
        plain = _plain(start)
        if not plain:
            return ()
        found = (
            spelling for key, spelling in self._words if key.startswith(plain) and key != plain
        )
        return tuple(word for word, _ in zip(found, range(max(limit, 0)), strict=False))


class VocabularyUnit(Protocol):
    """What a vocabulary is made from."""

    @property
    def messages(self) -> MessageRepository:
        """What was said."""

    @property
    def memory_marks(self) -> MemoryMarks:
        """What is to be forgotten."""


class Vocabulary:
    """Reads what a resident has written."""

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[VocabularyUnit]],
        lane: Lane,
        common: Iterable[str] = (),
    ) -> None:
        """Take `common`: words anybody uses, offered until the resident's own are known."""
        self._units = units
        self._lane = lane
        self._common = tuple(common)

    async def of(self, resident_id: ResidentId) -> WordList:
        """Return the resident's words, with the common ones behind them."""

        def job() -> WordList:
            with self._units() as unit:
                disregarded = unit.memory_marks.disregarded(resident_id)
                read = unit.messages.recent(resident_id, MESSAGES_READ)
            messages = without_forgotten(read, disregarded)
            said = [message.text for message in messages if message.speaker is Speaker.RESIDENT]
            return WordList([*self._common, *words_of(said)])

        return await self._lane.run(job)


def words_of(texts: Iterable[str]) -> Iterable[str]:
    """Return the words of texts that are worth offering."""
    for text in texts:
        yield from (word for word in _WORD.findall(text) if len(word) >= SHORTEST)


def unfinished_word(text: str) -> str:
    """Return the word at the end of a text that is being written, or an empty one."""
    found = re.search(r"[^\W\d_]+(?:['’][^\W\d_]*)*$", text)
    return found.group() if found else ""


def finished(text: str, word: str) -> str:
    """Return the text with its unfinished word replaced by the whole one and a space."""
    start = unfinished_word(text)
    whole = word.capitalize() if start[:1].isupper() and word == word.lower() else word
    return f"{text[: len(text) - len(start)]}{whole} "


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")
