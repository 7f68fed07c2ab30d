"""Residents as staff know them: found, opened, put right."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol, TypeVar

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
    Mobility,
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

_Record = TypeVar("_Record")


class UnknownResidentError(LiloError):
    """Nobody with that id lives here."""

    code = "identity.unknown_resident"


class RecordChangedError(LiloError):
    """Somebody else has changed the same thing since it was read; nothing was kept."""

    code = "identity.record_changed"


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a record staff put right."""

    preferred_name: str
    room: str
    background: str

    @classmethod
    def of(cls, resident: Resident) -> "Profile":
        """Return what stands on record."""
        return cls(resident.preferred_name, resident.room, resident.background)


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
        read: Profile,
        wanted: Profile,
    ) -> tuple[Profile, Profile]:
        """Put a record right and return it before and after.

        Replies use it within a minute, a kiosk's greeting at its next start.

        Args:
            read: what stood there when it was opened: only what differs from it is changed.

        Raises:
            UnknownResidentError: nobody has that id, or the name would be empty.
            RecordChangedError: somebody else has changed the same field meanwhile.
        """
        wanted = Profile(
            " ".join(wanted.preferred_name.split()),
            " ".join(wanted.room.split()),
            wanted.background.strip(),
        )
        if not (wanted.preferred_name and wanted.room):
            raise UnknownResidentError("A resident has a name to be called by, and a room.")

        def change(resident: Resident) -> Resident:
            now = merged(Profile.of(resident), read, wanted)
            return replace(
                resident,
                preferred_name=now.preferred_name,
                room=now.room,
                background=now.background,
            )

        details: dict[str, Detail] = {"changed": "profile"}
        before, after = await self.database.run(
            lambda: self._change(session, resident_id, change, details)
        )
        await self.roll.look()
        return Profile.of(before), Profile.of(after)

    @needs(Permission.EDIT_RESIDENTS)
    async def set_mobility(
        self, session: StaffSession, resident_id: ResidentId, mobility: Mobility
    ) -> None:
        """Put on record how a resident gets about; what Lilo proposes to do keeps to it.

        Raises:
            UnknownResidentError: nobody has that id.
        """
        details: dict[str, Detail] = {"changed": "mobility"}

        def change(resident: Resident) -> Resident:
            return replace(resident, mobility=mobility)

        await self.database.run(lambda: self._change(session, resident_id, change, details))
        await self.roll.look()

    @needs(Permission.EDIT_RESIDENTS)
    async def add_risk(
        self, session: StaffSession, resident_id: ResidentId, risk: RiskFactor
    ) -> None:
        """Put a risk factor on record, which the screening weighs from the next turn on.

        Raises:
            UnknownResidentError: nobody has that id.
            RecordChangedError: this very one is on record already.
        """

        def change(resident: Resident) -> Resident:
            if risk in resident.risk_factors:
                raise RecordChangedError("This risk factor is on record already.")
            return replace(resident, risk_factors=(*resident.risk_factors, risk))

        details: dict[str, Detail] = {"changed": "risk_factors", "added": risk.kind.value}
        await self.database.run(lambda: self._change(session, resident_id, change, details))

    @needs(Permission.EDIT_RESIDENTS)
    async def remove_risk(
        self, session: StaffSession, resident_id: ResidentId, risk: RiskFactor
    ) -> None:
        """Take one risk factor off the record.

        Raises:
            UnknownResidentError: nobody has that id.
            RecordChangedError: it is not on record any more.
        """

        def change(resident: Resident) -> Resident:
            kept = list(resident.risk_factors)
            if risk not in kept:
                raise RecordChangedError("This risk factor is not on record any more.")
            kept.remove(risk)
            return replace(resident, risk_factors=tuple(kept))

        details: dict[str, Detail] = {"changed": "risk_factors", "removed": risk.kind.value}
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
    ) -> tuple[Resident, Resident]:
        with self.units() as unit:
            before = _known(unit, resident_id)
            after = change(before)
            unit.residents.save(after)
            self._note(unit, AuditAction.RESIDENT_CHANGED, session, resident_id, details)
        return before, after

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


def merged(kept: _Record, read: _Record, wanted: _Record) -> _Record:
    """Return what is kept with what was changed since it was read.

    Raises:
        RecordChangedError: the same has been changed by somebody else.
    """
    changes: dict[str, Any] = {}
    for field in fields(kept):  # type: ignore[arg-type]
        now, before, then = (getattr(one, field.name) for one in (kept, read, wanted))
        if then == before:
            continue
        if now not in {before, then}:
            raise RecordChangedError(
                "Somebody else has changed the same thing since this record was opened.",
                "The record has been read again; nothing of yours was kept.",
            )
        changes[field.name] = then
    return replace(kept, **changes)  # type: ignore[type-var]


def _known(unit: ResidentsUnit, resident_id: ResidentId) -> Resident:
    resident = unit.residents.get(resident_id)
    if resident is None:
        raise UnknownResidentError("Nobody with that id lives here.", "Look at the list again.")
    return resident
