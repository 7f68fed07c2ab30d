from pathlib import Path

from tests.e2e.conftest import Lilo


def test_a_sound_machine_and_facility(lilo: Lilo, facility: Path) -> None:
    outcome = lilo("doctor", "--facility", facility, "--json")
    assert outcome.code == 0, outcome.out
    findings = {finding["part"]: finding for finding in outcome.json["findings"]}
    assert findings["embedding model"]["health"] == "good"
    assert "384 dimensions" in findings["embedding model"]["says"]
    assert "6 residents" in findings["facility"]["says"]


def test_a_missing_facility_is_bad(here: Lilo, tmp_path: Path) -> None:
    outcome = here("doctor", "--facility", tmp_path / "none")
    assert outcome.code == 1
    assert "!!  facility" in outcome.out
