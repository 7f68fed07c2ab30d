"""Documents of the knowledge base: what a facility gives Lilo to quote, and who answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from app.ids import DocumentId, StaffId
from app.recall import Passage, StreamName


class DocumentKind(StrEnum):
    """What sort of file it was."""

    MARKDOWN = "markdown"
    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"


class DocumentState(StrEnum):
    """How far a version has come. Only approved ones can be recalled."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list or table row of a document, with the headings above it.

    Attributes:
        heading: the nearest headings, outermost first, joined by " > "; may be empty.
        page: from 1, where the file has pages; 0 where it has none.
    """

    heading: str
    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a parser made of a file.

    Attributes:
        title: of the document itself, or empty.
        warnings: what the approver should know: macros, scripts, guessed encodings.
    """

    title: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnowledgeDocument:
    """A version of a document.

    Attributes:
        name: the file's name; versions of one name follow each other.
        digest: SHA-256 of the file, hex; the same bytes are never taken in twice.
        warnings: one per line.
    """

    id: DocumentId
    name: str
    title: str
    kind: DocumentKind
    digest: str
    version: int
    state: DocumentState
    added_at: datetime
    added_by: StaffId
    approved_at: datetime | None = None
    approved_by: StaffId | None = None
    warnings: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document, small enough to be found and quoted."""

    id: UUID
    document_id: DocumentId
    number: int
    heading: str
    text: str

    def passage(self, document: KnowledgeDocument) -> Passage:
        """Return the chunk as it can be recalled."""
        approved = document.approved_at.date().isoformat() if document.approved_at else ""
        return Passage(
            DocumentId(self.id),
            StreamName.KNOWLEDGE,
            None,
            document.title,
            f"{self.heading}: {self.text}" if self.heading else self.text,
            facts={
                "document": str(document.id),
                "version": str(document.version),
                "reviewed": approved,
            },
        )


class KnowledgeRepository(Protocol):
    """Where documents and their chunks are kept."""

    def save(self, document: KnowledgeDocument) -> None:
        """Keep a document, new or changed."""

    def get(self, document_id: DocumentId) -> KnowledgeDocument | None:
        """Return the document, or None."""

    def all(self) -> Sequence[KnowledgeDocument]:
        """Return every version of every document, by name and version."""

    def add_chunks(self, chunks: Sequence[Chunk]) -> None:
        """Keep chunks; those that are there already stay."""

    def chunks(self, document_id: DocumentId) -> Sequence[Chunk]:
        """Return the chunks of a document in order."""

    def remove_chunks(self, document_id: DocumentId) -> None:
        """Let go of a document's text."""
