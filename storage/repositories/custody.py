"""Everything kept of a person, over all tables."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from app.audit.canonical import canonical_moment
from app.custody.decisions import Decision, DecisionKind
from app.custody.retaining import RetentionKind
from app.ids import ResidentId
from app.memory.memory import MemoryState
from storage.personal_tables import BLANKED, ERASED, EXPIRING
from storage.tables import Base, EvidencePermitRow, PrivacyEventRow


class SqlHoldBook:
    """Implements `app.privacy.HoldBook`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def is_held(self, resident_id: ResidentId) -> bool:
        """Whether a hold stands for this person."""
        placed, lifted = DecisionKind.HOLD_PLACED.value, DecisionKind.HOLD_LIFTED.value
        row = PrivacyEventRow
        newest = (
            select(row.kind)
            .where(row.resident_id == resident_id, row.kind.in_((placed, lifted)))
            .order_by(row.sequence.desc())
            .limit(1)
        )
        return self._session.scalar(newest) == placed


class SqlPersonalRecords:
    """Implements `app.custody.PersonalRecords`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_decision(self, decision: Decision) -> None:
        """Keep a decision; it is evidence."""
        self._session.execute(
            insert(PrivacyEventRow).values(
                resident_id=decision.resident_id,
                kind=decision.kind.value,
                at=decision.at,
                by=decision.by,
                reason=decision.reason,
                due_at=decision.due_at,
            )
        )

    def decisions(self) -> Mapping[ResidentId, Sequence[Decision]]:
        """Return all decisions by whom they are about, in order."""
        found: dict[ResidentId, list[Decision]] = {}
        rows = self._session.scalars(select(PrivacyEventRow).order_by(PrivacyEventRow.sequence))
        for row in rows:
            who = ResidentId(row.resident_id)
            kind = DecisionKind(row.kind)
            decision = Decision(who, kind, row.at, row.by, row.reason, row.due_at)
            found.setdefault(who, []).append(decision)
        return found

    def collect(self, resident_id: ResidentId) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every record of a person, by the table it is kept in."""
        found: dict[str, Sequence[Mapping[str, object]]] = {}
        for table in (*reversed(ERASED), BLANKED):
            columns = Base.metadata.tables[table.table]
            rows = self._session.execute(
                select(columns).where(text(table.where)), {"who": resident_id.bytes}
            ).mappings()
            found[table.table] = [
                {name: _plain(value) for name, value in row.items()} for row in rows
            ]
        return found

    def erase(self, resident_id: ResidentId, audit_sequence: int) -> Mapping[str, int]:
        """Delete every record of a person, and empty the words of their alerts."""
        counts: dict[str, int] = {}
        for table in (*ERASED, BLANKED):
            if table.evidence:
                self._permit(table.table, resident_id, None, audit_sequence)
        # What models failed at quotes prompts: what nobody knows the owner of goes with anybody.
        ownerless = self._run("DELETE FROM dead_letters WHERE resident_id IS NULL")
        who = {"who": resident_id.bytes}
        blank = (
            "UPDATE alert_events SET note = '', words = CASE WHEN words IS NULL THEN NULL ELSE '' "
            "END, reasons = CASE WHEN reasons IS NULL THEN NULL ELSE '[]' END, message_id = NULL "
        )
        for table in ERASED:
            counts[table.table] = self._run(f"DELETE FROM {table.table} WHERE {table.where}", **who)  # noqa: S608
        counts["dead_letters"] += ownerless
        counts[BLANKED.table] = self._run(f"{blank} WHERE {BLANKED.where}", **who)
        self._run("DELETE FROM evidence_permits")
        # Deleted words stay in the full-text index until its pieces are merged.
        self._run("INSERT INTO passage_words(passage_words) VALUES ('optimize')")
        return {name: count for name, count in counts.items() if count}

    def let_go_of_withheld(self, resident_id: ResidentId) -> int:
        """Delete what was to be forgotten while a hold kept it; return how many memories."""
        who = {"who": resident_id.bytes}
        self._run(
            "DELETE FROM memory_doubts WHERE resident_id = :who AND source IN "
            "(SELECT message_id FROM disregarded_messages WHERE resident_id = :who)",
            **who,
        )
        withheld = "FROM memories WHERE resident_id = :who AND state = :state"
        values = who | {"state": MemoryState.WITHHELD.value}
        self._run(f"DELETE FROM memory_sources WHERE memory_id IN (SELECT id {withheld})", **values)  # noqa: S608
        return self._run(f"DELETE {withheld}", **values)

    def expire(
        self, kind: RetentionKind, resident_id: ResidentId, before: datetime, audit_sequence: int
    ) -> int:
        """Delete a person's records of one kind that are older; return how many rows."""
        values = {"who": resident_id.bytes, "before": canonical_moment(before)}
        count = 0
        for table in EXPIRING[kind]:
            if table.evidence:
                self._permit(table.table, resident_id, before, audit_sequence)
            count += self._run(f"DELETE FROM {table.table} WHERE {table.where}", **values)  # noqa: S608
        if kind is RetentionKind.CONVERSATIONS:
            # Numbers of messages begin anew when the last are gone; the reading marks must follow.
            last = "(SELECT coalesce(max(sequence), 0) FROM messages)"
            self._run(f"UPDATE memory_marks SET read_up_to = min(read_up_to, {last})")  # noqa: S608
            self._run(
                f"UPDATE reading_marks SET read_again_to = min(read_again_to, {last}), "  # noqa: S608
                f"summed_up_to = min(summed_up_to, {last})"
            )
        self._run("DELETE FROM evidence_permits")
        return count

    def count_expired(self, kind: RetentionKind, resident_id: ResidentId, before: datetime) -> int:
        """Return how many rows `expire` would delete, about: those of the first table that has any.

        What follows from them, such as verdicts on cases, is counted as it is deleted.
        """
        values = {"who": resident_id.bytes, "before": canonical_moment(before)}
        return sum(
            self._session.execute(
                text(f"SELECT count(*) FROM {table.table} WHERE {table.where}"),  # noqa: S608
                values,
            ).scalar_one()
            for table in EXPIRING[kind]
        )

    def owners(self) -> Sequence[ResidentId]:
        """Return everybody of whom there are records, hidden or not."""
        rows = self._session.execute(
            text("SELECT id FROM residents UNION SELECT resident_id FROM alert_heads ORDER BY 1")
        )
        return [ResidentId(UUID(bytes=row[0])) for row in rows]

    def _permit(
        self, table: str, resident_id: ResidentId | None, before: datetime | None, audit: int
    ) -> None:
        self._session.execute(
            insert(EvidencePermitRow).values(
                table_name=table, resident_id=resident_id, before=before, audit_sequence=audit
            )
        )

    def _run(self, statement: str, **values: object) -> int:
        result = self._session.execute(text(statement), values)
        return int(getattr(result, "rowcount", 0) or 0)


def _plain(value: object) -> object:
    """Return a value as JSON can hold it."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return canonical_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
