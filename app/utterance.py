"""What a resident said, made safe to work with.

Whatever a keyboard, a recogniser or a hostile hand sends in - control characters, half of a
surrogate pair, a million letters - leaves here as plain text of bounded length, or as an error
that names what was wrong.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from app.errors import LiloError

MAX_CHARACTERS = 20_000
"""About forty minutes of speech. Longer input is refused whole: nothing goes half screened."""

LONG_CHARACTERS = 1_500
"""More than anyone says in one go; Lilo then asks for a little at a time."""

_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(
    # Not after a title: "Mr. Pell" is one sentence's worth of name.
    r"(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)(?<=[.!?;])\s+"
)
_JOINS = re.compile(r"\s+(?=(?:and|but|so|because|then)\s)", re.IGNORECASE)
_CLAUSE_WORDS = 14


class HeardBy(StrEnum):
    """How the words came in."""

    KEYBOARD = "keyboard"
    TOUCH = "touch"
    SPEECH = "speech"


class UtteranceError(LiloError):
    """The input holds nothing that can be worked with as words."""

    code = "utterance"


class EmptyUtteranceError(UtteranceError):
    """Nothing, or nothing but spaces, was said."""

    code = "utterance.empty"


class UnreadableUtteranceError(UtteranceError):
    """There are signs but no letters or digits, such as pictures alone."""

    code = "utterance.unreadable"


class EndlessUtteranceError(UtteranceError):
    """The input is longer than anyone can have said."""

    code = "utterance.endless"


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words of a resident after clean-up; make one with `utterance_from`.

    Attributes:
        text: NFC text without control characters, single spaces.
        heard_by: how it came in.
        confidence: the recogniser's confidence in 0..1; 1.0 for typed words.
        language: BCP 47 tag.
    """

    text: str
    heard_by: HeardBy = HeardBy.KEYBOARD
    confidence: float = 1.0
    language: str = "en"

    @property
    def is_long(self) -> bool:
        """Whether this is more than a person says in one go."""
        return len(self.text) > LONG_CHARACTERS

    @property
    def clauses(self) -> tuple[str, ...]:
        """The text in sentences, long sentences split where a new thought begins.

        One clause can be the crisis in a long story, so each is screened by itself.
        """
        return tuple(clause for sentence in sentences(self.text) for clause in _split(sentence))


def sentences(text: str) -> tuple[str, ...]:
    """Split text at sentence ends; the pieces joined by spaces are the text again."""
    return tuple(piece for piece in _SENTENCE_END.split(text) if piece)


def questions_in(text: str) -> tuple[str, ...]:
    """Return the questions that stand among other sentences, the last first."""
    pieces = sentences(text)
    return tuple(p for p in reversed(pieces) if p.endswith("?")) if len(pieces) > 1 else ()


def _split(sentence: str) -> list[str]:
    clauses: list[str] = []
    for piece in _JOINS.split(sentence):
        if clauses and len(clauses[-1].split()) + len(piece.split()) <= _CLAUSE_WORDS:
            clauses[-1] = f"{clauses[-1]} {piece}"
        else:
            clauses.append(piece)
    return clauses


def cleaned(raw: str) -> str:
    """Return the text in NFC, without controls or invisible signs, with single spaces."""
    # Half a surrogate pair can be neither stored nor embedded; "replace" makes it a "?".
    whole = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    # Category C: controls, directional overrides, private use, unassigned. Zero-width joiners
    # go too; they would let "ki\u200dll" pass a word list.
    kept = (
        " " if character in "\n\r\t" else character
        for character in whole
        if character in "\n\r\t" or not unicodedata.category(character).startswith("C")
    )
    # Composed last: taking out a joiner can bring two halves of a letter together.
    return _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(kept))).strip()


def utterance_from(
    raw: str,
    *,
    heard_by: HeardBy = HeardBy.KEYBOARD,
    confidence: float = 1.0,
    language: str = "en",
) -> Utterance:
    """Clean up what came in.

    Raises:
        EmptyUtteranceError: there is nothing in it.
        UnreadableUtteranceError: it holds no letter and no digit of any script.
        EndlessUtteranceError: it is longer than `MAX_CHARACTERS`.
    """
    # Some signs become several when composed, so the length is looked at twice.
    text = cleaned(raw) if len(raw) <= MAX_CHARACTERS else raw
    if len(text) > MAX_CHARACTERS:
        raise EndlessUtteranceError(
            f"The message has {len(text):,} characters; at most {MAX_CHARACTERS:,} can be read.",
            "Send it in smaller pieces.",
        )
    if not text:
        raise EmptyUtteranceError("The message is empty.", "Type or say a few words.")
    if not any(character.isalnum() for character in text):
        raise UnreadableUtteranceError(
            "The message has no words in it.", "Say it in words, even just one."
        )
    return Utterance(text, heard_by, confidence, language)
