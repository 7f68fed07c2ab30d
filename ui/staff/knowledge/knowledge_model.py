"""The shelf of documents as last read, and what is done to the chosen one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from app.identity import StaffSession
from app.ids import DocumentId
from app.knowledge import Added, KnowledgeDocument
from app.station import StationKnowledge
from ui.shared.spawner import Spawner
from ui.staff.page_model import PageModel
from ui.staff.wording.language import Language


class KnowledgeModel(PageModel):
    """Reads when the page is opened and after each change.

    Attributes:
        documents: every version, newest first; None before they were read.
    """

    def __init__(
        self,
        shelf: StationKnowledge | None,
        spawner: Spawner,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(spawner, language, parent)
        self._shelf = shelf
        self.documents: tuple[KnowledgeDocument, ...] | None = None

    @property
    def is_there(self) -> bool:
        """Whether this facility has a shelf."""
        return self._shelf is not None

    def forget(self) -> None:
        """Let go of what was read."""
        self.documents = None

    def refresh(self) -> None:
        """Read now."""
        if self._shelf:
            self._read(self._shelf.documents, self._took)

    def document(self, key: str) -> KnowledgeDocument | None:
        """Return the document of a row."""
        return next((one for one in self.documents or () if str(one.id) == key), None)

    def add(self, path: Path) -> None:
        """Take a file in for approval."""
        shelf, words = self._shelf, self._language.words.knowledge
        if shelf:

            async def add(session: StaffSession) -> Added:
                return await shelf.add(session, path)

            def added(result: Added) -> None:
                self.notice = words.known if result.known else words.added
                self.refresh()

            self._do(add, added)

    def approve(self, document_id: DocumentId, *, despite_warnings: bool) -> None:
        """Let Lilo quote a document."""
        shelf = self._shelf
        if shelf:

            async def approve(session: StaffSession) -> int:
                return await shelf.approve(session, document_id, despite_warnings=despite_warnings)

            self._do(
                approve, lambda _chunks: self.refresh(), self._language.words.knowledge.approved
            )

    def remove(self, document_id: DocumentId) -> None:
        """Let go of a document."""
        shelf = self._shelf
        if shelf:

            async def remove(session: StaffSession) -> None:
                await shelf.remove(session, document_id)

            self._do(remove, lambda _none: self.refresh(), self._language.words.knowledge.removed)

    def _took(self, documents: Sequence[KnowledgeDocument]) -> None:
        self.documents = tuple(
            sorted(documents, key=lambda one: (one.added_at, one.version), reverse=True)
        )
