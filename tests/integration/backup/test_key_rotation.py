"""Changing the database key: whatever interrupts it, the facility opens and holds everything."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import (
    Database,
    DemoKeySource,
    FacilityKeys,
    KeyUnavailableError,
    StorageBusyError,
    WrongKeyError,
    key_rotation,
    resolve_keys,
)
from storage.backup import make_backup, verify_backup
from storage.backup.keys import keep_key
from storage.key_rotation import rotate_key
from storage.keys import NoKeys, PassphraseKeySource, SystemdKeySource, asked_once
from storage.keys.source import KeySource
from storage.private_files import write_durably
from tests.fakes.kept_facility import SENTENCE, Facility

REPOSITORY = Path(__file__).parents[3]


class Killed(BaseException):
    """Nothing after this is done, as after a power cut."""


@pytest.fixture
def kept(facility: Facility) -> Facility:
    """A facility whose keys lie in a file, with a backup."""
    write_durably(facility.paths.demo_key, facility.keys.to_hex().encode())
    facility.back_up()
    return facility


def now_opens(facility: Facility, *sources: KeySource) -> FacilityKeys:
    keys = resolve_keys(facility.paths, sources or (DemoKeySource(),)).keys
    facility.keys = keys
    assert facility.said() == [SENTENCE]
    for backup in facility.folder.all():
        assert verify_backup(backup, keys)
    return keys


def rotate(facility: Facility, source: KeySource | None = None) -> FacilityKeys:
    backups = [facility.paths.backups]
    return rotate_key(facility.paths, source or DemoKeySource(), backups).keys


def test_the_new_key_opens_everything_and_the_old_one_nothing(kept: Facility) -> None:
    old = kept.keys
    new = rotate(kept)
    assert new.database != old.database
    assert new.audit == old.audit
    assert now_opens(kept) == new
    with pytest.raises(WrongKeyError):
        Database.open(kept.paths.database, old)
    left = {path.name for path in kept.paths.data.iterdir()}
    assert left & {"key-rotation.json", "lilo.db.restored"} == set()


@pytest.mark.parametrize(
    "step", ["_write_note", "copy_database", "rename_durably", "write_key_check", "wrap_anew"]
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_at_any_step_leaves_a_facility_that_opens(
    kept: Facility, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    real: Callable[..., object] = getattr(key_rotation, step)

    def dying(*arguments: object) -> object:
        if when == "after":
            real(*arguments)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(key_rotation, step, dying)
        with pytest.raises(Killed):
            rotate(kept)
    keys = now_opens(kept)
    assert not (kept.paths.data / "key-rotation.json").exists()
    assert now_opens(kept) == keys
    rotate(kept)
    now_opens(kept)


def test_a_kill_before_the_source_kept_it(kept: Facility, monkeypatch: pytest.MonkeyPatch) -> None:
    def dying(*_arguments: object) -> bool:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(DemoKeySource, "keep", dying)
        with pytest.raises(Killed):
            rotate(kept)
    assert now_opens(kept) == now_opens(kept)


_CHILD = """
import sys
from pathlib import Path
from storage import DemoKeySource, FacilityPaths
from storage.key_rotation import rotate_key
paths = FacilityPaths(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    rotate_key(paths, DemoKeySource(), [paths.backups])
"""


@pytest.mark.parametrize("wait_s", [0.005, 0.05])
def test_a_real_kill(kept: Facility, wait_s: float) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(kept.paths.root)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    time.sleep(wait_s)  # Where it dies does not matter: it must open wherever that is.
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    now_opens(kept)


def test_not_under_an_open_window(kept: Facility) -> None:
    with kept.open(), pytest.raises(StorageBusyError):
        rotate(kept)
    assert now_opens(kept)


def test_a_passphrase_is_chosen_anew_and_the_audit_log_goes_on(tmp_path: Path) -> None:
    from storage import FacilityPaths

    paths = FacilityPaths(tmp_path / "house")
    words = ["first words of a house", "first words of a house", "other words of a house"]
    source = PassphraseKeySource(asked_once(lambda _choosing: words.pop(0)))
    keys = source.keys_for(paths)
    assert not isinstance(keys, NoKeys)
    with Database.open(paths.database, keys):
        pass
    done = rotate_key(paths, source, [])
    new = done.keys
    assert done.kept
    assert new.audit == keys.audit
    again = resolve_keys(
        paths, [PassphraseKeySource(lambda _choosing: "other words of a house")]
    ).keys
    assert again == new
    with Database.open(paths.database, again) as database:
        assert database.check() == ()
    old = PassphraseKeySource(lambda _choosing: "first words of a house").keys_for(paths)
    assert isinstance(old, FacilityKeys)
    with pytest.raises(WrongKeyError):
        Database.open(paths.database, old)


def test_a_new_passphrase_must_be_given_and_long_enough(tmp_path: Path) -> None:
    from storage import FacilityPaths

    paths = FacilityPaths(tmp_path)
    for answer, message in ((None, "No new passphrase"), ("short", "too short")):
        source = PassphraseKeySource(lambda _choosing, answer=answer: answer)
        with pytest.raises(KeyUnavailableError, match=message):
            source.new_keys(paths, FacilityKeys.random())


def test_systemd_gives_the_new_key_and_takes_the_old_one_away(
    facility: Facility, tmp_path: Path
) -> None:
    folder = tmp_path / "credentials"
    folder.mkdir()
    (folder / "lilo-database-key").write_bytes(facility.keys.database)
    (folder / "lilo-audit-key").write_bytes(facility.keys.audit)
    source = SystemdKeySource(str(folder))
    with pytest.raises(KeyUnavailableError, match="lilo-database-key-next is missing"):
        rotate(facility, source)
    (folder / "lilo-database-key-next").write_bytes(b"n" * 32)
    assert rotate(facility, source).database == b"n" * 32
    # The old credential still leads to the new key, until IT replaces it.
    assert now_opens(facility, source).database == b"n" * 32
    assert (facility.paths.data / "key-rotation.json").exists()
    (folder / "lilo-database-key").write_bytes(b"n" * 32)
    assert now_opens(facility, source).database == b"n" * 32
    assert not (facility.paths.data / "key-rotation.json").exists()


def test_keys_that_fit_neither_lock_nobody_out(kept: Facility) -> None:
    keys = kept.paths.backups / "keys"
    foreign, zeroed, cut = (keys / f"00000{n}-x.key" for n in (7, 8, 9))
    keep_key(foreign, b"k" * 32, b"f" * 32)
    zeroed.write_bytes(b"\0" * 81)  # a power cut between overwriting and unlinking
    cut.write_bytes(b"ab")
    was = foreign.read_bytes()
    done = rotate_key(kept.paths, DemoKeySource(), [kept.paths.backups])
    assert done.kept
    assert done.backups.left == (foreign, zeroed, cut)
    assert done.backups.wrapped == 1
    assert foreign.read_bytes() == was
    assert now_opens(kept) == done.keys
    assert not (kept.paths.data / "key-rotation.json").exists()


def test_an_interrupted_change_is_finished_over_them(
    kept: Facility, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(*_arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(key_rotation, "wrap_anew", dying)
        with pytest.raises(Killed):
            rotate(kept)
    (kept.paths.backups / "keys" / "000009-x.key").write_bytes(b"0" * 81)
    assert now_opens(kept)
    assert not (kept.paths.data / "key-rotation.json").exists()


def test_a_folder_that_was_away_comes_back_two_changes_later(
    kept: Facility, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    make_backup(kept.order(minutes=1, copy_to=share), verify_backup)
    share.rename(tmp_path / "away")
    folders = [kept.paths.backups, share]
    assert rotate_key(kept.paths, DemoKeySource(), folders).absent == (share,)
    (tmp_path / "away").rename(share)
    done = rotate_key(kept.paths, DemoKeySource(), folders)
    assert [path.parent for path in done.backups.left] == [share / "keys"]
    assert now_opens(kept) == done.keys


def test_a_disk_that_takes_no_keys_is_tried_again_at_each_start(
    kept: Facility, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr("storage.backup.keys.write_durably", refused)
        done = rotate_key(kept.paths, DemoKeySource(), [kept.paths.backups])
        assert len(done.backups.unwritten) == 1
        assert resolve_keys(kept.paths, [DemoKeySource()]).keys == done.keys
    assert now_opens(kept) == done.keys
    assert not (kept.paths.data / "key-rotation.json").exists()
