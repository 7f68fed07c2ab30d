"""The real services, and sessions that cost no passphrase."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from argon2 import PasswordHasher

from app.bootstrap import Lilo
from app.identity import (
    Credential,
    Proof,
    Resident,
    Role,
    SessionId,
    SessionRecord,
    StaffMember,
    StaffSession,
)
from app.ids import StaffId, new_uuid
from tests.fakes.clock import FakeClock

_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("nobody types this")


class StationHouse:
    """Willow House with one more member of each role."""

    def __init__(self, lilo: Lilo, clock: FakeClock) -> None:
        self.lilo, self.clock = lilo, clock
        self.members = {role: self._member(role) for role in Role}

    @property
    def services(self) -> list[Any]:
        """Every service that staff use."""
        station, identity = self.lilo.station, self.lilo.identity
        return [
            *(getattr(station, field.name) for field in fields(station)),
            identity.people,
            identity.own_secrets,
            identity.gate,
        ]

    @property
    def margaret(self) -> Resident:
        return next(one for one in self.lilo.residents if one.given_name == "Margaret")

    def session(self, role: Role) -> StaffSession:
        member, now = self.members[role], self.clock()
        record = SessionRecord(SessionId(new_uuid()), member.id, "desk", Proof.PASSPHRASE, now, now)
        with self.lilo.database.unit() as unit:
            unit.sessions.open(record)
        return StaffSession(member, now, record.id)

    def actions(self, after: int = 0) -> list[str]:
        with self.lilo.database.reading() as unit:
            return [entry.action for entry in unit.audit.entries(after=after)]

    def count(self) -> int:
        with self.lilo.database.reading() as unit:
            return unit.audit.count()

    def _member(self, role: Role) -> StaffMember:
        member = StaffMember(StaffId(new_uuid()), f"x-{role}", role.value, "Person", role)
        with self.lilo.database.unit() as unit:
            unit.staff.add(member, Credential(member.id, _HASH))
        return member
