"""Staff, badges, secrets and recovery, on a real database."""

import pytest

from app.identity import (
    Credential,
    NewStaff,
    PeopleError,
    Permission,
    Proof,
    RecoveryError,
    RefusedError,
    Role,
    SignInBlockedError,
    SignInError,
    StaffMember,
    WeakSecretError,
    seal_recovery_code,
)
from app.identity.recovery_code import as_kept, new_code
from app.ids import StaffId, new_uuid
from tests.fakes.identity_house import HASH, PASSPHRASE, IdentityHouse

FIRST = "plum jam in a cold cellar"
OWN = "nine quiet ladders by the sea"


async def test_somebody_new_must_choose_a_passphrase_before_anything_else(
    staffed: IdentityHouse,
) -> None:
    boss = staffed.session(Role.ADMINISTRATOR)
    who = NewStaff(" iris ", "Iris", "Vale", Role.NURSE, "RN")
    member = await staffed.people.add(boss, who, FIRST)
    with pytest.raises(PeopleError, match="taken"):
        await staffed.people.add(boss, who, FIRST)
    session = await staffed.sign_in.sign_in("iris", FIRST, "desk 2")
    assert session.must_change
    with pytest.raises(RefusedError, match="chosen by somebody else"):
        await staffed.gate.admit(session, Permission.SEE_BOARD, "read")
    assert not await staffed.gate.allows(session, Permission.SEE_BOARD)
    with pytest.raises(SignInError):
        await staffed.own.change_passphrase(session, "wrong", OWN)
    with pytest.raises(WeakSecretError):
        await staffed.own.change_passphrase(session, FIRST, "short")
    with pytest.raises(WeakSecretError, match="present one"):
        await staffed.own.change_passphrase(session, FIRST, FIRST)
    await staffed.own.change_passphrase(session, FIRST, OWN)
    await staffed.gate.admit(session, Permission.SEE_BOARD, "read")
    assert not (await staffed.sign_in.sign_in("iris", OWN)).must_change
    lines = {line.member.id: line for line in await staffed.people.staff(boss)}
    assert [s.station for s in lines[member.id].sessions] == ["desk 2", ""]


@pytest.mark.parametrize("missing", ["login", "given_name", "family_name"])
async def test_what_is_missing_is_said(staffed: IdentityHouse, missing: str) -> None:
    fields = {"login": "x", "given_name": "X", "family_name": "Y", missing: " "}
    who = NewStaff(role=Role.NURSE, **fields)
    with pytest.raises(PeopleError, match="needed"):
        await staffed.people.add(staffed.session(Role.ADMINISTRATOR), who, FIRST)


async def test_nobody_changes_themselves_and_one_administrator_stays(
    staffed: IdentityHouse,
) -> None:
    boss, people = staffed.session(Role.ADMINISTRATOR), staffed.people
    me = boss.member.id
    for change in (
        people.set_role(boss, me, Role.NURSE),
        people.set_active(boss, me, is_active=False),
        people.issue_passphrase(boss, me, FIRST),
    ):
        with pytest.raises(PeopleError, match="oneself"):
            await change
    nurse = staffed.members[Role.NURSE].id
    await people.set_role(boss, nurse, Role.ADMINISTRATOR)
    second = staffed.session(Role.NURSE)
    await people.set_active(second, me, is_active=False)
    assert staffed.audited()[-1][0] == "staff.left"
    await people.set_active(second, me, is_active=True)
    with pytest.raises(RefusedError):
        await people.staff(boss)


async def test_the_last_administrator_cannot_be_let_go(staffed: IdentityHouse) -> None:
    # Two who work at once: each may let the other go, but not both.
    boss, people = staffed.session(Role.ADMINISTRATOR), staffed.people
    nurse = staffed.members[Role.NURSE].id
    await people.set_role(boss, nurse, Role.ADMINISTRATOR)
    second = staffed.session(Role.NURSE)
    await people.set_role(boss, nurse, Role.NURSE)
    with pytest.raises(RefusedError):
        await people.set_active(second, boss.member.id, is_active=False)


async def test_a_badge_opens_with_its_pin_and_a_short_passphrase_only_with_the_badge(
    staffed: IdentityHouse,
) -> None:
    boss, people = staffed.session(Role.ADMINISTRATOR), staffed.people
    nurse = staffed.members[Role.NURSE]
    with pytest.raises(WeakSecretError):
        await people.give_badge(boss, nurse.id, "0417-22", "123456")
    await people.give_badge(boss, nurse.id, "0417-22", "482915")
    with pytest.raises(PeopleError, match="somebody else"):
        await people.give_badge(boss, staffed.members[Role.PHYSICIAN].id, "0417-22", "482915")
    session = await staffed.sign_in.sign_in("0417-22", "482915", "desk")
    await staffed.own.change_pin(session, PASSPHRASE, "482916")
    await staffed.own.change_pin(session, "482916", "482915")
    with staffed.database.reading() as unit:
        assert unit.sessions.get(session.id).proof is Proof.BADGE_AND_PIN
    with pytest.raises(SignInError):
        await staffed.sign_in.sign_in("nurse", "482915")
    with pytest.raises(WeakSecretError, match="taken for a PIN"):
        await staffed.own.change_passphrase(session, PASSPHRASE, "5093847162")
    await staffed.own.change_passphrase(session, PASSPHRASE, "xk2!mo9q")
    with pytest.raises(SignInError):
        await staffed.sign_in.sign_in("nurse", "xk2!mo9q")
    assert (await staffed.sign_in.sign_in("0417-22", "xk2!mo9q")).member.id == nurse.id
    with pytest.raises(PeopleError, match="needs a badge"):
        await people.give_badge(boss, nurse.id, "", "")
    await staffed.own.change_pin(session, "xk2!mo9q", "735102")
    assert await staffed.sign_in.sign_in("0417-22", "735102")


async def test_a_login_is_nobodys_badge_and_a_badge_nobodys_login(staffed: IdentityHouse) -> None:
    boss, people = staffed.session(Role.ADMINISTRATOR), staffed.people
    nurse = staffed.members[Role.NURSE].id
    await people.give_badge(boss, nurse, "A0417", "482915")
    with pytest.raises(PeopleError, match="number of a badge"):
        await people.add(boss, NewStaff("a0417", "Iris", "Vale", Role.NURSE), FIRST)
    for badge in ("IT", "Nurse"):
        with pytest.raises(PeopleError, match="number of a login"):
            await people.give_badge(boss, nurse, badge, "482915")
    await people.give_badge(boss, nurse, "A0417", "482916")
    with pytest.raises(PeopleError, match="somebody else"):
        await people.give_badge(boss, staffed.members[Role.PHYSICIAN].id, "a0417", "482915")


async def test_a_badge_opens_also_where_somebody_has_it_as_their_login(
    staffed: IdentityHouse,
) -> None:
    # As it may have been kept before this was refused.
    nurse = staffed.members[Role.NURSE]
    await staffed.people.give_badge(staffed.session(Role.ADMINISTRATOR), nurse.id, "0417", "482915")
    with staffed.database.unit() as unit:
        iris = StaffMember(StaffId(new_uuid()), "0417", "Iris", "Vale", Role.NURSE)
        unit.staff.add(iris, Credential(iris.id, HASH))
    assert (await staffed.sign_in.sign_in("0417", "482915")).member.id == nurse.id
    assert (await staffed.sign_in.sign_in("0417", PASSPHRASE)).member.id == iris.id


async def test_a_first_pin_must_be_changed_before_anything_else(staffed: IdentityHouse) -> None:
    boss, people = staffed.session(Role.ADMINISTRATOR), staffed.people
    nurse = staffed.members[Role.NURSE].id
    await people.give_badge(boss, nurse, "0417", "482915")
    assert staffed.credential(Role.NURSE).pin_must_change
    lines = {line.member.id: line for line in await people.staff(boss)}
    assert (lines[nurse].must_change_pin, lines[nurse].must_change) == (True, False)
    session = await staffed.sign_in.sign_in("0417", "482915")
    assert (session.must_change_pin, session.must_change) == (True, False)
    with pytest.raises(RefusedError, match="chosen by somebody else"):
        await staffed.gate.admit(session, Permission.SEE_BOARD, "read")
    # It opens nothing that the passphrase opens.
    own = await staffed.sign_in.sign_in("nurse", PASSPHRASE)
    assert not own.must_change_pin
    await staffed.gate.admit(own, Permission.SEE_BOARD, "read")
    with pytest.raises(SignInError, match="passphrase or PIN"):
        await staffed.own.change_pin(session, "482999", "735102")
    with pytest.raises(WeakSecretError, match="present one"):
        await staffed.own.change_pin(session, "482915", "482915")
    await staffed.own.change_pin(session, "482915", "735102")
    await staffed.gate.admit(session, Permission.SEE_BOARD, "read")
    assert not (await staffed.sign_in.sign_in("0417", "735102")).must_change_pin
    assert not staffed.credential(Role.NURSE).pin_must_change

    await people.give_badge(boss, boss.member.id, "0001", "482915")
    assert not (await staffed.sign_in.sign_in("0001", "482915")).must_change_pin


async def test_a_pin_needs_a_badge(staffed: IdentityHouse) -> None:
    with pytest.raises(PeopleError, match="badge"):
        await staffed.own.change_pin(staffed.session(Role.NURSE), PASSPHRASE, "482915")


async def test_an_issued_passphrase_ends_sessions_and_waits(staffed: IdentityHouse) -> None:
    session, boss = staffed.session(Role.NURSE), staffed.session(Role.ADMINISTRATOR)
    for _ in range(5):
        with pytest.raises(SignInError):
            await staffed.own.change_passphrase(session, "wrong", OWN)
    with pytest.raises(SignInBlockedError):
        await staffed.sign_in.sign_in("nurse", PASSPHRASE)
    with pytest.raises(SignInError, match="too many"):
        await staffed.own.change_passphrase(session, PASSPHRASE, OWN)
    assert [line.is_blocked for line in await staffed.people.staff(boss)].count(True) == 1
    await staffed.people.issue_passphrase(boss, session.member.id, FIRST)
    with pytest.raises(RefusedError):
        await staffed.gate.admit(session, Permission.SEE_BOARD, "read")
    assert (await staffed.sign_in.sign_in("nurse", FIRST)).must_change


async def test_the_last_administrator_who_is_blocked_comes_back_with_the_code(
    staffed: IdentityHouse,
) -> None:
    boss, nurse = staffed.session(Role.ADMINISTRATOR), staffed.session(Role.NURSE)
    with staffed.database.unit() as unit:
        code = seal_recovery_code(unit, "lilo", staffed.clock())
        for session in (boss, nurse):
            unit.staff.save_credential(Credential(session.member.id, HASH, failures=99))
    for session in (boss, nurse):
        with pytest.raises(SignInError, match="not your present"):
            await staffed.own.change_passphrase(session, "wrong", OWN)
        assert staffed.audited()[-1][0] == "staff.sign_in_blocked"
        with pytest.raises(SignInBlockedError, match="a hundred wrong tries"):
            await staffed.own.change_passphrase(session, PASSPHRASE, OWN)
    with pytest.raises(SignInBlockedError, match="recovery code"):
        await staffed.sign_in.sign_in("administrator", PASSPHRASE)
    await staffed.recovery.recover(code, "administrator", OWN)
    back = await staffed.sign_in.sign_in("administrator", OWN)
    lines = {line.member.id: line for line in await staffed.people.staff(back)}
    assert (lines[nurse.member.id].is_blocked, lines[nurse.member.id].needs_secret) == (True, True)
    assert not lines[back.member.id].needs_secret
    await staffed.people.issue_passphrase(back, nurse.member.id, FIRST)
    assert (await staffed.sign_in.sign_in("nurse", FIRST)).must_change


async def test_who_has_left_cannot_sign_in_and_gets_the_same_answer(
    staffed: IdentityHouse,
) -> None:
    boss = staffed.session(Role.ADMINISTRATOR)
    await staffed.people.set_active(boss, staffed.members[Role.NURSE].id, is_active=False)
    with pytest.raises(SignInError, match="do not belong together"):
        await staffed.sign_in.sign_in("nurse", PASSPHRASE)


async def test_the_recovery_code_opens_once_and_only_for_an_administrator(
    staffed: IdentityHouse,
) -> None:
    with staffed.database.unit() as unit:
        code = seal_recovery_code(unit, "lilo", staffed.clock())
    with pytest.raises(RecoveryError):
        await staffed.recovery.recover(code, "nurse", OWN)
    with pytest.raises(RecoveryError):
        await staffed.recovery.recover(new_code(), "administrator", OWN)
    with pytest.raises(WeakSecretError):
        await staffed.recovery.recover(code, "administrator", "short")
    following = await staffed.recovery.recover(f" {code.lower()} ", "administrator", OWN)
    assert await staffed.sign_in.sign_in("administrator", OWN)
    with pytest.raises(RecoveryError):
        await staffed.recovery.recover(code, "administrator", FIRST)
    assert following != code
    for _ in range(4):
        with pytest.raises(RecoveryError, match="not right"):
            await staffed.recovery.recover(code, "administrator", FIRST)
    with pytest.raises(RecoveryError, match="Please wait 30 seconds"):
        await staffed.recovery.recover(following, "administrator", FIRST)


def test_codes_are_read_as_they_are_meant() -> None:
    assert as_kept("o1l-i0 a") == "01110A"
    assert len({new_code() for _ in range(50)}) == 50
