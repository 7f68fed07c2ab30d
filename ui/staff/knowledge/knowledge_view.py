"""Documents in rows of words."""

from collections.abc import Sequence

from app.knowledge import DocumentState, KnowledgeDocument
from app.knowledge.shelf import STEERING
from ui.staff.live.health import Tone
from ui.staff.look.table import RowView
from ui.staff.wording.language import Language


def document_rows(
    documents: Sequence[KnowledgeDocument], language: Language
) -> tuple[RowView, ...]:
    """Say of each version what it is and how far it has come."""
    return tuple(_row(document, language) for document in documents)


def warnings_of(document: KnowledgeDocument) -> tuple[str, ...]:
    """Return what the approver should know, as words."""
    return tuple(one.replace("_", " ") for one in document.warnings.split("\n") if one)


def may_be_approved(document: KnowledgeDocument) -> bool:
    """Whether it waits for approval."""
    return document.state is DocumentState.PROPOSED


def may_be_removed(document: KnowledgeDocument) -> bool:
    """Whether there is anything left to remove."""
    return document.state is not DocumentState.REMOVED


def needs_second_look(document: KnowledgeDocument) -> bool:
    """Whether some of it speaks to a program, so that somebody must have read all of it."""
    return STEERING in document.warnings.split("\n")


def _row(document: KnowledgeDocument, language: Language) -> RowView:
    words = language.words.knowledge
    states = {
        DocumentState.PROPOSED: words.proposed,
        DocumentState.APPROVED: words.approved_state,
        DocumentState.SUPERSEDED: words.superseded,
        DocumentState.REMOVED: words.removed_state,
    }
    warnings = warnings_of(document)
    return RowView(
        str(document.id),
        (
            document.name,
            document.title,
            str(document.version),
            states[document.state],
            " · ".join(warnings) or words.no_warnings,
        ),
        Tone.BAD if warnings and may_be_approved(document) else Tone.GOOD,
    )
