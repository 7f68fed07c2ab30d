"""Reading documents: the port, the kinds, and the words for what can be wrong with a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, Self

from app.errors import LiloError
from app.knowledge.document import DocumentKind, ReadDocument

MAX_BYTES = 50 * 1024 * 1024
"""A longer file is refused before a byte of it is read."""

KINDS: Mapping[str, DocumentKind] = {
    ".md": DocumentKind.MARKDOWN,
    ".markdown": DocumentKind.MARKDOWN,
    ".txt": DocumentKind.TEXT,
    ".pdf": DocumentKind.PDF,
    ".docx": DocumentKind.DOCX,
    ".docm": DocumentKind.DOCX,
    ".html": DocumentKind.HTML,
    ".htm": DocumentKind.HTML,
}

_WHY: Mapping[str, tuple[str, str]] = {
    "encrypted": ("is encrypted", "Save it without a password, and add it again."),
    "damaged": ("is damaged, or is not what its name says", "Open and save it anew."),
    "bomb": ("needs far more memory than an honest document", "Do not open it; ask who sent it."),
    "too_slow": ("takes too long to read", "Split it, or save it in another format."),
    "too_much_text": ("holds more text than can be of use", "Split it into smaller documents."),
    "too_big": ("is larger than 50 MB", "Split it, or save it without pictures."),
    "no_text": ("holds no text", "Save it as text, and add it again."),
    "pictures_only": ("holds pictures of text only", "Run text recognition over it first."),
    "empty": ("holds no words", "Check the file."),
    "unknown_kind": (
        "is of no kind that Lilo reads",
        "It reads Markdown, text, PDF, DOCX and HTML, known by the end of the name.",
    ),
    "missing": ("is not there or cannot be read", "Check the name."),
}


class UnreadableDocumentError(LiloError):
    """A document cannot be taken in."""

    code = "knowledge.unreadable"

    @classmethod
    def because(cls, fault: str, name: str) -> Self:
        """Return the error for a fault."""
        why, remedy = _WHY.get(fault, _WHY["damaged"])
        error = cls(f"The document {name} {why}.", remedy)
        error.code = f"knowledge.{fault}"
        return error


class DocumentReader(Protocol):
    """Turns a file nobody vouches for into blocks of text."""

    def read(self, path: Path, kind: DocumentKind) -> ReadDocument:
        """Read a document. Blocking, for seconds.

        Raises:
            UnreadableDocumentError: it cannot be read; the code says why.
        """


def kind_of(path: Path) -> DocumentKind:
    """Return the kind of a file that may be taken in.

    Raises:
        UnreadableDocumentError: it is not there, too big, or of no known kind.
    """
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise UnreadableDocumentError.because("unknown_kind", path.name)
    try:
        size = path.stat().st_size
    except OSError:
        raise UnreadableDocumentError.because("missing", path.name) from None
    if not path.is_file():
        raise UnreadableDocumentError.because("missing", path.name)
    if size > MAX_BYTES:
        raise UnreadableDocumentError.because("too_big", path.name)
    return kind
