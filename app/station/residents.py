"""Residents as staff know them: found, opened, put right."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clinical import Score, ScoreRepository
from app.clock import Clock
from app.errors import LiloError
from app.identity import (
    Consent,
    ConsentKind,
    ConsentRepository,
    ConsentRule,
    Gate,
    Permission,
    PreferenceRepository,
    Preferences,
    Resident,
    ResidentRepository,
    RiskFactor,
    StaffSession,
    needs,
)
from app.ids import ResidentId
from app.presence import Doorkeeper, ResidenceLog, Roll
from app.runtime import Lane
from app.station.newcomers import NewResident, resident_of


class UnknownResidentError(LiloError):
    """Nobody with that id lives here."""

    code = "identity.unknown_resident"


class ResidentsUnit(Protocol):
    """What is read and written."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""

    @property
    def consents(self) -> ConsentRepository:
        """Consents."""

    @property
    def scores(self) -> ScoreRepository:
        """Scores."""

    @property
    def preferences(self) -> PreferenceRepository:
        """How residents like their screens."""

    @property
    def residence(self) -> ResidenceLog:
        """Who lives here."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class ResidentLine:
    """A resident in the list.

    Attributes:
        has_left: they have moved out; the record stays.
    """

    id: ResidentId
    name: str
    room: str
    wing: str
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class OpenedResident:
    """Everything on one resident's page that is not somebody's words.

    Attributes:
        consents: every word, oldest first.
        agrees: kinds that hold now, by what was said or by the facility's rule.
        has_left: they have moved out.
        preferences: what they have chosen on their screen; None where nothing was.
    """

    resident: Resident
    consents: Sequence[Consent]
    agrees: frozenset[ConsentKind]
    scores: Sequence[Score]
    has_left: bool = False
    preferences: Preferences | None = None


@dataclass(frozen=True, slots=True)
class StationResidents:
    """The residents' records. Opening one is an entry in the audit log."""

    gate: Gate
    units: Callable[[], AbstractContextManager[ResidentsUnit]]
    database: Lane
    clock: Clock
    rule: ConsentRule
    doors: Doorkeeper
    roll: Roll

    @needs(Permission.SEE_RESIDENTS)
    async def all(self, _session: StaffSession) -> tuple[ResidentLine, ...]:
        """Return everybody on record by room, and say who has moved out."""

        def job() -> tuple[ResidentLine, ...]:
            with self.units() as unit:
                away = unit.residence.departed()
                return tuple(
                    ResidentLine(one.id, one.full_name, one.room, one.wing, one.id in away)
                    for one in unit.residents.all()
                )

        return await self.database.run(job)

    @needs(Permission.SEE_RESIDENTS)
    async def open(self, session: StaffSession, resident_id: ResidentId) -> OpenedResident:
        """Return one resident's record.

        Raises:
            UnknownResidentError: nobody has that id.
        """

        def job() -> OpenedResident:
            with self.units() as unit:
                resident = _known(unit, resident_id)
                agrees = frozenset(
                    kind
                    for kind in ConsentKind
                    if self.rule.allows(unit.consents, resident_id, kind)
                )
                self._note(unit, AuditAction.RESIDENT_OPENED, session, resident_id, {})
                return OpenedResident(
                    resident,
                    tuple(unit.consents.of(resident_id)),
                    agrees,
                    tuple(unit.scores.of(resident_id)),
                    resident_id in unit.residence.departed(),
                    unit.preferences.of(resident_id),
                )

        return await self.database.run(job)

    @needs(Permission.EDIT_RESIDENTS)
    async def add(self, session: StaffSession, new: NewResident) -> ResidentId:
        """Keep somebody who moves in; every program of this facility knows them within a minute.

        Raises:
            NewcomerError: what was written down cannot be kept.
        """

        def job() -> ResidentId:
            with self.units() as unit:
                known, today = unit.residents.all(), self.clock().date()
                resident = resident_of(new, known, today)
                unit.residents.add(resident)
                self._note(unit, AuditAction.RESIDENT_ADDED, session, resident.id, {})
                return resident.id

        added = await self.database.run(job)
        await self.roll.look()
        return added

    @needs(Permission.EDIT_RESIDENTS)
    async def move_out(self, session: StaffSession, resident_id: ResidentId) -> None:
        """Keep that a resident has moved out: screens and lists end, the record stays.

        Raises:
            UnknownResidentError: nobody has that id.
        """
        await self.database.run(lambda: self._must_know(resident_id))
        await self.doors.discharge(resident_id, session.member.id)

    @needs(Permission.EDIT_RESIDENTS)
    async def move_back(self, session: StaffSession, resident_id: ResidentId) -> None:
        """Keep that a resident is back.

        Raises:
            UnknownResidentError: nobody has that id.
        """
        await self.database.run(lambda: self._must_know(resident_id))
        await self.doors.readmit(resident_id, session.member.id)

    @needs(Permission.EDIT_RESIDENTS)
    async def save_profile(
        self,
        session: StaffSession,
        resident_id: ResidentId,
        *,
        preferred_name: str,
        room: str,
        background: str,
    ) -> None:
        """Put a record right. Replies use it within a minute, a kiosk's greeting at its next start.

        Raises:
            UnknownResidentError: nobody has that id, or the name would be empty.
        """
        name, where = " ".join(preferred_name.split()), " ".join(room.split())
        if not (name and where):
            raise UnknownResidentError("A resident has a name to be called by, and a room.")

        def change(resident: Resident) -> Resident:
            return replace(resident, preferred_name=name, room=where, background=background.strip())

        await self.database.run(
            lambda: self._change(session, resident_id, change, {"changed": "profile"})
        )
        await self.roll.look()

    @needs(Permission.EDIT_RESIDENTS)
    async def set_risks(
        self, session: StaffSession, resident_id: ResidentId, risks: Sequence[RiskFactor]
    ) -> None:
        """Replace the risk factors on record, which the screening weighs from the next turn on.

        Raises:
            UnknownResidentError: nobody has that id.
        """

        def change(resident: Resident) -> Resident:
            return replace(resident, risk_factors=tuple(risks))

        details: dict[str, Detail] = {
            "changed": "risk_factors",
            "now": ",".join(risk.kind.value for risk in risks),
        }
        await self.database.run(lambda: self._change(session, resident_id, change, details))

    def _must_know(self, resident_id: ResidentId) -> None:
        with self.units() as unit:
            _known(unit, resident_id)

    def _change(
        self,
        session: StaffSession,
        resident_id: ResidentId,
        change: Callable[[Resident], Resident],
        details: dict[str, Detail],
    ) -> None:
        with self.units() as unit:
            unit.residents.save(change(_known(unit, resident_id)))
            self._note(unit, AuditAction.RESIDENT_CHANGED, session, resident_id, details)

    def _note(
        self,
        unit: ResidentsUnit,
        action: AuditAction,
        session: StaffSession,
        resident_id: ResidentId,
        details: dict[str, Detail],
    ) -> None:
        draft = AuditDraft(action, str(session.member.id), str(resident_id), details)
        unit.audit.append(draft, self.clock())


def _known(unit: ResidentsUnit, resident_id: ResidentId) -> Resident:
    resident = unit.residents.get(resident_id)
    if resident is None:
        raise UnknownResidentError("Nobody with that id lives here.", "Look at the list again.")
    return resident
