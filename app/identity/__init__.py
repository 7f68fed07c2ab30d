"""Identity: residents, staff, and how staff sign in."""

from app.identity.residents import (
    FamilyMember,
    Resident,
    ResidentRepository,
    RiskFactor,
    RiskKind,
    find_by_name,
)
from app.identity.sign_in import (
    SignIn,
    SignInBlockedError,
    SignInError,
    StaffSession,
    passphrase_hash,
)
from app.identity.staff import Credential, Role, StaffMember, StaffRepository

__all__ = [
    "Credential",
    "FamilyMember",
    "Resident",
    "ResidentRepository",
    "RiskFactor",
    "RiskKind",
    "Role",
    "SignIn",
    "SignInBlockedError",
    "SignInError",
    "StaffMember",
    "StaffRepository",
    "StaffSession",
    "find_by_name",
    "passphrase_hash",
]
