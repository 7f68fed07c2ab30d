"""From the events of a calendar file to items on a resident's plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from app.ids import ResidentId
from app.schedule.calendar_file import CalendarContent, CalendarEvent, CalendarFileError, LeftOut
from app.schedule.day import ItemKind, ScheduledItem
from app.schedule.laying_out import Allowance, counted_out
from app.schedule.recurrence import Recurrence
from app.schedule.rule import RuleError, read_rule

MOST_ITEMS = 500
"""On one resident's plan: every turn reads it."""

OWN = "@lilo"
"""Ends the name that Lilo gives in a file to what has none: its id stands before."""

DAYS_LOOKED_AT = 2_000_000
"""While the rules of one file are worked out: some seconds."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brings to a plan.

    Attributes:
        left_out: how many events were not taken over, by why.
        cancelled: the names of events that will not take place.
    """

    items: tuple[ScheduledItem, ...]
    left_out: Mapping[LeftOut, int]
    cancelled: frozenset[str] = frozenset()

    def beside(self, kept: Sequence[ScheduledItem]) -> tuple[ScheduledItem, ...]:
        """Return the items; what Lilo itself once wrote into the file takes its own place."""
        own = {f"{item.id}{OWN}": item.id for item in kept if not item.uid}
        return tuple(
            replace(item, id=own[item.uid], uid="") if item.uid in own else item
            for item in self.items
        )

    def called_off(self, kept: Sequence[ScheduledItem]) -> list[ScheduledItem]:
        """Return what is on a plan and was cancelled since, single changes of it included."""
        return [item for item in kept if self._is_off(item.uid or f"{item.id}{OWN}")]

    def _is_off(self, uid: str) -> bool:
        return any(uid == name or uid.startswith(f"{name}:") for name in self.cancelled)


@dataclass(frozen=True, slots=True)
class Importing:
    """For whom a file is read.

    Attributes:
        kinds: the kind of thing by the category a calendar gives it, in lower case.
        otherwise: the kind of what says nothing of itself.
    """

    resident_id: ResidentId
    house: ZoneInfo
    now: datetime
    kinds: Mapping[str, ItemKind]
    otherwise: ItemKind = ItemKind.ACTIVITY

    def items_of(self, content: CalendarContent) -> Imported:
        """Return the items a file brings.

        Raises:
            CalendarFileError: they are too many.
            RuleError: its rules take too long to work out.
        """
        left_out = Counter(dict(content.left_out))
        allowance = Allowance(DAYS_LOOKED_AT)
        items: dict[UUID, ScheduledItem] = {}
        cancelled = set()
        for event in _with_changes(content.events, self.house):
            if event.is_cancelled:
                left_out[LeftOut.CANCELLED] += 1
                cancelled.add(_name(event))
                continue
            try:
                item = self._item(event, allowance)
            except RuleError:
                if allowance.days < 0:
                    raise
                left_out[LeftOut.RULE] += 1
                continue
            except (ValueError, OverflowError):
                left_out[LeftOut.DAMAGED] += 1
                continue
            if is_over(item, self.now.astimezone(self.house).date()):
                left_out[LeftOut.OVER] += 1
            else:
                items[item.id] = item
        if len(items) > MOST_ITEMS:
            raise CalendarFileError(
                f"The calendar brings {len(items):,} things to come; a plan holds {MOST_ITEMS}.",
                "Export a shorter stretch of time.",
            )
        return Imported(tuple(items.values()), left_out, frozenset(cancelled))

    def _item(self, event: CalendarEvent, allowance: Allowance) -> ScheduledItem:
        zone = ZoneInfo(event.zone) if event.zone else self.house
        rule = None
        if event.rule:

            def local(moment: datetime) -> datetime:
                return moment.astimezone(zone).replace(tzinfo=None)

            rule = counted_out(
                read_rule(event.rule, local, event.starts.hour), event.starts, allowance
            )
        uid = _name(event)
        title = event.title or self.otherwise.value
        return ScheduledItem(
            # The same event keeps its id when its file is read again.
            uuid5(NAMESPACE_URL, f"lilo:plan:{self.resident_id}:{uid}"),
            self.resident_id,
            title,
            event.lilo.get("spoken") or title,
            event.starts.time(),
            frozenset(),
            self._kind(event),
            event.lilo.get("visitor", ""),
            Recurrence(event.starts.date(), rule, event.zone, event.also, event.without),
            event.minutes,
            uid,
        )

    def _kind(self, event: CalendarEvent) -> ItemKind:
        told = event.lilo.get("kind", "")
        if told in set(ItemKind):
            return ItemKind(told)
        return next(
            (self.kinds[name] for name in event.categories if name in self.kinds), self.otherwise
        )


def is_over(item: ScheduledItem, today: date) -> bool:
    """Whether it will not come again, nor was it today."""
    last = item.dates.last_day if item.dates else None
    return last is not None and last < today


def _name(event: CalendarEvent) -> str:
    name = event.uid or f"{event.title}:{event.starts.isoformat()}"
    return f"{name}:{event.replaces.isoformat()}" if event.replaces else name


def _with_changes(events: Sequence[CalendarEvent], house: ZoneInfo) -> list[CalendarEvent]:
    """Take the times that single changes stand in for out of what they change."""
    changes: dict[str, list[CalendarEvent]] = {}
    for event in events:
        if event.replaces:
            changes.setdefault(event.uid, []).append(event)
    return [
        replace(event, without=event.without | _replaced(changes[event.uid], event, house))
        if event.rule and not event.replaces and event.uid in changes
        else event
        for event in events
    ]


def _replaced(
    changes: Sequence[CalendarEvent], changed: CalendarEvent, house: ZoneInfo
) -> frozenset[datetime]:
    """Return the times that are stood in for as local times of what is changed."""
    zone = ZoneInfo(changed.zone) if changed.zone else house
    found = set()
    for change in changes:
        if change.replaces is None:
            continue
        if change.zone == changed.zone:
            found.add(change.replaces)
        else:
            there = ZoneInfo(change.zone) if change.zone else house
            moment = change.replaces.replace(tzinfo=there).astimezone(zone)
            found.add(moment.replace(tzinfo=None))
    return frozenset(found)
