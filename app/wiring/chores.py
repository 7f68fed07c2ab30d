"""All work that comes by the clock, in one list.

To add some: a `Chore` with a name, when it is due, and what to do. `more` takes those of other
parts, such as scales that fall due or data kept long enough. Escalation and messages keep loops of
their own (ADR 0030).
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from app.chores import Chore, ChoreRound, Daily
from app.chores.chore import Due
from app.chores.usual_hours import next_of, usual_hours
from app.conversation.history import Speaker
from app.memory.nightly import HOUR
from app.wiring.day import Day
from app.wiring.foundation import Foundation
from app.wiring.remembrance import Remembrance
from app.wiring.waking import Waker

EVERY = timedelta(minutes=1)
MOST_MESSAGES = 2_000


def wire_chores(
    on: Foundation,
    remembrance: Remembrance,
    day: Day,
    waker: Waker,
    more: Sequence[Chore] = (),
) -> ChoreRound:
    """Build the round of all chores."""
    basics = on.basics
    zone = basics.settings.facility.zone

    async def every_minute(done_at: datetime | None, now: datetime) -> datetime:
        return now if done_at is None else done_at + EVERY

    chores = [
        Chore("memories", Daily(HOUR, zone), remembrance.night_work.tidy_due),
        Chore("warm_up", _before_usual_hours(on), waker.warm, is_kept=False),
        Chore("forgotten_elsewhere", every_minute, remembrance.forgetting.look, is_kept=False),
        *more,
    ]
    if (reminders := day.reminders) is not None:
        chores.insert(0, Chore("reminders", every_minute, reminders.note_overdue, is_kept=False))
    return ChoreRound(chores, on.database.unit, on.runtime.database, basics.clock)


def _before_usual_hours(on: Foundation) -> Due:
    """Return when to warm up: a while before the next hour in which somebody usually talks."""
    settings = on.basics.settings
    zone, ahead = settings.facility.zone, timedelta(minutes=settings.chores.warm_before_min)

    async def due(done_at: datetime | None, now: datetime) -> datetime:
        def job() -> list[time]:
            with on.database.reading() as unit:
                spoken = [
                    message.at
                    for resident in on.residents
                    for message in unit.messages.recent(resident.id, MOST_MESSAGES)
                    if message.speaker is Speaker.RESIDENT
                ]
            return usual_hours(spoken, now, zone)

        hours = await on.runtime.database.run(job)
        # From the last time on, so that an hour that came while the program slept is not lost.
        since = done_at + ahead if done_at else now
        coming = next_of(hours, since, zone)
        return coming - ahead if coming else now + timedelta(days=1)

    return due
