"""Text as the rules see it: what matters kept, what varies folded away.

Recognisers write "i cant breath", people write "I can’t breathe!!"; both must meet the same
rule. Folding lower-cases, drops apostrophes and signs, keeps commas (they end the reach of a
"no"), and mends the spellings listed in `resources/crisis/rules.yaml`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_NOT_WORDS = re.compile(r"[^\w,?]+|_")
_COMMAS = re.compile(r"[ ,]*,[ ,]*")
# "heeelp" is "help", and "killl" is "kill".
_STRETCHED_VOWEL = re.compile(r"([aeiou])\1{2,}")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
# Letters that show nothing: fillers that would let a word pass in two halves.
_INVISIBLE = dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0"))


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of an utterance.

    Attributes:
        raw: as said.
        folded: lower-case words with single spaces; commas as ", ".
        asks: whether it ends in a question mark.
    """

    raw: str
    folded: str
    asks: bool


class Folder:
    """Folds text with a fixed table of spellings."""

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._spellings = dict(spellings)
        alternatives = "|".join(sorted(map(re.escape, spellings), key=len, reverse=True))
        self._misspelt = re.compile(rf"\b(?:{alternatives})\b") if spellings else None

    def clause(self, raw: str) -> Clause:
        """Fold one clause."""
        return Clause(raw, self.fold(raw), raw.rstrip().endswith("?"))

    def fold(self, text: str) -> str:
        """Return the folded words of a text."""
        # Apostrophes first: decomposing would turn some of them into spaces.
        whole = _APOSTROPHES.sub("", text).translate(_INVISIBLE)
        plain = "".join(
            c
            for c in unicodedata.normalize("NFKD", whole)
            if not unicodedata.category(c).startswith("M")
        ).lower()
        words = _NOT_WORDS.sub(" ", plain).replace("?", " ")
        words = _STRETCHED.sub(r"\1\1", _STRETCHED_VOWEL.sub(r"\1", words))
        words = " ".join(_COMMAS.sub(", ", words).split()).strip(" ,")
        if self._misspelt:
            words = self._misspelt.sub(lambda found: self._spellings[found[0]], words)
        return words
