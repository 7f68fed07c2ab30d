"""Where keys come from, and that none is made where data would be lost by it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage import (
    Database,
    DemoKeySource,
    FacilityKeys,
    FacilityPaths,
    KeyUnavailableError,
    StorageError,
    WrongKeyError,
    resolve_keys,
    standard_sources,
)
from storage.facility_files import facility_id_of
from storage.keys import (
    KeyringKeySource,
    KeySource,
    NoKeys,
    PassphraseKeySource,
    SystemdKeySource,
    system_keyring,
)

PASSPHRASE = "correct horse battery staple"


class Keyring:
    """A desktop's keyring; `forgets` and `locked` are what real ones do at times."""

    def __init__(self, *, forgets: bool = False, locked: bool = False) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self._forgets = forgets
        self._locked = locked

    def get_password(self, service: str, user: str) -> str | None:
        if self._locked:
            raise OSError("locked")
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        if not self._forgets:
            self.kept[service, user] = password


def _keyring_source(*keyrings: Keyring, plaintext: bool = False) -> KeyringKeySource:
    backends: Any = list(keyrings)
    return KeyringKeySource(lambda: backends, plaintext_installed=lambda: plaintext)


def _passphrase(answer: str | None) -> PassphraseKeySource:
    return PassphraseKeySource(lambda _is_new: answer)


def _make(paths: FacilityPaths, *sources: KeySource) -> FacilityKeys:
    keys = resolve_keys(paths, sources).keys
    Database.open(paths.database, keys).close()
    return keys


def test_keys_do_not_show() -> None:
    keys = FacilityKeys.random()
    for shown in (repr(keys), str(keys), f"{keys!r}"):
        assert keys.database.hex() not in shown
        assert repr(keys.database) not in shown
    assert FacilityKeys.from_hex(keys.to_hex()) == keys
    assert keys.database != keys.audit


def test_the_keyring_keeps_one_secret_per_facility(tmp_path: Path) -> None:
    keyring = Keyring()
    here, there = FacilityPaths(tmp_path / "here"), FacilityPaths(tmp_path / "there")
    first, second = (_make(paths, _keyring_source(keyring)) for paths in (here, there))
    assert first != second
    assert resolve_keys(here, [_keyring_source(keyring)]).keys == first
    assert set(keyring.kept) == {
        ("lilo", f"facility-{facility_id_of(paths)}") for paths in (here, there)
    }


def test_a_second_keyring_is_searched_too(paths: FacilityPaths) -> None:
    old, new = Keyring(), Keyring()
    keys = _make(paths, _keyring_source(old))
    assert resolve_keys(paths, [_keyring_source(new, old)]).keys == keys
    assert new.kept == {}


def test_a_keyring_that_forgets_is_not_trusted(paths: FacilityPaths) -> None:
    found = _keyring_source(Keyring(forgets=True)).keys_for(paths)
    assert isinstance(found, NoKeys)
    assert "did not keep" in found.reason


def test_no_new_key_is_made_for_data_that_is_there(paths: FacilityPaths) -> None:
    _make(paths, _keyring_source(Keyring()))
    empty = Keyring()
    with pytest.raises(KeyUnavailableError, match="stays locked") as caught:
        resolve_keys(paths, [_keyring_source(empty), _passphrase(PASSPHRASE)])
    assert "holds no key for facility-" in caught.value.message
    assert "was not set up with one" in caught.value.message
    assert empty.kept == {}
    assert not paths.passphrase.exists()


def test_a_lost_facility_id_is_not_replaced(paths: FacilityPaths) -> None:
    keyring = Keyring()
    _make(paths, _keyring_source(keyring))
    paths.facility_id.unlink()
    with pytest.raises(StorageError, match=r"facility\.id"):
        resolve_keys(paths, [_keyring_source(keyring)])
    assert not paths.facility_id.exists()


def test_a_locked_keyring_is_named(paths: FacilityPaths) -> None:
    with pytest.raises(KeyUnavailableError, match="locked or does not answer"):
        resolve_keys(paths, [_keyring_source(Keyring(locked=True))])


def test_what_is_no_key_is_not_used(paths: FacilityPaths) -> None:
    keyring = Keyring()
    keyring.kept["lilo", f"facility-{facility_id_of(paths)}"] = "swordfish"
    with pytest.raises(KeyUnavailableError) as caught:
        resolve_keys(paths, [_keyring_source(keyring), _passphrase(PASSPHRASE)])
    assert "swordfish" not in str(caught.value)


def test_plain_text_keyrings_are_refused(paths: FacilityPaths) -> None:
    keyring = Keyring()
    with pytest.raises(KeyUnavailableError, match=r"keyrings\.alt"):
        resolve_keys(paths, [_keyring_source(keyring, plaintext=True), _passphrase(PASSPHRASE)])
    assert keyring.kept == {}


def test_an_installed_plain_text_keyring_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not system_keyring.plaintext_keyrings_installed()
    (tmp_path / "keyrings" / "alt").mkdir(parents=True)
    (tmp_path / "keyrings" / "alt" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    assert system_keyring.plaintext_keyrings_installed()
    # Looking for the package has loaded the one around it.
    sys.modules.pop("keyrings")


def test_settings_cannot_talk_us_into_an_unsafe_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    names = {type(backend).__module__ for backend in system_keyring.safe_backends()}
    assert not names & {"keyring.backends.null", "keyring.backends.fail", "keyrings.alt.file"}


def _credentials(folder: Path, database: bytes, audit: bytes | None) -> SystemdKeySource:
    folder.mkdir(exist_ok=True)
    (folder / "lilo-database-key").write_bytes(database)
    if audit is not None:
        (folder / "lilo-audit-key").write_bytes(audit)
    return SystemdKeySource(str(folder))


def test_systemd_credentials_are_read_raw_and_as_hex(paths: FacilityPaths, tmp_path: Path) -> None:
    keys = FacilityKeys.random()
    hexadecimal = keys.audit.hex().upper().encode() + b"\n"
    source = _credentials(tmp_path / "credentials", keys.database, hexadecimal)
    found = resolve_keys(paths, [source, _keyring_source(Keyring())])
    assert (found.keys, found.source) == (keys, "systemd credential")


@pytest.mark.parametrize("folder", [None, "", "/nowhere"])
def test_a_service_without_credentials_asks_the_next_source(
    paths: FacilityPaths, folder: str | None
) -> None:
    assert isinstance(SystemdKeySource(folder).keys_for(paths), NoKeys)


@pytest.mark.parametrize("content", [b"", b"short", b"zz" * 32, b"\xff" * 64, b"a" * 5000])
def test_bad_credentials_are_named_and_not_shown(
    paths: FacilityPaths, tmp_path: Path, content: bytes
) -> None:
    source = _credentials(tmp_path / "credentials", content, b"a" * 32)
    with pytest.raises(KeyUnavailableError, match="lilo-database-key") as caught:
        source.keys_for(paths)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_half_of_the_credentials_is_a_mistake(paths: FacilityPaths, tmp_path: Path) -> None:
    source = _credentials(tmp_path / "credentials", b"d" * 32, None)
    with pytest.raises(KeyUnavailableError, match="lilo-audit-key is missing"):
        resolve_keys(paths, [source, _keyring_source(Keyring())])


def test_a_passphrase_opens_what_it_closed(paths: FacilityPaths) -> None:
    asked: list[bool] = []

    def ask(is_new: bool) -> str:
        asked.append(is_new)
        return PASSPHRASE

    keys = _make(paths, PassphraseKeySource(ask))
    assert keys.database != keys.audit
    assert resolve_keys(paths, [PassphraseKeySource(ask)]).keys == keys
    assert asked == [True, False]
    assert PASSPHRASE not in paths.passphrase.read_text()
    other = resolve_keys(paths, [_passphrase("correct horse battery stable")]).keys
    with pytest.raises(WrongKeyError):
        Database.open(paths.database, other)


def test_a_passphrase_typed_with_other_accents_is_the_same(paths: FacilityPaths) -> None:
    keys = _make(paths, _passphrase("caf\u00e9 au lait, s'il vous pla\u00eet"))
    assert (
        resolve_keys(paths, [_passphrase("cafe\u0301 au lait, s'il vous plai\u0302t")]).keys == keys
    )


@pytest.mark.parametrize(
    "change",
    [{"salt": "00"}, {"memory_kib": 1}, {"memory_kib": 1 << 40}, {"time_cost": "x"}, {"extra": 1}],
)
def test_a_damaged_recipe_is_named(paths: FacilityPaths, change: dict[str, object]) -> None:
    _make(paths, _passphrase(PASSPHRASE))
    recipe = json.loads(paths.passphrase.read_text())
    paths.passphrase.write_text(json.dumps(recipe | change))
    with pytest.raises(KeyUnavailableError, match="damaged"):
        resolve_keys(paths, [_passphrase(PASSPHRASE)])


def test_a_short_new_passphrase_is_refused(paths: FacilityPaths) -> None:
    with pytest.raises(KeyUnavailableError, match="too short"):
        resolve_keys(paths, [_passphrase("tulip")])
    assert not paths.passphrase.exists()


def test_where_there_is_nothing_the_refusal_says_what_to_do(
    paths: FacilityPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with pytest.raises(KeyUnavailableError) as caught:
        resolve_keys(paths, standard_sources({}, None))
    for tried in ("systemd credential: ", "system keyring: ", "passphrase: there is nobody to ask"):
        assert tried in caught.value.message
    assert "lilo-database-key" in caught.value.remedy
    assert not paths.database.exists()


def test_a_demo_facility_keeps_its_key_in_a_file(paths: FacilityPaths) -> None:
    keys = _make(paths, DemoKeySource())
    assert paths.demo_key.stat().st_mode & 0o777 == 0o600
    assert resolve_keys(paths, [DemoKeySource()]).keys == keys
    paths.demo_key.write_text("nonsense")
    with pytest.raises(KeyUnavailableError, match="no key"):
        resolve_keys(paths, [DemoKeySource()])
    paths.demo_key.unlink()
    with pytest.raises(KeyUnavailableError, match="stays locked"):
        resolve_keys(paths, [DemoKeySource()])
    assert not paths.demo_key.exists()


def test_a_folder_that_cannot_be_prepared_is_named() -> None:
    with pytest.raises(StorageError) as caught:
        resolve_keys(FacilityPaths(Path("/dev/null/facility")), [DemoKeySource()])
    assert caught.value.remedy


SESSION = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="no desktop keyring installed",
)
def test_a_real_desktop_keyring_keeps_the_key(
    child: Callable[..., "subprocess.Popen[str]"], tmp_path: Path
) -> None:
    session = ("env", f"HOME={tmp_path}", "dbus-run-session", "--", "sh", "-c")
    for _ in range(2):
        process = child("keyring_user.py", tmp_path / "facility", before=(*session, SESSION, "sh"))
        output, _ = process.communicate(timeout=300)
        assert output == "system keyring ()\n"
    process = child("keyring_user.py", tmp_path / "facility", before=(*session, 'exec "$@"', "sh"))
    output, _ = process.communicate(timeout=300)
    assert "stays locked" in output
    assert "it is locked or does not answer" in output
