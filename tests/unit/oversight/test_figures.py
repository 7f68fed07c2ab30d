"""The shift's figures, the newest messages, and scores between two looks."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from app.alerts import (
    Alert,
    AlertCause,
    AlertEvent,
    AlertEventKind,
    AlertSource,
    AlertStatus,
    Outcome,
    Recipient,
)
from app.alerts.notification import Notification, NotificationId, NotificationState
from app.audit import AuditAction, AuditEntry
from app.ids import AlertEventId, AlertId, ResidentId, StaffId, new_uuid
from app.oversight.board import is_overdue
from app.oversight.notices import newest_notices
from app.oversight.score_shelf import KEPT, ScoreShelf
from app.oversight.shift import Tally, first_answer, shift_figures
from app.oversight.shift_times import ShiftTimes
from app.oversight.speech import MOST_READ, SpeechReader
from app.safety import Level
from tests.fakes.routes import ROUTES

NOW = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
FROM_THREE = ShiftTimes((time(15),))
SINCE = NOW - timedelta(hours=8)
WHO = ResidentId(new_uuid())
WORDS, CALL = AlertSource.WORDS, AlertSource.CALL_BUTTON


def alert(
    minutes_ago: float = 30,
    source: AlertSource = WORDS,
    level: Level = Level.URGENT,
    outcome: Outcome | None = None,
    taken_after_s: float | None = None,
) -> Alert:
    at = NOW - timedelta(minutes=minutes_ago)
    made = Alert(AlertId(new_uuid()), WHO, AlertCause(source, level), at, at)
    if taken_after_s is not None:
        made = replace(
            made,
            status=AlertStatus.ACKNOWLEDGED,
            acknowledged_at=at + timedelta(seconds=taken_after_s),
            acknowledged_by=StaffId(new_uuid()),
        )
    return replace(made, outcome=outcome, status=AlertStatus.RESOLVED) if outcome else made


def test_a_shift_without_alerts() -> None:
    figures = shift_figures([], SINCE)
    assert (figures.alerts, figures.actionable_share, figures.median_answer_s) == (0, None, None)
    assert (figures.by_source, figures.by_level, figures.is_below_target) == ((), (), False)


def test_alerts_by_source_and_level() -> None:
    figures = shift_figures(
        [
            alert(outcome=Outcome.HELPED),
            alert(outcome=Outcome.FALSE_ALARM, level=Level.IMMEDIATE),
            alert(source=CALL, outcome=Outcome.REASSURED),
            alert(source=CALL),
            alert(minutes_ago=481, outcome=Outcome.FALSE_ALARM),
        ],
        SINCE,
    )
    assert (figures.alerts, figures.resolved) == (4, 3)
    assert figures.actionable_share == 2 / 3
    assert figures.is_below_target
    assert figures.by_source == ((WORDS, Tally(2, 2, 1)), (CALL, Tally(2, 1, 1)))
    assert figures.by_level == ((Level.IMMEDIATE, Tally(1, 1, 0)), (Level.URGENT, Tally(3, 2, 2)))


def test_just_on_target_is_not_below() -> None:
    seven = [alert(outcome=Outcome.TREATED)] * 7
    assert not shift_figures(
        [*seven, *[alert(outcome=Outcome.FALSE_ALARM)] * 3], SINCE
    ).is_below_target


def test_an_answer_is_the_first_one() -> None:
    again = alert(taken_after_s=700)
    first = {again.id: again.raised_at + timedelta(seconds=10)}
    others = [alert(taken_after_s=20), alert(taken_after_s=30), alert()]
    assert shift_figures([again, *others], SINCE, first).median_answer_s == 20
    assert shift_figures([again, *others], SINCE).median_answer_s == 30


def test_the_first_answer_is_found_among_events() -> None:
    def event(kind: AlertEventKind, second: int) -> AlertEvent:
        at = NOW + timedelta(seconds=second)
        return AlertEvent(AlertEventId(new_uuid()), AlertId(new_uuid()), WHO, kind, at)

    taken = AlertEventKind.ACKNOWLEDGED
    events = [event(AlertEventKind.RAISED, 0), event(taken, 5), event(taken, 700)]
    assert first_answer(events) == NOW + timedelta(seconds=5)
    assert first_answer(events[:1]) is None


def waiting_again(alarmed_s: float, last_s: float) -> Alert:
    made = alert(taken_after_s=0)
    since = made.raised_at
    return replace(
        made,
        status=AlertStatus.WAITING,
        alarmed_at=since + timedelta(seconds=alarmed_s),
        last_at=since + timedelta(seconds=last_s),
    )


def test_waiting_again_because_it_was_not_resolved() -> None:
    assert is_overdue(waiting_again(600, 0), ROUTES)
    # More was said since it sounded again.
    assert is_overdue(waiting_again(600, 700), ROUTES)
    assert is_overdue(waiting_again(600, 0), None)


def test_waiting_again_because_it_became_graver() -> None:
    assert not is_overdue(waiting_again(60, 60), ROUTES)
    assert not is_overdue(waiting_again(60, 90), None)


def test_what_nobody_took_or_somebody_has_is_not_overdue() -> None:
    assert not is_overdue(alert(), ROUTES)
    assert not is_overdue(alert(taken_after_s=5), ROUTES)


def message(alert_id: AlertId, target: str, state: NotificationState) -> Notification:
    return Notification(
        NotificationId(new_uuid()),
        alert_id,
        AlertEventId(new_uuid()),
        target,
        Recipient.NURSE,
        Level.URGENT,
        "title",
        "body",
        created_at=NOW,
        give_up_at=NOW,
        next_at=NOW,
        state=state,
        done_at=None if state is NotificationState.WAITING else NOW + timedelta(seconds=9),
    )


def test_the_newest_message_to_each_target() -> None:
    one, other = AlertId(new_uuid()), AlertId(new_uuid())
    found = newest_notices(
        [
            message(one, "Pager", NotificationState.DEAD),
            message(one, "Phone", NotificationState.OBSOLETE),
            message(one, "Mail", NotificationState.SENT),
            message(one, "Pager", NotificationState.WAITING),
            message(other, "Pager", NotificationState.OBSOLETE),
        ]
    )
    assert [(n.target, n.state) for n in found[one]] == [
        ("Pager", NotificationState.WAITING),
        ("Mail", NotificationState.SENT),
    ]
    assert [n.at for n in found[one]] == [NOW, NOW + timedelta(seconds=9)]
    assert other not in found


def test_scores_of_everybody_are_read_once_a_minute() -> None:
    shelf, who, read = ScoreShelf(), ResidentId(new_uuid()), []

    def look(at: datetime) -> None:
        assert shelf.of_all(lambda limit: read.append(limit) or {who: ()}, at) == {who: ()}

    look(NOW)
    look(NOW + timedelta(seconds=59))
    assert read == [KEPT]
    look(NOW + timedelta(seconds=60))
    assert len(read) == 2
    # The clock was set back.
    look(NOW)
    assert len(read) == 3


class Log:
    """An audit log in a unit of its own, on a lane of its own."""

    def __init__(self, entries: list[AuditEntry]) -> None:
        self.entries_kept = entries

    def __enter__(self) -> "Log":
        return self

    def __exit__(self, *_: object) -> None:
        return

    @property
    def audit(self) -> "Log":
        return self

    def latest_acts(self, limit: int) -> list[tuple[str, datetime]]:
        return [(one.action, one.at) for one in self.entries_kept[::-1][:limit]]

    async def run(self, job: object, *, deadline_s: float = 10.0) -> object:
        return job()


def entries(hours_ago: float, action: AuditAction, count: int = 1) -> list[AuditEntry]:
    at = NOW - timedelta(hours=hours_ago)
    return [AuditEntry(n, at, action, "lilo", "", {}, "", "") for n in range(count)]


async def test_disclosures_and_sentences_held_back_are_counted() -> None:
    log = Log(
        [
            *entries(9, AuditAction.DISCLOSED),
            *entries(3, AuditAction.DISCLOSED, 2),
            *entries(2, AuditAction.SENTENCE_WITHHELD),
            *entries(1, AuditAction.TURN_TAKEN, 5),
        ]
    )
    figures = await SpeechReader(lambda: log, log, lambda: NOW, FROM_THREE).read()
    assert (figures.disclosures, figures.withheld, figures.is_complete) == (2, 1, True)


async def test_a_log_that_is_too_long_is_not_called_complete() -> None:
    log = Log(entries(1, AuditAction.TURN_TAKEN, MOST_READ))
    assert not (await SpeechReader(lambda: log, log, lambda: NOW, FROM_THREE).read()).is_complete


def test_a_taking_that_was_given_back_is_no_answer() -> None:
    def at(minute: int, kind: AlertEventKind) -> AlertEvent:
        moment = NOW + timedelta(minutes=minute)
        return AlertEvent(AlertEventId(new_uuid()), AlertId(new_uuid()), WHO, kind, moment)

    taken, given_back = AlertEventKind.ACKNOWLEDGED, AlertEventKind.RELEASED
    once = [at(1, taken), at(2, given_back), at(5, taken)]
    assert first_answer(once) == NOW + timedelta(minutes=5)
    assert first_answer(once[:2]) is None
    kept = [at(1, taken), at(12, taken), at(13, given_back)]
    assert first_answer(kept) == NOW + timedelta(minutes=1)
