"""Saying again what somebody said: "my son" becomes "your son"."""

import re
from collections.abc import Sequence

_ABOUT_LISTENER = re.compile(r"\b(?:you|your|yours|you['’]\w+)\b", re.IGNORECASE)


class Retelling:
    """Turns sentences from the first into the second person by a table of words."""

    def __init__(self, pairs: Sequence[Sequence[str]], quoted: str) -> None:
        self._turned = {said.lower(): meant for said, meant in pairs}
        longest_first = sorted(self._turned, key=len, reverse=True)
        self._words = re.compile(
            rf"(?<![\w’'])(?:{'|'.join(map(re.escape, longest_first))})(?![\w]|['’]\w)",
            re.IGNORECASE,
        )
        self._quoted = quoted

    def retold(self, said: str) -> str:
        """Return the sentence as Lilo says it to whom it came from.

        Where it speaks of "you", that was Lilo, and the words are quoted as they were.
        """
        plain = said.replace("’", "'")
        if _ABOUT_LISTENER.search(plain):
            return self._quoted.format(said=said.rstrip(" ."))
        turned = self._words.sub(lambda found: self._turned[found[0].lower()], plain)
        whole = turned[:1].upper() + turned[1:]
        return whole if whole.endswith((".", "!", "?")) else f"{whole.rstrip(' ,;:')}."
