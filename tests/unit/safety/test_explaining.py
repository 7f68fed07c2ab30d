"""The lines that staff see as the nearest: some of each sort, short, and the same tomorrow."""

from collections import Counter

from app.safety import DangerKind, DangerLine, Level, lines_to_explain_by
from app.safety.explaining import MOST_EACH


def line(text: str, kind: DangerKind, level: Level = Level.URGENT) -> DangerLine:
    return DangerLine(text=text, kind=kind, level=level.label, group="somebody")


MANY = [line(f"I have fallen, number {n}.", DangerKind.MEDICAL_EMERGENCY) for n in range(300)]
LONG = [line("and then " * 30 + "I fell.", DangerKind.WANDERING)]


def test_each_kind_and_level_gives_some() -> None:
    two = [
        line("Smoke!", DangerKind.FIRE_SURROUNDINGS, at) for at in (Level.URGENT, Level.ELEVATED)
    ]
    chosen = lines_to_explain_by([*MANY, *two, *LONG])
    assert Counter((one.kind, one.level) for one in chosen) == {
        (DangerKind.MEDICAL_EMERGENCY, Level.URGENT): MOST_EACH,
        (DangerKind.FIRE_SURROUNDINGS, Level.URGENT): 1,
        (DangerKind.FIRE_SURROUNDINGS, Level.ELEVATED): 1,
        (DangerKind.WANDERING, Level.URGENT): 1,
    }


def test_long_lines_stand_back_where_there_are_short_ones() -> None:
    short = line("I'm on the road.", DangerKind.WANDERING)
    assert lines_to_explain_by([*LONG, short]) == [short]


def test_a_further_line_changes_at_most_one_of_those_chosen() -> None:
    before = lines_to_explain_by(MANY)
    further = line("I went over on the mat.", DangerKind.MEDICAL_EMERGENCY)
    after = lines_to_explain_by([further, *MANY])
    assert len(set(before) - set(after)) <= 1
