"""Identity: residents and what they agreed to; staff, how they sign in, and what they may do."""

from app.identity.break_glass import BreakGlassRepository, BrokenGlass
from app.identity.consents import (
    Basis,
    Consent,
    ConsentKind,
    ConsentRepository,
    ConsentRule,
    standing,
)
from app.identity.gate import (
    Admitted,
    Gate,
    GateRule,
    RefusedError,
    SessionOverError,
    needs,
    permission_of,
)
from app.identity.languages import LanguageBook, LanguageError
from app.identity.leave_gate import LeaveCodeError, LeaveGate, leave_code_hash
from app.identity.own_secrets import OwnSecrets
from app.identity.passphrases import WeakSecretError, passphrase_hash
from app.identity.people import NewStaff, People, PeopleError, StaffLine
from app.identity.permissions import PERMISSIONS, Permission, may
from app.identity.policy import SecretPolicy
from app.identity.preferences import (
    Colours,
    KeyOrder,
    PreferenceBook,
    PreferenceRepository,
    Preferences,
    PreferenceUnit,
    preference_details,
)
from app.identity.recovery import Recovery, RecoveryError, seal_recovery_code
from app.identity.residents import (
    FamilyMember,
    Mobility,
    Resident,
    ResidentRepository,
    RiskFactor,
    RiskKind,
    find_by_name,
)
from app.identity.sessions import (
    Proof,
    SessionId,
    SessionRecord,
    SessionRepository,
    StaffSession,
)
from app.identity.sign_in import SignIn, SignInBlockedError, SignInError
from app.identity.staff import Credential, Role, StaffMember, StaffRepository
from app.identity.voice_liking import (
    FASTEST,
    LOUDEST,
    SLOWEST,
    SOFTEST,
    Tone,
    VoiceLiking,
)
from app.language_files import LANGUAGES

__all__ = [
    "FASTEST",
    "LANGUAGES",
    "LOUDEST",
    "PERMISSIONS",
    "SLOWEST",
    "SOFTEST",
    "Admitted",
    "Basis",
    "BreakGlassRepository",
    "BrokenGlass",
    "Colours",
    "Consent",
    "ConsentKind",
    "ConsentRepository",
    "ConsentRule",
    "Credential",
    "FamilyMember",
    "Gate",
    "GateRule",
    "KeyOrder",
    "LanguageBook",
    "LanguageError",
    "LeaveCodeError",
    "LeaveGate",
    "Mobility",
    "NewStaff",
    "OwnSecrets",
    "People",
    "PeopleError",
    "Permission",
    "PreferenceBook",
    "PreferenceRepository",
    "PreferenceUnit",
    "Preferences",
    "Proof",
    "Recovery",
    "RecoveryError",
    "RefusedError",
    "Resident",
    "ResidentRepository",
    "RiskFactor",
    "RiskKind",
    "Role",
    "SecretPolicy",
    "SessionId",
    "SessionOverError",
    "SessionRecord",
    "SessionRepository",
    "SignIn",
    "SignInBlockedError",
    "SignInError",
    "StaffLine",
    "StaffMember",
    "StaffRepository",
    "StaffSession",
    "Tone",
    "VoiceLiking",
    "WeakSecretError",
    "find_by_name",
    "leave_code_hash",
    "may",
    "needs",
    "passphrase_hash",
    "permission_of",
    "preference_details",
    "seal_recovery_code",
    "standing",
]
