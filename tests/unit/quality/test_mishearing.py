from app.quality.evaluation_rows import SafetyRow
from app.quality.mishearing import compared, misheard_rows
from app.quality.misrecognition import SoundAlikes
from app.quality.safety_evaluation import report_on
from app.quality.screened_rows import Screening
from app.safety import Level

ALIKES = SoundAlikes(["their there meet meat weak week sun son here hear"] * 3)
ROWS = [
    SafetyRow(text="they meet there this week in the sun", label=1, level="urgent"),
    SafetyRow(text="this is harmless and stays out of it", label=0),
    SafetyRow(turns=["we meet here", "the meat is weak"], label=1),
]


def test_only_dangers_are_misheard_each_time_differently() -> None:
    heard = list(misheard_rows(ROWS, 0.5, 4, ALIKES, seed=1))
    assert len(heard) == 8
    assert all(row.label == 1 for row in heard)
    assert {row.level for row in heard} == {"urgent", None}
    assert len({tuple(row.said) for row in heard[::2]}) > 1
    assert all(len(row.said) == 2 for row in heard[1::2])


def test_the_same_seed_mishears_the_same_whatever_stands_before() -> None:
    first = [row.said for row in misheard_rows(ROWS, 0.5, 2, ALIKES, seed=1)]
    assert first == [row.said for row in misheard_rows(ROWS, 0.5, 2, ALIKES, seed=1)]
    other = [SafetyRow(text="something else is said in its place", label=1), *ROWS[1:]]
    again = [row.said for row in misheard_rows(other, 0.5, 2, ALIKES, seed=1)]
    assert again[1::2] == first[1::2]
    assert first != [row.said for row in misheard_rows(ROWS, 0.5, 2, ALIKES, seed=2)]


def found(*levels: Level) -> list[Screening]:
    return [Screening(ROWS[0], level) for level in levels]


def test_what_is_lost_is_told_in_points() -> None:
    clean = report_on(found(Level.URGENT, Level.URGENT), Level.ELEVATED)
    noisy = report_on(found(Level.URGENT, Level.NONE, Level.URGENT, Level.ELEVATED), Level.ELEVATED)
    heard = compared(0.25, 2, clean, noisy)
    assert (heard.recall, heard.drop_points) == (0.75, 25.0)
    assert (heard.grave_recall, heard.grave_drop_points) == (0.75, 25.0)


def test_without_dangers_nothing_is_lost() -> None:
    nothing = report_on([Screening(ROWS[1])], Level.ELEVATED)
    heard = compared(0.25, 1, nothing, nothing)
    assert (heard.recall, heard.drop_points, heard.grave_drop_points) == (None, None, None)
