"""Whether a sentence says something about another resident, however they are called."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

_PEOPLE = (
    r"(?:lady|ladies|woman|women|man|men|gentleman|gentlemen|person|people|resident|residents|"
    r"neighbou?r|neighbou?rs|chap|fellow|fella|bloke|lad|girl|boy|couple|patient|friend|one|"
    r"someone|somebody|he|she|they)"
)
_HERE = (
    r"(?:next door|(?:down|up|across|along) the (?:hall|hallway|corridor|landing)|upstairs|"
    r"downstairs|(?:his|her|their) room|on this floor|on your floor|in this house|lives here|"
    r"living here|at your table|in your wing)"
)
_TITLES = r"(?:mr|mrs|ms|miss|mister|missus|madam|doctor|dr)"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another resident.

    Attributes:
        room: empty where it is the listener's room as well.
    """

    given_name: str
    family_name: str
    preferred_name: str = ""
    room: str = ""


def speaks_of(sentence: str, neighbours: Sequence[Neighbour]) -> bool:
    """Whether a sentence names one of them, or points at one by room, title or nickname.

    A first name by itself is nobody in particular: it may be the listener's own daughter's.
    """
    plain = plainest(sentence)
    return any(_pattern(neighbour).search(plain) for neighbour in neighbours)


@lru_cache(maxsize=4096)
def _pattern(who: Neighbour) -> re.Pattern[str]:
    firsts = "|".join(_word(n) for n in dict.fromkeys([who.given_name, who.preferred_name]) if n)
    family, room = _word(who.family_name), _word(who.room)
    ways: list[str] = []
    if firsts:
        ways += [
            rf"\b(?:{firsts})\b[^.?!]{{0,40}}\b{_HERE}",
            rf"{_HERE}[^.?!]{{0,20}}\b(?:{firsts})\b",
        ]
    if family:
        ways.append(rf"\b{_TITLES}\.? {family}\b")
    if firsts and family:
        ways += [rf"\b(?:{firsts}) {family}\b", rf"\b{family},? (?:{firsts})\b"]
    if room:
        number = rf"(?:(?:number|no\.?|nr\.?) ?)?{room}\b"
        ways += [rf"\b(?:room|rm)\.? ?{number}", rf"\b{_PEOPLE} (?:in|from|of|at) {number}"]
        if firsts:
            ways.append(rf"\b(?:{firsts}) (?:in|from|of|at) {room}\b")
    return re.compile("|".join(ways) or r"(?!)")


@cache
def _word(name: str) -> str:
    return re.escape(plainest(name)).replace(r"\ ", " ")


def plainest(text: str) -> str:
    """Return the text as names are compared: no accents, signs that show nothing, or capitals."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    letters = (c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    return " ".join("".join(letters).casefold().split())
