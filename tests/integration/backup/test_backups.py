"""Backups: online, encrypted, proven; whatever goes wrong, those that were there stay whole."""

import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from app.audit import AuditAction, AuditDraft
from storage import (
    DamagedDatabaseError,
    Database,
    FacilityKeys,
    FacilityPaths,
    KeyUnavailableError,
    StorageBusyError,
    StorageError,
    StorageFullError,
)
from storage.backup import (
    Backup,
    BackupFolder,
    NewerThanBackupError,
    bring_key_files,
    copy_backup,
    files,
    make_backup,
    making,
    restore_backup,
    verify_backup,
    verifying,
)
from storage.backup.keys import Wrapping, keep_key, read_key, wrap_anew
from storage.file_lock import file_lock
from tests.fakes.kept_facility import NOON, SENTENCE, Facility


def copied(standing: Facility, tmp_path: Path) -> Backup:
    shutil.copytree(standing.paths.backups, tmp_path / "copy")
    (name,) = [backup.name for backup in standing.folder.all()]
    return Backup(tmp_path / "copy" / name)


def test_a_backup_proves_good_and_tells_what_it_holds(standing: Facility) -> None:
    (backup,) = standing.folder.all()
    manifest = verify_backup(backup, standing.keys)
    assert (manifest.number, manifest.audit_count, manifest.reason) == (1, 1, "command")
    assert not list(standing.paths.backups.glob(".*"))  # nothing left in the scratch place


def test_nothing_in_a_backup_can_be_read_without_its_key(standing: Facility) -> None:
    for path in standing.paths.backups.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for words in (b"pears", b"Eleanor", b"Willow", b"SQLite format"):
                assert words not in content


def test_a_backup_is_made_while_others_write(facility: Facility) -> None:
    with facility.open() as database:
        heard = 0

        def meanwhile(_done: int, _all: int) -> None:
            nonlocal heard
            heard += 1
            with database.unit() as unit:
                unit.memory_marks.set_private(facility.resident.id, private=bool(heard % 2))

        backup = make_backup(facility.order(), verify_backup, meanwhile).backup
    assert heard
    assert verify_backup(backup, facility.keys)


@pytest.mark.parametrize("name", ["lilo.db", "files.sealed", "manifest.json"])
@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:],
        lambda content: content[:-3] + bytes([content[-3] ^ 1]) + content[-2:],
        lambda content: content[: len(content) // 2],
        lambda content: content + b"\0",
        lambda _content: b"",
    ],
    ids=["head", "tail", "cut", "longer", "empty"],
)
def test_whatever_is_altered_is_refused(
    standing: Facility, tmp_path: Path, name: str, change: Callable[[bytes], bytes]
) -> None:
    backup = copied(standing, tmp_path)
    path = backup.folder / name
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(DamagedDatabaseError, match="cannot be relied upon"):
        verify_backup(backup, standing.keys)


def test_somebody_elses_key_opens_nothing(standing: Facility) -> None:
    (backup,) = standing.folder.all()
    with pytest.raises(KeyUnavailableError, match="another key of the database"):
        verify_backup(backup, FacilityKeys.random())


def test_without_its_key_file_it_is_gone_for_good(standing: Facility, tmp_path: Path) -> None:
    backup = copied(standing, tmp_path)
    backup.key_file.unlink()
    with pytest.raises(KeyUnavailableError, match="it was destroyed"):
        verify_backup(backup, standing.keys)


def test_its_key_follows_a_changed_database_key(standing: Facility, tmp_path: Path) -> None:
    backup = copied(standing, tmp_path)
    old, new = standing.keys.database, b"n" * 32
    key = read_key(backup.key_file, old)
    for _again_after_an_interruption in range(2):
        assert wrap_anew(backup.key_file.parent, old, new) == Wrapping(wrapped=1)
    assert read_key(backup.key_file, new) == key


def test_one_that_fails_leaves_the_old_ones_whole(facility: Facility) -> None:
    good = facility.back_up()

    def interrupted(_backup: Backup, _keys: FacilityKeys) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_backup(facility.order(minutes=1), interrupted)
    assert list(facility.folder.all()) == [good]
    assert [path.stem for path in good.key_file.parent.iterdir()] == [good.name]
    assert verify_backup(good, facility.keys)


def test_what_a_killed_one_left_is_cleared_away(facility: Facility) -> None:
    facility.paths.backups.mkdir()
    half = facility.paths.backups / ".part-000001-x"
    half.mkdir()
    (half / "lilo.db").write_bytes(b"half")
    facility.back_up()
    assert not half.exists()


def test_proving_writes_nothing_readable_into_the_folder(
    facility: Facility, monkeypatch: pytest.MonkeyPatch
) -> None:
    (facility.paths.config / "first-target.url").write_text("mailto://secret-words", "utf-8")
    (facility.paths.root / "photos").mkdir()
    (facility.paths.root / "photos" / "a.jpg").write_bytes(b"picture of a garden" * 100_000)
    seen: list[bytes] = []
    checked = verifying._check

    def looked_at(*arguments: object) -> None:
        checked(*arguments)  # type: ignore[arg-type]
        (scratch,) = facility.paths.backups.glob(".scratch-*")
        seen.extend(path.read_bytes() for path in scratch.rglob("*") if path.is_file())

    monkeypatch.setattr(verifying, "_check", looked_at)
    facility.back_up()
    assert seen
    for content in seen:
        for words in (b"secret-words", b"garden", b"Willow", b"pears", b"SQLite format"):
            assert words not in content


def test_files_that_do_not_unpack_do_not_prove_good(
    facility: Facility, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outwards(member: tarfile.TarInfo) -> tarfile.TarInfo:
        return member.replace(name=f"../{member.name}", deep=False)

    monkeypatch.setattr(files, "_without_locks", outwards)
    with pytest.raises(DamagedDatabaseError, match="cannot be unpacked"):
        facility.back_up()


def test_what_a_killed_proof_left_is_cleared_away(facility: Facility) -> None:
    facility.paths.backups.mkdir()
    left, running = (facility.paths.backups / f".scratch-{name}" for name in ("left", "running"))
    for scratch in (left, running):
        (scratch / "files" / "config").mkdir(parents=True)
        (scratch / "files" / "config" / "first-target.url").write_text("mailto://secret", "utf-8")
    with file_lock(running / "lock"):
        facility.back_up()
    assert not left.exists()
    assert running.exists()
    facility.back_up(minutes=1)
    assert not running.exists()


def test_a_full_disk_is_said_before_anything_is_written(
    facility: Facility, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = facility.back_up()
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _path: SimpleNamespace(free=1000))
    with pytest.raises(StorageFullError, match="those that are there are whole"):
        facility.back_up(minutes=1)
    assert list(facility.folder.all()) == [good]


def test_before_a_migration_there_must_be_room_for_tables_written_anew(
    facility: Facility, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility.back_up()
    size = facility.paths.database.stat().st_size
    free = SimpleNamespace(free=3 * size + making._SPARE_BYTES)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _path: free)
    facility.back_up(minutes=1)
    with pytest.raises(StorageFullError):
        facility.back_up(minutes=2, reason="migration")


def test_a_damaged_database_makes_no_backup(facility: Facility) -> None:
    good = facility.back_up()
    content = bytearray(facility.paths.database.read_bytes())
    content[3 * 4096 + 100] ^= 1
    facility.paths.database.write_bytes(content)
    with pytest.raises(StorageError):
        facility.back_up(minutes=1)
    assert list(facility.folder.all()) == [good]


def test_two_are_not_made_at_once(facility: Facility) -> None:
    facility.paths.backups.mkdir()
    with file_lock(facility.folder.lock), pytest.raises(StorageBusyError):
        facility.back_up()


def test_the_oldest_go_and_their_keys_first(facility: Facility, tmp_path: Path) -> None:
    second = tmp_path / "share"
    for minute in range(3):
        order = facility.order(keep=2, minutes=minute, copy_to=second)
        make_backup(order, verify_backup)
    numbers = [backup.told().number for backup in facility.folder.all()]
    assert numbers == [2, 3]
    assert len(list((facility.paths.backups / "keys").iterdir())) == 2
    (kept, newest) = sorted(p for p in second.iterdir() if p.name != "keys")
    assert verify_backup(Backup(newest), facility.keys)
    assert kept.name.startswith("000002")


def erase_somebody(facility: Facility) -> None:
    with facility.open() as database, database.unit() as unit:
        unit.audit.append(AuditDraft(AuditAction.ERASED, "lilo", "somebody"), NOON)


def test_older_backups_become_unreadable_while_the_second_folder_is_away(
    facility: Facility, tmp_path: Path
) -> None:
    share, away = tmp_path / "share", tmp_path / "away"
    make_backup(facility.order(copy_to=share), verify_backup)
    share.rename(away)
    share.write_bytes(b"a file where the share should be")
    erase_somebody(facility)
    order = facility.order(minutes=1, copy_to=share)
    report = make_backup(order, verify_backup)
    assert report.copied_to is None
    assert report.copy_fault is not None
    assert len(report.shredded) == 1
    old, new = facility.folder.all()
    assert (old.key_file.exists(), new.key_file.exists()) == (False, True)
    with pytest.raises(StorageError):
        copy_backup(order)
    share.unlink()
    away.rename(share)
    assert copy_backup(order)
    old, new = BackupFolder(share).all()
    assert not old.key_file.exists()
    assert verify_backup(new, facility.keys)
    assert not copy_backup(order)


def test_a_copy_gets_the_key_that_was_wrapped_anew_while_it_was_away(
    facility: Facility, tmp_path: Path
) -> None:
    order = facility.order(copy_to=tmp_path / "share")
    make_backup(order, verify_backup)
    (copy,) = BackupFolder(tmp_path / "share").all()
    keep_key(copy.key_file, read_key(copy.key_file, facility.keys.database), b"o" * 32)
    assert copy_backup(order)
    assert verify_backup(copy, facility.keys)


def test_a_shredded_key_was_overwritten_in_its_place(facility: Facility) -> None:
    backup = facility.back_up()
    other_name = facility.paths.backups / "same-blocks"
    other_name.hardlink_to(backup.key_file)
    erase_somebody(facility)
    facility.back_up(minutes=1)
    assert not backup.key_file.exists()
    assert set(other_name.read_bytes()) == {ord("0")}


def test_a_restore_puts_everything_back_and_sets_aside_what_was_there(facility: Facility) -> None:
    backup = facility.back_up()
    facility.say("Afterwards.")
    (facility.paths.config / "facility.yaml").write_text("changed", "utf-8")
    with pytest.raises(NewerThanBackupError, match="1 audit entries"):
        restore_backup(backup, facility.paths, facility.keys, NOON, replace_newer=False)
    assert facility.said() == [SENTENCE, "Afterwards."]
    done = restore_backup(backup, facility.paths, facility.keys, NOON, replace_newer=True)
    assert facility.said() == [SENTENCE]
    assert "Willow" in (facility.paths.config / "facility.yaml").read_text("utf-8")
    assert done.set_aside is not None
    assert (done.set_aside / "config" / "facility.yaml").read_text("utf-8") == "changed"
    aside = Database.open_scratch(done.set_aside / "lilo.db", facility.keys)
    with aside as database, database.reading() as unit:
        assert len(unit.messages.recent(facility.resident.id, 9)) == 2


def test_nothing_is_restored_under_an_open_window(facility: Facility) -> None:
    backup = facility.back_up()
    with facility.open(), pytest.raises(StorageBusyError):
        restore_backup(backup, facility.paths, facility.keys, NOON, replace_newer=True)


def test_a_destroyed_database_is_restored(facility: Facility) -> None:
    backup = facility.back_up()
    facility.paths.database.write_bytes(b"\xff" * 8192)
    restore_backup(backup, facility.paths, facility.keys, NOON, replace_newer=False)
    assert facility.said() == [SENTENCE]


def test_another_machine_is_set_up_from_a_backup(standing: Facility, tmp_path: Path) -> None:
    backup = copied(standing, tmp_path)
    paths = FacilityPaths(tmp_path / "elsewhere")
    bring_key_files(backup, paths)
    done = restore_backup(backup, paths, standing.keys, NOON, replace_newer=False)
    assert done.set_aside is None
    elsewhere = Facility(paths, standing.keys, standing.resident)
    assert elsewhere.said() == [SENTENCE]
    assert (paths.config / "facility.yaml").exists()


def test_an_older_database_is_backed_up_before_it_is_changed(facility: Facility) -> None:
    with facility.open() as database, database._engine.connect() as connection:
        connection.execution_options(lilo_writes=True)
        with connection.begin():
            # Undo the last revision by hand; what is made here is of the one before.
            for statement in (
                *(
                    f"DROP TRIGGER passage_vectors_{event}_version"
                    for event in ("insert", "update", "delete")
                ),
                "DROP TABLE recall_models",
                # What it makes anew it finds with whatever triggers were there.
                *(
                    f"CREATE TRIGGER passage_vectors_{event}_version AFTER {event} "
                    "ON passage_vectors BEGIN SELECT 1; END"
                    for event in ("insert", "update", "delete")
                ),
                "UPDATE alembic_version SET version_num = '0018'",
            ):
                connection.execute(text(statement))
    facility.say("After the change.")
    (before,) = [
        path for path in (facility.paths.data / "before-migration").iterdir() if path.name[0] == "0"
    ]
    manifest = verify_backup(Backup(before), facility.keys)
    assert (manifest.reason, manifest.revision) == ("migration", "0018")
    assert facility.said() == [SENTENCE, "After the change."]
