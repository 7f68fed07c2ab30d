"""A program killed between two questions: every answer that was taken is there."""

import asyncio
import multiprocessing
import os
import signal
from pathlib import Path
from zoneinfo import ZoneInfo

from app.alerts import AlertDesk, CallButton, CallJournal
from app.check_in import CheckInDesk, Remark
from app.check_in.agenda import CheckInRules
from app.check_in.telling import StaffTeller
from app.clinical import ScaleId
from app.clock import system_clock
from app.identity import Resident
from app.runtime import ThreadLane
from storage import Database, FacilityKeys
from tests.fakes.routes import ROUTES

ZONE = ZoneInfo("America/New_York")
ANSWERS = (1, 2, 3)


def desk_on(database: Database, rules: CheckInRules, lane: ThreadLane, folder: Path) -> CheckInDesk:
    journal = CallJournal(folder / "calls.jsonl")
    alerts = AlertDesk(database.unit, lane, system_clock, routes=ROUTES)
    button = CallButton("12", journal, system_clock, alerts, patience_s=0.5)
    teller = StaffTeller(alerts, button)
    return CheckInDesk(rules, database.unit, database.reading, lane, system_clock, teller, ZONE)


async def _answer(desk: CheckInDesk, who: Resident) -> None:
    standing = await desk.begin(who.id, ScaleId.PHQ9)
    for value in ANSWERS:
        assert standing.question is not None
        standing = await desk.choose(who.id, standing.question.item.id, value)


def _until_killed(folder: Path, keys: FacilityKeys, rules: CheckInRules, who: Resident) -> None:
    with Database.open(folder / "lilo.db", keys) as database:
        asyncio.run(_answer(desk_on(database, rules, ThreadLane("killed"), folder), who))
        os.kill(os.getpid(), signal.SIGKILL)


async def test_a_killed_program_goes_on_where_it_was(
    tmp_path: Path, rules: CheckInRules, resident: Resident, lane: ThreadLane
) -> None:
    keys = FacilityKeys.random()
    with Database.open(tmp_path / "lilo.db", keys) as database, database.unit() as unit:
        unit.residents.add(resident)
    one = (tmp_path, keys, rules, resident)
    child = multiprocessing.get_context("spawn").Process(target=_until_killed, args=one)
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    with Database.open(tmp_path / "lilo.db", keys) as database:
        desk = desk_on(database, rules, lane, tmp_path)
        going_on = await desk.begin(resident.id)
        assert going_on.remark is Remark.GO_ON
        assert going_on.question is not None
        assert going_on.question.item.id == "4"
        for _ in range(6):
            assert going_on.question is not None
            going_on = await desk.choose(resident.id, going_on.question.item.id, 0)
        with database.reading() as unit:
            (score,) = unit.scores.of(resident.id)
        assert score.items == (*ANSWERS, 0, 0, 0, 0, 0, 0)
