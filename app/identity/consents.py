"""Consents of residents: one kind each, dated, withdrawable, and asked before acting.

A consent is the newest word on its kind. Words before it stay on record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from app.ids import ResidentId, StaffId

_EVER = datetime.min.replace(tzinfo=UTC)


class ConsentKind(StrEnum):
    """What somebody can agree to."""

    FAMILY_TOLD = "family_told"
    """The family is told of the gravest alerts."""
    FAMILY_WRITTEN = "family_written"
    """Lilo sends the family what the resident wishes to tell them."""
    CONVERSATIONS_READ = "conversations_read"
    """Staff in charge may open what was said to Lilo."""
    LIFE_STORY_PHOTOS = "life_story_photos"
    """Photographs are shown and spoken about."""
    MEMORY = "memory"
    """Lilo keeps what the resident tells about themselves."""


class Basis(StrEnum):
    """In whose name it was given or withdrawn."""

    RESIDENT = "resident"
    REPRESENTATIVE = "representative"
    """A family member or other person who may decide for the resident."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One word on one kind.

    Attributes:
        is_given: False withdraws.
        said_by: name of who decided.
        recorded_by: the staff member who wrote it down.
        note: how it was given, such as "signed form in the file".
    """

    id: UUID
    resident_id: ResidentId
    kind: ConsentKind
    is_given: bool
    basis: Basis
    said_by: str
    recorded_by: StaffId
    at: datetime
    note: str = ""


class ConsentRepository(Protocol):
    """Where consents are kept; only ever added to."""

    def add(self, consent: Consent) -> None:
        """Keep a word."""

    def of(self, resident_id: ResidentId) -> Sequence[Consent]:
        """Return every word of a resident, oldest first."""

    def latest(self, resident_id: ResidentId, kind: ConsentKind) -> Consent | None:
        """Return the newest word on a kind, or None."""


def standing(consents: Sequence[Consent]) -> Mapping[ConsentKind, Consent]:
    """Return the newest word on each kind, from all of them, oldest first."""
    return {consent.kind: consent for consent in consents}


@dataclass(frozen=True, slots=True)
class ConsentRule:
    """What holds where nobody has said anything.

    Attributes:
        assumed: kinds that the facility's contract with its residents covers.
    """

    assumed: frozenset[ConsentKind] = frozenset()

    def allows(
        self, consents: ConsentRepository, resident_id: ResidentId, kind: ConsentKind
    ) -> bool:
        """Return whether a resident agrees, by the newest word or else by the rule."""
        latest = consents.latest(resident_id, kind)
        return latest.is_given if latest is not None else kind in self.assumed

    def agreed_since(
        self, consents: ConsentRepository, resident_id: ResidentId, kind: ConsentKind
    ) -> datetime | None:
        """Return since when a resident agrees without a break, or None where they do not.

        What holds by the rule alone holds from ever on.
        """
        since = _EVER if kind in self.assumed else None
        for consent in consents.of(resident_id):
            if consent.kind is not kind:
                continue
            if not consent.is_given:
                since = None
            elif since is None:
                since = consent.at
        return since
