"""Figures of docs/care.md, "The day", in processor time: python tests/bench/day_figures.py"""

import asyncio
import json
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from app.clock import system_clock
from app.identity import Resident
from app.ids import ResidentId, new_uuid
from app.runtime import ThreadLane
from app.schedule import DayBook, ItemKind, Recurrence, ReminderDesk, ScheduledItem, rules_of
from app.schedule.importing import MOST_ITEMS, Importing
from app.schedule.laying_out import lay_out
from app.schedule.rule import read_rule
from app.settings import load_settings
from models.calendars import ICalendarFiles
from resources import RESOURCES
from storage import Database, FacilityKeys

HOUSE = ZoneInfo("America/New_York")
NEVER = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"


def seconds(work):
    started = process_time()
    work()
    return process_time() - started


def calendar(count, start, rule):
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:Thing {n}\r\n"
        f"DTSTART;TZID=America/New_York:{start}T150000\r\n{rule}END:VEVENT\r\n"
        for n in range(count)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


def imported(data):
    importing = Importing(ResidentId(new_uuid()), HOUSE, datetime.now(UTC), {})
    return importing.items_of(ICalendarFiles().read(data, HOUSE))


def rules():
    first = datetime(2026, 1, 1, 8)  # noqa: DTZ001 - local time
    rule = read_rule(NEVER, lambda moment: moment)
    ours = seconds(lambda: list(lay_out(rule, first, first, first + timedelta(days=366))))
    started = process_time()
    rrulestr(NEVER, dtstart=first).between(first, first + timedelta(days=366))
    return {"a_year_of_never_ms": ours * 1000, "dateutil_s": process_time() - started}


async def reads(folder):
    lane = ThreadLane("bench")
    resident = Resident(ResidentId(new_uuid()), "A", "B", "A", "1", "W")
    with Database.open(folder / "lilo.db", FacilityKeys.random()) as database:
        with database.unit() as unit:
            unit.residents.add(resident)
            for n in range(MOST_ITEMS):
                rule = read_rule("FREQ=WEEKLY;BYDAY=MO,WE,FR", lambda moment: moment)
                unit.schedule.add(
                    ScheduledItem(
                        new_uuid(),
                        resident.id,
                        f"Thing {n}",
                        f"thing {n}",
                        time(n % 24),
                        frozenset(),
                        ItemKind.MEDICATION,
                        dates=Recurrence(date(2026, 1, 5), rule),
                    )
                )
        settings = load_settings(RESOURCES / "defaults").reminders
        desk = ReminderDesk(
            database.unit, database.reading, lane, system_clock, HOUSE, rules_of(settings)
        )
        book = DayBook(database.reading, lane, system_clock, HOUSE)
        figures = {}
        for name, ask in {
            "next_today_ms": lambda: book.next_today(resident.id),
            "reminder_ms": lambda: desk.current(resident.id),
            "notices_ms": desk.notices,
        }.items():
            took = []
            for _ in range(15):
                started = process_time()
                await ask()
                took.append((process_time() - started) * 1000)
            figures[name] = median(took)
    lane.close()
    return figures


def main():
    weekly = "RRULE:FREQ=WEEKLY;COUNT=10\r\n"
    figures = {
        "import_10000_over_s": seconds(lambda: imported(calendar(10_000, "20200101", weekly))),
        "import_500_s": seconds(lambda: imported(calendar(500, "20990101", weekly))),
        "import_10000_every_second_s": seconds(
            lambda: imported(calendar(10_000, "20260101", "RRULE:FREQ=SECONDLY\r\n"))
        ),
        **rules(),
    }
    with tempfile.TemporaryDirectory() as folder:
        figures |= asyncio.run(reads(Path(folder)))
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}, indent=1))


if __name__ == "__main__":
    main()
