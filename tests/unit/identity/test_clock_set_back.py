"""A clock that is set back lengthens no session, no broken glass, and opens no wait."""

from datetime import timedelta

import pytest

from app.identity import (
    Gate,
    GateRule,
    Permission,
    RefusedError,
    Role,
    SessionOverError,
    SignInBlockedError,
    SignInError,
)
from app.identity import ages as ages_module
from app.identity.ages import Ages
from app.ids import new_uuid
from app.runtime import ThreadLane
from tests.fakes.identity_house import LONGEST, PASSPHRASE, IdentityHouse


class Steady:
    """A clock that only goes on."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def gate(staffed: IdentityHouse, lane: ThreadLane, steady: Steady) -> Gate:
    database, rule = staffed.database, GateRule(LONGEST, timedelta(minutes=30))
    return Gate(database.reading, database.unit, lane, staffed.clock, rule, Ages(steady))


async def test_a_session_ends_after_twelve_real_hours(
    staffed: IdentityHouse, gate: Gate, steady: Steady
) -> None:
    session = staffed.session(Role.NURSE)
    await gate.admit(session, Permission.SEE_BOARD, "read")
    staffed.clock.advance(hours=-6)
    steady.seconds += LONGEST.total_seconds() - 1
    await gate.admit(session, Permission.SEE_BOARD, "read")
    steady.seconds += 1
    with pytest.raises(SessionOverError):
        await gate.admit(session, Permission.SEE_BOARD, "read")
    with pytest.raises(SessionOverError):
        await gate.allows(session, Permission.SEE_BOARD)


async def test_glass_closes_after_thirty_real_minutes(
    staffed: IdentityHouse, gate: Gate, steady: Steady
) -> None:
    session = staffed.session(Role.CARE_ASSISTANT)
    asked = (Permission.READ_CONVERSATIONS, "open", "r")
    staffed.clock.advance(hours=1)
    await gate.break_glass(session, "She is not breathing well")
    staffed.clock.advance(minutes=20)
    steady.seconds += 20 * 60
    # The clock is set back, and would give the glass its half hour anew.
    staffed.clock.advance(minutes=-20)
    assert (await gate.admit(session, *asked)).through
    assert await gate.opened()
    steady.seconds += 10 * 60
    with pytest.raises(RefusedError):
        await gate.admit(session, *asked)
    assert await gate.glass_of(session) is None
    assert await gate.opened() == ()


async def test_glass_broken_later_than_the_clock_says_is_not_open(
    staffed: IdentityHouse, gate: Gate
) -> None:
    session = staffed.session(Role.CARE_ASSISTANT)
    await gate.break_glass(session, "She is not breathing well")
    staffed.clock.advance(minutes=-1)
    assert await gate.glass_of(session) is None


async def test_a_wait_is_not_shorter(staffed: IdentityHouse) -> None:
    for _ in range(5):
        with pytest.raises(SignInError, match="do not belong together"):
            await staffed.sign_in.sign_in("nurse", "wrong")
    staffed.clock.advance(hours=-1)
    with pytest.raises(SignInBlockedError):
        await staffed.sign_in.sign_in("nurse", PASSPHRASE)


def test_no_more_is_kept_than_fits(steady: Steady, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ages_module, "MOST_KEPT", 2)
    known = Ages(steady)
    first, second, third = new_uuid(), new_uuid(), new_uuid()
    for thing in (first, second, third):
        known.of(thing)
    steady.seconds += 5
    assert known.of(third) == timedelta(seconds=5)
    assert known.of(first) == timedelta(0)
