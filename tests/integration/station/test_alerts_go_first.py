"""News of an alert goes before what pages have asked of the database."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

import pytest

from app.alerts import AlertCause, AlertSource
from app.identity import Role
from app.safety import Level
from tests.fakes.station_house import StationHouse
from ui.following import follow_others


async def in_turn(house: StationHouse, jobs: dict[str, Coroutine[Any, Any, object]]) -> list[str]:
    """Begin the jobs while the database is busy; return in which order they were done."""
    held, done = threading.Event(), list[str]()
    lane = house.lilo.runtime.database

    async def noted(name: str, work: Coroutine[Any, Any, object]) -> None:
        await work
        done.append(name)

    begun = [asyncio.ensure_future(lane.run(held.wait))]
    for name, work in jobs.items():
        before = lane.pending
        begun.append(asyncio.ensure_future(noted(name, work)))
        for _ in range(100):
            if lane.pending > before:
                break
            await asyncio.sleep(0)
    held.set()
    await asyncio.gather(*begun)
    return done


async def test_an_alert_and_its_board_do_not_wait_behind_pages(house: StationHouse) -> None:
    lilo = house.lilo
    lane, session = lilo.runtime.database, house.session(Role.NURSE)
    cause = AlertCause(AlertSource.CALL_BUTTON, Level.IMMEDIATE)
    jobs: dict[str, Coroutine[Any, Any, object]] = {
        name: lane.run(lambda: None) for name in ("reports", "more reports")
    }
    jobs["alert"] = lilo.desk.raise_alert(house.margaret.id, cause)
    jobs["board"] = lilo.station.board.read(session)
    assert set((await in_turn(house, jobs))[:2]) == {"alert", "board"}


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
    jobs: dict[str, Coroutine[Any, Any, object]] = {
        "page": lilo.runtime.database.run(lambda: read.append("page")),
        "news": hear(),
    }
    await in_turn(house, jobs)
    assert read[:2] == ["news", "page"]
