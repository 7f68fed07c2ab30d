"""Beginning by itself, and the chore that looks for something to begin with."""

from datetime import datetime, time, timedelta

from app.chores import Chore
from app.conversation.starting import StartRules
from app.conversation.starting_desk import StartDesk
from app.conversation.starting_words import StartingWords
from app.ids import ResidentId
from app.wiring.check_ins import CheckIns
from app.wiring.day import Day
from app.wiring.foundation import Foundation
from app.wiring.tongues import tongue_of

LOOK_EVERY = timedelta(minutes=1)


def wire_starting(on: Foundation, day: Day, check_ins: CheckIns) -> StartDesk:
    """Build what begins by itself; without times in the settings it never does."""
    settings = on.basics.settings

    def words(resident_id: ResidentId) -> StartingWords:
        return tongue_of(on.tongues, on.languages.of(resident_id)).starting

    def spoken_time(resident_id: ResidentId, at: time) -> str:
        return tongue_of(on.tongues, on.languages.of(resident_id)).wording.spoken_time(at)

    return StartDesk(
        on.database.unit,
        on.database.reading,
        on.runtime.database,
        on.basics.clock,
        settings.facility.zone,
        StartRules(
            settings.starting.times,
            settings.starting.night_from,
            settings.starting.night_until,
            timedelta(minutes=settings.starting.window_min),
            timedelta(minutes=settings.starting.quiet_for_min),
        ),
        day.book,
        check_ins.talk_in("en").offer,
        check_ins.desk.decline,
        lambda: on.roll.living_here,
        words,
        spoken_time,
    )


def starting_chore(desk: StartDesk) -> Chore:
    """Return the chore that looks every minute."""

    async def every_minute(done_at: datetime | None, now: datetime) -> datetime:
        return now if done_at is None else done_at + LOOK_EVERY

    return Chore("starts", every_minute, desk.look, is_kept=False)
