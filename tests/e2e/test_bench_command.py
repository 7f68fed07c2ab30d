import pytest

from app.commands.bench import tell_figures
from app.quality.timing import figure_of, this_machine
from tests.e2e.conftest import Lilo

SMALL = ("--turns", "2", "--lines", "30", "--timers", "8", "--alerts", "40")

MEASURED = {
    "rules alone": 30,
    "whole screening, vectors included": 30,
    "danger said to staff screen drawn": 2,
    "lateness of alerts that fall due": 8,
    "board opened on 40 alerts": 15,
}


def test_everything_is_measured_beside_its_target(here: Lilo) -> None:
    outcome = here("bench", "safety", *SMALL, "--json")
    found = outcome.json
    assert {figure["name"]: figure["n"] for figure in found["figures"]} == MEASURED
    for figure in found["figures"]:
        assert 0 < figure["p50_ms"] <= figure["p99_ms"] <= figure["max_ms"]
        assert figure["targets"]
        too_long = [name for name, most in figure["targets"].items() if figure[name] > most]
        assert figure["missed"] == too_long
    assert found["machine"]["cores"] >= 1
    # How fast the machine is that runs this is no matter of the test; that it is told is.
    assert outcome.code == int(bool(found["missed"])), outcome.err


def test_a_person_reads_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    figures = [
        figure_of("screening", [2.0, 3.0, 4.0], {"p99_ms": 3.5}),
        figure_of("board", [20.0, 30.0], {"p50_ms": 300.0}),
    ]
    tell_figures(this_machine(), figures, as_json=False)
    _, _, head, *rows = capsys.readouterr().out.splitlines()
    assert "target" in head
    assert "p99 <= 3.5 MISSED" in rows[0]
    assert "p50 <= 300" in rows[1]
    assert "MISSED" not in rows[1]
