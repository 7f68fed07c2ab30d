"""Typed identifiers. All are UUIDv7 (RFC 9562): unique, and in order of creation."""

from typing import NewType
from uuid import UUID

from uuid6 import uuid7

ResidentId = NewType("ResidentId", UUID)
StaffId = NewType("StaffId", UUID)
MessageId = NewType("MessageId", UUID)
AlertId = NewType("AlertId", UUID)
AlertEventId = NewType("AlertEventId", UUID)
DocumentId = NewType("DocumentId", UUID)
MemoryId = NewType("MemoryId", UUID)
TurnId = NewType("TurnId", UUID)


def new_uuid() -> UUID:
    """Return a fresh UUIDv7 as a plain `uuid.UUID`."""
    return UUID(int=uuid7().int)
