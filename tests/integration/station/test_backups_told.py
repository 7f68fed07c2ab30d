"""The System page is told how backups stand, and how old the newest checkpoint is."""

from app.audit import AuditAction, AuditDraft
from app.identity import Role
from tests.fakes.station_house import StationHouse


async def test_a_failed_backup_is_told(house: StationHouse) -> None:
    lilo = house.lilo
    lilo.guarding.checkpoints.take()
    with lilo.database.unit() as unit:
        draft = AuditDraft(AuditAction.BACKUP_FAILED, "lilo", "", {"fault": "storage.full"})
        unit.audit.append(draft, house.clock())
    backup = (await lilo.station.system.read(house.session(Role.IT))).backup
    assert backup is not None
    assert backup.fault == "storage.full"
    assert backup.due_at is None  # a demo facility has no nightly backups
    assert backup.checkpoint_at is not None
    assert backup.checkpoint_at <= house.clock()
