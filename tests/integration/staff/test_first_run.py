"""The first start: from nothing to a facility that somebody can sign in to."""

import stat
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from staff_house import CountingChime

from app.alerts import Recipient
from app.bootstrap import open_facility, prepare_basics
from app.commands.founding import CommandFounder, TargetError
from app.enrolment import EnrolmentError
from app.enrolment_file import HouseRow
from app.identity import Role
from ui.shared.chime import Sound
from ui.shared.spawner import QueuedSpawner
from ui.staff.first_run.first_run_model import Step
from ui.staff.first_run.first_run_window import FirstRunWindow
from ui.staff.first_run.founder import NewTarget
from ui.staff.wording.language import Language
from ui.staff.wording.words import load_words

PASSPHRASE = "plum jam in a cold cellar"
KEY = "lantern harbour violet"


def fill(window: FirstRunWindow, **texts: str) -> None:
    for name, text in texts.items():
        window.findChild(QLineEdit, name).setText(text)


def press(window: FirstRunWindow, name: str, spawner: QueuedSpawner) -> None:
    QTest.mouseClick(window.findChild(type(window._next), name), Qt.MouseButton.LeftButton)
    spawner.drain(120.0)


def test_six_steps_make_a_facility(
    qtbot: QtBot,
    chime: CountingChime,
    spawner: QueuedSpawner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # No keyring: a person keeps the key.
    monkeypatch.setattr("storage.keys.keeper.safe_backends", list)
    monkeypatch.setattr("storage.keys.system_keyring._SAFE", {})
    folder = tmp_path / "elm"
    language = Language(load_words(), ZoneInfo("UTC"))
    founder = CommandFounder()
    window = FirstRunWindow(founder, folder, chime, spawner, language)
    qtbot.addWidget(window)
    window.show()
    made: list[Path] = []
    window.made.connect(made.append)
    fill(window, houseName="Elm House", houseNumber="not a number")
    press(window, "next", spawner)
    assert "not described well" in window.model.problem
    fill(window, houseNumber="112", houseAddress="1 Elm Lane")
    window.findChild(QComboBox, "houseZone").setCurrentText("Europe/Dublin")
    press(window, "next", spawner)
    fill(window, adminGiven="Ana", adminFamily="Ruiz", adminLogin="ana")
    fill(window, adminPassphrase="elm house", adminAgain="elm house")
    press(window, "next", spawner)
    assert "at least 15" in window.model.problem
    fill(window, adminPassphrase=PASSPHRASE, adminAgain=PASSPHRASE)
    press(window, "next", spawner)
    fill(window, residentGiven="Adelheid", residentFamily="Bell", residentRoom="3")
    press(window, "addResident", spawner)
    # What stands in the fields is put down when one goes on.
    fill(window, residentGiven="Ned", residentFamily="Coe", residentRoom="4")
    press(window, "next", spawner)
    assert window.model.step is Step.KEY
    assert "no keyring" in window.findChild(QLabel, "keyKept").text()
    assert not folder.exists()
    fill(window, keyPassphrase=KEY, keyAgain=KEY)
    press(window, "next", spawner)
    assert window.model.step is Step.CODE
    code = window.findChild(QLabel, "recoveryCode").text()
    press(window, "next", spawner)
    assert window.model.step is Step.CODE
    window.findChild(QCheckBox, "codeKept").setChecked(True)
    press(window, "next", spawner)
    assert window.model.step is Step.ALARM
    assert not window.findChild(QLabel, "recoveryCode").text()
    press(window, "playAlarm", spawner)
    assert chime.rung == [Sound.HIGH]
    press(window, "next", spawner)
    assert made == [folder]

    basics = prepare_basics(folder)
    assert (basics.settings.facility.name, basics.settings.facility.timezone) == (
        "Elm House",
        "Europe/Dublin",
    )
    lilo = open_facility(basics, lambda _choosing: KEY)
    try:
        with lilo.database.reading() as unit:
            member = unit.staff.by_login("ana")
            assert (member.role, [r.full_name for r in unit.residents.all()]) == (
                Role.ADMINISTRATOR,
                ["Adelheid Bell", "Ned Coe"],
            )
        written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        # None of three letters: in a megabyte of ciphertext one of those stands by chance.
        for secret in (code, PASSPHRASE, KEY, "Adelheid"):
            assert secret.encode() not in written
    finally:
        lilo.close()
    window.close()

    target = NewTarget("Duty phone", "json://secret@localhost", Recipient.NURSE)
    founder.keep_target(folder, target)
    kept = yaml.safe_load((folder / "config" / "notifications.yaml").read_text())
    (one,) = kept["notifications"]["targets"]
    file = Path(one["url_file"])
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == (target.address, 0o600)
    assert prepare_basics(folder).settings.notifications.targets[0].name == "Duty phone"
    with pytest.raises(TargetError):
        founder.keep_target(folder, NewTarget("/!", target.address, Recipient.NURSE))
    with pytest.raises(EnrolmentError, match="not empty"):
        founder.check_house(folder, HouseRow(name="x", timezone="UTC", emergency_number="112"))
