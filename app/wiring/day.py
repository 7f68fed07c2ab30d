"""The day: plans, reminders, answers from them, and who is in front of which screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.conversation.day_answers import DayAnswers
from app.ids import ResidentId
from app.presence import Doorkeeper
from app.recall import StreamName
from app.schedule import DayBook, ReminderDesk, rules_of
from app.schedule.planner import Planner
from app.wiring.foundation import Foundation
from app.wiring.remembrance import Recollection, Remembrance
from models.calendars import ICalendarFiles


@dataclass(frozen=True, slots=True)
class Day:
    """Everything about residents' days.

    Attributes:
        reminders: None where the facility has reminders switched off.
        answers: by language.
    """

    book: DayBook
    planner: Planner
    reminders: ReminderDesk | None
    answers: Mapping[str, DayAnswers]
    doorkeeper: Doorkeeper


def wire_day(on: Foundation, recall: Recollection, remembrance: Remembrance) -> Day:
    """Build plans and reminders.

    Raises:
        LiloError: a file that ships with Lilo is damaged.
    """
    basics, database, lane = on.basics, on.database, on.runtime.database
    settings, clock = basics.settings, basics.clock
    zone = settings.facility.zone
    kinds = {name: kind for one in on.tongues.values() for name, kind in one.day.kinds.items()}
    book = DayBook(database.reading, lane, clock, zone)

    async def plan_changed(resident_id: ResidentId) -> None:
        residents = [each for each in on.residents if each.id == resident_id]
        await remembrance.chronicle.catch_up(residents)
        recall.changed(StreamName.SCHEDULE, resident_id)

    reminders = ReminderDesk(
        database.unit, database.reading, lane, clock, zone, rules_of(settings.reminders)
    )
    return Day(
        book=book,
        planner=Planner(database.unit, lane, clock, zone, ICalendarFiles(), kinds, plan_changed),
        reminders=reminders if settings.reminders.enabled else None,
        answers={
            language: DayAnswers(book, tongue.day, tongue.wording)
            for language, tongue in on.tongues.items()
        },
        doorkeeper=Doorkeeper(database.unit, database.reading, lane, clock, on.roll),
    )
