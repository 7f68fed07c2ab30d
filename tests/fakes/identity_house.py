"""A real database with one member of each role, whose passphrases cost next to nothing."""

from datetime import timedelta

from argon2 import PasswordHasher

from app.identity import (
    Credential,
    Gate,
    GateRule,
    OwnSecrets,
    People,
    Proof,
    Recovery,
    Role,
    SecretPolicy,
    SessionId,
    SessionRecord,
    SignIn,
    StaffMember,
    StaffSession,
)
from app.ids import StaffId, new_uuid
from app.runtime import ThreadLane
from storage import Database
from tests.fakes.clock import FakeClock

PASSPHRASE = "seven herons over slate"
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSPHRASE)
LONGEST = timedelta(hours=12)


class IdentityHouse:
    """The services of identity on a real database."""

    def __init__(self, database: Database, lane: ThreadLane, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.members = {role: self._member(role) for role in Role}
        self.gate = Gate(
            database.reading, database.unit, lane, clock, GateRule(LONGEST, timedelta(minutes=30))
        )
        policy = SecretPolicy(lambda: frozenset({"iloveyouiloveyou"}), "Willow House")
        self.sign_in = SignIn(database.unit, lane, clock, b"pepper")
        self.people = People(self.gate, database.unit, lane, clock, policy, LONGEST)
        self.own = OwnSecrets(self.gate, database.unit, lane, clock, policy)
        self.recovery = Recovery(database.unit, lane, clock, policy)

    def session(self, role: Role) -> StaffSession:
        """Open a session without a passphrase."""
        member = self.members[role]
        record = SessionRecord(
            SessionId(new_uuid()), member.id, "desk", Proof.PASSPHRASE, self.clock(), self.clock()
        )
        with self.database.unit() as unit:
            unit.sessions.open(record)
        return StaffSession(member, record.started_at, record.id)

    def audited(self) -> list[tuple[str, str, str]]:
        """Return action, actor and subject of every entry."""
        with self.database.reading() as unit:
            return [(e.action, e.actor, e.subject) for e in unit.audit.entries()]

    def last_details(self) -> dict[str, object]:
        with self.database.reading() as unit:
            return dict(unit.audit.latest(1)[0].details)

    def credential(self, role: Role) -> Credential:
        with self.database.reading() as unit:
            return unit.staff.credential(self.members[role].id)

    def _member(self, role: Role) -> StaffMember:
        member = StaffMember(StaffId(new_uuid()), role.value, role.value.title(), "Person", role)
        with self.database.unit() as unit:
            unit.staff.add(member, Credential(member.id, HASH))
        return member
