from pathlib import Path

from app.quality.timing import figure_of, this_machine


def test_what_is_above_its_target_has_missed_it() -> None:
    figure = figure_of("x", [1.0] * 98 + [5.0, 9.0], {"p50_ms": 1.0, "p99_ms": 4.0, "max_ms": 9.0})
    assert (figure.n, figure.p50_ms, figure.max_ms) == (100, 1.0, 9.0)
    assert 4.0 < figure.p99_ms < 9.0
    assert figure.missed == ("p99_ms",)
    assert figure_of("x", [1.0] * 98 + [5.0, 9.0], {"p95_ms": 1.0}).missed == ()


def test_what_could_not_be_measured_has_missed() -> None:
    figure = figure_of("x", [], {"p99_ms": 4.0})
    assert (figure.n, figure.missed) == (0, ("p99_ms",))


def test_the_machine_is_named(tmp_path: Path) -> None:
    info = tmp_path / "cpuinfo"
    info.write_text("processor\t: 0\nmodel name\t: A Fine Processor\nmodel name\t: other\n")
    assert this_machine(info).cpu == "A Fine Processor"
    assert this_machine(info).cores >= 1
    assert this_machine(tmp_path / "absent").system
