"""Documents of the knowledge base on `knowledge_documents` and `knowledge_chunks`."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.ids import DocumentId, StaffId
from app.knowledge.document import Chunk, DocumentKind, DocumentState, KnowledgeDocument
from storage.tables import KnowledgeChunkRow, KnowledgeDocumentRow


class SqlKnowledgeRepository:
    """Implements `app.knowledge.document.KnowledgeRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, document: KnowledgeDocument) -> None:
        """Keep a document, new or changed."""
        values = {field.name: getattr(document, field.name) for field in fields(document)}
        values |= {"kind": document.kind.value, "state": document.state.value}
        changed = {name: value for name, value in values.items() if name != "id"}
        self._session.execute(
            insert(KnowledgeDocumentRow)
            .values(values)
            .on_conflict_do_update(index_elements=["id"], set_=changed)
        )

    def get(self, document_id: DocumentId) -> KnowledgeDocument | None:
        """Return the document, or None."""
        row = self._session.scalar(
            select(KnowledgeDocumentRow)
            .where(KnowledgeDocumentRow.id == document_id)
            .execution_options(populate_existing=True)
        )
        return None if row is None else _document_of(row)

    def all(self) -> Sequence[KnowledgeDocument]:
        """Return every version of every document, by name and version."""
        rows = self._session.scalars(
            select(KnowledgeDocumentRow)
            .order_by(KnowledgeDocumentRow.name, KnowledgeDocumentRow.version)
            .execution_options(populate_existing=True)
        )
        return [_document_of(row) for row in rows]

    def add_chunks(self, chunks: Sequence[Chunk]) -> None:
        """Keep chunks; those that are there already stay."""
        if chunks:
            rows = [
                {field.name: getattr(chunk, field.name) for field in fields(chunk)}
                for chunk in chunks
            ]
            self._session.execute(insert(KnowledgeChunkRow).on_conflict_do_nothing(), rows)

    def chunks(self, document_id: DocumentId) -> Sequence[Chunk]:
        """Return the chunks of a document in order."""
        rows = self._session.scalars(
            select(KnowledgeChunkRow)
            .where(KnowledgeChunkRow.document_id == document_id)
            .order_by(KnowledgeChunkRow.number)
        )
        return [
            Chunk(row.id, DocumentId(row.document_id), row.number, row.heading, row.text)
            for row in rows
        ]

    def remove_chunks(self, document_id: DocumentId) -> None:
        """Let go of a document's text."""
        self._session.execute(
            delete(KnowledgeChunkRow).where(KnowledgeChunkRow.document_id == document_id)
        )


def _document_of(row: KnowledgeDocumentRow) -> KnowledgeDocument:
    return KnowledgeDocument(
        DocumentId(row.id),
        row.name,
        row.title,
        DocumentKind(row.kind),
        row.digest,
        row.version,
        DocumentState(row.state),
        row.added_at,
        StaffId(row.added_by),
        row.approved_at,
        StaffId(row.approved_by) if row.approved_by else None,
        row.warnings,
    )
