"""The tables of Willow House's store, as lists and dictionaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.alerts import Alert, AlertEvent, alert_from
from app.audit import AuditDraft, AuditEntry, AuditRow, Wanted, seal
from app.clinical import Score, Total
from app.conversation.history import Observation
from app.identity import (
    BrokenGlass,
    Credential,
    Resident,
    SessionId,
    SessionRecord,
    StaffMember,
)
from app.identity.waits import Attempts
from app.ids import AlertId, ResidentId, StaffId
from app.oversight.activity import DangerRaised
from tests.fakes.audit_logs import row_of

if TYPE_CHECKING:
    from staff_house import House


class Part:
    def __init__(self, house: House) -> None:
        self.house = house


class Residence:
    """Who has moved out."""

    def __init__(self) -> None:
        self.away: set[ResidentId] = set()

    def departed(self) -> frozenset[ResidentId]:
        return frozenset(self.away)


class Residents(Part):
    def all(self) -> Sequence[Resident]:
        return sorted(self.house.residents_by_id.values(), key=lambda r: r.room.rjust(4))


class Staff(Part):
    def get(self, staff_id: StaffId) -> StaffMember | None:
        return self.house.members.get(staff_id)

    def by_login(self, login: str) -> StaffMember | None:
        known = (m for m in self.house.members.values() if m.login == login.casefold())
        return next(known, None)

    def by_badge(self, badge: str) -> StaffMember | None:
        owned = (c.staff_id for c in self.house.credentials.values() if badge and c.badge == badge)
        return self.get(next(owned, StaffId(UUID(int=0))))

    def all(self) -> Sequence[StaffMember]:
        return list(self.house.members.values())

    def credential(self, staff_id: StaffId) -> Credential:
        return self.house.credentials[staff_id]

    def save_credential(self, credential: Credential) -> None:
        self.house.credentials[credential.staff_id] = credential


class Sessions:
    """Sessions as a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[SessionId, SessionRecord] = {}

    def open(self, record: SessionRecord) -> None:
        self.kept[record.id] = record

    def get(self, session_id: SessionId) -> SessionRecord | None:
        return self.kept.get(session_id)

    def live(self, since: datetime) -> Sequence[SessionRecord]:
        return [s for s in self.kept.values() if s.ended_at is None and s.started_at >= since]

    def seen(self, session_id: SessionId, at: datetime) -> None:
        self.kept[session_id] = replace(self.kept[session_id], seen_at=at)

    def end(self, session_id: SessionId, at: datetime, by: str) -> bool:
        record = self.kept[session_id]
        if record.ended_at is not None:
            return False
        self.kept[session_id] = replace(record, ended_at=at, ended_by=by)
        return True


class FailedAttempts:
    """Failures under names that nobody has."""

    def __init__(self) -> None:
        self.kept: dict[bytes, Attempts] = {}

    def get(self, key: bytes) -> Attempts:
        return self.kept.get(key, Attempts())

    def save(self, key: bytes, attempts: Attempts, at: datetime) -> None:
        self.kept[key] = attempts


class Glass:
    """Broken glass."""

    def __init__(self) -> None:
        self.kept: list[BrokenGlass] = []

    def add(self, glass: BrokenGlass) -> None:
        self.kept.append(glass)

    def open_at(self, moment: datetime) -> Sequence[BrokenGlass]:
        return [glass for glass in self.kept if glass.at <= moment < glass.until]

    def newest(self, limit: int) -> Sequence[BrokenGlass]:
        return self.kept[::-1][:limit]


class Alerts(Part):
    def append(self, event: AlertEvent) -> None:
        self.house.events.setdefault(event.alert_id, []).append(event)

    def events_of(self, alert_id: AlertId) -> Sequence[AlertEvent]:
        return self.house.events.get(alert_id, [])

    def every(self) -> list[Alert]:
        return [alert_from(events) for events in self.house.events.values()]

    def open_alerts(self, resident_id: ResidentId | None = None) -> Sequence[Alert]:
        return [
            a
            for a in self.every()
            if a.is_open and (resident_id is None or a.resident_id == resident_id)
        ]

    def resolved_since(self, moment: datetime) -> Sequence[Alert]:
        return [a for a in self.every() if a.resolved_at and a.resolved_at >= moment]


class Audit(Part):
    def append(self, draft: AuditDraft, at: datetime) -> AuditEntry:
        kept = self.house.entries_kept
        entry = seal(self.house.key, draft, at, kept[-1] if kept else None)
        kept.append(entry)
        return entry

    def entries(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditEntry]:
        return [e for e in self.house.entries_kept if e.sequence > after][:limit]

    def rows(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditRow]:
        return list(map(row_of, self.entries(after=after, limit=limit)))

    def latest(self, limit: int) -> Sequence[AuditEntry]:
        return self.house.entries_kept[::-1][:limit]

    def latest_acts(self, limit: int) -> Sequence[tuple[str, datetime]]:
        return [(entry.action, entry.at) for entry in self.latest(limit)]

    def newest(self, wanted: Wanted, limit: int) -> Sequence[AuditEntry]:
        return [
            entry
            for entry in self.house.entries_kept[::-1]
            if wanted.person in {"", entry.actor}
            and wanted.about in {"", entry.subject}
            and wanted.action in {"", entry.action}
            and (wanted.since is None or entry.at >= wanted.since)
        ][:limit]

    def actions(self) -> Sequence[str]:
        return sorted({entry.action for entry in self.house.entries_kept})

    def count(self) -> int:
        return len(self.house.entries_kept)


class Activity(Part):
    def turns_between(self, since: datetime, until: datetime) -> Sequence[int]:
        return [1 for at in self.house.heard.values() if since <= at < until]

    def dangers_since(self, moment: datetime) -> Sequence[DangerRaised]:
        return [
            DangerRaised(one.raised_at, one.cause.kind, one.cause.level, one.tier)
            for one in self.house.alerts.every()
            if one.cause.kind and one.raised_at >= moment
        ]


class Scores(Part):
    def newest(self, resident_id: ResidentId) -> Sequence[Score]:
        kept = self.house.scores_kept.get(resident_id, [])
        return list({score.scale: score for score in kept}.values())

    def recent(self, limit: int) -> Mapping[ResidentId, Sequence[Total]]:
        return {
            who: [Total(one.scale, one.taken_on, one.total) for one in kept[-limit:]]
            for who, kept in self.house.scores_kept.items()
        }


class Messages(Part):
    def last_by_resident(self) -> dict[ResidentId, datetime]:
        return self.house.heard

    def watch_list(self, since: datetime) -> Sequence[Observation]:
        return [seen for seen in self.house.watched if seen.at >= since]
