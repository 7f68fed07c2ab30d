"""Answers that rules alone work out: the sum, the day, the age, and what the plan has."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from app.conversation.day_answers import LOOK_AHEAD_DAYS, DayAnswers, told_of
from app.conversation.wording import Wording
from app.identity import Resident
from app.reasoning import Ask, NamedDay, Question, ReasoningWords, UndefinedSumError
from app.reasoning.days import age_on
from app.reasoning.numbers import written
from app.schedule import ItemKind, Occurrence

_WEEK = 7
_SOON_MINUTES = 90
_MOST_NOUN = 4
"""Words that may follow a number and name what is counted: "twelve of those biscuits"."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, and where it comes from in words for the resident."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class RuleAnswers:
    """Answers questions of the kinds that rules can."""

    words: ReasoningWords
    wording: Wording
    day: DayAnswers

    async def answer(self, resident: Resident, question: Question) -> Sequence[Told]:
        """Return the sentences; none where the question is not understood whole."""
        parts = question.parts
        match question.ask:
            case Ask.SUM:
                return self._sum(parts["sum"])
            case Ask.LEFT:
                return self._left(parts["have"], parts["less"])
            case Ask.EACH:
                return self._each(parts["count"], parts["price"])
            case Ask.COMPLEX:
                return []
            case _:
                return await self._of_days(resident, question)

    async def _of_days(self, resident: Resident, question: Question) -> Sequence[Told]:
        now = self.day.book.now()
        today, parts, born = now.date(), question.parts, resident.born
        named = self.words.calendar.named
        match question.ask:
            case Ask.UNTIL:
                found = named(parts["day"], today, born)
                if found is not None:
                    return self._until(found, today, parts.get("unit", ""))
                return await self._until_planned(resident, parts["day"], now)
            case Ask.SINCE:
                return self._since(named(parts["day"], today, born, past=True), today, parts)
            case Ask.WEEKDAY | Ask.DATE:
                return self._which(named(parts["day"], today, born), today)
            case Ask.AGE:
                line = self.words.lines.age
                return [Told(line.format(age=age_on(born, today)))] if born else []
            case Ask.AGE_THEN:
                return self._age_then(born, parts["day"], today)
            case Ask.ON_DAY:
                return await self._on_day(resident, named(parts["day"], today, born), today)
            case _:
                return await self._week(resident)

    async def calendar(self, resident: Resident, asked: str) -> str:
        """Answer a day, "this week", or whom or what is looked for, from the plan."""
        now = self.day.book.now()
        found = self.words.calendar.named(asked, now.date(), resident.born)
        if found is not None:
            told = await self._on_day(resident, found, now.date())
        elif "week" in asked.lower().split():
            told = await self._week(resident)
        else:
            told = await self._until_planned(resident, asked, now)
        return " ".join(each.text for each in told)

    def _sum(self, asked: str) -> Sequence[Told]:
        lines = self.words.lines
        try:
            outcome = self.words.arithmetic.work_out(asked)
        except UndefinedSumError:
            return [Told(lines.sum_none)]
        if outcome is None:
            return []
        result, rounded = self._amount(outcome.value, money=outcome.is_money)
        line = lines.sum_about if rounded else lines.sum
        return [Told(_capital(line.format(sum=asked.rstrip("= "), result=result)))]

    def _left(self, have: str, less: str) -> Sequence[Told]:
        first, second = self._counted(have), self._counted(less)
        if first is None or second is None:
            return []
        money = first[1] or second[1]
        left = first[0] - second[0]
        result, _ = self._amount(abs(left), money=money)
        lines = self.words.lines
        line = lines.money_left if left >= 0 else lines.money_short
        return [Told(_capital(line.format(result=result)))]

    def _each(self, count: str, price: str) -> Sequence[Told]:
        first, second = self._counted(count), self._counted(price)
        if first is None or second is None:
            return []
        result, _ = self._amount(first[0] * second[0], money=second[1])
        return [Told(self.words.lines.money_each.format(result=result))]

    def _counted(self, asked: str) -> tuple[Fraction, bool] | None:
        """Return the number of "twelve biscuits", and whether it is money."""
        words = asked.split()
        for kept in range(len(words), max(0, len(words) - _MOST_NOUN) or 1, -1):
            if amount := self.words.arithmetic.amount(" ".join(words[:kept])):
                return amount
        return self.words.arithmetic.amount(words[0]) if words else None

    def _amount(self, value: Fraction, *, money: bool) -> tuple[str, bool]:
        text, rounded = written(value, money=money)
        return (self.words.lines.currency.format(amount=text) if money else text), rounded

    def _until(self, found: NamedDay, today: date, unit: str) -> Sequence[Told]:
        lines, away = self.words.lines, (found.day - today).days
        if away < 0:
            return []
        say = self._say(found, today)
        if away < 2:
            if not found.say:
                return [Told(lines.date.format(date=say))]
            line = lines.until_tomorrow if away else lines.until_today
            return [Told(line.format(Day=_capital(say)))]
        counted = self._length(away, unit)
        # Named by its name, the day wants its date too.
        when = f"{say}, {self._dated(found.day, today)}" if found.say else say
        return [Told(lines.until.format(count=counted, day=when))]

    async def _until_planned(self, resident: Resident, about: str, now: datetime) -> Sequence[Told]:
        found, relatives = await self.day.planned_with(resident, about)
        if found is None:
            if not relatives:
                return []
            return [Told(self.day.nothing_with(relatives[0]).text)]
        lines, item = self.words.lines, found.item.spoken
        when = self.day.when_of(found, now)
        days = (found.starts.date() - now.date()).days
        minutes = round((found.starts - now).total_seconds() / 60)
        if minutes <= 0:
            text = lines.plan_now.format(Item=_capital(item))
        elif days == 1:
            text = lines.plan_tomorrow.format(Item=_capital(item), when=when)
        elif days > 1:
            text = lines.plan_days.format(count=self._length(days, "days"), item=item, when=when)
        elif minutes < _SOON_MINUTES:
            count = _count(minutes, lines.one_minute, lines.minutes)
            text = lines.plan_minutes.format(count=count, item=item, when=when)
        else:
            count = _count(round(minutes / 60), lines.one_hour, lines.hours)
            text = lines.plan_hours.format(count=count, item=item, when=when)
        return [Told(text, self.day.sourced(text, [found]).source)]

    def _since(
        self, found: NamedDay | None, today: date, parts: Mapping[str, str]
    ) -> Sequence[Told]:
        if found is None or found.day >= today:
            return []
        lines, away = self.words.lines, (today - found.day).days
        say = self._say(found, today)
        if away == 1:
            return [Told(lines.since_yesterday.format(Day=_capital(say)))]
        counted = self._length(away, parts.get("unit", ""))
        return [Told(lines.since.format(count=counted, day=say))]

    def _which(self, found: NamedDay | None, today: date) -> Sequence[Told]:
        if found is None:
            return []
        lines, dated = self.words.lines, self._dated(found.day, today)
        if found.say:
            return [Told(lines.weekday.format(Day=_capital(found.say), date=dated))]
        return [Told(lines.date.format(date=dated))]

    def _age_then(self, born: date | None, asked: str, today: date) -> Sequence[Told]:
        if born is None:
            return []
        if re.fullmatch(r"(?:18|19|20)\d\d", asked):
            day = date(int(asked), 12, 31)
        else:
            found = self.words.calendar.named(asked, today, born)
            if found is None:
                return []
            day = found.day
        age = age_on(born, day)
        if age < 0:
            return []
        lines = self.words.lines
        line = lines.age_past if day.year < today.year else lines.age_then
        return [Told(line.format(age=age, year=day.year))]

    async def _on_day(
        self, resident: Resident, found: NamedDay | None, today: date
    ) -> Sequence[Told]:
        ahead = (found.day - today).days if found else -1
        if found is None or not 0 <= ahead <= LOOK_AHEAD_DAYS:
            return []
        lines, dated = self.words.lines, self._dated(found.day, today)
        planned = told_of(await self.day.book.day(resident.id, ahead))
        if not planned:
            return [Told(lines.on_day_free.format(date=dated))]
        text = lines.on_day.format(date=dated, list=self.day.listed(planned))
        return [Told(text, self.day.sourced(text, planned).source)]

    async def _week(self, resident: Resident) -> Sequence[Told]:
        lines = self.words.lines
        coming = told_of(await self.day.book.coming(resident.id, _WEEK))
        # What comes every day is no news of a week.
        special = [each for each in coming if not _is_daily(each)]
        if not special:
            return [Told(lines.week_free)]
        text = lines.week.format(list=self.day.listed(special, self._at_its_day))
        return [Told(text, self.day.sourced(text, special).source)]

    def _at_its_day(self, each: Occurrence) -> str:
        return self.words.lines.each_at.format(
            item=each.item.spoken,
            day=self.wording.weekdays[each.starts.weekday()],
            time=self.wording.spoken_time(each.starts.time()),
        )

    def _say(self, found: NamedDay, today: date) -> str:
        return found.say or self._dated(found.day, today)

    def _dated(self, day: date, today: date) -> str:
        lines = self.words.lines
        dated = lines.day_date.format(
            weekday=self.wording.weekdays[day.weekday()], date=self.wording.spoken_date(day)
        )
        # Within half a year nobody needs to be told which.
        near = abs(day - today) < timedelta(days=183)
        return dated if near else lines.with_year.format(date=dated, year=day.year)

    def _length(self, days: int, unit: str) -> str:
        """Return a length of time: in weeks where they were asked for."""
        lines = self.words.lines
        counted = _count(days, lines.one_day, lines.days)
        if unit != "weeks" or days < _WEEK:
            return counted
        weeks, rest = divmod(days, _WEEK)
        told = _count(weeks, lines.one_week, lines.weeks)
        if not rest:
            return told
        return lines.and_days.format(weeks=told, days=_count(rest, lines.one_day, lines.days))


def _is_daily(each: Occurrence) -> bool:
    item = each.item
    every_day = item.dates is None and len(item.weekdays) == _WEEK
    return every_day or item.kind is ItemKind.MEAL


def _count(number: int, one: str, several: str) -> str:
    return one if number == 1 else several.format(count=number)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
