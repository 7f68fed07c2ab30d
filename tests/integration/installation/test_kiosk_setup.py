"""Setting up and undoing on the files of a machine below a folder, by the real command."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.kiosk_setup import OnlyRootError
from app.main import cli

RUN = CliRunner()
ENV = "/etc/lilo/kiosk.env"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "etc" / "systemd" / "system").mkdir(parents=True)
    (root / "etc" / "passwd").write_text("lilo:x:990:990::/var/lib/lilo:/usr/sbin/nologin\n")
    (root / "etc" / "systemd" / "system" / "default.target").symlink_to(
        "/lib/systemd/system/multi-user.target"
    )
    return root


def setup(root: Path, *words: str) -> str:
    done = RUN.invoke(cli, ["kiosk-setup", "--root", str(root), "--yes", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def files(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): f"-> {path.readlink()}"
        if path.is_symlink()
        else path.read_text()
        for path in root.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def test_there_and_back(machine: Path) -> None:
    before = files(machine)

    assert "would write" in setup(machine, "--dry-run")
    assert files(machine) == before

    assert "write /etc/lilo/kiosk.env" in setup(machine, "--rotate", "90")
    after = files(machine)
    assert after["etc/systemd/system/default.target"] == "-> /lib/systemd/system/graphical.target"
    assert "LILO_ROTATION=90" in after["etc/lilo/kiosk.env"]

    assert "Nothing has to be changed." in setup(machine, "--rotate", "90")
    assert files(machine) == after

    told = json.loads(setup(machine, "--json", "--no-usb-lock"))
    assert {one["path"] for one in told["changed"]} == {ENV, "/etc/udev/rules.d/70-lilo-usb.rules"}

    setup(machine, "--undo")
    assert files(machine) == before
    assert "Nothing has to be changed." in setup(machine, "--undo")


def test_what_somebody_has_changed_is_left(machine: Path) -> None:
    setup(machine)
    changed = machine / ENV.lstrip("/")
    changed.write_text("mine\n")
    assert f"left: {ENV}" in setup(machine, "--undo")
    assert changed.read_text() == "mine\n"


def test_keys_and_addresses_come_as_drop_ins(machine: Path) -> None:
    store = machine / "etc" / "credstore.encrypted"
    store.mkdir()
    for key in ("lilo-database-key", "lilo-audit-key"):
        (store / key).write_text("sealed")
    setup(machine, "--allow-network", "10.0.0.7")
    folder = machine / "etc" / "systemd" / "system" / "lilo-kiosk.service.d"
    assert sorted(path.name for path in folder.iterdir()) == ["keys.conf", "network.conf"]
    setup(machine, "--undo")
    assert not folder.exists()


def test_a_facility_elsewhere_may_be_written(machine: Path) -> None:
    setup(machine, "--facility", "/srv/lilo")
    drop_in = machine / "etc/systemd/system/lilo-kiosk.service.d/facility.conf"
    assert "ReadWritePaths=-/srv/lilo\n" in drop_in.read_text()
    assert "RequiresMountsFor=/srv/lilo\n" in drop_in.read_text()
    setup(machine, "--facility", "/var/lib/lilo/other")
    assert not drop_in.exists()


def test_without_root_there_are_words(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", closed)
    for words in ([], ["--dry-run"], ["--undo"]):
        done = RUN.invoke(cli, ["kiosk-setup", "--root", str(machine), *words])
        assert isinstance(done.exception, OnlyRootError)
        assert "sudo lilo kiosk-setup" in str(done.exception)


def test_wrong_wishes_change_nothing(machine: Path) -> None:
    before = files(machine)
    for words in (
        ["--rotate", "45"],
        ["--allow-network", "example.org"],
        ["--facility", "here"],
        ["--facility", "/home/lilo"],
    ):
        done = RUN.invoke(cli, ["kiosk-setup", "--root", str(machine), "--yes", *words])
        assert done.exit_code != 0
    assert files(machine) == before
