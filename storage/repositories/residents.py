"""Residents on the `residents` table."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.identity.residents import FamilyMember, Mobility, Resident, RiskFactor, RiskKind
from app.ids import ResidentId
from storage.repositories.notes import keep_mobility, mobility_note, read_mobility
from storage.tables import PrivacyEventRow, ResidentRow

_DIGITS = re.compile(r"(\d+)")
_WISHES = ("erasure_requested", "erasure_cancelled")

# Those whose last word on erasure was that they wish it.
_LAST_WISH = (
    select(func.max(PrivacyEventRow.sequence))
    .where(PrivacyEventRow.kind.in_(_WISHES))
    .group_by(PrivacyEventRow.resident_id)
)
TO_BE_ERASED = select(PrivacyEventRow.resident_id).where(
    PrivacyEventRow.sequence.in_(_LAST_WISH), PrivacyEventRow.kind == _WISHES[0]
)
"""Ids of those who are to be erased, and are shown nowhere any more."""


class SqlResidentRepository:
    """Implements `app.identity.residents.ResidentRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, resident: Resident) -> None:
        """Keep a new resident."""
        self._session.add(_row_of(resident))
        keep_mobility(self._session, resident.id, resident.mobility)
        self._session.flush()

    def save(self, resident: Resident) -> None:
        """Replace what is known of a resident."""
        self._session.merge(_row_of(resident))
        keep_mobility(self._session, resident.id, resident.mobility)
        self._session.flush()

    def get(self, resident_id: ResidentId) -> Resident | None:
        """Return the resident, or None."""
        row = self._session.get(ResidentRow, resident_id)
        return None if row is None else _resident_of(row, read_mobility(self._session))

    def all(self) -> Sequence[Resident]:
        """Return everybody who is not to be erased, by room as people count: 2 before 10."""
        rows = self._session.scalars(select(ResidentRow).where(ResidentRow.id.not_in(TO_BE_ERASED)))
        mobility = read_mobility(self._session)
        residents = [_resident_of(row, mobility) for row in rows]
        return sorted(residents, key=lambda r: (_counted(r.room), r.family_name, r.given_name))

    def hidden(self) -> frozenset[ResidentId]:
        """Return who is to be erased and is shown nowhere any more."""
        return frozenset(map(ResidentId, self._session.scalars(TO_BE_ERASED)))


def _counted(room: str) -> list[tuple[int, str]]:
    # Splitting at digits puts texts at even places and numbers at odd ones in every room, so
    # that only like is compared with like.
    return [
        (int(piece), "") if piece.isdecimal() else (0, piece.casefold())
        for piece in _DIGITS.split(room)
    ]


def _row_of(resident: Resident) -> ResidentRow:
    return ResidentRow(
        id=resident.id,
        given_name=resident.given_name,
        family_name=resident.family_name,
        preferred_name=resident.preferred_name,
        room=resident.room,
        wing=resident.wing,
        born=resident.born,
        language=resident.language,
        background=resident.background,
        family=[
            {"name": member.name, "relation": member.relation, "phrase": member.phrase}
            for member in resident.family
        ],
        risk_factors=[{"kind": risk.kind, "note": risk.note} for risk in resident.risk_factors],
    )


def _resident_of(row: ResidentRow, mobility: Mapping[str, Mobility]) -> Resident:
    resident_id = ResidentId(row.id)
    return Resident(
        id=resident_id,
        given_name=row.given_name,
        family_name=row.family_name,
        preferred_name=row.preferred_name,
        room=row.room,
        wing=row.wing,
        born=row.born,
        language=row.language,
        background=row.background,
        family=tuple(FamilyMember(**member) for member in row.family),
        risk_factors=tuple(map(_risk_of, row.risk_factors)),
        mobility=mobility.get(mobility_note(resident_id), Mobility.UNKNOWN),
    )


def _risk_of(kept: dict[str, Any]) -> RiskFactor:
    return RiskFactor(RiskKind(kept["kind"]), kept["note"])
