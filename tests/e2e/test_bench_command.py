from tests.e2e.conftest import Lilo

SMALL = ("--turns", "2", "--lines", "30", "--timers", "8", "--alerts", "40")

MEASURED = {
    "rules alone": 30,
    "whole screening, vectors included": 30,
    "danger said to staff screen drawn": 2,
    "lateness of alerts that fall due": 8,
    "board opened on 40 alerts": 15,
}


def test_everything_is_measured_beside_its_target(lilo: Lilo) -> None:
    outcome = lilo("bench", "safety", *SMALL, "--json")
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


def test_a_person_reads_a_table(lilo: Lilo) -> None:
    outcome = lilo("bench", "safety", *SMALL)
    assert outcome.code in {0, 1}, outcome.err
    for name in MEASURED:
        assert name in outcome.out
    assert ("MISSED" in outcome.out) == (outcome.code == 1)
    assert "p99 <= 250" in outcome.out
