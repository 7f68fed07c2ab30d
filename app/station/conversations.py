"""Opening what a resident said to Lilo: with the role and the consent, and never unnoticed."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.conversation import MessageRepository
from app.conversation.history import Message
from app.identity import (
    ConsentKind,
    ConsentRepository,
    ConsentRule,
    Gate,
    Permission,
    RefusedError,
    StaffSession,
    needs,
)
from app.ids import ResidentId
from app.runtime import Lane

MOST_SHOWN = 200


class ConversationUnit(Protocol):
    """What is read, and where the reading is written down."""

    @property
    def messages(self) -> MessageRepository:
        """What was said."""

    @property
    def consents(self) -> ConsentRepository:
        """What the resident agreed to."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class OpenedConversation:
    """The latest messages, oldest first.

    Attributes:
        glass_until: until when broken glass keeps it open; None where role and consent do.
    """

    messages: Sequence[Message]
    glass_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StationConversations:
    """Conversations, opened for staff in charge where the resident agrees."""

    gate: Gate
    units: Callable[[], AbstractContextManager[ConversationUnit]]
    database: Lane
    clock: Clock
    rule: ConsentRule

    @needs(Permission.READ_CONVERSATIONS)
    async def open(self, session: StaffSession, resident_id: ResidentId) -> OpenedConversation:
        """Return the latest messages of a resident.

        Raises:
            RefusedError: the resident has not agreed, and no glass is broken.
        """
        glass = await self.gate.glass_of(session)
        agrees = await self.database.run(lambda: self._agrees(resident_id))
        if not agrees and glass is None:
            permission = Permission.READ_CONVERSATIONS
            await self.gate.refuse(session, permission, "open", str(resident_id), "consent")
            raise RefusedError(
                "The resident has not agreed that conversations are opened.",
                "Ask them, and record their consent; in an emergency, break the glass.",
            )
        if glass is not None:
            await self.gate.note_use(glass, "open", str(resident_id))
        until = glass.until if glass is not None else None
        return await self.database.run(lambda: self._opened(session, resident_id, until))

    def _agrees(self, resident_id: ResidentId) -> bool:
        with self.units() as unit:
            kind = ConsentKind.CONVERSATIONS_READ
            return self.rule.allows(unit.consents, resident_id, kind)

    def _opened(
        self, session: StaffSession, resident_id: ResidentId, until: datetime | None
    ) -> OpenedConversation:
        with self.units() as unit:
            messages = unit.messages.recent(resident_id, MOST_SHOWN)
            details: dict[str, Detail] = {"messages": len(messages), "glass": until is not None}
            draft = AuditDraft(
                AuditAction.CONVERSATION_OPENED, str(session.member.id), str(resident_id), details
            )
            unit.audit.append(draft, self.clock())
        return OpenedConversation(messages, until)
