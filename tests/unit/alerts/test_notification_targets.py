"""Targets: addresses come from where they are kept, and are never shown."""

import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.alerts.routing import Recipient
from app.alerts.targets import TargetError, targets_of
from app.notification_settings import NotificationSettings
from app.settings import Settings, SettingsError, load_settings

SECRET = "hunter2"
URL = f"fake://lilo:{SECRET}@push.example.org"
Load = Callable[[str], Settings]


def accepts(url: str) -> bool:
    return url.startswith("fake://")


def settings_with(**target: Any) -> NotificationSettings:
    written = {"name": "Duty phone", "roles": ["nurse"], **target}
    return NotificationSettings.model_validate(
        {"targets": [written], "disclose": "room", "name_residents": False}
    )


@pytest.fixture
def load(resources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    for name in [name for name in os.environ if name.upper().startswith("LILO_")]:
        monkeypatch.delenv(name)

    def write_and_load(text: str) -> Settings:
        (tmp_path / "mine.yaml").write_text(text, "utf-8")
        return load_settings(resources / "defaults", tmp_path)

    return write_and_load


def test_by_default_nobody_is_told(load: Load) -> None:
    notifications = load("").notifications
    assert notifications.targets == ()
    assert (notifications.disclose, notifications.name_residents) == ("room", False)
    assert targets_of(notifications, {}, accepts) == ()


def test_an_address_can_stand_in_the_settings(load: Load) -> None:
    settings = load(
        "notifications: {targets: [{name: Duty phone, roles: [nurse, physician], "
        f"url: '{URL}'}}]}}"
    )
    assert SECRET not in repr(settings)
    (target,) = targets_of(settings.notifications, {}, accepts)
    assert (target.name, target.url) == ("Duty phone", URL)
    assert target.roles == {Recipient.NURSE, Recipient.PHYSICIAN}
    assert SECRET not in repr(target)


def test_an_address_can_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "duty.url"
    path.write_text(f"{URL}\n", "utf-8")
    (target,) = targets_of(settings_with(url_file=path), {}, accepts)
    assert target.url == URL


def test_an_address_can_be_a_credential_of_the_service(tmp_path: Path) -> None:
    (tmp_path / "lilo-duty").write_text(URL, "utf-8")
    settings = settings_with(credential="lilo-duty")
    (target,) = targets_of(settings, {"CREDENTIALS_DIRECTORY": str(tmp_path)}, accepts)
    assert target.url == URL


def test_a_service_without_credentials_is_told_so() -> None:
    with pytest.raises(TargetError, match="CREDENTIALS_DIRECTORY is not set") as refused:
        targets_of(settings_with(credential="lilo-duty"), {}, accepts)
    assert refused.value.code == "alert.target"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match=r"none\.url.*'Duty phone'.*No such file"):
        targets_of(settings_with(url_file=tmp_path / "none.url"), {}, accepts)


def test_a_file_that_is_no_text_is_refused_without_showing_it(tmp_path: Path) -> None:
    path = tmp_path / "duty.url"
    path.write_bytes(f"fake://{SECRET}".encode() + b"\xff")
    with pytest.raises(TargetError, match="it is not text") as refused:
        targets_of(settings_with(url_file=path), {}, accepts)
    assert refused.value.__context__ is None


def test_an_address_that_cannot_be_used_is_refused_without_showing_it() -> None:
    with pytest.raises(TargetError, match="'Duty phone' cannot be used") as refused:
        targets_of(settings_with(url=f"wrong://{SECRET}"), {}, accepts)
    assert SECRET not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        (f"{{name: A, roles: [nurse], url: '{URL}', credential: x}}", "exactly one of url"),
        (f"{{name: '{SECRET}/', roles: [nurse], url: '{URL}'}}", "notifications.targets.0.name"),
        ("{name: A, roles: [nurse]}", "exactly one of url"),
        (f"{{name: A, roles: [], url: '{URL}'}}", "targets.0.roles"),
        (f"{{name: A, roles: [gardener], url: '{URL}'}}", "targets.0.roles.0"),
        (f"{{name: A, roles: [nurse], url: ['{URL}']}}", "targets.0.url"),
        ("{name: A, roles: [nurse], url_file: hunter2.url}", "begins with /"),
        ("{name: A, roles: [nurse], credential: ../hunter2}", "targets.0.credential"),
        (f"{{name: A, roles: [nurse], url: '{URL}', port: 1}}", "no setting called"),
    ],
)
def test_a_wrong_target_is_refused_by_place_without_showing_it(
    load: Load, target: str, complaint: str
) -> None:
    with pytest.raises(SettingsError, match=complaint) as refused:
        load(f"notifications: {{targets: [{target}]}}")
    assert "mine.yaml" in refused.value.message
    assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_targets_bear_different_names(load: Load) -> None:
    target = f"{{name: A, roles: [nurse], url: '{URL}'}}"
    with pytest.raises(SettingsError, match="targets of different names") as refused:
        load(f"notifications: {{targets: [{target}, {target}]}}")
    assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_a_slip_of_the_pen_does_not_show_the_line_it_stands_in(load: Load) -> None:
    with pytest.raises(SettingsError, match=r"cannot be read: line \d") as refused:
        load(f"notifications:\n  targets:\n    - url: '{URL}\n      name: [}}")
    assert SECRET not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize("disclose", ["everything", ""])
def test_how_much_is_told_is_one_of_three(load: Load, disclose: str) -> None:
    with pytest.raises(SettingsError, match=r"notifications\.disclose"):
        load(f"notifications: {{disclose: '{disclose}'}}")
