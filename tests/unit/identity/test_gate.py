"""The gate on a real database: a live session and the permission, or an entry and a refusal."""

from dataclasses import replace

import pytest

from app.audit import AuditAction
from app.identity import Permission, RefusedError, Role, SessionId, SessionOverError
from app.identity.gate import needs, permission_of
from app.ids import ResidentId, new_uuid
from tests.fakes.identity_house import IdentityHouse


async def test_who_may_is_let_through_without_an_entry(staffed: IdentityHouse) -> None:
    session = staffed.session(Role.NURSE)
    admitted = await staffed.gate.admit(session, Permission.REVIEW, "decide")
    assert (admitted.member, admitted.through) == (staffed.members[Role.NURSE], None)
    assert staffed.audited() == []


async def test_who_may_not_is_refused_and_written_down(staffed: IdentityHouse) -> None:
    session = staffed.session(Role.IT)
    with pytest.raises(RefusedError) as refused:
        await staffed.gate.admit(session, Permission.REVIEW, "decide", "about")
    assert refused.value.code == "identity.refused"
    me = str(session.member.id)
    assert staffed.audited() == [(AuditAction.REFUSED, me, "about")]
    assert staffed.last_details() == {"permission": "review", "doing": "decide", "why": "role"}


async def test_a_new_role_counts_at_the_next_press_of_a_key(staffed: IdentityHouse) -> None:
    session = staffed.session(Role.NURSE)
    boss = staffed.session(Role.ADMINISTRATOR)
    await staffed.people.set_role(boss, session.member.id, Role.CARE_ASSISTANT)
    with pytest.raises(RefusedError):
        await staffed.gate.admit(session, Permission.REVIEW, "decide")


@pytest.mark.parametrize("how", ["signed_out", "revoked", "left", "expired", "unknown"])
async def test_a_session_that_is_over_opens_nothing(staffed: IdentityHouse, how: str) -> None:
    session, boss = staffed.session(Role.NURSE), staffed.session(Role.ADMINISTRATOR)
    match how:
        case "signed_out":
            await staffed.sign_in.sign_out(session)
        case "revoked":
            await staffed.people.revoke(boss, session.id)
        case "left":
            await staffed.people.set_active(boss, session.member.id, is_active=False)
        case "expired":
            staffed.clock.advance(hours=12)
        case _:
            session = replace(session, id=SessionId(new_uuid()))
    with pytest.raises(SessionOverError):
        await staffed.gate.admit(session, Permission.CHANGE_OWN_SECRET, "anything")
    with pytest.raises(SessionOverError):
        await staffed.gate.allows(session, Permission.SEE_BOARD)


async def test_asking_what_to_show_leaves_no_entry(staffed: IdentityHouse) -> None:
    session = staffed.session(Role.AUDITOR)
    assert not await staffed.gate.allows(session, Permission.SEE_BOARD)
    assert await staffed.gate.allows(session, Permission.READ_AUDIT)
    assert staffed.audited() == []


async def test_when_a_session_was_last_seen_is_kept_to_the_minute(staffed: IdentityHouse) -> None:
    session, gate = staffed.session(Role.NURSE), staffed.gate

    def seen() -> object:
        with staffed.database.reading() as unit:
            return unit.sessions.get(session.id).seen_at

    began = staffed.clock.now
    staffed.clock.advance(seconds=59)
    await gate.admit(session, Permission.REVIEW, "x")
    assert seen() == began
    staffed.clock.advance(seconds=1)
    await gate.allows(session, Permission.REVIEW)
    assert seen() == staffed.clock.now
    staffed.clock.advance(minutes=1)
    await gate.admit(session, Permission.REVIEW, "x")
    assert seen() == staffed.clock.now


async def test_broken_glass_opens_what_is_closed_for_a_while(staffed: IdentityHouse) -> None:
    session, gate = staffed.session(Role.CARE_ASSISTANT), staffed.gate
    other = staffed.session(Role.CARE_ASSISTANT)
    asked = (Permission.READ_CONVERSATIONS, "open", "r")
    with pytest.raises(RefusedError):
        await gate.admit(session, *asked)
    glass = await gate.break_glass(session, "She is not breathing well")
    assert gate.glass_minutes == 30
    assert (await gate.admit(session, *asked)).through == glass
    assert await gate.glass_of(session) == glass
    assert await gate.opened() == ((session.member.signature, glass.until),)
    with pytest.raises(RefusedError):
        await gate.admit(session, Permission.MANAGE_STAFF, "add")
    with pytest.raises(RefusedError):
        await gate.admit(other, *asked)
    actions = [action for action, _, _ in staffed.audited()]
    assert actions[1:3] == [AuditAction.GLASS_BROKEN, AuditAction.GLASS_USED]
    with staffed.database.reading() as unit:
        details = unit.audit.entries()[1].details
    assert details == {
        "glass": str(glass.id),
        "minutes": 30,
        "reason": "She is not breathing well",
    }
    staffed.clock.advance(minutes=30)
    with pytest.raises(RefusedError):
        await gate.admit(session, *asked)
    assert await gate.opened() == ()


@pytest.mark.parametrize("reason", ["", "   ", "emergency", "a b c d e f g"])
async def test_glass_needs_a_reason(staffed: IdentityHouse, reason: str) -> None:
    with pytest.raises(RefusedError, match="reason"):
        await staffed.gate.break_glass(staffed.session(Role.NURSE), reason)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.IT, Role.AUDITOR])
async def test_who_does_not_care_for_residents_breaks_no_glass(
    staffed: IdentityHouse, role: Role
) -> None:
    with pytest.raises(RefusedError):
        await staffed.gate.break_glass(staffed.session(role), "I would like to know")


class Service:
    def __init__(self, staffed: IdentityHouse) -> None:
        self.gate = staffed.gate

    @needs(Permission.REVIEW)
    async def look(self, _session: object, resident_id: ResidentId, *, more: int = 0) -> int:
        return more + 1

    async def free(self) -> None:
        """Not guarded."""


async def test_a_guarded_method_names_what_it_was_about(staffed: IdentityHouse) -> None:
    service, resident_id = Service(staffed), ResidentId(new_uuid())
    assert permission_of(Service.look) is Permission.REVIEW
    assert permission_of(Service.free) is None
    assert await service.look(staffed.session(Role.NURSE), resident_id, more=2) == 3
    auditor = staffed.session(Role.AUDITOR)
    with pytest.raises(RefusedError):
        await service.look(auditor, resident_id)
    assert staffed.audited()[-1] == ("access.refused", str(auditor.member.id), str(resident_id))
