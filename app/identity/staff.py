"""Staff members, their roles, and how they prove who they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.ids import StaffId


class Role(StrEnum):
    """What a staff member is in the facility."""

    CARE_ASSISTANT = "care_assistant"
    NURSE = "nurse"
    PHYSICIAN = "physician"
    SOCIAL_WORKER = "social_worker"
    ADMINISTRATOR = "administrator"
    IT = "it"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person who works in the facility.

    Attributes:
        login: the short name they sign in with.
        title: professional title such as "RN", or empty.
        is_active: False once they have left: they cannot sign in, and their name stays on record.
    """

    id: StaffId
    login: str
    given_name: str
    family_name: str
    role: Role
    title: str = ""
    wing: str = ""
    on_shift: bool = False
    is_active: bool = True

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}"

    @property
    def signature(self) -> str:
        """Name with title, as shown to colleagues."""
        return f"{self.full_name}, {self.title}" if self.title else self.full_name


@dataclass(frozen=True, slots=True)
class Credential:
    """What is kept to recognise a staff member; the passphrase itself is not.

    Attributes:
        passphrase_hash: argon2id hash in PHC string format.
        failures: failed attempts since the last success.
        blocked_until: before this moment no attempt is accepted.
        badge: what the reader types for their badge; empty without one.
        pin_hash: argon2id hash of the PIN that goes with the badge; empty without one.
        needs_badge: the passphrase is short, and opens nothing without the badge.
        must_change: somebody else chose the passphrase.
        pin_must_change: somebody else chose the PIN.
    """

    staff_id: StaffId
    passphrase_hash: str
    failures: int = 0
    blocked_until: datetime | None = None
    badge: str = ""
    pin_hash: str = ""
    needs_badge: bool = False
    must_change: bool = False
    pin_must_change: bool = False


class StaffRepository(Protocol):
    """Where staff members and their credentials are kept."""

    def add(self, member: StaffMember, credential: Credential) -> None:
        """Keep a new staff member."""

    def get(self, staff_id: StaffId) -> StaffMember | None:
        """Return the staff member, or None."""

    def by_login(self, login: str) -> StaffMember | None:
        """Return the staff member with that login in any case, or None."""

    def by_badge(self, badge: str) -> StaffMember | None:
        """Return the staff member with that badge, or None."""

    def all(self) -> Sequence[StaffMember]:
        """Return everybody, by family name."""

    def save(self, member: StaffMember) -> None:
        """Replace a staff member's role, title, wing, shift, and whether they are active."""

    def credential(self, staff_id: StaffId) -> Credential:
        """Return what is kept to recognise them."""

    def save_credential(self, credential: Credential) -> None:
        """Replace what is kept to recognise them."""
