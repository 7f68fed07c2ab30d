"""Documents for Lilo to quote, as staff handle them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.identity import Gate, Permission, StaffSession, needs
from app.ids import DocumentId
from app.knowledge import Added, KnowledgeDocument, KnowledgeShelf


@dataclass(frozen=True, slots=True)
class StationKnowledge:
    """The shelf as staff use it."""

    gate: Gate
    shelf: KnowledgeShelf

    @needs(Permission.SEE_KNOWLEDGE)
    async def documents(self, _session: StaffSession) -> Sequence[KnowledgeDocument]:
        """Return every version of every document."""
        return await self.shelf.documents()

    @needs(Permission.PROPOSE_KNOWLEDGE)
    async def add(self, session: StaffSession, path: Path) -> Added:
        """Take a document in for approval; see `KnowledgeShelf.add`."""
        return await self.shelf.add(path, session.member.id)

    @needs(Permission.APPROVE_KNOWLEDGE)
    async def approve(
        self, session: StaffSession, document_id: DocumentId, *, despite_warnings: bool = False
    ) -> int:
        """Let a document be recalled; see `KnowledgeShelf.approve`."""
        return await self.shelf.approve(
            document_id, session.member, despite_warnings=despite_warnings
        )

    @needs(Permission.REMOVE_KNOWLEDGE)
    async def remove(self, session: StaffSession, document_id: DocumentId) -> None:
        """Let go of a document's text everywhere."""
        await self.shelf.remove(document_id, session.member.id)

    @needs(Permission.APPROVE_KNOWLEDGE)
    async def reindex(self, session: StaffSession) -> int:
        """Write the passages of all approved documents anew; return how many."""
        return await self.shelf.reindex(session.member.id)
