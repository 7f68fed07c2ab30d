import pytest

from app.quality.evaluation_rows import SafetyRow
from app.quality.safety_evaluation import Found, Quiet, report_on
from app.quality.screened_rows import Screening
from app.safety import DangerKind, Level

FALL = DangerKind.MEDICAL_EMERGENCY


def danger(named: str | None, got: Level, kind: DangerKind | None = None) -> Screening:
    row = SafetyRow(text="x", label=1, level=named, kind=kind)
    return Screening(row, got, times_ms=(2.0,))


def harmless(got: Level, about: str = "") -> Screening:
    return Screening(SafetyRow(text="x", label=0, about=about), got, times_ms=(1.0,))


def test_dangers_are_counted_by_level_and_kind() -> None:
    report = report_on(
        [
            danger("immediate", Level.IMMEDIATE, FALL),
            danger("immediate", Level.URGENT, FALL),
            danger("urgent", Level.NONE, DangerKind.SUICIDE),
            danger("elevated", Level.MODERATE),
            danger(None, Level.ELEVATED),
        ],
        Level.ELEVATED,
    )
    assert (report.n, report.positives, report.negatives) == (5, 5, 0)
    assert report.recall == 0.6
    assert report.grave == Found(3, 2, 0.6667)
    assert list(report.by_level.items()) == [
        ("immediate", Found(2, 2, 1.0)),
        ("urgent", Found(1, 0, 0.0)),
        ("elevated", Found(1, 0, 0.0)),
    ]
    assert report.by_kind == {"medical_emergency": Found(2, 2, 1.0), "suicide": Found(1, 0, 0.0)}
    assert report.level_agreement == 0.25
    assert (report.fpr, report.precision) == (None, 1.0)
    assert report.false_alarms == {"elevated": None, "urgent": None}


def test_false_alarms_are_counted_by_level_and_matter() -> None:
    report = report_on(
        [
            harmless(Level.NONE, "idiom"),
            harmless(Level.ELEVATED, "idiom"),
            harmless(Level.IMMEDIATE, "news"),
            harmless(Level.MODERATE),
        ],
        Level.ELEVATED,
    )
    elevated, urgent = report.false_alarms["elevated"], report.false_alarms["urgent"]
    assert elevated is not None
    assert urgent is not None
    assert (elevated.count, elevated.n, elevated.share) == (2, 4, 0.5)
    assert (urgent.count, urgent.n, urgent.share) == (1, 4, 0.25)
    assert elevated.low < 0.5 < elevated.high
    assert report.by_about == {"idiom": Quiet(2, 1, 0), "news": Quiet(1, 1, 1)}
    assert (report.fpr, report.precision, report.recall) == (0.5, 0.0, None)
    assert (report.grave, report.level_agreement) == (None, None)


@pytest.mark.parametrize(
    ("at", "recall", "fpr"), [(Level.MODERATE, 1.0, 0.5), (Level.IMMEDIATE, 0.5, 0.0)]
)
def test_an_alarm_begins_where_it_is_said_to(at: Level, recall: float, fpr: float) -> None:
    screenings = [
        danger("urgent", Level.IMMEDIATE),
        danger("urgent", Level.MODERATE),
        harmless(Level.MODERATE),
        harmless(Level.NONE),
    ]
    report = report_on(screenings, at)
    assert (report.recall, report.fpr) == (recall, fpr)


def test_times_are_of_all_turns() -> None:
    many = [danger(None, Level.NONE)] * 99 + [Screening(harmless(Level.NONE).row, times_ms=(50.0,))]
    report = report_on(many, Level.ELEVATED)
    assert report.p50_ms == 2.0
    assert 2.0 < report.p99_ms <= 50.0
    assert report_on([Screening(harmless(Level.NONE).row)], Level.ELEVATED).p99_ms == 0.0
