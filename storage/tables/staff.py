"""Staff members and what recognises them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class StaffRow(Base):
    """A staff member.

    Attributes:
        login_folded: the login as it is looked up: in any case.
    """

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    login: Mapped[str] = mapped_column(Words)
    login_folded: Mapped[str] = mapped_column(Words, unique=True)
    given_name: Mapped[str] = mapped_column(Words)
    family_name: Mapped[str] = mapped_column(Words)
    role: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Words)
    wing: Mapped[str] = mapped_column(Words)
    on_shift: Mapped[bool]


class CredentialRow(Base):
    """How a staff member proves who they are; apart, because it changes with every attempt."""

    __tablename__ = "staff_credentials"

    staff_id: Mapped[UUID] = mapped_column(Id, ForeignKey("staff.id"), primary_key=True)
    passphrase_hash: Mapped[str] = mapped_column(Text)
    failures: Mapped[int]
    blocked_until: Mapped[datetime | None] = mapped_column(Moment)


class StaffAccessRow(Base):
    """What narrows a staff member's access; nobody without a row is narrowed.

    Apart from the credentials, so that no column had to be added to a table with data.
    """

    __tablename__ = "staff_access"

    staff_id: Mapped[UUID] = mapped_column(Id, ForeignKey("staff.id"), primary_key=True)
    is_active: Mapped[bool]
    needs_badge: Mapped[bool]
    must_change: Mapped[bool]
    badge: Mapped[str | None] = mapped_column(Words, unique=True)
    pin_hash: Mapped[str] = mapped_column(Text)
