"""Answers about the day, straight from the plan, with the truth about what is not known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.conversation.day_words import DayAsk, DayQuestion, DayWords, words_of
from app.conversation.reply import Draft
from app.conversation.wording import Wording, part_of_day
from app.identity import FamilyMember, Resident
from app.recall import StreamName
from app.schedule import DayBook, ItemKind, Occurrence, ScheduledItem

TOLD_AT_ONCE = 4
"""More than that nobody keeps in mind."""

LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True, slots=True)
class DayAnswers:
    """Answers what residents ask of their day."""

    book: DayBook
    words: DayWords
    wording: Wording

    def asked(self, text: str) -> DayQuestion | None:
        """Return what is asked of the day, or None."""
        return self.words.asked(text)

    async def answer(self, resident: Resident, question: DayQuestion) -> Sequence[Draft]:
        """Return the sentences; empty where the plan is not what the question is about."""
        now = self.book.now()
        match question.ask:
            case DayAsk.NOW:
                return [Draft(self._now(now))]
            case DayAsk.TODAY:
                return await self._today(resident, now)
            case DayAsk.TOMORROW:
                return await self._tomorrow(resident, now)
            case DayAsk.NEXT:
                return await self._next(resident, now)
            case DayAsk.MISSED:
                return await self._missed(resident)
            case DayAsk.WHEN:
                return await self._when(resident, question.about, now)

    def _now(self, now: datetime) -> str:
        at = now.time()
        digits = f"{at.hour % 12 or 12}:{at.minute:02d}"
        return self.words.lines.now.format(
            day=self.wording.weekdays[now.weekday()],
            part=self.wording.part_of_day(part_of_day(now)),
            date=self.wording.spoken_date(now.date()),
            time=digits if at.minute % 15 else self.wording.spoken_time(at),
        )

    async def _today(self, resident: Resident, now: datetime) -> list[Draft]:
        lines, planned = self.words.lines, told_of(await self.book.day(resident.id))
        rest = [each for each in planned if each.starts >= now or each.item.is_all_day]
        said = [Draft(self._dated(lines.today, now))]
        if rest:
            said.append(self.sourced(lines.to_come.format(list=self.listed(rest)), rest))
        else:
            said.append(Draft(lines.nothing_more if planned else lines.nothing_today))
        return said

    async def _tomorrow(self, resident: Resident, now: datetime) -> list[Draft]:
        lines, planned = self.words.lines, told_of(await self.book.day(resident.id, ahead=1))
        said = [Draft(self._dated(lines.tomorrow, now + timedelta(days=1)))]
        if planned:
            told = lines.planned.format(list=self.listed(planned))
            return [*said, self.sourced(told, planned)]
        return [*said, Draft(lines.nothing_tomorrow)]

    async def _next(self, resident: Resident, now: datetime) -> list[Draft]:
        lines = self.words.lines
        today = told_of(await self.book.day(resident.id))
        rest = [each for each in today if each.starts >= now and not each.item.is_all_day]
        if rest:
            told = lines.next.format(item=rest[0].item.spoken, when=self.when_of(rest[0], now))
            return [self.sourced(told, rest[:1])]
        tomorrow = told_of(await self.book.day(resident.id, ahead=1))
        timed = [each for each in tomorrow if not each.item.is_all_day]
        if timed:
            told = lines.next_none.format(item=self._item(timed[0]))
            return [self.sourced(told, timed[:1])]
        return [Draft(lines.nothing_more if today else lines.nothing_today)]

    async def _missed(self, resident: Resident) -> list[Draft]:
        lines, unanswered = self.words.lines, await self.book.unanswered(resident.id)
        past = [each for each in told_of(unanswered) if not each.item.is_all_day]
        said = []
        if past:
            told = lines.missed.format(list=self.listed(past))
            said.append(self.sourced(told, past))
        medicines = [each for each in unanswered if each.item.kind is ItemKind.MEDICATION]
        if medicines:
            # Never more than that: whether to take them now is for a nurse to say.
            at = self.wording.spoken_time(medicines[-1].starts.time())
            said.append(Draft(lines.medicine.format(time=at)))
        return said or [Draft(lines.missed_none)]

    async def planned_with(
        self, resident: Resident, about: str
    ) -> tuple[Occurrence | None, Sequence[FamilyMember]]:
        """Return what comes next of whom or what a question names, and the relatives it names."""
        names = self.words.named_in(about)
        relatives = [
            member
            for member in resident.family
            if names & {*words_of(member.name), *words_of(member.relation)}
        ]
        wanted = names | {word for member in relatives for word in words_of(member.name)}
        coming = await self.book.coming(resident.id, LOOK_AHEAD_DAYS)
        found = (each for each in told_of(coming) if self._is_meant(each.item, wanted))
        return next(found, None), relatives

    async def _when(self, resident: Resident, about: str, now: datetime) -> list[Draft]:
        found, relatives = await self.planned_with(resident, about)
        lines = self.words.lines
        if found is not None:
            if found.starts < now:
                at = self.wording.spoken_time(found.starts.time())
                told = lines.when_now.format(item=found.item.spoken, time=at)
            else:
                told = lines.when.format(item=found.item.spoken, when=self.when_of(found, now))
            return [self.sourced(told, [found])]
        if relatives:
            return [self.nothing_with(relatives[0])]
        # Not about the plan, as far as can be told: somebody else answers.
        return []

    def nothing_with(self, relative: FamilyMember) -> Draft:
        """Say that nothing with a relative is planned."""
        return Draft(self.words.lines.when_none.format(about=relative.phrase))

    def _is_meant(self, item: ScheduledItem, wanted: frozenset[str]) -> bool:
        named = {*words_of(item.title), *words_of(item.spoken), *words_of(item.visitor)}
        called = self.words.called.get(item.kind, frozenset())
        return bool(wanted & (named - self.words.fillers)) or bool(wanted & called)

    def _dated(self, line: str, day: datetime) -> str:
        return line.format(
            day=self.wording.weekdays[day.weekday()], date=self.wording.spoken_date(day.date())
        )

    def listed(
        self,
        planned: Sequence[Occurrence],
        item: Callable[[Occurrence], str] | None = None,
    ) -> str:
        """Return "tea at four o'clock, lunch at noon and 2 more"; `item` may say each otherwise."""
        lines, shown = self.words.lines, list(map(item or self._item, planned[:TOLD_AT_ONCE]))
        more = len(planned) - len(shown)
        if more:
            return lines.join.join([*shown, lines.and_more.format(count=more)])
        if len(shown) == 1:
            return shown[0]
        return lines.last.format(list=lines.join.join(shown[:-1]), item=shown[-1])

    def _item(self, each: Occurrence) -> str:
        if each.item.is_all_day:
            return self.words.lines.all_day.format(item=each.item.spoken)
        at = self.wording.spoken_time(each.starts.time())
        return self.words.lines.item_at.format(item=each.item.spoken, time=at)

    def when_of(self, each: Occurrence, now: datetime) -> str:
        """Return "today at four o'clock", or the day and the time."""
        lines, starts = self.words.lines, each.starts
        days = (starts.date() - now.date()).days
        line = {0: lines.today_at, 1: lines.tomorrow_at}.get(days)
        if line is None:
            line = lines.day_at if days < len(self.wording.weekdays) else lines.date_at
        return line.format(
            time=self.wording.spoken_time(starts.time()),
            day=self.wording.weekdays[starts.weekday()],
            date=self.wording.spoken_date(starts.date()),
        )

    def sourced(self, told: str, planned: Sequence[Occurrence]) -> Draft:
        """Return a sentence with the plan as its source."""
        return Draft(told, self.wording.source(StreamName.SCHEDULE, planned[0].item.title))


def told_of(planned: Sequence[Occurrence]) -> list[Occurrence]:
    """Leave out medicines: they are for nurses to speak of."""
    return [each for each in planned if each.item.kind is not ItemKind.MEDICATION]
