"""Who types the first passphrases decides whether they may stay."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.commands import facility as facility_commands
from app.demo.facility import DEMO_PASSPHRASE, demo_enrolment
from app.enrolment import create_facility
from app.main import cli
from resources import RESOURCES
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths

DEMO = RESOURCES / "demo" / "facility.yaml"


@pytest.mark.parametrize("typed_by_others", [True, False])
def test_who_did_not_choose_their_passphrase_must(tmp_path: Path, typed_by_others: bool) -> None:
    root = tmp_path / "facility"
    create_facility(
        root,
        demo_enrolment(),
        lambda _login: DEMO_PASSPHRASE,
        knowledge=RESOURCES / "knowledge",
        demo=True,
        typed_by_others=typed_by_others,
    )
    paths = FacilityPaths(root)
    keys = DemoKeySource().keys_for(paths)
    assert isinstance(keys, FacilityKeys)
    with Database.open(paths.database, keys) as database, database.reading() as unit:
        marks = {unit.staff.credential(one.id).must_change for one in unit.staff.all()}
    assert marks == {typed_by_others}


def test_it_types_for_others_at_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}

    def noted(*_args: object, **more: object) -> str:
        asked.update(more)
        return "CODE"

    monkeypatch.setattr(facility_commands, "create_facility", noted)
    words = ["facility", "create", str(tmp_path / "new"), "--from", str(DEMO)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert asked["typed_by_others"] is True
