"""Opening: wrong keys, damaged files, interrupted starts, and who may read."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from app.conversation.history import Message
from app.identity.residents import Resident
from storage import (
    DamagedDatabaseError,
    Database,
    FacilityKeys,
    FacilityPaths,
    StorageError,
    WrongKeyError,
)
from storage.database_files import DatabaseFiles

PAGE = 4096


@pytest.fixture
def closed(
    home: Database,
    resident: Resident,
    message_from: Callable[..., Message],
    paths: FacilityPaths,
) -> Path:
    """A database with something in it, closed."""
    with home.unit() as unit:
        for n in range(200):
            unit.messages.add(message_from(resident, f"Eleanor remembers the orchard, {n}"))
    home.close()
    return paths.database


def _everything_under(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_on_the_disk_can_be_read_without_the_key(
    home: Database,
    resident: Resident,
    message_from: Callable[..., Message],
    paths: FacilityPaths,
    keys: FacilityKeys,
) -> None:
    with home.unit() as unit:
        unit.messages.add(message_from(resident, "Eleanor remembers the orchard"))
    while_open = _everything_under(paths.root)
    home.close()
    for disk in (while_open, _everything_under(paths.root)):
        assert b"SQLite format" not in disk
        for secret in (b"Eleanor", b"Whitcombe", b"orchard", b"residents", b"Carol"):
            assert secret not in disk
            assert secret.decode().encode("utf-16-le") not in disk
        for key in (keys.database, keys.audit):
            assert key not in disk
            assert key.hex().encode() not in disk


def test_only_the_owner_may_read_whatever_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        paths = FacilityPaths(tmp_path / "facility")
        paths.prepare()
        with Database.open(paths.database, FacilityKeys.random()) as database:
            assert database.check() == ()
            modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths.root.rglob("*")}
    finally:
        os.umask(before)
    assert stat.S_IMODE(paths.root.stat().st_mode) == 0o700
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert paths.database.with_name("lilo.db-wal") in modes


def test_a_folder_that_stood_open_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    Database.open(folder / "lilo.db", FacilityKeys.random()).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_wrong_key_is_named_and_changes_nothing(closed: Path, keys: FacilityKeys) -> None:
    before = _everything_under(closed.parent)
    with pytest.raises(WrongKeyError) as caught:
        Database.open(closed, FacilityKeys.random())
    assert caught.value.code == "storage.wrong_key"
    assert caught.value.remedy
    assert _everything_under(closed.parent) == before
    Database.open(closed, keys).close()


def test_a_wrong_audit_key_is_named(closed: Path, keys: FacilityKeys) -> None:
    with pytest.raises(WrongKeyError, match="audit"):
        Database.open(closed, FacilityKeys(keys.database, FacilityKeys.random().audit))


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"note": 7}', b'{"note": "zz"}', b"[]"])
def test_a_lost_key_check_is_made_again(
    closed: Path, keys: FacilityKeys, content: bytes | None
) -> None:
    key_check = DatabaseFiles(closed).key_check
    if content is None:
        key_check.unlink()
    else:
        key_check.write_bytes(content)
    with pytest.raises(WrongKeyError, match="could tell"):
        Database.open(closed, FacilityKeys.random())
    Database.open(closed, keys).close()
    with pytest.raises(WrongKeyError, match="another key"):
        Database.open(closed, FacilityKeys.random())


def _flip(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 0x10
    path.write_bytes(content)


@pytest.mark.parametrize("offset", [0, 15, 16, 100, PAGE - 1])
def test_damage_at_the_front_is_told_from_a_wrong_key(
    closed: Path, keys: FacilityKeys, offset: int
) -> None:
    _flip(closed, offset)
    with pytest.raises(DamagedDatabaseError) as caught:
        Database.open(closed, keys)
    assert "backup" in caught.value.remedy


def test_one_flipped_bit_anywhere_is_found(closed: Path, keys: FacilityKeys) -> None:
    whole = closed.read_bytes()
    for page in range(1, len(whole) // PAGE):
        closed.write_bytes(whole)
        _flip(closed, page * PAGE + 1234)
        assert _problems(closed, keys), f"page {page + 1}"
    closed.write_bytes(whole)
    assert _problems(closed, keys) == ()


def test_every_shortened_or_blanked_file_is_found(closed: Path, keys: FacilityKeys) -> None:
    whole = closed.read_bytes()
    half = len(whole) // 2 // PAGE * PAGE
    blanked = whole[:half] + bytes(PAGE) + whole[half + PAGE :]
    for damaged in (b"", whole[:100], whole[:half], whole[: half + 7], bytes(len(whole)), blanked):
        closed.write_bytes(damaged)
        assert _problems(closed, keys), f"{len(damaged)} bytes"


def _problems(path: Path, keys: FacilityKeys) -> tuple[str, ...]:
    try:
        with Database.open(path, keys) as database:
            return database.check()
    except DamagedDatabaseError as error:
        return (error.message,)


@pytest.mark.parametrize("left", ["", "-wal"])
def test_a_database_that_is_gone_is_not_made_anew(
    closed: Path, keys: FacilityKeys, left: str
) -> None:
    closed.unlink()
    if left:
        closed.with_name(closed.name + left).write_bytes(b"pages")
        DatabaseFiles(closed).key_check.unlink()
    with pytest.raises(DamagedDatabaseError, match="gone"):
        Database.open(closed, keys)
    assert not closed.exists()


def _unfinished(files: DatabaseFiles) -> None:
    files.unfinished.write_bytes(b"half a page")
    files.unfinished.with_name(files.unfinished.name + "-wal").write_bytes(b"half a log")


def _unfinished_and_noted(files: DatabaseFiles) -> None:
    _unfinished(files)
    files.key_check.write_text('{"version": 1, "note": "00"}')


def _half_noted(files: DatabaseFiles) -> None:
    _unfinished(files)
    files.key_check.with_name(files.key_check.name + ".part").write_bytes(b"{")


@pytest.mark.parametrize("leftovers", [_unfinished, _unfinished_and_noted, _half_noted])
def test_an_interrupted_first_start_is_taken_up(
    tmp_path: Path,
    keys: FacilityKeys,
    resident: Resident,
    leftovers: Callable[[DatabaseFiles], None],
) -> None:
    files = DatabaseFiles(tmp_path / "lilo.db")
    leftovers(files)
    assert not files.hold_data()
    with Database.open(files.main, keys) as database, database.unit() as unit:
        unit.residents.add(resident)
    with Database.open(files.main, keys) as database, database.reading() as unit:
        assert unit.residents.all() == [resident]
    names = {path.name for path in tmp_path.iterdir()}
    assert names <= {
        "lilo.db",
        "lilo.db.in-use",
        "lilo.db.key-check",
        "lilo.db.key-check.part",
        "lilo.db.lock",
    }


def test_clearing_up_after_an_interrupted_start_may_itself_be_interrupted(
    tmp_path: Path, keys: FacilityKeys
) -> None:
    files = DatabaseFiles(tmp_path / "lilo.db")
    _unfinished_and_noted(files)
    obstacle = files.unfinished.with_name(files.unfinished.name + "-shm")
    obstacle.mkdir()
    with pytest.raises(StorageError):
        Database.open(files.main, keys)
    assert not files.unfinished.exists()
    obstacle.rmdir()
    Database.open(files.main, keys).close()


def test_odd_names_of_folders_do_no_harm(
    tmp_path: Path, keys: FacilityKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = FacilityPaths(Path("Haus Löwe %20 ?mode=memory #1"))
    paths.prepare()
    for _ in range(2):
        with Database.open(paths.database, keys) as database:
            assert database.check() == ()
    assert (tmp_path / paths.database).stat().st_size > PAGE


def test_a_key_of_the_wrong_length_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        FacilityKeys(b"short", b"short")


@pytest.mark.parametrize("path", ["/proc/lilo/lilo.db", "/dev/null/lilo.db"])
def test_a_place_that_cannot_be_used_is_named(path: str, keys: FacilityKeys) -> None:
    with pytest.raises(StorageError) as caught:
        Database.open(Path(path), keys)
    assert path in caught.value.message
    assert caught.value.remedy
