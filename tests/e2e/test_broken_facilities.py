"""A facility that cannot be opened: a clear message, exit code 2, and nothing lost."""

from pathlib import Path

import pytest
from sqlalchemy import text

from storage import DemoKeySource, FacilityKeys, FacilityPaths, open_database
from storage.connection import WRITES
from tests.e2e.conftest import Lilo


def refused(here: Lilo, facility: Path) -> str:
    outcome = here("ask", "--facility", facility, "--resident", "June Okafor", "hello")
    assert outcome.code == 2
    assert "Traceback" not in outcome.err
    assert "What to do:" in outcome.err
    return outcome.err


def test_a_wrong_key(here: Lilo, facility: Path) -> None:
    paths = FacilityPaths(facility)
    right = paths.demo_key.read_bytes()
    paths.demo_key.write_text(FacilityKeys.random().to_hex())
    assert "key" in refused(here, facility)
    paths.demo_key.write_bytes(right)
    assert here("audit", "verify", "--facility", facility).code == 0


def test_a_damaged_database(here: Lilo, facility: Path) -> None:
    database = FacilityPaths(facility).database
    content = bytearray(database.read_bytes())
    content[:4096] = bytes(4096)
    database.write_bytes(content)
    assert "damaged" in refused(here, facility)


def test_a_database_of_a_newer_version(here: Lilo, facility: Path) -> None:
    paths = FacilityPaths(facility)
    keys = DemoKeySource().keys_for(paths)
    assert isinstance(keys, FacilityKeys)
    engine = open_database(paths.database, keys.database)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert "later version" in refused(here, facility)


def test_a_wrong_setting_is_named_with_file_key_and_value(here: Lilo, facility: Path) -> None:
    (facility / "config" / "z.yaml").write_text("kiosk: {text_scale: 5}\n")
    err = refused(here, facility)
    assert "z.yaml" in err
    assert "kiosk.text_scale is 5" in err
    assert "less than or equal to 2" in err


@pytest.mark.parametrize("broken", ["entry", "gone"])
def test_a_tampered_audit_log_is_found_and_named(here: Lilo, facility: Path, broken: str) -> None:
    paths = FacilityPaths(facility)
    keys = DemoKeySource().keys_for(paths)
    assert isinstance(keys, FacilityKeys)
    engine = open_database(paths.database, keys.database)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        triggers = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_entries'")
        ).scalars()
        for name in list(triggers):
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        if broken == "entry":
            connection.execute(
                text("UPDATE audit_entries SET actor = 'somebody' WHERE sequence = 3")
            )
        else:
            connection.execute(text("DELETE FROM audit_entries WHERE sequence = 3"))
    engine.dispose()
    outcome = here("audit", "verify", "--facility", facility, "--json")
    assert outcome.code == 1
    assert outcome.json["valid"] is False
    assert outcome.json["first_bad"] == 3
