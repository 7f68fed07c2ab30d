"""`lilo backup schedule` shows how nightly backups stand, and changes when and where."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.bootstrap import prepare_basics
from app.main import cli
from storage import Database, DemoKeySource, FacilityPaths, resolve_keys
from tests.fakes.demo_copies import demo_copy

PASSPHRASE = "willow house demo\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    demo_copy(tmp_path / "facility")
    return tmp_path / "facility"


def run(root: Path, *options: str, typed: str = PASSPHRASE, code: int = 0) -> str:
    command = ["backup", "schedule", "--facility", str(root), *options]
    done = CliRunner().invoke(cli, command, input=typed)
    assert done.exit_code == code, done.output
    return str(done.exception) if code == 1 else done.stdout


def noted(root: Path) -> list[tuple[str, object]]:
    paths = FacilityPaths(root)
    keys = resolve_keys(paths, [DemoKeySource()]).keys
    with Database.open(paths.database, keys) as database, database.reading() as unit:
        logins = {str(member.id): member.login for member in unit.staff.all()}
        return [
            (logins.get(entry.actor, entry.actor), entry.details["setting"])
            for entry in unit.audit.entries()
            if entry.action == "facility.settings_changed"
        ]


def test_it_shows_and_changes_and_the_log_names_who(root: Path, tmp_path: Path) -> None:
    first = json.loads(run(root, "--json"))
    assert (first["at"], first["last proven"], first["keep"]) == ("03:30", "never", 14)
    share = tmp_path / "share"
    change = ("--at", "02:15", "--copy-to", str(share), "--json", "--by", "marcus")
    told = json.loads(run(root, *change))
    assert (told["at"], told["copy to"]) == ("02:15", str(share))
    settings = prepare_basics(root).settings.backup
    assert (f"{settings.at:%H:%M}", settings.copy_to, settings.keep) == ("02:15", share, 14)
    assert noted(root) == [("marcus", "backup.at"), ("marcus", "backup.copy_to")]
    assert (root / "config" / "backup-schedule.yaml").stat().st_mode & 0o077 == 0
    told = json.loads(run(root, "--no-copy", "--keep", "5", "--json", "--by", "marcus"))
    assert (told["at"], told["copy to"], told["keep"]) == ("02:15", "", 5)


def test_a_change_needs_somebody_who_may(root: Path) -> None:
    run(root, "--at", "02:15", code=2)
    assert "role does not allow" in run(root, "--at", "02:15", "--by", "dana", code=1)
    assert not (root / "config" / "backup-schedule.yaml").exists()


def test_what_does_not_count_is_taken_back(root: Path) -> None:
    assert "backup.at" in run(root, "--at", "teatime", "--by", "marcus", code=1)
    (root / "config" / "zz.yaml").write_text("backup: {keep: 9}\n", "utf-8")
    assert "sets keep" in run(root, "--keep", "5", "--by", "marcus", code=1)
    assert not (root / "config" / "backup-schedule.yaml").exists()
    assert noted(root) == [("lilo", "backup.keep")]  # what the other file changed
