"""Tidying at night: what has faded is let go of, old small events are summed up, days are named."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.audit import AuditAction, AuditDraft
from app.clock import Clock
from app.ids import DocumentId, MemoryId, ResidentId, new_uuid
from app.memory.dating import Dating
from app.memory.extraction import Found
from app.memory.fading import has_faded
from app.memory.keeper import MemoryUnit, MemoryUnits
from app.memory.letting_go import earlier_wording
from app.memory.memory import SUMMARY_SLOT, Memory, MemoryKind, MemoryState
from app.runtime import Lane

SUM_UP_AFTER = timedelta(days=30)
FEWEST_TO_SUM_UP = 3
MOST_TOLD = 6
"""A summary tells no more than this; it links to all."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """What a night's tidying did.

    Attributes:
        dated: memories of "tomorrow" and the like, from before days were named, that name them now.
    """

    faded: int = 0
    summed_up: int = 0
    dated: int = 0


@dataclass(frozen=True, slots=True)
class Tidier:
    """Tidies the memories of one resident at a time.

    Attributes:
        summary: "In {month} {year} you told me: {events}", from `resources/memory`.
        months: names of the months.
    """

    units: MemoryUnits
    database: Lane
    clock: Clock
    zone: ZoneInfo
    summary: str
    months: Sequence[str]
    on_change: Callable[[ResidentId], None]
    dating: Dating | None = None

    async def tidy(self, resident_id: ResidentId) -> Tidied:
        """Let go of what has faded and sum up old events; history and links are kept."""

        def job() -> Tidied:
            now = self.clock()
            with self.units() as unit:
                memories, dated = self._dated(unit, unit.memories.of(resident_id))
                here = now.astimezone(self.zone)
                faded = [memory for memory in memories if has_faded(memory, here)]
                for memory in faded:
                    unit.memories.save(replace(memory, state=MemoryState.FADED))
                unit.passages.remove([DocumentId(memory.id) for memory in faded])
                rest = [memory for memory in memories if memory not in faded]
                groups = to_sum_up(rest, now, self.zone)
                for (year, month), events in groups.items():
                    self._sum_up(unit, events, year, month)
                unit.memory_marks.mark_tidied(resident_id, now)
                tidied = Tidied(len(faded), sum(map(len, groups.values())), dated)
                if tidied != Tidied():
                    details = asdict(tidied)
                    draft = AuditDraft(AuditAction.MEMORY_TIDIED, "lilo", str(resident_id), details)
                    unit.audit.append(draft, now)
            if tidied != Tidied():
                self.on_change(resident_id)
            return tidied

        return await self.database.run(job)

    async def tidied_at(self, resident_id: ResidentId) -> datetime | None:
        """Return when this resident's memories were last tidied."""

        def job() -> datetime | None:
            with self.units() as unit:
                return unit.memory_marks.tidied_at(resident_id)

        return await self.database.run(job)

    def _dated(self, unit: MemoryUnit, memories: Sequence[Memory]) -> tuple[Sequence[Memory], int]:
        """Name the days in memories from when they were said; return all, and how many.

        The old wording stays as history: Lilo may have told it so, and it is forgotten with it.
        """
        mended = {memory.id: self._named(memory) for memory in memories}
        changed = [memory for memory in memories if mended[memory.id] != memory]
        for memory in changed:
            unit.memories.save(mended[memory.id])
            unit.memories.save(earlier_wording(memory))
        unit.passages.add([mended[memory.id].passage for memory in changed])
        return list(mended.values()), len(changed)

    def _named(self, memory: Memory) -> Memory:
        # What staff have put into words themselves counts from a day that is not kept, and a
        # summary from several.
        is_staffs = memory.text == memory.said and memory.confidence == 1.0
        if self.dating is None or is_staffs or memory.slot == SUMMARY_SLOT:
            return memory
        # The words are those of the first time, the day is that of the last.
        if memory.again:
            return memory
        if not self.dating.is_relative(memory.text):
            return memory
        found = Found(
            memory.kind, memory.text, memory.said, memory.confidence, over_after=memory.over_after
        )
        dated = self.dating.dated(found, memory.heard_at.astimezone(self.zone).date())
        return replace(memory, text=dated.text, over_after=dated.over_after)

    def _sum_up(self, unit: MemoryUnit, events: Sequence[Memory], year: int, month: int) -> None:
        telling = sorted(events, key=lambda e: (-e.strength, e.learned_at))[:MOST_TOLD]
        told = " ".join(event.text for event in sorted(telling, key=lambda e: e.learned_at))
        text = self.summary.format(month=self.months[month - 1], year=year, events=told)
        newest = events[-1]
        whole = replace(
            newest,
            id=MemoryId(new_uuid()),
            text=text,
            said=text,
            slot=SUMMARY_SLOT,
            value=f"{year}-{month:02d}",
            learned_at=events[0].learned_at,
            heard_at=newest.heard_at,
            confidence=max(event.confidence for event in events),
            strength=sum(event.strength for event in events),
            careful=any(event.careful for event in events),
            again=(),
            over_after=None,
        )
        unit.memories.save(whole)
        unit.passages.add([whole.passage])
        for event in events:
            unit.memories.save(replace(event, state=MemoryState.SUMMED_UP, successor=whole.id))
        unit.passages.remove([DocumentId(event.id) for event in events])


def to_sum_up(
    memories: Sequence[Memory], now: datetime, zone: ZoneInfo
) -> Mapping[tuple[int, int], Sequence[Memory]]:
    """Return events old enough, by year and month, where there are enough of them."""
    groups: dict[tuple[int, int], list[Memory]] = defaultdict(list)
    for memory in sorted(memories, key=lambda m: m.heard_at):
        is_event = memory.kind is MemoryKind.EVENT and memory.slot != SUMMARY_SLOT
        if is_event and now - memory.heard_at > SUM_UP_AFTER:
            local = memory.heard_at.astimezone(zone)
            groups[local.year, local.month].append(memory)
    return {when: events for when, events in groups.items() if len(events) >= FEWEST_TO_SUM_UP}
