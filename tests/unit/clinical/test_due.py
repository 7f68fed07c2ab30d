"""Who is due when."""

from datetime import UTC, date, datetime, timedelta

from app.clinical import ScaleId
from app.clinical.due import Due, DueState, Rhythm, Taken, due_for, rhythms_of
from app.clinical.scale_files import Scales
from app.ids import ResidentId, StaffId, new_uuid

WHO, OTHER = ResidentId(new_uuid()), ResidentId(new_uuid())
NURSE = StaffId(new_uuid())
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WAIT = timedelta(days=7)
RHYTHMS = {ScaleId.PHQ2: 30, ScaleId.UCLA3: 90}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def due(scales: Scales, **known: Taken) -> dict[str, Due]:
    lines = due_for(
        WHO,
        scales,
        RHYTHMS,
        {ScaleId(name): taken for name, taken in known.items()},
        TODAY,
        again_after=WAIT,
    )
    return {line.scale: line for line in lines}


def test_what_was_never_taken_is_due_today(scales: Scales) -> None:
    lines = due(scales)
    assert set(lines) == {"phq2", "ucla3"}
    assert all((one.state, one.on) == (DueState.DUE, TODAY) for one in lines.values())


def test_it_falls_due_by_its_rhythm(scales: Scales) -> None:
    lines = due(scales, phq2=Taken((ago(31), ago(90))), ucla3=Taken((ago(89),)))
    assert (lines["phq2"].state, lines["phq2"].on) == (DueState.DUE, ago(1))
    assert lines["phq2"].last == ago(31)
    assert (lines["ucla3"].state, lines["ucla3"].on) == (DueState.LATER, TODAY + timedelta(days=1))


def test_the_longer_scale_stands_for_the_shorter(scales: Scales) -> None:
    assert due(scales, phq9=Taken((ago(10),)))["phq2"].state is DueState.LATER


def test_who_would_rather_not_is_left_in_peace_for_a_while(scales: Scales) -> None:
    assert due(scales, phq2=Taken(declined=ago(6)))["phq2"].state is DueState.DECLINED
    assert due(scales, phq2=Taken(declined=ago(7)))["phq2"].state is DueState.DUE


def test_what_was_begun_comes_first(scales: Scales) -> None:
    lines = due(scales, gad7=Taken(is_open=True), phq2=Taken())
    assert next(iter(lines)) == "gad7"
    assert lines["gad7"].state is DueState.UNFINISHED


def test_a_resident_may_have_a_rhythm_of_their_own() -> None:
    decided = [
        Rhythm(WHO, ScaleId.PHQ2, 14, NURSE, NOW),
        Rhythm(OTHER, ScaleId.PHQ2, 3, NURSE, NOW),
        Rhythm(WHO, ScaleId.UCLA3, None, NURSE, NOW),
        Rhythm(WHO, ScaleId.GDS15, 60, NURSE, NOW),
        Rhythm(WHO, ScaleId.PHQ2, 7, NURSE, NOW),
    ]
    assert rhythms_of(WHO, RHYTHMS, decided) == {ScaleId.PHQ2: 7, ScaleId.GDS15: 60}
    assert rhythms_of(OTHER, RHYTHMS, ()) == RHYTHMS
