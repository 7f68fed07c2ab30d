"""The permission table, pinned: a change of who may do what is a change of this file."""

import pytest

from app.identity import PERMISSIONS, Permission, Role, may

P = Permission

PINNED = {
    P.SEE_BOARD: "care_assistant nurse physician social_worker administrator",
    P.ANSWER_ALERTS: "care_assistant nurse physician social_worker administrator",
    P.RELEASE_OTHERS: "administrator",
    P.SEE_FIGURES: "care_assistant nurse physician social_worker administrator it auditor",
    P.REVIEW: "nurse physician social_worker",
    P.SEE_RESIDENTS: "care_assistant nurse physician social_worker administrator",
    P.EDIT_RESIDENTS: "nurse physician social_worker administrator",
    P.RECORD_CONSENTS: "nurse physician social_worker administrator",
    P.READ_MEMORIES: "nurse physician social_worker",
    P.CHANGE_MEMORIES: "nurse physician social_worker",
    P.READ_CONVERSATIONS: "nurse physician social_worker",
    P.READ_SCORES: "nurse physician social_worker",
    P.HANDLE_RECORDS: "administrator",
    P.KEEP_FACILITY: "administrator it",
    P.BREAK_GLASS: "care_assistant nurse physician social_worker",
    P.SEE_MESSAGES: "nurse administrator it",
    P.RESEND_MESSAGES: "nurse administrator it",
    P.SEE_KNOWLEDGE: "care_assistant nurse physician social_worker administrator it auditor",
    P.PROPOSE_KNOWLEDGE: "nurse physician social_worker administrator it",
    P.APPROVE_KNOWLEDGE: "nurse physician social_worker administrator",
    P.REMOVE_KNOWLEDGE: "nurse physician social_worker administrator",
    P.READ_AUDIT: "administrator auditor",
    P.VERIFY_AUDIT: "care_assistant nurse physician social_worker administrator it auditor",
    P.SEE_PEOPLE: "administrator it auditor",
    P.MANAGE_STAFF: "administrator",
    P.REVOKE_SESSIONS: "administrator it",
    P.SEE_SYSTEM: "administrator it auditor",
    P.STOP_GENERATION: "care_assistant nurse physician social_worker administrator it",
    P.ALLOW_GENERATION: "administrator it",
    P.SET_WINDOW: "care_assistant nurse physician social_worker administrator it auditor",
    P.CHANGE_OWN_SECRET: "care_assistant nurse physician social_worker administrator it auditor",
}


@pytest.mark.parametrize("permission", list(Permission))
def test_who_may(permission: Permission) -> None:
    allowed = {role for role in Role if may(role, permission)}
    assert allowed == {Role(name) for name in PINNED[permission].split()}


def test_every_role_is_in_the_table() -> None:
    assert set(PERMISSIONS) == set(Role)
