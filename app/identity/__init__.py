"""Identity: residents, staff, and how staff sign in."""

from app.identity.leave_gate import LeaveCodeError, LeaveGate, leave_code_hash
from app.identity.preferences import (
    Colours,
    KeyOrder,
    PreferenceBook,
    PreferenceRepository,
    Preferences,
    PreferenceUnit,
)
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
    "Colours",
    "Credential",
    "FamilyMember",
    "KeyOrder",
    "LeaveCodeError",
    "LeaveGate",
    "PreferenceBook",
    "PreferenceRepository",
    "PreferenceUnit",
    "Preferences",
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
    "leave_code_hash",
    "passphrase_hash",
]
