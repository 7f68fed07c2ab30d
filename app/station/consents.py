"""Writing down what residents and their families agreed to."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.errors import LiloError
from app.identity import (
    Basis,
    Consent,
    ConsentKind,
    ConsentRepository,
    Gate,
    Permission,
    StaffSession,
    needs,
)
from app.ids import ResidentId, new_uuid
from app.memory import MemoryUnit
from app.memory.letting_go import remove_everything
from app.runtime import Lane
from app.station.visits import Visits


class ConsentError(LiloError):
    """A consent cannot be recorded as asked."""

    code = "identity.consent"


class ConsentUnit(MemoryUnit, Protocol):
    """What is written."""

    @property
    def consents(self) -> ConsentRepository:
        """Consents."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class StationConsents:
    """Consents, read and recorded; each counts from the moment it is recorded.

    Attributes:
        on_forgotten: told whose memories have gone.
    """

    gate: Gate
    units: Callable[[], AbstractContextManager[ConsentUnit]]
    database: Lane
    clock: Clock
    on_forgotten: Callable[[ResidentId], None]
    visits: Visits

    @needs(Permission.SEE_RESIDENTS)
    async def of(self, session: StaffSession, resident_id: ResidentId) -> Sequence[Consent]:
        """Return every word of a resident, oldest first; noted once for each session."""
        who, details = str(resident_id), {"what": "consents"}
        await self.visits.note(session, AuditAction.RESIDENT_OPENED, who, details, of="consents")

        def job() -> Sequence[Consent]:
            with self.units() as unit:
                return unit.consents.of(resident_id)

        return await self.database.run(job)

    @needs(Permission.RECORD_CONSENTS)
    async def record(
        self,
        session: StaffSession,
        resident_id: ResidentId,
        kind: ConsentKind,
        *,
        is_given: bool,
        basis: Basis,
        said_by: str,
        note: str = "",
    ) -> Consent:
        """Record that something was agreed to, or withdrawn.

        Whoever withdraws MEMORY also has everything forgotten that Lilo remembers of them, and
        all earlier talk and its summaries. Under a legal hold memories are withheld until that is
        lifted.

        Raises:
            ConsentError: nobody is named who decided.
        """
        who = " ".join(said_by.split())
        if not who:
            raise ConsentError("A consent names who gave it.", "Write down the person's name.")
        consent = Consent(
            new_uuid(),
            resident_id,
            kind,
            is_given,
            basis,
            who,
            session.member.id,
            self.clock(),
            " ".join(note.split()),
        )
        forgets = kind is ConsentKind.MEMORY and not is_given

        def job() -> None:
            with self.units() as unit:
                unit.consents.add(consent)
                if forgets:
                    remove_everything(unit, resident_id)
                details: dict[str, Detail] = {
                    "consent": kind.value,
                    "given": is_given,
                    "basis": basis.value,
                }
                draft = AuditDraft(
                    AuditAction.CONSENT_RECORDED, str(session.member.id), str(resident_id), details
                )
                unit.audit.append(draft, consent.at)
            if forgets:
                self.on_forgotten(resident_id)

        await self.database.run(job)
        return consent
