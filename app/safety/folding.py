"""Text as the rules see it: what matters kept, what varies folded away.

Recognisers write "i cant breath", people write "I can’t breathe!!"; both must meet the same
rule. Folding lower-cases, drops apostrophes and signs, keeps commas (they end the reach of a
"no"), and mends the spellings listed in `resources/crisis/rules.yaml`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.accents import without_accents

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_NOT_WORDS = re.compile(r"[^\w,?]+|_")
_WORD = re.compile(r"\w+")
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
        self._words = {said: meant for said, meant in spellings.items() if " " not in said}
        self._phrases = {said: meant for said, meant in spellings.items() if " " in said}
        alternatives = "|".join(sorted(map(re.escape, self._phrases), key=len, reverse=True))
        self._misheard = re.compile(rf"\b(?:{alternatives})\b") if self._phrases else None

    def clause(self, raw: str) -> Clause:
        """Fold one clause."""
        return Clause(raw, self.fold(raw), raw.rstrip().endswith("?"))

    def fold(self, text: str) -> str:
        """Return the folded words of a text."""
        # Apostrophes first: decomposing would turn some of them into spaces.
        whole = _APOSTROPHES.sub("", text).translate(_INVISIBLE)
        plain = without_accents(whole).lower()
        words = _NOT_WORDS.sub(" ", plain).replace("?", " ")
        words = _STRETCHED.sub(r"\1\1", _STRETCHED_VOWEL.sub(r"\1", words))
        words = " ".join(_COMMAS.sub(", ", words).split()).strip(" ,")
        words = _WORD.sub(self._mended, self._rephrased(words))
        # Again: of "cyaan breath" the first word had to be mended before the two.
        return self._rephrased(words)

    def _mended(self, found: re.Match[str]) -> str:
        return self._words.get(found[0], found[0])

    def _rephrased(self, words: str) -> str:
        if self._misheard is None:
            return words
        return self._misheard.sub(lambda found: self._phrases[found[0]], words)
