"""Signing in, on a real database and with real argon2id hashes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.audit import AuditEntry
from app.identity import (
    Credential,
    Role,
    SignIn,
    SignInBlockedError,
    SignInError,
    StaffMember,
    passphrase_hash,
)
from app.identity.waits import Attempts, attempt_key, wait_after
from app.ids import StaffId, new_uuid
from app.runtime import ThreadLane
from storage import Database, FacilityKeys
from tests.fakes.clock import FakeClock

RIGHT = "willow trees in the rain"
HASH = passphrase_hash(RIGHT)
DANA = StaffMember(StaffId(new_uuid()), "dana", "Dana", "Whitfield", Role.NURSE, "RN")
KEYS = FacilityKeys.random()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "staff.db"


@pytest.fixture
def house(path: Path) -> Iterator[Database]:
    with Database.open(path, KEYS) as database:
        with database.unit() as unit:
            unit.staff.add(DANA, Credential(DANA.id, HASH))
        yield database


@pytest.fixture
def desk(house: Database, lane: ThreadLane, clock: FakeClock) -> SignIn:
    return SignIn(house.unit, lane, clock)


def audited(house: Database) -> list[AuditEntry]:
    with house.reading() as unit:
        return list(unit.audit.entries())


def credential(house: Database) -> Credential:
    with house.reading() as unit:
        return unit.staff.credential(DANA.id)


async def fail(desk: SignIn, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(SignInError, match="do not belong together"):
            await desk.sign_in("dana", "wrong")


@pytest.mark.parametrize("login", ["dana", "DANA", "  Dana "])
async def test_the_right_passphrase_opens_a_session(
    desk: SignIn, house: Database, clock: FakeClock, login: str
) -> None:
    session = await desk.sign_in(login, RIGHT)
    assert (session.member, session.since) == (DANA, clock.now)
    assert [(e.action, e.actor) for e in audited(house)] == [("staff.signed_in", str(DANA.id))]


@pytest.mark.parametrize("passphrase", ["wrong", "", RIGHT.upper(), RIGHT + " ", "ü" * 5_000])
async def test_a_wrong_passphrase_is_refused_and_audited(
    desk: SignIn, house: Database, passphrase: str
) -> None:
    with pytest.raises(SignInError) as refused:
        await desk.sign_in("dana", passphrase)
    assert refused.value.code == "identity.sign_in"
    assert [(e.action, e.actor) for e in audited(house)] == [("staff.sign_in_failed", str(DANA.id))]
    assert credential(house).failures == 1


async def test_an_unknown_name_gets_the_same_answer_and_is_not_written_down(
    desk: SignIn, house: Database
) -> None:
    with pytest.raises(SignInError) as unknown:
        await desk.sign_in("mallory", RIGHT)
    with pytest.raises(SignInError) as wrong:
        await desk.sign_in("dana", "wrong")
    assert type(unknown.value) is type(wrong.value)
    assert str(unknown.value) == str(wrong.value)
    first = audited(house)[0]
    assert (first.action, first.actor, first.subject, first.details) == (
        "staff.sign_in_failed",
        "unknown",
        "",
        {},
    )


async def test_the_passphrase_that_nobody_has_opens_nothing(desk: SignIn) -> None:
    with pytest.raises(SignInError):
        await desk.sign_in("mallory", "nobody has this passphrase")


async def test_a_damaged_hash_lets_nobody_in(desk: SignIn, house: Database) -> None:
    with house.unit() as unit:
        unit.staff.save_credential(Credential(DANA.id, "not a hash"))
    with pytest.raises(SignInError):
        await desk.sign_in("dana", RIGHT)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        (0, 0),
        (4, 0),
        (5, 30),
        (6, 60),
        (7, 120),
        (8, 240),
        (9, 480),
        (10, 900),
        (11, 900),
        (10_000, 900),
    ],
)
def test_waits_begin_after_five_failures_and_double_to_a_quarter_of_an_hour(
    failures: int, seconds: int
) -> None:
    assert wait_after(failures) == timedelta(seconds=seconds)


def after_failures(house: Database, failures: int) -> None:
    with house.unit() as unit:
        unit.staff.save_credential(Credential(DANA.id, HASH, failures=failures))


async def test_after_a_hundred_failures_no_waiting_helps(
    desk: SignIn, house: Database, clock: FakeClock
) -> None:
    after_failures(house, 98)
    await fail(desk)
    clock.advance(minutes=15)
    assert (await desk.sign_in("dana", RIGHT)).member == DANA
    after_failures(house, 99)
    await fail(desk)
    assert audited(house)[-1].action == "staff.sign_in_blocked"
    clock.advance(days=400)
    for secret in (RIGHT, "wrong"):
        with pytest.raises(SignInBlockedError, match="An administrator can issue"):
            await desk.sign_in("dana", secret)
    entry = audited(house)[-1]
    assert (entry.action, entry.details) == ("staff.sign_in_failed", {"during_wait": True})
    assert credential(house).failures == 100


async def test_a_name_that_nobody_has_is_blocked_as_a_real_one_is(
    desk: SignIn, house: Database, clock: FakeClock
) -> None:
    key = attempt_key(b"", "mallory")
    with house.unit() as unit:
        unit.attempts.save(key, Attempts(99), clock())
    with pytest.raises(SignInError, match="do not belong together"):
        await desk.sign_in("mallory", "wrong")
    clock.advance(hours=1)
    with pytest.raises(SignInBlockedError, match="a hundred wrong tries"):
        await desk.sign_in("mallory", "wrong")


async def test_four_failures_cost_no_wait(desk: SignIn) -> None:
    await fail(desk, 4)
    assert (await desk.sign_in("dana", RIGHT)).member == DANA


async def test_after_five_failures_even_the_right_passphrase_has_to_wait(
    desk: SignIn, clock: FakeClock
) -> None:
    await fail(desk, 5)
    with pytest.raises(SignInBlockedError, match="Please wait 30 seconds") as blocked:
        await desk.sign_in("dana", RIGHT)
    assert blocked.value.code == "identity.sign_in_blocked"
    clock.advance(seconds=29.9)
    with pytest.raises(SignInBlockedError, match="Please wait 1 seconds"):
        await desk.sign_in("dana", RIGHT)
    clock.advance(seconds=0.1)
    assert (await desk.sign_in("dana", RIGHT)).member == DANA


async def test_each_further_failure_doubles_the_wait(desk: SignIn, clock: FakeClock) -> None:
    await fail(desk, 5)
    clock.advance(seconds=30)
    await fail(desk)
    with pytest.raises(SignInBlockedError, match="Please wait 60 seconds"):
        await desk.sign_in("dana", RIGHT)


async def test_an_attempt_during_the_wait_does_not_lengthen_it(
    desk: SignIn, house: Database, clock: FakeClock
) -> None:
    await fail(desk, 5)
    until = credential(house).blocked_until
    for _ in range(3):
        with pytest.raises(SignInBlockedError):
            await desk.sign_in("dana", "wrong")
    assert (credential(house).blocked_until, credential(house).failures) == (until, 5)
    assert until == clock.now + timedelta(seconds=30)


async def test_a_success_forgets_the_failures(
    desk: SignIn, house: Database, clock: FakeClock
) -> None:
    await fail(desk, 5)
    clock.advance(minutes=1)
    await desk.sign_in("dana", RIGHT)
    assert credential(house) == Credential(DANA.id, HASH)
    await fail(desk, 4)
    assert (await desk.sign_in("dana", RIGHT)).member == DANA


async def test_a_name_that_nobody_has_waits_as_a_real_one_does_and_blocks_nobody(
    desk: SignIn, house: Database, path: Path, lane: ThreadLane, clock: FakeClock
) -> None:
    for _ in range(5):
        with pytest.raises(SignInError, match="do not belong together"):
            await desk.sign_in("mallory", "wrong")
    with pytest.raises(SignInBlockedError, match="Please wait 30 seconds"):
        await desk.sign_in(" Mallory", "wrong")
    assert (await desk.sign_in("dana", RIGHT)).member == DANA
    house.close()
    with (
        Database.open(path, KEYS) as again,
        pytest.raises(SignInBlockedError, match="Please wait 30 seconds"),
    ):
        await SignIn(again.unit, lane, clock).sign_in("mallory", "wrong")


async def test_a_wait_survives_closing_and_opening_again(
    desk: SignIn, house: Database, path: Path, lane: ThreadLane, clock: FakeClock
) -> None:
    await fail(desk, 5)
    house.close()
    with Database.open(path, KEYS) as again:
        later = SignIn(again.unit, lane, clock)
        with pytest.raises(SignInBlockedError, match="Please wait 30 seconds"):
            await later.sign_in("dana", RIGHT)
        clock.advance(seconds=30)
        assert (await later.sign_in("dana", RIGHT)).member == DANA


async def test_signing_out_is_audited(desk: SignIn, house: Database, clock: FakeClock) -> None:
    session = await desk.sign_in("dana", RIGHT)
    clock.advance(hours=8)
    await desk.sign_out(session)
    entry = audited(house)[-1]
    assert (entry.action, entry.actor, entry.at) == (
        "staff.signed_out",
        str(DANA.id),
        clock.now,
    )


def test_a_passphrase_is_kept_as_a_salted_argon2id_hash() -> None:
    assert HASH.startswith("$argon2id$")
    assert RIGHT not in HASH
    assert passphrase_hash(RIGHT) != HASH
