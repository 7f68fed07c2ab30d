from app.checkup import Finding, Health, examined, is_well, judged
from app.errors import LiloError


class OddError(LiloError):
    code = "odd"


def test_whatever_a_check_raises_is_a_line() -> None:
    def fails() -> str:
        raise OddError("It is odd.", "Straighten it.")

    def breaks() -> str:
        raise ValueError("Margaret's words")

    def gone() -> str:
        raise FileNotFoundError(2, "No such file", "/srv/margaret")

    assert examined("a", lambda: "fine") == Finding("a", Health.GOOD, "fine")
    assert examined("a", fails) == Finding("a", Health.BAD, "It is odd.", "Straighten it.", "odd")
    assert examined("a", fails, otherwise=Health.LACKING).health is Health.LACKING
    for check in (breaks, gone):
        assert "argaret" not in str(examined("a", check))


def test_a_look_that_fails_half_way_is_one_line() -> None:
    def look() -> list[Finding]:
        raise OddError("It is odd.")

    (line,) = judged("b", look)
    assert (line.part, line.health, line.fault) == ("b", Health.LACKING, "odd")
    good = Finding("b", Health.GOOD, "fine")
    assert list(judged("b", lambda: [good])) == [good]


def test_only_bad_lines_make_a_machine_unwell() -> None:
    lines = [Finding("a", Health.GOOD, ""), Finding("b", Health.LACKING, "")]
    assert is_well(lines)
    assert not is_well([*lines, Finding("c", Health.BAD, "")])
