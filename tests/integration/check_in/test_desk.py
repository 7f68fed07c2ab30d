"""Check-ins on a real database: answers kept one by one, what is grave told first."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.alerts import AlertSource
from app.check_in import Remark, Standing
from app.check_in.ports import CheckInUnit
from app.clinical import ScaleId, Score
from app.clinical.administration import AdministrationError, How, Status, Step
from app.clinical.due import DueState, Rhythm
from app.clinical.understanding import Command
from app.ids import new_uuid
from app.safety import DangerKind, Level
from tests.integration.check_in.conftest import Bench


async def answer(bench: Bench, *values: int | None) -> Standing:
    """Touch answers one after the other; None skips."""
    standing = bench.desk.asked(bench.who)
    for value in values:
        assert standing is not None
        assert standing.question is not None
        if value is None:
            standing = await bench.desk.press(bench.who, Command.SKIP)
        else:
            standing = await bench.desk.choose(bench.who, standing.question.item.id, value)
    assert standing is not None
    return standing


async def test_a_short_scale_below_its_cut_ends_there(bench: Bench) -> None:
    begun = await bench.desk.begin(bench.who)
    assert begun.remark is Remark.BEGIN
    assert begun.question is not None
    assert (begun.question.scale.id, begun.question.number, begun.question.count) == ("phq2", 1, 2)
    done = await answer(bench, 1, 0)
    assert done.remark is Remark.DONE
    assert done.ended is not None
    assert done.ended.is_finished
    assert [(s.scale, s.total, s.items) for s in bench.scores()] == [("phq2", 1, (1, 0))]
    assert not bench.desk.is_asking(bench.who)
    assert bench.open_alerts() == []


async def test_it_is_told_at_once_of_whom_there_is_a_result(bench: Bench) -> None:
    told: list[object] = []

    async def completed(resident_id: object) -> None:
        told.append((resident_id, len(bench.scores())))

    bench.desk.on_completed = completed
    await bench.desk.begin(bench.who)
    await answer(bench, 1)
    assert told == []
    await answer(bench, 0)
    assert told == [(bench.who, 1)]


async def test_the_longer_scale_follows_and_asks_nothing_twice(bench: Bench) -> None:
    await bench.desk.begin(bench.who)
    step = await answer(bench, 1, 1)
    assert step.remark is Remark.STEP
    assert step.question is not None
    assert (step.question.scale.id, step.question.item.id) == ("phq9", "3")
    assert (step.question.number, step.question.count) == (3, 9)
    done = await answer(bench, 2, 2, 1, 1, 1, 0, 0)
    assert done.remark is Remark.DONE
    phq9 = bench.taken()["phq9"]
    assert phq9.given["1"].how is How.CARRIED
    assert phq9.given["3"].how is How.TOUCH
    (short, long) = bench.scores()
    assert (short.total, long.total, long.items) == (2, 9, (1, 1, 2, 2, 1, 1, 1, 0, 0))
    assert long.id == phq9.id


async def test_each_answer_is_kept_before_the_next_is_asked(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    for at in range(1, 3):
        await answer(bench, 2)
        kept = [event for event in bench.events() if event.step is Step.ANSWERED]
        assert len(kept) == at


async def test_after_a_power_cut_it_goes_on_where_it_was(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.PHQ9)
    await answer(bench, 1, 2, 3)
    # Another program on the same database: nothing of the first one is left.
    bench.desk = bench.make()
    assert not bench.desk.is_asking(bench.who)
    offer = await bench.desk.offer(bench.who)
    assert offer is not None
    assert (offer.scale.id, offer.is_unfinished, offer.left) == ("phq9", True, 6)
    going_on = await bench.desk.begin(bench.who)
    assert going_on.remark is Remark.GO_ON
    assert going_on.question is not None
    assert going_on.question.item.id == "4"
    done = await answer(bench, 0, 0, 0, 0, 0, 0)
    assert done.remark is Remark.DONE
    assert bench.scores()[0].total == 6


async def test_stop_and_go_on_later_with_the_answers_kept(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    await answer(bench, 3)
    stopped = await bench.desk.press(bench.who, Command.STOP)
    assert stopped.remark is Remark.STOPPED
    assert stopped.ended is not None
    assert not stopped.ended.is_finished
    assert bench.taken()["ucla3"].status is Status.STOPPED
    bench.clock.advance(days=2)
    assert (await bench.desk.begin(bench.who)).remark is Remark.GO_ON
    await answer(bench, 2, 2)
    assert bench.scores()[0].total == 7
    assert (await bench.desk.stop(bench.who)).remark is Remark.STOPPED


async def test_old_answers_are_not_mixed_with_new_ones(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    await answer(bench, 3)
    await bench.desk.stop(bench.who)
    bench.clock.advance(days=4)
    begun = await bench.desk.begin(bench.who, ScaleId.UCLA3)
    assert begun.remark is Remark.BEGIN
    assert begun.question is not None
    assert begun.question.item.id == "1"


async def test_what_is_skipped_is_asked_once_more(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.PHQ9)
    skipped = await answer(bench, None)
    assert skipped.remark is Remark.SKIPPED
    again = await answer(bench, 1, 1, 1, 1, 1, 1, 1, 0)
    assert again.remark is Remark.ASKED_AGAIN
    assert again.question is not None
    assert again.question.is_again
    done = await answer(bench, None)
    assert done.remark is Remark.DONE
    (score,) = bench.scores()
    assert (score.total, score.items[0]) == (8, None)  # 7 * 9/8 = 7.875


async def test_too_much_skipped_leaves_no_total(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    await answer(bench, None, 2, 2, None)
    assert bench.scores() == []
    assert bench.taken()["ucla3"].status is Status.COMPLETED
    last = bench.events()[-1]
    assert (last.details["total"], last.details["missing"]) == (None, 1)


async def test_going_back_puts_an_answer_right_and_keeps_the_first(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    first = await bench.desk.press(bench.who, Command.BACK)
    assert first.remark is Remark.NOTHING_BACK
    await answer(bench, 3)
    back = await bench.desk.press(bench.who, Command.BACK)
    assert back.question is not None
    assert (back.remark, back.question.item.id) == (Remark.BACK, "1")
    onward = await answer(bench, 1)
    assert onward.question is not None
    assert onward.question.item.id == "2"
    values = [e.value for e in bench.events() if e.step is Step.ANSWERED]
    assert values == [3, 1]


# ---- words -------------------------------------------------------------------------------------


async def test_answers_in_words(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.PHQ2)
    # Whatever is spoken is read back; what is written just so is not.
    heard = await bench.desk.hear(bench.who, "Several days.", How.SPEECH, 0.99)
    assert heard.remark is Remark.READ_BACK
    assert (await bench.desk.hear(bench.who, "no", How.SPEECH)).remark is Remark.NOT_THAT
    written = await bench.desk.hear(bench.who, "Several days.", How.KEYBOARD)
    assert written.remark is Remark.NOTED
    read_back = await bench.desk.hear(bench.who, "not really", How.SPEECH, 0.9)
    assert read_back.remark is Remark.READ_BACK
    assert read_back.read_back is not None
    assert read_back.read_back.value == 0
    assert len([e for e in bench.events() if e.step is Step.ANSWERED]) == 1
    done = await bench.desk.hear(bench.who, "Yes, that's right.", How.SPEECH)
    assert done.remark is Remark.DONE
    given = bench.taken()["phq2"].given
    assert (given["1"].how, given["1"].was_read_back) == (How.KEYBOARD, False)
    assert (given["2"].how, given["2"].confidence, given["2"].was_read_back) == (
        How.SPEECH,
        0.9,
        True,
    )


async def test_what_is_badly_heard_is_read_back_and_can_be_refused(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.PHQ2)
    heard = await bench.desk.hear(bench.who, "nearly every day", How.SPEECH, 0.5)
    assert heard.remark is Remark.READ_BACK
    assert (await bench.desk.hear(bench.who, "no", How.SPEECH)).remark is Remark.NOT_THAT
    assert bench.taken()["phq2"].given == {}
    # Another answer in place of a yes or no is taken for what it is.
    await bench.desk.hear(bench.who, "nearly every day", How.SPEECH, 0.5)
    taken = await bench.desk.hear(bench.who, "several days", How.KEYBOARD)
    assert taken.remark is Remark.NOTED
    assert bench.taken()["phq2"].given["1"].value == 1


async def test_no_answer_is_made_of_what_is_none(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.PHQ9)
    remarks = [
        (await bench.desk.hear(bench.who, words, How.KEYBOARD)).remark
        for words in ("the cat is out", "and it rains", "ten", "no, nearly every day", "pardon?")
    ]
    assert remarks == [
        Remark.UNCLEAR,
        Remark.UNCLEAR_AGAIN,
        Remark.OUTSIDE,
        Remark.CONFUSED,
        Remark.REPEAT,
    ]
    assert bench.taken()["phq9"].given == {}
    assert (await bench.desk.hear(bench.who, "skip", How.SPEECH)).remark is Remark.SKIPPED
    assert bench.taken()["phq9"].given["1"].how is How.SPEECH


async def test_a_touch_outside_the_scale_is_refused(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.PHQ9)
    with pytest.raises(AdministrationError, match="no answer of this question"):
        await bench.desk.choose(bench.who, "1", 4)
    stale = await bench.desk.choose(bench.who, "2", 1)
    assert stale.remark is Remark.ELSEWHERE
    assert bench.taken()["phq9"].given == {}
    assert (await bench.desk.confirm(bench.who, is_right=True)).remark is Remark.NOT_THAT


async def test_nothing_is_taken_while_nothing_is_asked(bench: Bench) -> None:
    assert bench.desk.asked(bench.who) is None
    for doing in (
        bench.desk.choose(bench.who, "1", 1),
        bench.desk.hear(bench.who, "yes", How.SPEECH),
        bench.desk.confirm(bench.who, is_right=True),
        bench.desk.press(bench.who, Command.SKIP),
    ):
        with pytest.raises(AdministrationError, match="Nothing is being asked"):
            await doing


async def test_two_screens_with_one_resident_keep_each_answer_once(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    other = bench.make()
    await other.begin(bench.who)
    await answer(bench, 3)
    behind = await other.choose(bench.who, "1", 1)
    assert behind.remark is Remark.ELSEWHERE
    assert behind.question is not None
    assert behind.question.item.id == "2"
    assert bench.taken()["ucla3"].given["1"].value == 3
    await answer(bench, 3, 3)
    assert (await other.choose(bench.who, "2", 1)).remark is Remark.DONE
    assert [score.total for score in bench.scores()] == [9]


async def test_a_scale_the_facility_does_not_use_is_not_begun(bench: Bench) -> None:
    with pytest.raises(AdministrationError, match="does not use"):
        await bench.desk.begin(bench.who, ScaleId("moca"))


async def test_a_scale_whose_file_changed_is_begun_anew(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    await answer(bench, 3)
    scales = dict(bench.desk.rules.scales)
    scales[ScaleId.UCLA3] = scales[ScaleId.UCLA3].model_copy(update={"version": "0" * 12})
    changed = type(bench.desk.rules.scales)(scales)
    bench.desk = bench.make(rules=replace(bench.desk.rules, scales=changed))
    bench.desk.__post_init__()
    assert (await bench.desk.begin(bench.who, ScaleId.UCLA3)).remark is Remark.BEGIN


# ---- item 9 ------------------------------------------------------------------------------------


async def to_item_9(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.PHQ9)
    await answer(bench, 1, 1, 1, 1, 1, 1, 1, 0)


async def test_item_9_at_nothing_tells_nobody(bench: Bench) -> None:
    await to_item_9(bench)
    assert (await answer(bench, 0)).remark is Remark.DONE
    assert bench.open_alerts() == []


async def test_item_9_tells_at_once_and_opens_the_screener(bench: Bench) -> None:
    await to_item_9(bench)
    opened = await answer(bench, 1)
    assert opened.remark is Remark.SCREENER
    assert opened.question is not None
    assert (opened.question.scale.id, opened.question.item.id) == ("cssrs", "1")
    (alert,) = bench.open_alerts()
    assert (alert.cause.source, alert.cause.level, alert.cause.kind) == (
        AlertSource.CHECK_IN,
        Level.ELEVATED,
        DangerKind.SUICIDE,
    )
    assert alert.cause.words.endswith(": Several days")
    assert "Hazard" in alert.cause.reasons[0]
    # The PHQ-9 is complete, with its total, before the screener begins.
    assert bench.taken()["phq9"].status is Status.COMPLETED
    assert [s.total for s in bench.scores()] == [8]


@pytest.mark.parametrize(
    ("answers", "level", "questions"),
    [
        ((0, 0, 0), Level.ELEVATED, 3),
        ((1, 0, 0), Level.ELEVATED, 3),
        ((1, 1, 1, 0, 0, 0), Level.URGENT, 6),
        ((1, 1, 0, 0, 0, 1, 0), Level.URGENT, 7),
        ((1, 1, 0, 0, 0, 1, 1), Level.IMMEDIATE, 7),
        ((1, 1, 1, 1, 0, 0), Level.IMMEDIATE, 6),
        ((0, 1, 0, 0, 1, 0), Level.IMMEDIATE, 6),
    ],
)
async def test_the_screener_makes_the_alert_as_grave_as_it_comes_to(
    bench: Bench, answers: tuple[int, ...], level: Level, questions: int
) -> None:
    await to_item_9(bench)
    await answer(bench, 1)
    done = await answer(bench, *answers)
    assert done.remark is Remark.DONE_TOLD
    assert done.ended is not None
    (alert,) = bench.open_alerts()
    assert (alert.cause.level, done.ended.level, done.ended.alert_id) == (level, level, alert.id)
    assert len(alert.answers) == questions
    assert bench.taken()["cssrs"].status is Status.COMPLETED


async def test_nearly_every_day_is_urgent_whatever_the_screener_says(bench: Bench) -> None:
    await to_item_9(bench)
    await answer(bench, 3)
    assert bench.open_alerts()[0].cause.level is Level.URGENT
    done = await answer(bench, 0, 0, 0)
    assert done.ended is not None
    assert done.ended.level is Level.URGENT


async def test_a_screener_broken_off_leaves_the_alert(bench: Bench) -> None:
    await to_item_9(bench)
    await answer(bench, 2, 1)
    stopped = await bench.desk.press(bench.who, Command.STOP)
    assert stopped.ended is not None
    assert stopped.ended.level is Level.ELEVATED
    assert len(bench.open_alerts()) == 1
    # It is what is gone on with first.
    bench.desk = bench.make()
    going_on = await bench.desk.begin(bench.who)
    assert going_on.question is not None
    assert (going_on.question.scale.id, going_on.question.item.id) == ("cssrs", "2")
    await answer(bench, 1, 0, 1, 0, 0)
    (alert,) = bench.open_alerts()
    assert alert.cause.level is Level.IMMEDIATE


async def test_skipped_items_are_not_asked_again_over_the_screener(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.PHQ9)
    await answer(bench, None, 1, 1, 1, 1, 1, 1, 0)
    assert (await answer(bench, 1)).remark is Remark.SCREENER
    assert bench.taken()["phq9"].status is Status.COMPLETED


async def test_without_the_screener_item_9_tells_as_configured(bench: Bench) -> None:
    scales = {k: v for k, v in bench.desk.rules.scales.items() if k != ScaleId.CSSRS}
    rules = replace(bench.desk.rules, scales=type(bench.desk.rules.scales)(scales))
    bench.desk = bench.make(rules=rules)
    bench.desk.__post_init__()
    await to_item_9(bench)
    done = await answer(bench, 1)
    assert done.remark is Remark.DONE_TOLD
    assert bench.open_alerts()[0].cause.level is Level.URGENT


async def test_a_screener_by_itself_tells_only_of_risk(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.CSSRS)
    done = await answer(bench, 0, 0, 0)
    assert done.remark is Remark.DONE
    assert bench.open_alerts() == []
    await bench.desk.begin(bench.who, ScaleId.CSSRS)
    done = await answer(bench, 0, 0, 1, 1)
    assert done.remark is Remark.DONE_TOLD
    (alert,) = bench.open_alerts()
    assert alert.cause.level is Level.IMMEDIATE


async def test_where_no_alert_can_be_stored_the_journal_calls_and_nothing_untrue_is_said(
    bench: Bench,
) -> None:
    await to_item_9(bench)

    async def fails(*_: object, **__: object) -> None:
        raise OSError("no room")

    bench.alerts.raise_alert = fails  # type: ignore[method-assign,assignment]
    opened = await answer(bench, 1)
    assert opened.remark is Remark.SCREENER
    assert len(bench.journal.calls()) == 1
    done = await answer(bench, 0, 0, 0)
    assert done.remark is Remark.DONE_NOT_TOLD
    assert done.ended is not None
    assert done.ended.alert_id is None


async def test_what_cannot_be_added_to_the_alert_raises_another(bench: Bench) -> None:
    await to_item_9(bench)
    await answer(bench, 1)

    async def fails(*_: object, **__: object) -> None:
        raise OSError("no room")

    bench.alerts.answer = fails  # type: ignore[method-assign,assignment]
    await answer(bench, 0)
    await answer(bench, 1, 1)
    (alert,) = bench.open_alerts()
    # Merged into the open one within ten minutes, as grave as it has become.
    assert (alert.cause.level, alert.times_raised) == (Level.URGENT, 3)


async def test_an_answer_that_cannot_be_kept_is_asked_again(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    kept = bench.desk.units

    def fails() -> AbstractContextManager[CheckInUnit]:
        raise OSError("no room")

    bench.desk.units = fails
    with pytest.raises(OSError, match="no room"):
        await answer(bench, 2)
    bench.desk.units = kept
    still = bench.desk.asked(bench.who)
    assert still is not None
    assert still.question is not None
    assert still.question.item.id == "1"
    assert (await answer(bench, 2)).remark is Remark.NOTED


# ---- offers, rhythms, records ------------------------------------------------------------------


async def test_what_is_due_is_offered_and_never_twice_when_declined(bench: Bench) -> None:
    offer = await bench.desk.offer(bench.who)
    assert offer is not None
    assert (offer.scale.id, offer.left, offer.is_unfinished) == ("phq2", 2, False)
    assert (await bench.desk.decline(bench.who)).remark is Remark.DECLINED
    after = await bench.desk.offer(bench.who)
    assert after is not None
    assert after.scale.id == "ucla3"
    await bench.desk.decline(bench.who)
    assert await bench.desk.offer(bench.who) is None
    await bench.desk.decline(bench.who)
    # Who asks is asked all the same.
    wish = await bench.desk.wish(bench.who)
    assert wish is not None
    assert wish.scale.id == "phq2"
    bench.clock.advance(days=8)
    assert await bench.desk.offer(bench.who) is not None


async def test_who_was_asked_today_is_not_asked_again_on_a_wish(bench: Bench) -> None:
    for scale, values in ((ScaleId.PHQ2, (0, 0)), (ScaleId.UCLA3, (1, 1, 1))):
        await bench.desk.begin(bench.who, scale)
        await answer(bench, *values)
    assert await bench.desk.wish(bench.who) is None
    assert await bench.desk.offer(bench.who) is None
    await bench.desk.begin(bench.who, ScaleId.GDS15)
    offer = await bench.desk.wish(bench.who)
    assert offer is not None
    assert offer.is_unfinished


async def test_the_due_list_and_a_rhythm_of_ones_own(bench: Bench) -> None:
    lines = await bench.desk.due([bench.who])
    assert [(one.scale, one.state) for one in lines] == [
        ("phq2", DueState.DUE),
        ("ucla3", DueState.DUE),
    ]
    with bench.database.unit() as unit:
        rhythm = Rhythm(bench.who, ScaleId.UCLA3, None, bench.nurse.id, bench.clock())
        unit.rhythms.add(rhythm)
        unit.rhythms.add(replace(rhythm, scale=ScaleId.GDS15, every_days=60))
    with bench.database.reading() as unit:
        assert rhythm in unit.rhythms.all()
    lines = await bench.desk.due([bench.who])
    assert {one.scale for one in lines} == {"phq2", "gds15"}


async def test_the_book_shows_totals_changes_and_how_it_was_asked(bench: Bench) -> None:
    day = date(2026, 2, 1)
    with bench.database.unit() as unit:
        for at, total in enumerate((6, 9, 12)):
            taken = day + timedelta(days=14 * at)
            unit.scores.add(Score(new_uuid(), bench.who, ScaleId.PHQ9, taken, total, ()))
    await bench.desk.begin(bench.who, ScaleId.PHQ9)
    await bench.desk.hear(bench.who, "nearly every day", How.SPEECH, 0.6)
    await bench.desk.confirm(bench.who, is_right=True)
    await answer(bench, 3, 3, 3, 3, 3, None, 0)
    bench.clock.advance(minutes=7)
    await answer(bench, 1)
    record = await bench.book.read(bench.who, bench.nurse.id)
    (phq9,) = record.scales
    assert [score.total for score in phq9.scores] == [6, 9, 12, 21]
    assert phq9.band is not None
    assert (phq9.band.name, phq9.change.by, phq9.change.needed) == ("severe", 9, 6)
    assert phq9.trend is not None
    how = phq9.how_asked
    assert how is not None
    assert (dict(how.by), how.read_back, how.skipped, how.changed, how.stops) == (
        {How.TOUCH: 7, How.SPEECH: 1},
        1,
        1,
        0,
        0,
    )
    assert how.took == timedelta(minutes=7)
    assert record.screeners == ()
    await answer(bench, 1, 0, 0)
    (again,) = await bench.book.records([bench.who])
    assert [one.risk for one in again.screeners] == ["low"]
    with bench.database.reading() as unit:
        actions = [entry.action for entry in unit.audit.latest(20)]
    assert "clinical.read" in actions


async def test_the_audit_log_holds_no_answers(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    await answer(bench, 3, 3, 3)
    with bench.database.reading() as unit:
        entries = [e for e in unit.audit.latest(50) if e.subject == str(bench.who)]
    assert {e.action for e in entries} == {"check_in.begun", "check_in.completed"}
    assert all(set(e.details) == {"scale"} for e in entries)
    assert all(UUID(e.actor) == bench.who for e in entries)
