"""The doctor beside a kiosk: it has the screen and the keys, and neither is missed."""

from pathlib import Path

import pytest

from app.checkup import Health
from app.commands import doctor_checks
from app.commands.checkup import of_kiosk
from app.kiosk_setup import OnlyRootError


@pytest.fixture(autouse=True)
def _unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = tmp_path / "lilo-kiosk.service"
    unit.touch()
    monkeypatch.setattr(of_kiosk, "UNIT", unit)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.delenv(of_kiosk.AS_KIOSK, raising=False)
    monkeypatch.setattr("app.commands.doctor_checks.plaintext_keyrings_installed", list)
    monkeypatch.setattr("app.commands.doctor_checks.safe_backends", list)


def closed(_machine: object) -> bool:
    raise OnlyRootError


def test_the_kiosk_has_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_kiosk, "_unit", lambda: {"ActiveState": "inactive"})
    with pytest.raises(doctor_checks.CheckError, match="no screen"):
        doctor_checks.display()
    monkeypatch.setattr(of_kiosk, "_unit", lambda: {"ActiveState": "active"})
    assert "the kiosk has it" in doctor_checks.display()
    monkeypatch.setattr(of_kiosk, "_unit", dict)
    monkeypatch.setenv(of_kiosk.AS_KIOSK, "1")
    assert "the kiosk has it" in doctor_checks.display()


def test_credentials_need_no_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.commands.kiosk_machine.KioskMachine.has_keys", closed)
    with pytest.raises(doctor_checks.CheckError, match="no safe keyring"):
        doctor_checks.keyring_backend()
    for key in ("lilo-database-key", "lilo-audit-key"):
        (tmp_path / key).touch()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert "credentials" in doctor_checks.keyring_backend()


def test_whoever_is_not_root_sees_that_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.commands.kiosk_machine.KioskMachine.kept", closed)
    monkeypatch.setattr(of_kiosk, "_unit", lambda: {"ActiveState": "active", "NRestarts": "0"})
    (line,) = of_kiosk.kiosk()
    assert line.health is Health.GOOD
