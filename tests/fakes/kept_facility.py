"""A real facility with something to lose."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.audit import AuditAction, AuditDraft
from app.conversation.history import Message, Speaker
from app.identity.residents import Resident
from app.ids import MessageId, ResidentId, TurnId, new_uuid
from storage import Database, FacilityKeys, FacilityPaths
from storage.backup import Backup, BackupFolder, BackupOrder, make_backup, verify_backup

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
SENTENCE = "The pears by the wall were always mine."


@dataclass
class Facility:
    paths: FacilityPaths
    keys: FacilityKeys
    resident: Resident

    @property
    def folder(self) -> BackupFolder:
        return BackupFolder(self.paths.backups)

    def open(self) -> Database:
        return Database.open(self.paths.database, self.keys)

    def say(self, text: str) -> None:
        with self.open() as database, database.unit() as unit:
            who = self.resident.id
            unit.messages.add(
                Message(
                    MessageId(new_uuid()), TurnId(new_uuid()), who, Speaker.RESIDENT, text, NOON
                )
            )
            unit.audit.append(AuditDraft(AuditAction.TURN_TAKEN, str(who), str(who)), NOON)

    def order(
        self,
        *,
        keep: int = 9,
        minutes: int = 0,
        copy_to: Path | None = None,
        reason: str = "command",
    ) -> BackupOrder:
        at = NOON + timedelta(minutes=minutes)
        return BackupOrder(
            self.paths,
            self.paths.database,
            self.keys,
            self.paths.backups,
            at,
            reason,
            keep,
            copy_to,
        )

    def back_up(self, **options: object) -> Backup:
        return make_backup(self.order(**options), verify_backup).backup  # type: ignore[arg-type]

    def said(self) -> list[str]:
        with self.open() as database, database.reading() as unit:
            return [m.text for m in unit.messages.recent(self.resident.id, 100)]


def made_facility(root: Path) -> Facility:
    paths = FacilityPaths(root)
    paths.prepare()
    (paths.config / "facility.yaml").write_text("facility: {name: Willow House}\n", "utf-8")
    resident = Resident(
        ResidentId(new_uuid()), "Eleanor", "Whitcombe", "Nell", "12", "East", date(1938, 5, 2)
    )
    facility = Facility(paths, FacilityKeys.random(), resident)
    with facility.open() as database, database.unit() as unit:
        unit.residents.add(resident)
    facility.say(SENTENCE)
    return facility
