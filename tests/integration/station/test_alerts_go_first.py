"""News of an alert goes before what pages have asked of the database."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import pytest

from app.alerts import AlertCause, AlertSource
from app.identity import Role
from app.safety import Level
from tests.fakes.station_house import StationHouse
from ui.following import follow_others


async def begun_while_busy(house: StationHouse, *jobs: Coroutine[Any, Any, object]) -> None:
    """Begin the jobs one after another while the database is busy, and let them be done."""
    held = threading.Event()
    lane = house.lilo.runtime.database
    begun = [asyncio.ensure_future(lane.run(held.wait))]
    for work in jobs:
        before = lane.pending
        begun.append(asyncio.ensure_future(work))
        for _ in range(100):
            if lane.pending > before:
                break
            await asyncio.sleep(0)
    held.set()
    await asyncio.gather(*begun)


async def test_an_alert_and_its_board_do_not_wait_behind_pages(
    house: StationHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lilo, read = house.lilo, list[str]()
    lane, session = lilo.runtime.database, house.session(Role.NURSE)

    def noting(name: str) -> Callable[[], datetime]:
        def now() -> datetime:
            # Asked on the thread of the database, where the work is done.
            if threading.current_thread() is not threading.main_thread():
                read.append(name)
            return house.clock()

        return now

    monkeypatch.setattr(lilo.desk, "_clock", noting("alert"))
    monkeypatch.setattr(lilo.board, "_clock", noting("board"))
    await begun_while_busy(
        house,
        lane.run(lambda: read.append("reports")),
        lane.run(lambda: read.append("more reports")),
        lilo.desk.raise_alert(
            house.margaret.id, AlertCause(AlertSource.CALL_BUTTON, Level.IMMEDIATE)
        ),
        lilo.station.board.read(session),
    )
    assert list(dict.fromkeys(read)) == ["alert", "board", "reports", "more reports"]


async def test_what_another_process_did_is_heard_before_pages_are_read(
    house: StationHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lilo, read, heard = house.lilo, list[str](), asyncio.Event()
    loop = asyncio.get_running_loop()

    def version(_database: object) -> int:
        read.append("news")
        loop.call_soon_threadsafe(heard.set)
        return 1

    async def hear() -> None:
        following = asyncio.ensure_future(follow_others(lilo))
        await heard.wait()
        following.cancel()

    monkeypatch.setattr(type(lilo.database), "data_version", version)
    page = lilo.runtime.database.run(lambda: read.append("page"))
    await begun_while_busy(house, page, hear())
    assert read[:2] == ["news", "page"]
