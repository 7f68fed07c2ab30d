"""Staff members on the `staff` and `staff_credentials` tables."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.identity.staff import Credential, Role, StaffMember
from app.ids import StaffId
from storage.errors import UnknownRecordError
from storage.tables import CredentialRow, StaffRow


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

    def get(self, staff_id: StaffId) -> StaffMember | None:
        """Return the staff member, or None."""
        row = self._session.get(StaffRow, staff_id)
        return None if row is None else _member_of(row)

    def by_login(self, login: str) -> StaffMember | None:
        """Return the staff member with that login in any case, or None."""
        wanted = select(StaffRow).where(StaffRow.login_folded == login.casefold())
        row = self._session.scalars(wanted).one_or_none()
        return None if row is None else _member_of(row)

    def all(self) -> Sequence[StaffMember]:
        """Return everybody, by family name."""
        members = map(_member_of, self._session.scalars(select(StaffRow)))
        return sorted(members, key=lambda m: (m.family_name.casefold(), m.given_name.casefold()))

    def credential(self, staff_id: StaffId) -> Credential:
        """Return what is kept to recognise them.

        Raises:
            UnknownRecordError: nobody has that id.
        """
        row = self._session.get(CredentialRow, staff_id)
        if row is None:
            raise UnknownRecordError("No staff member has that id.")
        return Credential(staff_id, row.passphrase_hash, row.failures, row.blocked_until)

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
        self._session.flush()


def _member_of(row: StaffRow) -> StaffMember:
    return StaffMember(
        id=StaffId(row.id),
        login=row.login,
        given_name=row.given_name,
        family_name=row.family_name,
        role=Role(row.role),
        title=row.title,
        wing=row.wing,
        on_shift=row.on_shift,
    )
