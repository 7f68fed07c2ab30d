"""`lilo backup`, `lilo privacy`, `lilo audit` and `lilo facility rotate-key` on one facility."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.errors import LiloError
from app.main import cli
from storage import Database, DemoKeySource, FacilityPaths, resolve_keys
from tests.fakes.demo_copies import demo_copy

PASSPHRASE = "willow house demo\n"
SEALED = "four words for files\n"
MARGARET = ("--resident", "Margaret Ellis")


@pytest.fixture(scope="module")
def facility(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("house") / "facility"
    demo_copy(root)
    return root


def run(facility: Path, *arguments: str, typed: str = "", code: int = 0) -> str:
    words = [*arguments, "--facility", str(facility)]
    done = CliRunner().invoke(cli, words, input=typed)
    assert done.exit_code == code, (done.output, done.exception)
    if isinstance(done.exception, LiloError):
        return str(done.exception)
    return done.output


def as_administrator(facility: Path, *arguments: str, typed: str = "", code: int = 0) -> str:
    return run(facility, *arguments, "--by", "marcus", typed=PASSPHRASE + typed, code=code)


def acted(facility: Path, action: str) -> str:
    """Return the login of who did it last."""
    paths = FacilityPaths(facility)
    keys = resolve_keys(paths, [DemoKeySource()]).keys
    with Database.open(paths.database, keys) as database, database.reading() as unit:
        (*_, entry) = (e for e in unit.audit.entries() if e.action == action)
        members = {str(member.id): member.login for member in unit.staff.all()}
    return members[entry.actor]


# In this order: each leaves behind what the next one finds.


def test_1_backup(facility: Path) -> None:
    made = json.loads(run(facility, "backup", "create", "--json"))
    assert made["megabytes"] > 0
    assert json.loads(run(facility, "backup", "verify", "--json"))["good"]
    run(facility, "backup", "restore", "nothing", "--by", "marcus", code=1)
    refused = as_administrator(facility, "backup", "restore", made["backup"], code=1)
    assert "audit entries" in refused
    nurse = ("--replace-newer", "--by", "dana")
    words = run(facility, "backup", "restore", made["backup"], *nurse, typed=PASSPHRASE, code=1)
    assert "role does not allow" in words
    as_administrator(facility, "backup", "restore", made["backup"], "--replace-newer")
    assert acted(facility, "backup.restored") == "marcus"
    assert json.loads(run(facility, "audit", "verify", "--json"))["vouched"] >= 12


def test_2_export_of_a_person(facility: Path, tmp_path: Path) -> None:
    file, folder = tmp_path / "margaret.lilo", tmp_path / "open"
    as_administrator(facility, "privacy", "export", *MARGARET, "--to", str(file), typed=SEALED * 2)
    assert b"bakery" not in file.read_bytes()
    wrong = ["privacy", "open", str(file), "--to", str(folder)]
    assert CliRunner().invoke(cli, wrong, input="something else\n").exit_code == 1
    assert CliRunner().invoke(cli, wrong, input=SEALED).exit_code == 0
    records = json.loads((folder / "person.json").read_text("utf-8"))["records"]
    assert records["residents"][0]["given_name"] == "Margaret"
    assert (folder / "person.pdf").read_bytes().startswith(b"%PDF")
    plain = tmp_path / "plain"
    as_administrator(facility, "privacy", "export", *MARGARET, "--to", str(plain), "--plain")
    assert {path.name for path in plain.iterdir()} == {"person.json", "person.pdf"}


def test_3_hold_and_erasure(facility: Path) -> None:
    as_administrator(facility, "privacy", "hold", *MARGARET, "--reason", "case 12")
    assert "legal hold" in as_administrator(
        facility, "privacy", "erase", *MARGARET, "--now", code=1
    )
    as_administrator(facility, "privacy", "hold", *MARGARET, "--lift")
    assert "will be erased" in as_administrator(facility, "privacy", "erase", *MARGARET)
    as_administrator(facility, "privacy", "erase", *MARGARET, "--cancel")
    assert "Erased" in as_administrator(facility, "privacy", "erase", *MARGARET, "--now")
    backups = json.loads(run(facility, "backup", "list", "--json"))["backups"]
    assert [b["state"].partition(":")[0] for b in backups] == ["unreadable", "readable"]
    assert "no such resident" in as_administrator(facility, "privacy", "erase", *MARGARET, code=1)


def test_4_retention(facility: Path) -> None:
    due = json.loads(run(facility, "privacy", "retention", "--json"))
    assert due["conversations"] == {"days": 90, "due": 0}
    run(facility, "privacy", "retention", "--apply", code=2)
    assert "deleted 0" in as_administrator(facility, "privacy", "retention", "--apply")


def test_5_another_key(facility: Path) -> None:
    before = (facility / "demo.key").read_text()
    run(facility, "facility", "rotate-key", "--by", "dana", typed=PASSPHRASE, code=1)
    assert (facility / "demo.key").read_text() == before
    assert "has a new key" in as_administrator(facility, "facility", "rotate-key")
    assert acted(facility, "facility.key_rotated") == "marcus"
    assert (facility / "demo.key").read_text() != before
    run(facility, "backup", "verify")


def test_6_why_glass_was_broken(facility: Path) -> None:
    assert "Nobody has broken the glass" in as_administrator(facility, "audit", "glass")
    run(facility, "audit", "glass", "--by", "dana", typed=PASSPHRASE, code=1)


def test_6_audit_export(facility: Path, tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    as_administrator(facility, "audit", "export", "--to", str(file))
    assert acted(facility, "audit.exported") == "marcus"
    as_administrator(facility, "audit", "export", "--to", str(file), code=1)
    check = ["audit", "check-export", str(file), "--key", f"{file}.pem"]
    assert CliRunner().invoke(cli, check).exit_code == 0
    file.write_bytes(file.read_bytes().replace(b"lilo", b"lila", 1))
    assert CliRunner().invoke(cli, check).exit_code == 1
    assert CliRunner().invoke(cli, [*check[:-1], str(file)]).exit_code == 1
    assert b"Ellis" not in file.read_bytes()


def test_7_entries_cut_off_are_named(facility: Path) -> None:
    paths = FacilityPaths(facility)
    keys = resolve_keys(paths, [DemoKeySource()]).keys
    with Database.open(paths.database, keys) as database:
        raw = database._engine.raw_connection()
        raw.execute("PRAGMA query_only = OFF")
        raw.execute("DROP TRIGGER audit_entries_refuse_delete")
        raw.execute("PRAGMA foreign_keys = OFF")
        ((count,),) = raw.execute("SELECT count(*) FROM audit_entries").fetchall()
        raw.execute("DELETE FROM audit_entries WHERE sequence > ?", (count - 2,))
        raw.close()
    told = run(facility, "audit", "verify", code=1)
    assert f"cut off, from entry {count - 1} on" in told
