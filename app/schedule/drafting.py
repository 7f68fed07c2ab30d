"""Plans as people write them down: a day, a time, and how often. Pure."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from app.errors import LiloError
from app.ids import ResidentId, new_uuid
from app.schedule.day import ItemKind, ScheduledItem
from app.schedule.recurrence import Recurrence
from app.schedule.rule import Frequency, Rule, WeekdayOf

LONGEST_TITLE = 200
LONGEST_MINUTES = 7 * 24 * 60


class PlanDraftError(LiloError):
    """What was written down cannot be planned."""

    code = "schedule.draft"


class Repeats(StrEnum):
    """How often something comes."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    """On the chosen weekdays, or else on that of the first day."""
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    """On that day of the month."""
    AS_KEPT = "as_kept"
    """By a rule, as of a calendar file, that is left as it is."""


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """Something to be planned, in the facility's own time.

    Attributes:
        first: the first day it may come on.
        weekdays: 0 is Monday; only for what comes by the week.
        visitor: how Lilo speaks of who comes: "your daughter Carol".
        spoken: as it stands inside a sentence; the title where it is empty.
        minutes: how long it takes; 0 where that is not known.
    """

    title: str
    kind: ItemKind
    first: date
    at: time
    repeats: Repeats = Repeats.ONCE
    weekdays: frozenset[int] = frozenset()
    visitor: str = ""
    spoken: str = ""
    minutes: int = 0

    def item(self, resident_id: ResidentId, kept: ScheduledItem | None = None) -> ScheduledItem:
        """Return what is kept on the plan.

        Args:
            kept: what it takes the place of.

        Raises:
            PlanDraftError: it has no title, takes too long, or keeps a rule that there is not.
        """
        title = " ".join(self.title.split())[:LONGEST_TITLE]
        if not title:
            raise PlanDraftError("It has no title.", "Say what it is.")
        if not 0 <= self.minutes <= LONGEST_MINUTES:
            raise PlanDraftError("It takes longer than a week, or less than nothing.")
        if self.repeats is Repeats.AS_KEPT:
            if kept is None:
                raise PlanDraftError("There is no rule to keep.", "Choose how often it comes.")
            dates, weekdays = kept.dates, kept.weekdays
        else:
            dates, weekdays = Recurrence(self.first, self._rule()), frozenset[int]()
        return ScheduledItem(
            kept.id if kept else new_uuid(),
            resident_id,
            title,
            " ".join(self.spoken.split()) or title,
            self.at.replace(second=0, microsecond=0),
            weekdays,
            self.kind,
            " ".join(self.visitor.split()),
            dates,
            self.minutes,
            kept.uid if kept else "",
        )

    def _rule(self) -> Rule | None:
        days = self.weekdays or {self.first.weekday()}
        by_day = frozenset(WeekdayOf(day) for day in days)
        match self.repeats:
            case Repeats.DAILY:
                return Rule(Frequency.DAILY)
            case Repeats.WEEKLY:
                return Rule(Frequency.WEEKLY, weekdays=by_day)
            case Repeats.FORTNIGHTLY:
                return Rule(Frequency.WEEKLY, 2, weekdays=by_day)
            case Repeats.MONTHLY:
                return Rule(Frequency.MONTHLY)
            case _:
                return None


def draft_of(item: ScheduledItem, today: date) -> PlanDraft:
    """Return what is planned as it would have been written down.

    Args:
        today: the first day of what has weekdays and no dates.
    """
    first = item.dates.first if item.dates else today
    repeats, weekdays = _repeats_of(item)
    return PlanDraft(
        item.title,
        item.kind,
        first,
        item.at,
        repeats,
        weekdays,
        item.visitor,
        "" if item.spoken == item.title else item.spoken,
        item.minutes,
    )


def _repeats_of(item: ScheduledItem) -> tuple[Repeats, frozenset[int]]:
    if item.dates is None:
        is_daily = len(item.weekdays) == len(range(7))
        return (Repeats.DAILY, frozenset()) if is_daily else (Repeats.WEEKLY, item.weekdays)
    dates, rule = item.dates, item.dates.rule
    if dates.also or dates.without or dates.zone:
        return Repeats.AS_KEPT, frozenset()
    if rule is None:
        return Repeats.ONCE, frozenset()
    days = frozenset(day.weekday for day in rule.weekdays)
    for repeats in (Repeats.DAILY, Repeats.WEEKLY, Repeats.FORTNIGHTLY, Repeats.MONTHLY):
        draft = PlanDraft(item.title, item.kind, dates.first, item.at, repeats, days)
        if draft.item(item.resident_id).dates == dates:
            is_by_week = repeats in {Repeats.WEEKLY, Repeats.FORTNIGHTLY}
            return repeats, days if is_by_week else frozenset()
    return Repeats.AS_KEPT, frozenset()
