"""Each start says which settings have changed, by key; a command says who changed them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.bootstrap import open_facility, prepare_basics
from app.main import cli
from storage import Database, DemoKeySource, FacilityPaths, resolve_keys
from tests.fakes.demo_copies import demo_copy


@pytest.fixture
def root(tmp_path: Path) -> Path:
    demo_copy(tmp_path / "facility")
    return tmp_path / "facility"


def changes(root: Path) -> list[tuple[str, object]]:
    paths = FacilityPaths(root)
    keys = resolve_keys(paths, [DemoKeySource()]).keys
    with Database.open(paths.database, keys) as database, database.reading() as unit:
        logins = {str(member.id): member.login for member in unit.staff.all()}
        return [
            (logins.get(entry.actor, entry.actor), entry.details["setting"])
            for entry in unit.audit.entries()
            if entry.action == "facility.settings_changed"
        ]


def start(root: Path) -> None:
    open_facility(prepare_basics(root)).close()


@pytest.mark.usefixtures("models_once")
def test_a_start_names_what_has_changed_once(root: Path) -> None:
    start(root)
    assert changes(root) == []
    (root / "config" / "own.yaml").write_text('backup: {at: "05:00"}\n', "utf-8")
    start(root)
    start(root)
    assert changes(root) == [("lilo", "backup.at")]
    (root / "config" / "own.yaml").unlink()
    start(root)
    assert changes(root) == [("lilo", "backup.at")] * 2


def test_a_leave_code_leaves_an_entry_with_who_set_it(root: Path) -> None:
    typed = "willow house demo\n123456\n123456\n"
    command = ["facility", "leave-code", "--facility", str(root), "--by"]
    refused = CliRunner().invoke(cli, [*command, "dana"], input=typed)
    assert refused.exit_code == 1
    done = CliRunner().invoke(cli, [*command, "marcus"], input=typed)
    assert done.exit_code == 0, done.output
    assert changes(root) == [("marcus", "kiosk.leave_code")]
    start(root)
    assert len(changes(root)) == 1
    assert (root / "config" / "leave-code.yaml").stat().st_mode & 0o077 == 0
