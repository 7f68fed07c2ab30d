"""Staff members on the `staff` and `staff_credentials` tables."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.identity.staff import Credential, Role, StaffMember
from app.ids import StaffId
from storage.errors import UnknownRecordError
from storage.tables import CredentialRow, StaffAccessRow, StaffRow

_FIRST = "first "
"""Stands before the hash of a PIN that somebody else chose; a hash begins with "$"."""


class SqlStaffRepository:
    """Implements `app.identity.staff.StaffRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, member: StaffMember, credential: Credential) -> None:
        """Keep a new staff member."""
        self._session.add(
            StaffRow(
                id=member.id,
                login=member.login,
                login_folded=member.login.casefold(),
                given_name=member.given_name,
                family_name=member.family_name,
                role=member.role.value,
                title=member.title,
                wing=member.wing,
                on_shift=member.on_shift,
            )
        )
        self._session.flush()
        self.save_credential(credential)
        if not member.is_active:
            self.save(member)

    def get(self, staff_id: StaffId) -> StaffMember | None:
        """Return the staff member, or None."""
        row = self._session.get(StaffRow, staff_id)
        return None if row is None else self._member_of(row)

    def by_login(self, login: str) -> StaffMember | None:
        """Return the staff member with that login in any case, or None."""
        wanted = select(StaffRow).where(StaffRow.login_folded == login.casefold())
        row = self._session.scalars(wanted).one_or_none()
        return None if row is None else self._member_of(row)

    def by_badge(self, badge: str) -> StaffMember | None:
        """Return the staff member with that badge, or None."""
        if not badge:
            return None
        wanted = select(StaffAccessRow).where(StaffAccessRow.badge == badge)
        row = self._session.scalars(wanted).one_or_none()
        return None if row is None else self.get(StaffId(row.staff_id))

    def all(self) -> Sequence[StaffMember]:
        """Return everybody, by family name."""
        left = select(StaffAccessRow.staff_id).where(StaffAccessRow.is_active.is_(False))
        gone = set(self._session.scalars(left))
        members = [
            _member(row, is_active=row.id not in gone)
            for row in self._session.scalars(select(StaffRow))
        ]
        return sorted(members, key=lambda m: (m.family_name.casefold(), m.given_name.casefold()))

    def save(self, member: StaffMember) -> None:
        """Replace a staff member's role, title, wing, shift, and whether they are active."""
        row = self._session.get(StaffRow, member.id)
        if row is None:
            raise UnknownRecordError("No staff member has that id.")
        row.role, row.title, row.wing = member.role.value, member.title, member.wing
        row.on_shift = member.on_shift
        self._access(member.id).is_active = member.is_active
        self._session.flush()

    def credential(self, staff_id: StaffId) -> Credential:
        """Return what is kept to recognise them.

        Raises:
            UnknownRecordError: nobody has that id.
        """
        row = self._session.get(CredentialRow, staff_id)
        if row is None:
            raise UnknownRecordError("No staff member has that id.")
        access = self._session.get(StaffAccessRow, staff_id)
        plain = Credential(staff_id, row.passphrase_hash, row.failures, row.blocked_until)
        if access is None:
            return plain
        return replace(
            plain,
            badge=access.badge or "",
            pin_hash=access.pin_hash.removeprefix(_FIRST),
            pin_must_change=access.pin_hash.startswith(_FIRST),
            needs_badge=access.needs_badge,
            must_change=access.must_change,
        )

    def save_credential(self, credential: Credential) -> None:
        """Replace what is kept to recognise them."""
        self._session.merge(
            CredentialRow(
                staff_id=credential.staff_id,
                passphrase_hash=credential.passphrase_hash,
                failures=credential.failures,
                blocked_until=credential.blocked_until,
            )
        )
        plain = Credential(credential.staff_id, credential.passphrase_hash)
        same = replace(credential, failures=0, blocked_until=None) == plain
        if not same or self._session.get(StaffAccessRow, credential.staff_id) is not None:
            access = self._access(credential.staff_id)
            access.badge = credential.badge or None
            first = _FIRST if credential.pin_must_change else ""
            access.pin_hash = first + credential.pin_hash
            access.needs_badge = credential.needs_badge
            access.must_change = credential.must_change
        self._session.flush()

    def _access(self, staff_id: StaffId) -> StaffAccessRow:
        row = self._session.get(StaffAccessRow, staff_id)
        if row is None:
            row = StaffAccessRow(
                staff_id=staff_id,
                is_active=True,
                needs_badge=False,
                must_change=False,
                badge=None,
                pin_hash="",
            )
            self._session.add(row)
        return row

    def _member_of(self, row: StaffRow) -> StaffMember:
        access = self._session.get(StaffAccessRow, row.id)
        return _member(row, is_active=access is None or access.is_active)


def _member(row: StaffRow, *, is_active: bool) -> StaffMember:
    return StaffMember(
        id=StaffId(row.id),
        login=row.login,
        given_name=row.given_name,
        family_name=row.family_name,
        role=Role(row.role),
        title=row.title,
        wing=row.wing,
        on_shift=row.on_shift,
        is_active=is_active,
    )
