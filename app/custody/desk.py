"""Decides about a person's records: gives, hides, holds, erases. Every step is audited."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.audit import AuditAction, AuditDraft, Detail
from app.clock import Clock
from app.custody.decisions import Decision, DecisionKind, Standing, standing_of
from app.custody.records import CustodyUnit, CustodyUnits, Row
from app.custody.retaining import RETENTION_KINDS, Retention, RetentionKind
from app.errors import LiloError
from app.ids import ResidentId

_ACTIONS = {
    DecisionKind.ERASURE_REQUESTED: AuditAction.ERASURE_REQUESTED,
    DecisionKind.ERASURE_CANCELLED: AuditAction.ERASURE_CANCELLED,
    DecisionKind.HOLD_PLACED: AuditAction.HOLD_PLACED,
    DecisionKind.HOLD_LIFTED: AuditAction.HOLD_LIFTED,
}


class CustodyError(LiloError):
    """What was asked of a person's records cannot be done."""

    code = "custody"


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure removed: rows by table."""

    resident_id: ResidentId
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CustodyDesk:
    """Works on the database's thread; every method blocks.

    Attributes:
        erase_after: between the wish for erasure and the deed.
        on_erased: told when somebody was erased, to destroy the backups that still hold them.
    """

    units: CustodyUnits
    clock: Clock
    retention: Retention
    erase_after: timedelta
    on_erased: Callable[[], object] = lambda: None

    def standing(self, resident_id: ResidentId) -> Standing:
        """Return where a person's records stand."""
        with self.units() as unit:
            return standing_of(unit.records.decisions().get(resident_id, ()))

    def hidden(self) -> Mapping[ResidentId, Standing]:
        """Return who is to be erased or has been, and when."""
        with self.units() as unit:
            standings = {who: standing_of(d) for who, d in unit.records.decisions().items()}
        return {who: standing for who, standing in standings.items() if standing.hidden}

    def give(self, resident_id: ResidentId, by: str) -> Mapping[str, Sequence[Row]]:
        """Return every record of a person, for handing over."""
        with self.units() as unit:
            records = unit.records.collect(resident_id)
            details: dict[str, Detail] = {"rows": sum(map(len, records.values()))}
            self._note(unit, AuditAction.PERSON_EXPORTED, by, resident_id, details)
        return records

    def request_erasure(self, resident_id: ResidentId, by: str, reason: str) -> Decision:
        """Hide a person at once, and erase them when the time is over.

        Raises:
            CustodyError: it was asked already, or an alert of theirs is open.
        """
        with self.units() as unit:
            standing = self._standing(unit, resident_id)
            if standing.hidden:
                raise CustodyError("Their erasure has been asked for already.")
            _refuse_open_alert(unit, resident_id)
            now = self.clock()
            return self._decide(
                unit,
                Decision(
                    resident_id,
                    DecisionKind.ERASURE_REQUESTED,
                    now,
                    by,
                    reason,
                    now + self.erase_after,
                ),
            )

    def cancel_erasure(self, resident_id: ResidentId, by: str, reason: str) -> Decision:
        """Show a person again who was to be erased.

        Raises:
            CustodyError: nobody asked for it, or it is done.
        """
        with self.units() as unit:
            if self._standing(unit, resident_id).erase_at is None:
                raise CustodyError("No erasure waits for this person.")
            kind = DecisionKind.ERASURE_CANCELLED
            return self._decide(unit, Decision(resident_id, kind, self.clock(), by, reason))

    def set_hold(self, resident_id: ResidentId, by: str, reason: str, *, held: bool) -> Decision:
        """Place or lift a legal hold; while it stands, nothing of the person is deleted.

        What the person wished forgotten meanwhile goes as it is lifted.

        Raises:
            CustodyError: it stands, or does not stand, already.
        """
        with self.units() as unit:
            if self._standing(unit, resident_id).held is held:
                raise CustodyError("There is a legal hold already." if held else "There is none.")
            kind = DecisionKind.HOLD_PLACED if held else DecisionKind.HOLD_LIFTED
            decision = self._decide(unit, Decision(resident_id, kind, self.clock(), by, reason))
            if not held and (gone := unit.records.let_go_of_withheld(resident_id)):
                details: dict[str, Detail] = {"memories": gone}
                self._note(unit, AuditAction.MEMORY_FORGOTTEN, by, resident_id, details)
            return decision

    def erase(self, resident_id: ResidentId, by: str) -> Erased:
        """Erase a person for good, from every table and index.

        Raises:
            CustodyError: a legal hold keeps their records, an alert is open, or they are gone.
        """
        with self.units() as unit:
            standing = self._standing(unit, resident_id)
            if standing.held:
                raise CustodyError(
                    "A legal hold keeps this person's records.",
                    "Lift it first: lilo privacy hold --lift",
                )
            if standing.erased:
                raise CustodyError("This person has been erased already.")
            _refuse_open_alert(unit, resident_id)
            entry = self._note(unit, AuditAction.ERASED, by, resident_id, {})
            rows = unit.records.erase(resident_id, entry)
            kind = DecisionKind.ERASED
            unit.records.add_decision(Decision(resident_id, kind, self.clock(), by))
        self.on_erased()
        return Erased(resident_id, rows)

    def erase_due(self) -> Sequence[Erased]:
        """Erase everybody whose time is over."""
        now = self.clock()
        with self.units() as unit:
            due = [
                who
                for who, decisions in unit.records.decisions().items()
                if standing_of(decisions).is_due(now)
            ]
        return [self.erase(who, "lilo") for who in due]

    def expire(self, by: str = "lilo") -> Mapping[RetentionKind, int]:
        """Delete what has been kept long enough; return how many rows of each kind."""
        return {kind: self._expire(kind, by) for kind in RETENTION_KINDS}

    def would_expire(self) -> Mapping[RetentionKind, int]:
        """Return how many rows of each kind `expire` would delete now."""
        now = self.clock()
        counts: dict[RetentionKind, int] = {}
        with self.units() as unit:
            for kind in RETENTION_KINDS:
                before = self.retention.before(kind, now)
                owners = [] if before is None else self._not_held(unit)
                counts[kind] = sum(
                    unit.records.count_expired(kind, who, before) for who in owners if before
                )
        return counts

    def _expire(self, kind: RetentionKind, by: str) -> int:
        before = self.retention.before(kind, self.clock())
        if before is None:
            return 0
        total = 0
        with self.units() as unit:
            owners = [
                who for who in self._not_held(unit) if unit.records.count_expired(kind, who, before)
            ]
        # A unit for each person, so that nobody waits long for the database.
        for who in owners:
            with self.units() as unit:
                count = unit.records.count_expired(kind, who, before)
                details: dict[str, Detail] = {"kind": kind.value, "rows": count}
                entry = self._note(unit, AuditAction.RETENTION_APPLIED, by, who, details)
                total += unit.records.expire(kind, who, before, entry)
        return total

    def _not_held(self, unit: CustodyUnit) -> list[ResidentId]:
        decisions = unit.records.decisions()
        return [
            who for who in unit.records.owners() if not standing_of(decisions.get(who, ())).held
        ]

    def _standing(self, unit: CustodyUnit, resident_id: ResidentId) -> Standing:
        return standing_of(unit.records.decisions().get(resident_id, ()))

    def _decide(self, unit: CustodyUnit, decision: Decision) -> Decision:
        unit.records.add_decision(decision)
        self._note(unit, _ACTIONS[decision.kind], decision.by, decision.resident_id, {})
        return decision

    def _note(
        self,
        unit: CustodyUnit,
        action: AuditAction,
        by: str,
        resident_id: ResidentId,
        details: dict[str, Detail],
    ) -> int:
        draft = AuditDraft(action, by, str(resident_id), details)
        return unit.audit.append(draft, self.clock()).sequence


def _refuse_open_alert(unit: CustodyUnit, resident_id: ResidentId) -> None:
    if unit.alerts.open_alerts(resident_id):
        raise CustodyError(
            "An alert of this person is still open.", "Resolve it on the staff window first."
        )
