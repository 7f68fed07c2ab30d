"""The knowledge pack: articles that come with Lilo or in a bundle, exchanged as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.audit import AuditAction, AuditDraft
from app.clock import Clock
from app.knowledge.shelf import KnowledgeUnits
from app.recall import Passage, Scope, StreamName

ARTICLE_FACT = "article"
"""Tells passages of the pack from those of documents that the facility has added."""

_SCOPE = Scope(StreamName.KNOWLEDGE, None)


@dataclass(frozen=True, slots=True)
class PackChange:
    """How many passages came and went."""

    added: int
    removed: int

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def exchange_pack(
    units: KnowledgeUnits, passages: Sequence[Passage], pack: str, clock: Clock
) -> PackChange:
    """Let exactly these passages be the pack, in one step. Blocking.

    Passages that stay as they are keep their vectors; documents of the facility are not touched.

    Args:
        pack: names the pack in the audit log.
    """
    wanted = {passage.id: passage for passage in passages}
    with units() as unit:
        held = {
            passage.id: passage
            for passage in unit.passages.of(_SCOPE)
            if ARTICLE_FACT in (passage.facts or {})
        }
        fresh = [passage for key, passage in wanted.items() if held.get(key) != passage]
        stale = [key for key in held if key not in wanted]
        if fresh or stale:
            unit.passages.add(fresh)
            unit.passages.remove(stale)
            details = {"passages": len(fresh), "removed": len(stale)}
            unit.audit.append(
                AuditDraft(AuditAction.KNOWLEDGE_ADDED, "lilo", pack, details), clock()
            )
    return PackChange(len(fresh), len(stale))
