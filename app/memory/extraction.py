"""Finding what is worth remembering in what a resident said: by patterns, a sentence at a time.

A sentence is first freed of fillers, then tried against what would steer the program, what the
resident asks for, what holds nothing, and last against statements. It gives at most one memory.
What somebody asks to have remembered is kept as it was said, whatever it is about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.memory.memory import MemoryKind
from app.memory.patterns import Pattern, Patterns
from app.memory.requests import MemoryRequests, Wish
from app.utterance import Utterance, sentences

MAX_WORDS = 40
"""Longer sentences are split where a new thought begins."""

_MAX_CHARACTERS = 300
_FEWEST_WORDS = 3
_ASKED = 0.95
"""The confidence of what somebody asked to have remembered."""
_HEAD_END = re.compile(
    r"[,.;:!?]| (?:and|but|with|without|in the|at the|at|of an|on|when|because|than|for|to|these"
    r"|any more|now)\b",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"[^\w\s]")
_ARTICLES = re.compile(r"\b(?:the|a|an|my|some|any|all|very)\b ?")


@dataclass(frozen=True, slots=True)
class Found:
    """Something worth remembering, before it is compared with what is known.

    Attributes: as of `app.memory.memory.Memory`.
    """

    kind: MemoryKind
    text: str
    said: str
    confidence: float
    slot: str = ""
    value: str = ""
    careful: bool = False
    over_after: date | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A sentence for the review list, and why."""

    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one turn brought."""

    found: tuple[Found, ...] = field(default=())
    doubtful: tuple[Doubtful, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Extractor:
    """Finds memories by patterns.

    Attributes:
        requests: what is asked of memory.
    """

    patterns: Patterns
    requests: MemoryRequests

    def extract(self, text: str) -> Extracted:
        """Return what is worth remembering in a resident's words; never raises for any text."""
        request = self.requests.heard_in(text)
        if request is not None and request.wish is Wish.KEEP:
            return self.asked(request.about)
        found: list[Found] = []
        doubtful: list[Doubtful] = []
        for sentence in _sentences(text):
            got = self._of(sentence)
            if isinstance(got, Found):
                found.append(got)
            elif got is not None:
                doubtful.append(got)
        return Extracted(tuple(found), tuple(doubtful))

    def asked(self, about: str) -> Extracted:
        """Return what somebody asked to have remembered; words that would steer are in doubt."""
        found: list[Found] = []
        doubtful: list[Doubtful] = []
        for sentence in _sentences(about):
            got = self._of(sentence)
            if isinstance(got, Doubtful) and got.reason == "steering":
                doubtful.append(got)
            elif isinstance(got, Found):
                found.append(got)
            elif len(sentence.split()) >= _FEWEST_WORDS and not sentence.endswith("?"):
                said = sentence.rstrip(" .!?")
                careful = bool(self.patterns.careful.match(said))
                told = self.patterns.retelling.retold(said)
                found.append(Found(MemoryKind.FACT, told, said, _ASKED, careful=careful))
        return Extracted(tuple(found), tuple(doubtful))

    def _of(self, sentence: str) -> Found | Doubtful | None:
        patterns = self.patterns
        filler = patterns.fillers.match(sentence)
        said = sentence[filler.end() if filler else 0 :].strip(" ,;:-–—")
        if _any(patterns.steering, sentence) or _any(patterns.steering, said):
            return Doubtful(sentence, "steering")
        for pattern in patterns.instructions:
            if match := pattern.regex.match(said):
                return self._found(pattern, match, said)
        said = patterns.asides.sub("", said).strip(" ,;:-–—")
        if len(said.split()) < _FEWEST_WORDS or _any(patterns.nothing, said):
            return None
        for pattern in patterns.statements:
            if match := pattern.regex.match(said):
                return self._found(pattern, match, said)
        return Doubtful(sentence, "not_understood") if patterns.cues.match(sentence) else None

    def quoted(
        self, sentence: str, kind: MemoryKind, confidence: float, *, sad: bool = False
    ) -> Found | None:
        """Make a memory of a sentence that somebody else has found; None where rules forbid it.

        What would steer the program, and what holds nothing by its form, is none.
        """
        patterns = self.patterns
        filler = patterns.fillers.match(sentence)
        said = sentence[filler.end() if filler else 0 :].strip(" ,;:-–—")[:_MAX_CHARACTERS]
        if _any(patterns.steering, sentence) or _any(patterns.steering, said):
            return None
        if len(said.split()) < _FEWEST_WORDS or _any(patterns.nothing, said):
            return None
        careful = sad or bool(patterns.careful.match(said))
        return Found(kind, patterns.retelling.retold(said), said, confidence, careful=careful)

    def _found(self, pattern: Pattern, match: re.Match[str], said: str) -> Found:
        groups = match.groupdict()
        value, about = groups.get("value") or "", groups.get("about") or ""
        slot, compared = pattern.slot, folded(value)
        if pattern.sign and not slot:
            # Liking and disliking the same thing cannot both be true.
            slot, compared = f"likes:{_head(about)}", str(pattern.sign)
        elif slot and about:
            slot = f"{slot}:{_head(about)}"
        quoted = said.rstrip(" .!?")
        text = (
            pattern.tell.format(said=quoted, value=value.strip(" .!?,"))
            if pattern.tell
            else self.patterns.retelling.retold(said)
        )
        careful = bool(self.patterns.careful.match(said))
        return Found(pattern.kind, text, said, pattern.confidence, slot, compared, careful)


def folded(text: str) -> str:
    """Return the words alone, in lower case, without articles."""
    plain = _NOT_WORDS.sub("", text.casefold())
    return " ".join(_ARTICLES.sub("", plain).split())


def _head(about: str) -> str:
    """Return what something is about, without what is said of it beside."""
    end = _HEAD_END.search(about)
    return folded(about[: end.start()] if end and end.start() else about)


def _sentences(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        pieces = Utterance(sentence).clauses if len(sentence.split()) > MAX_WORDS else (sentence,)
        yield from (piece[:_MAX_CHARACTERS].strip() for piece in pieces)


def _any(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    return any(pattern.match(text) for pattern in patterns)
