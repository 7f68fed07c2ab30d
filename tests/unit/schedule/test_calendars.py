"""Calendar files: as telephones write them, as nobody should, and back again."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.ids import ResidentId, new_uuid
from app.schedule import ItemKind, Recurrence, ScheduledItem, occurrences
from app.schedule.calendar_file import CalendarFileError, LeftOut
from app.schedule.importing import MOST_ITEMS, Imported, Importing
from app.schedule.rule import RuleError, read_rule
from models.calendars import ICalendarFiles
from models.calendars.cutting import LARGEST_FILE, MOST_EVENTS, events_in

WHO = ResidentId(new_uuid())
HOUSE = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=HOUSE)
FILES = ICalendarFiles()


def file_of(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n".encode()


def event(start: str, *more: str, uid: str = "1", title: str = "Carol") -> str:
    return "\r\n".join((f"UID:{uid}", f"SUMMARY:{title}", start, *more))


def imported(data: bytes, otherwise: ItemKind = ItemKind.ACTIVITY) -> Imported:
    kinds = {"medical": ItemKind.APPOINTMENT, "medication": ItemKind.MEDICATION}
    importing = Importing(WHO, HOUSE, NOW, kinds, otherwise)
    return importing.items_of(FILES.read(data, HOUSE))


def starts(items: Sequence[ScheduledItem], days: int = 30) -> list[str]:
    found = occurrences(items, NOW, NOW + timedelta(days=days), HOUSE)
    return [f"{each.starts:%m-%d %H:%M}" for each in found]


@pytest.mark.parametrize(
    ("start", "at"),
    [
        ("DTSTART:20260303T150000", "03-03 15:00"),
        ("DTSTART;TZID=America/New_York:20260303T150000", "03-03 15:00"),
        ("DTSTART:20260303T150000Z", "03-03 10:00"),
        ("DTSTART;TZID=Europe/London:20260303T150000", "03-03 10:00"),
        ("DTSTART;TZID=Eastern Standard Time:20260303T150000", "03-03 15:00"),
        ("DTSTART;VALUE=DATE:20260303", "03-03 00:00"),
    ],
)
def test_a_start_is_a_moment_of_the_facility(start: str, at: str) -> None:
    (item,) = imported(file_of(event(start))).items
    assert starts([item]) == [at]
    assert item.is_all_day is start.endswith("VALUE=DATE:20260303")


def test_a_series_with_dates_left_out_added_and_moved() -> None:
    series = event(
        "DTSTART;TZID=America/New_York:20260303T150000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6",
        "EXDATE;TZID=America/New_York:20260305T150000",
        "RDATE;TZID=America/New_York:20260307T110000",
    )
    moved = event(
        "DTSTART;TZID=America/New_York:20260310T163000",
        "RECURRENCE-ID;TZID=America/New_York:20260310T150000",
    )
    fallen_out = event(
        "DTSTART;TZID=America/New_York:20260312T150000",
        "RECURRENCE-ID;TZID=America/New_York:20260312T150000",
        "STATUS:CANCELLED",
    )
    taken = imported(file_of(series, moved, fallen_out))
    assert starts(taken.items) == [
        "03-03 15:00",
        "03-07 11:00",
        "03-10 16:30",
        "03-17 15:00",
        "03-19 15:00",
    ]
    assert taken.left_out == {LeftOut.CANCELLED: 1}


def test_what_it_is_comes_from_its_category_or_from_whoever_imports() -> None:
    start = "DTSTART:20260303T150000"
    data = file_of(
        event(start, "CATEGORIES:Personal,MEDICAL", uid="1"), event(start, uid="2", title="")
    )
    kinds = [item.kind for item in imported(data, ItemKind.VISIT).items]
    assert kinds == [ItemKind.APPOINTMENT, ItemKind.VISIT]


def test_the_same_event_keeps_its_id_and_another_persons_has_another() -> None:
    data = file_of(event("DTSTART:20260303T150000"))
    first, second = imported(data).items[0], imported(data).items[0]
    other = Importing(ResidentId(new_uuid()), HOUSE, NOW, {}).items_of(FILES.read(data, HOUSE))
    assert first.id == second.id != other.items[0].id


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("UID:1\r\nSUMMARY:no start", LeftOut.DAMAGED),
        (event("DTSTART:yesterday"), LeftOut.DAMAGED),
        (event("DTSTART:20260303T150000", "DURATION:P99999999999D"), LeftOut.DAMAGED),
        (event("DTSTART:20260303T150000", "DTEND;VALUE=DATE:20260304"), LeftOut.DAMAGED),
        (event("DTSTART:20260303T150000", "EXDATE:never"), LeftOut.DAMAGED),
        (event("DTSTART;TZID=Mars/Base:20260303T150000"), LeftOut.ZONE),
        (event("DTSTART:20260303T150000", "RRULE:FREQ=SECONDLY"), LeftOut.RULE),
        (event("DTSTART:20260303T150000", "RRULE:FREQ=MINUTELY;INTERVAL=2"), LeftOut.RULE),
        (event("DTSTART:20260303T150000", "RRULE:FREQ=NEVERLY"), LeftOut.RULE),
        (
            event("DTSTART:20260303T150000", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"),
            LeftOut.RULE,
        ),
        (
            event("DTSTART:20260303T150000", "RDATE:" + ",".join(["20260303T15"] * 2)),
            LeftOut.DAMAGED,
        ),
        (event("DTSTART:20250303T150000"), LeftOut.OVER),
        (event("DTSTART:20250303T150000", "RRULE:FREQ=DAILY;COUNT=3"), LeftOut.OVER),
        (event("DTSTART:20260303T150000", "STATUS:CANCELLED"), LeftOut.CANCELLED),
        (event("DTSTART:20260303T150000", "X-LONG:" + "x" * 30_000), LeftOut.DAMAGED),
    ],
)
def test_one_bad_event_is_left_out_and_counted(text: str, why: LeftOut) -> None:
    taken = imported(file_of(text, event("DTSTART:20260304T150000", uid="good")))
    assert starts(taken.items) == ["03-04 15:00"]
    assert taken.left_out == {why: 1}


def test_rules_inside_zones_and_alarms_never_reach_the_reader() -> None:
    hostile = (
        "BEGIN:VTIMEZONE\r\nTZID:Trap\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n"
    )
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT1S\r\nREPEAT:999999999\r\nEND:VALARM"
    data = file_of(event("DTSTART:20260303T150000", alarm)).replace(
        b"BEGIN:VEVENT", hostile.encode() + b"BEGIN:VEVENT", 1
    )
    (text,), damaged = events_in(data)
    assert damaged == 0
    assert "VALARM" not in text
    assert "REPEAT" not in text
    assert len(imported(data).items) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no calendar"),
        (b"hello", "no calendar"),
        (b"%PDF-1.7 " + b"x" * 100, "no calendar"),
        ("BEGIN:VCALENDAR\r\nSUMMARY:Café".encode("latin-1"), "UTF-8"),
        (b"BEGIN:VCALENDAR\r\n\x00", "no text"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"x" * (LARGEST_FILE + 1), "larger than 5 MB"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * (MOST_EVENTS + 1), "10,000"),
    ],
)
def test_a_file_that_is_no_use_is_refused_in_words(data: bytes, told: str) -> None:
    with pytest.raises(CalendarFileError, match=told) as caught:
        FILES.read(data, HOUSE)
    assert caught.value.remedy


def test_a_file_that_breaks_off_keeps_what_was_whole() -> None:
    whole = file_of(event("DTSTART:20260303T150000"))
    broken = whole.replace(b"END:VCALENDAR", b"BEGIN:VEVENT\r\nDTSTART:2026")
    taken = imported(broken)
    assert len(taken.items) == 1
    assert taken.left_out == {LeftOut.DAMAGED: 1}


def test_utf_16_and_a_byte_order_mark_are_read() -> None:
    text = file_of(event("DTSTART:20260303T150000", title="Inês kommt")).decode()
    for data in (text.encode("utf-16"), b"\xef\xbb\xbf" + text.encode()):
        assert imported(data).items[0].title == "Inês kommt"


def test_more_than_a_plan_holds_is_refused_whole() -> None:
    many = [event("DTSTART:20260303T150000", uid=str(n)) for n in range(MOST_ITEMS + 1)]
    with pytest.raises(CalendarFileError, match="501 things to come"):
        imported(file_of(*many))


def test_rules_that_take_too_long_in_all_are_refused_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A tenth of what is allowed: the whole takes a quarter of a minute.
    monkeypatch.setattr("app.schedule.importing.DAYS_LOOKED_AT", 200_000)
    never = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2"
    many = [event("DTSTART:20260303T150000", never, uid=str(n)) for n in range(200)]
    with pytest.raises(RuleError, match="too many"):
        imported(file_of(*many))


def test_a_plan_goes_out_and_comes_back_the_same() -> None:
    rule = read_rule("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20261231", lambda moment: moment)
    without = frozenset({datetime(2026, 4, 14, 15)})  # noqa: DTZ001 - local time
    plan = [
        ScheduledItem(
            new_uuid(),
            WHO,
            "Lunch, at the table",
            "lunch",
            time(12, 15),
            frozenset({0, 3}),
            ItemKind.MEAL,
            minutes=45,
        ),
        ScheduledItem(
            new_uuid(),
            WHO,
            "Clinic",
            "the clinic",
            time(15),
            frozenset(),
            ItemKind.APPOINTMENT,
            "the therapist",
            Recurrence(date(2026, 1, 13), rule, without=without),
        ),
        ScheduledItem(
            new_uuid(),
            WHO,
            "Call",
            "a call",
            time(19),
            frozenset(),
            ItemKind.VISIT,
            dates=Recurrence(date(2026, 3, 20), None, "Europe/London"),
        ),
    ]
    back = imported(FILES.write(plan, HOUSE, NOW))
    assert back.left_out == {}
    # Across the change of clocks in both zones.
    assert starts(back.items, 100) == starts(plan, 100)
    told = {(item.title, item.spoken, item.kind, item.visitor, item.minutes) for item in plan}
    assert {(i.title, i.spoken, i.kind, i.visitor, i.minutes) for i in back.items} == told


def test_what_never_comes_is_not_written() -> None:
    never = ScheduledItem(new_uuid(), WHO, "N", "n", time(1), frozenset(), ItemKind.MEAL)
    assert b"VEVENT" not in FILES.write([never], HOUSE, NOW.astimezone(UTC))


def test_a_moved_time_in_another_zone_takes_the_place_of_its_own() -> None:
    series = event("DTSTART;TZID=America/New_York:20260303T150000", "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = event("DTSTART:20260310T220000Z", "RECURRENCE-ID:20260310T190000Z")
    items = imported(file_of(series, moved)).items
    assert starts(items) == ["03-03 15:00", "03-10 18:00", "03-17 15:00"]


def test_a_day_among_the_dates_left_out_means_its_time_on_that_day() -> None:
    series = event(
        "DTSTART:20260303T150000", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20260310"
    )
    assert starts(imported(file_of(series)).items) == ["03-03 15:00", "03-17 15:00"]


def test_what_is_called_off_comes_off_the_plan_with_its_single_changes() -> None:
    series = event("DTSTART:20260303T150000", "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = event("DTSTART:20260310T180000", "RECURRENCE-ID:20260310T150000")
    other = event("DTSTART:20260304T150000", uid="12")
    kept = imported(file_of(series, moved, other)).items
    off = imported(file_of(event("DTSTART:20260303T150000", "STATUS:CANCELLED")))
    assert {item.uid for item in off.called_off(kept)} == {"1", "1:2026-03-10T15:00:00"}


def test_what_lilo_wrote_into_a_file_takes_its_own_place() -> None:
    tea = ScheduledItem(
        new_uuid(), WHO, "Tea", "tea", time(16), frozenset({4}), ItemKind.MEAL, minutes=30
    )
    data = FILES.write([tea], HOUSE, NOW)
    (again,) = imported(data).beside([tea])
    assert (again.id, again.uid) == (tea.id, "")
    assert starts([again], 8) == starts([tea], 8)
    (strange,) = imported(data).beside([])
    assert strange.id != tea.id
    cancelled = data.replace(b"SUMMARY:", b"STATUS:CANCELLED\r\nSUMMARY:")
    assert imported(cancelled).called_off([tea]) == [tea]
