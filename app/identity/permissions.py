"""Who may do what: one table, read by the gate. Nothing else decides."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from app.identity.staff import Role


class Permission(StrEnum):
    """Something that a staff member may or may not do."""

    SEE_BOARD = "see_board"
    """Alerts with names, words and reasons; residents' tiles; the watch list."""
    ANSWER_ALERTS = "answer_alerts"
    RELEASE_OTHERS = "release_others"
    """Giving back, or handing over, an alert that somebody else has."""
    SEE_FIGURES = "see_figures"
    """Counts without identities."""
    REVIEW = "review"
    SEE_RESIDENTS = "see_residents"
    EDIT_RESIDENTS = "edit_residents"
    RECORD_CONSENTS = "record_consents"
    READ_MEMORIES = "read_memories"
    CHANGE_MEMORIES = "change_memories"
    READ_SCORES = "read_scores"
    READ_CONVERSATIONS = "read_conversations"
    """Only where the resident has agreed as well."""
    BREAK_GLASS = "break_glass"
    SEE_MESSAGES = "see_messages"
    RESEND_MESSAGES = "resend_messages"
    SEE_KNOWLEDGE = "see_knowledge"
    PROPOSE_KNOWLEDGE = "propose_knowledge"
    APPROVE_KNOWLEDGE = "approve_knowledge"
    REMOVE_KNOWLEDGE = "remove_knowledge"
    READ_AUDIT = "read_audit"
    VERIFY_AUDIT = "verify_audit"
    HANDLE_RECORDS = "handle_records"
    """Handing over, holding and erasing a person's records."""
    KEEP_FACILITY = "keep_facility"
    """Putting backups back, changing the key, and settings of the facility."""
    SEE_PEOPLE = "see_people"
    MANAGE_STAFF = "manage_staff"
    REVOKE_SESSIONS = "revoke_sessions"
    SEE_SYSTEM = "see_system"
    STOP_GENERATION = "stop_generation"
    ALLOW_GENERATION = "allow_generation"
    SET_WINDOW = "set_window"
    """How the window of this machine looks."""
    CHANGE_OWN_SECRET = "change_own_secret"  # noqa: S105 - the name of a permission
    """Everybody's; it is named so that no method is without a permission."""


_P = Permission

_EVERYBODY = frozenset(
    {
        _P.CHANGE_OWN_SECRET,
        _P.SET_WINDOW,
        _P.VERIFY_AUDIT,
        _P.SEE_FIGURES,
        _P.SEE_KNOWLEDGE,
    }
)

_AT_THE_BEDSIDE = _EVERYBODY | {
    _P.SEE_BOARD,
    _P.ANSWER_ALERTS,
    _P.SEE_RESIDENTS,
    _P.STOP_GENERATION,
    _P.BREAK_GLASS,
}

_CLINICAL = _AT_THE_BEDSIDE | {
    _P.REVIEW,
    _P.EDIT_RESIDENTS,
    _P.RECORD_CONSENTS,
    _P.READ_MEMORIES,
    _P.CHANGE_MEMORIES,
    _P.READ_SCORES,
    _P.READ_CONVERSATIONS,
    _P.PROPOSE_KNOWLEDGE,
    _P.APPROVE_KNOWLEDGE,
    _P.REMOVE_KNOWLEDGE,
}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.CARE_ASSISTANT: _AT_THE_BEDSIDE,
        Role.NURSE: _CLINICAL | {_P.SEE_MESSAGES, _P.RESEND_MESSAGES},
        Role.PHYSICIAN: _CLINICAL,
        Role.SOCIAL_WORKER: _CLINICAL,
        Role.ADMINISTRATOR: _EVERYBODY
        | {
            # An administrator is told of alerts nobody takes, and must be able to take them.
            _P.SEE_BOARD,
            _P.ANSWER_ALERTS,
            _P.RELEASE_OTHERS,
            _P.SEE_RESIDENTS,
            _P.EDIT_RESIDENTS,
            _P.RECORD_CONSENTS,
            _P.SEE_MESSAGES,
            _P.RESEND_MESSAGES,
            _P.PROPOSE_KNOWLEDGE,
            _P.APPROVE_KNOWLEDGE,
            _P.REMOVE_KNOWLEDGE,
            _P.READ_AUDIT,
            _P.HANDLE_RECORDS,
            _P.KEEP_FACILITY,
            _P.SEE_PEOPLE,
            _P.MANAGE_STAFF,
            _P.REVOKE_SESSIONS,
            _P.SEE_SYSTEM,
            _P.STOP_GENERATION,
            _P.ALLOW_GENERATION,
        },
        Role.IT: _EVERYBODY
        | {
            _P.SEE_MESSAGES,
            _P.RESEND_MESSAGES,
            _P.PROPOSE_KNOWLEDGE,
            _P.KEEP_FACILITY,
            _P.SEE_PEOPLE,
            _P.REVOKE_SESSIONS,
            _P.SEE_SYSTEM,
            _P.STOP_GENERATION,
            _P.ALLOW_GENERATION,
        },
        Role.AUDITOR: _EVERYBODY | {_P.READ_AUDIT, _P.SEE_PEOPLE, _P.SEE_SYSTEM},
    }
)
"""What each role may do."""

BEHIND_GLASS = frozenset({_P.READ_CONVERSATIONS, _P.READ_MEMORIES})
"""What break-glass access opens for a while, whatever the role and the consent."""


def may(role: Role, permission: Permission) -> bool:
    """Return whether somebody in that role may do it."""
    return permission in PERMISSIONS[role]
