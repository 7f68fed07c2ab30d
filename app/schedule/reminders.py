"""Reminders: what is due follows from the plan, from what became of reminders, and from the time.

Nothing is remembered beside the plan and the log, so a restart changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from app.day_settings import KindName, ReminderSettings
from app.ids import ResidentId
from app.schedule.day import ItemKind, Occurrence

LATE_FROM = timedelta(minutes=5)
"""What is said later than this after its time is said to be late."""


class ReminderStep(StrEnum):
    """What can become of a reminder."""

    SAID = "said"
    SNOOZED = "snoozed"
    DONE = "done"
    ASKED = "asked"
    """The resident asks for a nurse about it."""
    OVERDUE = "overdue"
    """Nobody confirmed it in time; it stands in the staff window."""
    SEEN = "seen"
    """A staff member has seen it there."""
    QUESTION_SEEN = "question_seen"
    """A staff member has seen that the resident asks, having seen before that it was overdue."""


SETTLING = frozenset({ReminderStep.DONE, ReminderStep.ASKED})


@dataclass(frozen=True, slots=True)
class ReminderKey:
    """Which reminder: what is planned, and when it takes place."""

    item_id: UUID
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ReminderEvent:
    """One thing that became of a reminder.

    Attributes:
        by: "lilo", "resident", or the id of a staff member.
        until: how long it was put off.
    """

    key: ReminderKey
    resident_id: ResidentId
    step: ReminderStep
    at: datetime
    by: str
    until: datetime | None = None


class ReminderLog(Protocol):
    """The append-only log, inside a unit of work."""

    def append(self, event: ReminderEvent) -> None:
        """Keep an event."""

    def of(self, resident_id: ResidentId, since: datetime) -> Sequence[ReminderEvent]:
        """Return events of reminders due since then, oldest first."""

    def of_all(self, since: datetime) -> Sequence[ReminderEvent]:
        """Return events of everybody's reminders due since then, oldest first."""

    def said_to(self, since: datetime) -> frozenset[ResidentId]:
        """Return to whom a reminder was said since then."""

    def last_said(self, resident_id: ResidentId) -> datetime | None:
        """Return when a reminder was last said to this resident, or None."""


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """How a facility reminds.

    Attributes:
        ahead: how long before the time of each kind.
        late_within: how long after its time each kind is still said, once, as late.
        stands_for: how long one stays on the screen.
        snooze: how long "later" is.
        unconfirmed_after: after this time a medication reminder that nobody confirmed goes to
            staff; None where it does not.
        notice_within: how long it stays there.
    """

    ahead: Mapping[ItemKind, timedelta]
    late_within: Mapping[ItemKind, timedelta]
    stands_for: timedelta
    snooze: timedelta
    unconfirmed_after: timedelta | None
    notice_within: timedelta = timedelta(hours=12)

    @property
    def looks_back(self) -> timedelta:
        """How far back something can matter."""
        latest = max(self.late_within.values(), default=timedelta(0))
        return max(latest + self.stands_for, self.notice_within) + self.snooze

    @property
    def looks_ahead(self) -> timedelta:
        """How far ahead something can matter."""
        return max(self.ahead.values(), default=timedelta(0))


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to be on the screen now.

    Attributes:
        is_new: it has not been said since it became due; it is to be heard.
        is_late: its time has passed, and it is said for the first time.
        is_again: it was put off before.
    """

    occurrence: Occurrence
    is_new: bool
    is_late: bool = False
    is_again: bool = False

    @property
    def key(self) -> ReminderKey:
        """Which one it is."""
        return key_of(self.occurrence)


class NoticeKind(StrEnum):
    """Why a reminder stands in the staff window."""

    UNCONFIRMED = "unconfirmed"
    UNSAID = "unsaid"
    """No screen could say it."""
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class ReminderNotice:
    """A reminder that staff should know of.

    Attributes:
        since: when it came to stand there.
    """

    occurrence: Occurrence
    kind: NoticeKind
    since: datetime

    @property
    def key(self) -> ReminderKey:
        """Which reminder it is of."""
        return key_of(self.occurrence)


Steps = Mapping[ReminderKey, Sequence[ReminderEvent]]


def rules_of(settings: ReminderSettings) -> ReminderRules:
    """Return the rules that settings describe."""

    def by_kind(minutes: Mapping[KindName, float]) -> Mapping[ItemKind, timedelta]:
        return {ItemKind(kind): timedelta(minutes=length) for kind, length in minutes.items()}

    unconfirmed = settings.unconfirmed_after_min
    return ReminderRules(
        by_kind(settings.ahead_min),
        by_kind(settings.late_within_min),
        timedelta(minutes=settings.stands_min),
        timedelta(minutes=settings.snooze_min),
        None if unconfirmed is None else timedelta(minutes=unconfirmed),
    )


def key_of(occurrence: Occurrence) -> ReminderKey:
    """Return which reminder an occurrence has."""
    # In UTC: in the hour that comes twice, moments of different zones never compare as equal.
    return ReminderKey(occurrence.item.id, occurrence.starts.astimezone(UTC))


def by_reminder(log: Iterable[ReminderEvent]) -> Steps:
    """Put the events of each reminder together."""
    steps: dict[ReminderKey, list[ReminderEvent]] = {}
    for event in log:
        steps.setdefault(event.key, []).append(event)
    return steps


def due_reminders(
    planned: Iterable[Occurrence], steps: Steps, now: datetime, rules: ReminderRules
) -> list[Reminder]:
    """Return what should be on the screen now, in the order in which it is to be said.

    Only the first is shown; the next has its turn when that is settled.
    """
    found = [
        reminder
        for occurrence in planned
        if (reminder := _due(occurrence, steps.get(key_of(occurrence), ()), now, rules))
    ]
    # What stands already keeps its place: nothing is swapped under a finger.
    return sorted(found, key=lambda r: (r.is_new, r.occurrence.starts, str(r.key.item_id)))


def _due(
    occurrence: Occurrence, events: Sequence[ReminderEvent], now: datetime, rules: ReminderRules
) -> Reminder | None:
    item = occurrence.item
    if item.is_all_day or any(event.step in SETTLING for event in events):
        return None
    from_ = occurrence.starts - rules.ahead.get(item.kind, timedelta(0))
    put_off = max((e.until for e in events if e.until), default=None)
    if put_off:
        from_ = max(from_, put_off)
    if now < from_:
        return None
    said_at = max((e.at for e in events if e.step is ReminderStep.SAID), default=None)
    if said_at is None or said_at < from_:
        if now > max(occurrence.starts, from_) + rules.late_within.get(item.kind, timedelta(0)):
            return None
        is_late = put_off is None and now >= occurrence.starts + LATE_FROM
        return Reminder(occurrence, is_new=True, is_late=is_late, is_again=put_off is not None)
    if now >= said_at + rules.stands_for:
        return None
    is_late = put_off is None and said_at >= occurrence.starts + LATE_FROM
    return Reminder(occurrence, is_new=False, is_late=is_late, is_again=put_off is not None)


def notices(
    planned: Iterable[Occurrence],
    steps: Steps,
    now: datetime,
    rules: ReminderRules,
    *,
    is_reminded: bool,
) -> list[ReminderNotice]:
    """Return what staff should know of, longest first.

    Args:
        planned: what is planned for one resident.
        steps: what became of its reminders.
        now: the present.
        rules: how the facility reminds.
        is_reminded: a screen has reminded this resident lately, so that silence means something.
    """
    found = [
        notice
        for occurrence in planned
        if (
            notice := _notice(
                occurrence,
                {event.step: event for event in steps.get(key_of(occurrence), ())},
                now,
                rules,
                is_reminded=is_reminded,
            )
        )
    ]
    return sorted(found, key=lambda notice: notice.since)


def is_unseen(asked: ReminderEvent | None, seen: ReminderEvent | None) -> bool:
    """Whether a question of the resident came after staff last looked."""
    return asked is not None and (seen is None or asked.at > seen.at)


def _notice(
    occurrence: Occurrence,
    events: Mapping[ReminderStep, ReminderEvent],
    now: datetime,
    rules: ReminderRules,
    *,
    is_reminded: bool,
) -> ReminderNotice | None:
    asked, seen = events.get(ReminderStep.ASKED), events.get(ReminderStep.SEEN)
    if ReminderStep.DONE in events or ReminderStep.QUESTION_SEEN in events:
        return None
    if seen and not is_unseen(asked, seen):
        return None
    if asked:
        recent = now < asked.at + rules.notice_within
        return ReminderNotice(occurrence, NoticeKind.QUESTION, asked.at) if recent else None
    is_medication = occurrence.item.kind is ItemKind.MEDICATION
    if not is_medication or occurrence.item.is_all_day or rules.unconfirmed_after is None:
        return None
    since = occurrence.starts + rules.unconfirmed_after
    if not since <= now < occurrence.starts + rules.notice_within:
        return None
    if ReminderStep.SAID in events:
        return ReminderNotice(occurrence, NoticeKind.UNCONFIRMED, since)
    return ReminderNotice(occurrence, NoticeKind.UNSAID, since) if is_reminded else None
