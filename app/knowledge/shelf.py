"""The shelf of the knowledge base: documents are added, approved by somebody, removed."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import Protocol
from uuid import uuid5

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.errors import LiloError
from app.identity import Role, StaffMember
from app.ids import DocumentId, StaffId, new_uuid
from app.knowledge.chunking import chunked
from app.knowledge.document import (
    Chunk,
    DocumentKind,
    DocumentState,
    KnowledgeDocument,
    KnowledgeRepository,
    ReadDocument,
)
from app.knowledge.reading import DocumentReader, kind_of
from app.knowledge.steering import SteeringWatch
from app.recall import PassageRepository
from app.runtime import Lane

STEERING = "speaks_to_a_program"
"""The warning that asks for a second look."""

APPROVERS = frozenset({Role.NURSE, Role.PHYSICIAN, Role.SOCIAL_WORKER, Role.ADMINISTRATOR})

_LIVE = (DocumentState.PROPOSED, DocumentState.APPROVED)
_READING_DEADLINE_S = 180.0


class KnowledgeError(LiloError):
    """A document cannot be approved or removed."""

    code = "knowledge"


class KnowledgeUnit(Protocol):
    """What the shelf needs of a unit of work."""

    @property
    def knowledge(self) -> KnowledgeRepository:
        """Documents and their chunks."""

    @property
    def passages(self) -> PassageRepository:
        """Where approved chunks are found."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


KnowledgeUnits = Callable[[], AbstractContextManager[KnowledgeUnit]]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file.

    Attributes:
        known: the same bytes were there already, and nothing was added.
    """

    document: KnowledgeDocument
    chunks: int
    known: bool = False


@dataclass(frozen=True, slots=True)
class KnowledgeShelf:
    """Takes documents in. Nothing of one can be recalled before somebody has approved it.

    Attributes:
        on_change: told when what can be recalled has changed; called on the database's thread.
    """

    units: KnowledgeUnits
    database: Lane
    parsing: Lane
    reader: DocumentReader
    watch: SteeringWatch
    clock: Clock
    on_change: Callable[[], None]

    async def add(self, path: Path, by: StaffId) -> Added:
        """Take a document in for approval. The same file again changes nothing.

        Raises:
            UnreadableDocumentError: it cannot be read.
        """
        kind = kind_of(path)
        digest = await self.parsing.run(partial(_digest, path), deadline_s=_READING_DEADLINE_S)
        known = await self.database.run(partial(self._known, digest))
        if known is not None:
            return known
        read = await self.parsing.run(
            partial(self.reader.read, path, kind), deadline_s=_READING_DEADLINE_S
        )
        keep = partial(self._keep, path, kind, digest, read, by)
        return await self.database.run(keep, deadline_s=_READING_DEADLINE_S)

    async def documents(self) -> Sequence[KnowledgeDocument]:
        """Return every version of every document."""

        def job() -> Sequence[KnowledgeDocument]:
            with self.units() as unit:
                return unit.knowledge.all()

        return await self.database.run(job)

    async def approve(
        self, document_id: DocumentId, by: StaffMember, *, despite_warnings: bool = False
    ) -> int:
        """Let a document be recalled, in place of its older version; return its chunks.

        Raises:
            KnowledgeError: there is no such proposal, it is not theirs to approve, or the text
                speaks to a program and nobody has looked a second time.
        """

        def job() -> int:
            with self.units() as unit:
                document = _found(unit, document_id)
                _may_approve(document, by, despite_warnings=despite_warnings)
                for other in unit.knowledge.all():
                    if other.name == document.name and other.state is DocumentState.APPROVED:
                        unit.passages.remove(_passage_ids(unit, other.id))
                        unit.knowledge.save(replace(other, state=DocumentState.SUPERSEDED))
                now = self.clock()
                approved = replace(
                    document,
                    state=DocumentState.APPROVED,
                    approved_at=now,
                    approved_by=by.id,
                )
                unit.knowledge.save(approved)
                chunks = unit.knowledge.chunks(document_id)
                unit.passages.add([chunk.passage(approved) for chunk in chunks])
                details: dict[str, Detail] = {
                    "version": document.version,
                    "chunks": len(chunks),
                    "despite_warnings": despite_warnings,
                }
                self._note(unit, AuditAction.KNOWLEDGE_APPROVED, by.id, document_id, details)
            self.on_change()
            return len(chunks)

        return await self.database.run(job)

    async def remove(self, document_id: DocumentId, by: StaffId) -> None:
        """Let go of a document's text everywhere; that it was there stays on record.

        Raises:
            KnowledgeError: there is no such document.
        """

        def job() -> None:
            with self.units() as unit:
                document = _found(unit, document_id)
                unit.passages.remove(_passage_ids(unit, document_id))
                unit.knowledge.remove_chunks(document_id)
                unit.knowledge.save(replace(document, state=DocumentState.REMOVED))
                details: dict[str, Detail] = {"version": document.version}
                self._note(unit, AuditAction.KNOWLEDGE_REMOVED, by, document_id, details)
            self.on_change()

        await self.database.run(job)

    async def reindex(self, by: StaffId) -> int:
        """Write the passages of all approved documents anew, without vectors; return how many."""

        def job() -> int:
            count = 0
            with self.units() as unit:
                for document in unit.knowledge.all():
                    if document.state is DocumentState.APPROVED:
                        chunks = unit.knowledge.chunks(document.id)
                        unit.passages.add([chunk.passage(document) for chunk in chunks])
                        count += len(chunks)
                draft = AuditDraft(
                    AuditAction.KNOWLEDGE_REINDEXED, str(by), details={"chunks": count}
                )
                unit.audit.append(draft, self.clock())
            self.on_change()
            return count

        return await self.database.run(job, deadline_s=_READING_DEADLINE_S)

    def _known(self, digest: str) -> Added | None:
        with self.units() as unit:
            for document in unit.knowledge.all():
                if document.digest == digest and document.state in _LIVE:
                    chunks = len(unit.knowledge.chunks(document.id))
                    return Added(document, chunks, known=True)
        return None

    def _keep(
        self, path: Path, kind: DocumentKind, digest: str, read: ReadDocument, by: StaffId
    ) -> Added:
        pieces = list(chunked(read.blocks))
        warnings = list(read.warnings)
        if any(self.watch.steers(text) for _, text in pieces):
            warnings.append(STEERING)
        with self.units() as unit:
            versions = [d.version for d in unit.knowledge.all() if d.name == path.name]
            document = KnowledgeDocument(
                DocumentId(new_uuid()),
                path.name,
                read.title or path.stem,
                kind,
                digest,
                max(versions, default=0) + 1,
                DocumentState.PROPOSED,
                self.clock(),
                by,
                warnings="\n".join(warnings),
            )
            unit.knowledge.save(document)
            unit.knowledge.add_chunks(
                [
                    Chunk(uuid5(document.id, str(number)), document.id, number, heading, text)
                    for number, (heading, text) in enumerate(pieces)
                ]
            )
            details: dict[str, Detail] = {
                "version": document.version,
                "chunks": len(pieces),
                "kind": kind.value,
            }
            self._note(unit, AuditAction.KNOWLEDGE_ADDED, by, document.id, details)
        return Added(document, len(pieces))

    def _note(
        self,
        unit: KnowledgeUnit,
        action: AuditAction,
        by: StaffId,
        document_id: DocumentId,
        details: dict[str, Detail],
    ) -> None:
        unit.audit.append(AuditDraft(action, str(by), str(document_id), details), self.clock())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _found(unit: KnowledgeUnit, document_id: DocumentId) -> KnowledgeDocument:
    document = unit.knowledge.get(document_id)
    if document is None:
        raise KnowledgeError("There is no such document.", "Look at `lilo knowledge list`.")
    return document


def _may_approve(document: KnowledgeDocument, by: StaffMember, *, despite_warnings: bool) -> None:
    if by.role not in APPROVERS:
        raise KnowledgeError(
            "A document is approved by a nurse, physician, social worker or administrator.",
            "Ask one of them.",
        )
    if document.state is not DocumentState.PROPOSED:
        raise KnowledgeError(
            f"This document is {document.state.value} already.", "Look at `lilo knowledge list`."
        )
    if STEERING in document.warnings.split("\n") and not despite_warnings:
        raise KnowledgeError(
            "Some of this document speaks to a program, not to a reader.",
            "Read it whole. If it is harmless, approve it with --despite-warnings.",
        )


def _passage_ids(unit: KnowledgeUnit, document_id: DocumentId) -> list[DocumentId]:
    return [DocumentId(chunk.id) for chunk in unit.knowledge.chunks(document_id)]
