"""`lilo knowledge` and `lilo memory` on a facility, with a staff member's passphrase."""

import json
from pathlib import Path

from typer.testing import CliRunner

from app.main import cli

PASSPHRASE = "willow house demo\n"


def run(*arguments: str, facility: Path, code: int = 0, signs: bool = True) -> str:
    by = ["--by", "dana"] if signs else []
    done = CliRunner().invoke(
        cli, [*arguments, *by, "--facility", str(facility)], input=PASSPHRASE if signs else None
    )
    assert done.exit_code == code, (done.output, done.exception)
    return done.output


def documents(facility: Path) -> list[dict[str, str]]:
    told = run("knowledge", "list", "--json", facility=facility, signs=False)
    found: list[dict[str, str]] = json.loads(told.strip().splitlines()[-1])["documents"]
    return found


def test_a_document_from_file_to_removal(facility: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "parking.md", tmp_path / "broken.pdf"
    good.write_text("# Parking\n\nVisitors park behind the chapel.\n", "utf-8")
    bad.write_bytes(b"%PDF nothing")
    told = run("knowledge", "add", str(good), str(bad), facility=facility, code=1)
    assert "1 chunks" in told
    (document,) = documents(facility)
    assert document["state"] == "proposed"
    assert "1 chunks" in run("knowledge", "approve", document["id"], facility=facility)
    assert "known already" in run("knowledge", "add", str(good), facility=facility)
    assert "1 chunks" in run("knowledge", "reindex", facility=facility)
    run("knowledge", "remove", document["id"][:30], facility=facility)
    assert documents(facility)[0]["state"] == "removed"


def test_staff_see_what_lilo_remembers(facility: Path) -> None:
    told = run("memory", "list", "--resident", "Margaret Ellis", facility=facility)
    assert "Traceback" not in told
