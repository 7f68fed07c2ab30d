"""Rules laid out: the examples of RFC 5545, and the same answers as another implementation."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.schedule.laying_out import Allowance, counted_out, lay_out
from app.schedule.rule import Rule, RuleError, read_rule

FIRST = datetime(1997, 9, 2, 9, 0)  # noqa: DTZ001 - local time, as in RFC 5545


def naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def rule(text: str, first: datetime = FIRST) -> Rule:
    return counted_out(read_rule(text, naive, first.hour), first, Allowance(100_000))


def laid(text: str, days: int, first: datetime = FIRST) -> list[datetime]:
    return list(lay_out(rule(text, first), first, first, first + timedelta(days=days)))


def days_of(moments: list[datetime]) -> list[str]:
    return [f"{moment:%m-%d}" for moment in moments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", ["09-02", "09-03", "09-04"]),
        ("FREQ=DAILY;INTERVAL=10;COUNT=3", ["09-02", "09-12", "09-22"]),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
            ["09-02", "09-04", "09-16", "09-18", "09-30", "10-02", "10-14", "10-16"],
        ),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", ["09-05", "10-03", "11-07"]),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", ["09-22", "10-20", "11-17"]),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-3", ["09-28", "10-29", "11-28"]),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", ["09-04", "10-07", "11-06"]),
        ("FREQ=MONTHLY;COUNT=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", ["09-29", "10-30"]),
        ("FREQ=YEARLY;BYDAY=TH;BYMONTH=3;COUNT=3", ["03-05", "03-12", "03-19"]),
        ("FREQ=YEARLY;BYDAY=20MO;COUNT=1", ["05-18"]),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=1", ["05-11"]),
    ],
)
def test_the_examples_of_the_standard(text: str, expected: list[str]) -> None:
    assert days_of(laid(text, 400)) == expected


def test_every_six_hours_comes_at_the_same_four_times_each_day() -> None:
    assert [f"{m:%d %H}" for m in laid("FREQ=HOURLY;INTERVAL=6", 1)] == [
        "02 09",
        "02 15",
        "02 21",
        "03 03",
    ]


def test_the_thirty_first_is_left_out_where_there_is_none() -> None:
    first = datetime(2026, 1, 31, 8)  # noqa: DTZ001
    assert days_of(laid("FREQ=MONTHLY", 180, first)) == ["01-31", "03-31", "05-31"]


def test_a_birthday_on_leap_day_comes_every_four_years() -> None:
    first = datetime(2024, 2, 29, 8)  # noqa: DTZ001
    assert [m.year for m in laid("FREQ=YEARLY", 366 * 13, first)] == [2024, 2028, 2032, 2036]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY;INTERVAL=7",
        "FREQ=HOURLY;BYHOUR=3",
        "FREQ=DAILY;BYSECOND=0,1,2",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;COUNT=3661",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;COUNT=2;UNTIL=19980101",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;UNTIL=19979901T000000Z",
        "FREQ=DAILY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;BYHOUR=-1",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,10,20,30",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;X-SPEED=11",
        "FREQ=DAILY;BYMONTH=١",
        "FREQ",
        "",
        "FREQ=DAILY;BYMONTH=" + "1," * 300 + "1",
    ],
)
def test_what_nobody_plans_by_is_refused(text: str) -> None:
    with pytest.raises(RuleError):
        rule(text)


def test_what_never_comes_costs_no_more_than_the_stretch() -> None:
    allowance = Allowance(40)
    never = rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    later = FIRST + timedelta(days=365 * 900)
    assert list(lay_out(never, FIRST, later, later + timedelta(days=30), allowance)) == []


def test_counting_is_bounded_by_the_allowance() -> None:
    with pytest.raises(RuleError):
        counted_out(
            read_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", naive), FIRST, Allowance(1_000)
        )


def test_a_counted_rule_that_never_comes_has_an_end() -> None:
    assert laid("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", 3_000) == []


@pytest.mark.parametrize("first", [datetime(9999, 12, 30), datetime(1, 1, 1)])  # noqa: DTZ001
@pytest.mark.parametrize("frequency", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
def test_the_edges_of_the_calendar_do_no_harm(first: datetime, frequency: str) -> None:
    end = first + timedelta(days=1 if first.year > 1 else 400)
    assert len(list(lay_out(rule(f"FREQ={frequency}", first), first, first, end))) >= 0


def numbers(least: int, most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(least, most).filter(bool), max_size=3)


def by_the_other(text: str, first: datetime, start: datetime, until: datetime) -> list[datetime]:
    found: list[datetime] = []
    try:
        for moment in rrulestr(text, dtstart=first).xafter(start, inc=True):
            if moment >= until or len(found) == 60:
                break
            found.append(moment)
    except ValueError:
        # It has looked beyond the last year there is.
        pass
    return found


WEEKDAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}"]
    nth = draw(st.booleans()) and frequency in {"MONTHLY", "YEARLY"}
    days = draw(st.lists(WEEKDAYS, max_size=3))
    if nth:
        days = [f"{draw(st.integers(-5, 5).filter(bool))}{day}" for day in days]
    lists = {
        "BYDAY": days,
        "BYMONTH": draw(numbers(1, 12)),
        "BYMONTHDAY": draw(numbers(-31, 31)) if draw(st.booleans()) else [],
        "BYYEARDAY": draw(numbers(-366, 366)) if draw(st.integers(0, 5)) == 0 else [],
        "BYHOUR": draw(numbers(0, 23)),
        "BYSETPOS": draw(numbers(-4, 4)) if draw(st.booleans()) else [],
        "BYWEEKNO": draw(numbers(-53, 53)) if days and not nth and frequency == "YEARLY" else [],
    }
    parts += [f"{name}={','.join(map(str, values))}" for name, values in lists.items() if values]
    parts.append(f"WKST={draw(WEEKDAYS)}")
    return ";".join(parts)


@settings(max_examples=50)
@given(
    rules(),
    # Near the end of the calendar, for the other one looks for what never comes until there.
    st.datetimes(datetime(9992, 1, 1), datetime(9995, 1, 1)),  # noqa: DTZ001
    st.integers(0, 300),
)
def test_another_implementation_gives_the_same(text: str, first: datetime, after: int) -> None:
    first = first.replace(second=0, microsecond=0)
    # The other one leaves a week's days of the years beside it to those years.
    assume("BYWEEKNO" not in text or ("BYSETPOS" not in text and "INTERVAL=1;" in text))
    start, until = first + timedelta(days=after), first + timedelta(days=after + 366)
    expected = by_the_other(text, first, start, until)
    ours = list(islice(lay_out(rule(text, first), first, start, until), 60))
    assert ours == expected[: len(ours)]
    assert len(ours) == len(expected)
