"""Who is to be erased is hidden at once: in lists of residents, at doors, and in review."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.conversation.history import Message, Speaker
from app.custody import CustodyDesk, Retention
from app.identity import Role
from app.ids import MessageId, ResidentId, TurnId, new_uuid
from app.presence import PinError
from app.safety import Level
from app.safety.review import Decision, ReviewCase, ReviewCaseId, Verdict
from tests.fakes.station_house import StationHouse
from ui.following import follow_others


def case_of(house: StationHouse, who: ResidentId, *, judged: bool) -> ReviewCaseId:
    message, case = MessageId(new_uuid()), ReviewCaseId(new_uuid())
    now = house.clock()
    with house.lilo.database.unit() as unit:
        said = Message(message, TurnId(new_uuid()), who, Speaker.RESIDENT, "So tired.", now)
        unit.messages.add(said)
        unit.reviews.add_case(
            ReviewCase(case, who, message, now, "So tired.", Level.MODERATE, 0.5, (), ())
        )
        if judged:
            by = house.members[Role.NURSE].id
            unit.reviews.decide(Decision(case, Verdict.UNSURE, None, by, now, ""))
    return case


async def test_hidden_and_shown_again(house: StationHouse) -> None:
    lilo = house.lilo
    who = next(one for one in lilo.residents if one.given_name == "Sven").id
    administrator = house.session(Role.ADMINISTRATOR)
    waiting = case_of(house, who, judged=False)
    judged = case_of(house, who, judged=True)

    async def shown() -> set[bool]:
        reviews = await lilo.reviews.read()
        return {
            waiting in {item.case.id for item in reviews.items},
            judged in {one.item.case.id for one in reviews.decided},
            who in {one.id for one in lilo.residents},
            who in {face.resident.id for face in await lilo.doorkeeper.faces()},
            lilo.roll.lives_here(who),
        }

    before = (await lilo.reviews.read()).waiting
    assert await shown() == {True}
    await lilo.station.custody.request_erasure(administrator, who, "The family asked.")
    assert await shown() == {False}
    assert (await lilo.reviews.read()).waiting == before - 1
    assert who not in {
        line.resident_id for line in await lilo.station.scores.due(house.session(Role.NURSE))
    }
    with pytest.raises(PinError, match="Nobody of that name"):
        await lilo.doorkeeper.enter(who)
    await lilo.station.custody.cancel_erasure(administrator, who, "A mistake.")
    assert await shown() == {True}


async def test_a_window_hears_of_it_from_another_program(
    house: StationHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lilo = house.lilo
    who = next(one for one in lilo.residents if one.given_name == "Sven").id
    versions = [1, 2]

    async def slept(_seconds: float) -> None:
        if not versions:
            raise asyncio.CancelledError

    async def first_alone(
        first: Coroutine[Any, Any, None], *others: Coroutine[Any, Any, None]
    ) -> None:
        for other in others:
            other.close()
        await first

    following = SimpleNamespace(sleep=slept, gather=first_alone)
    monkeypatch.setattr("ui.following.asyncio", following)
    monkeypatch.setattr(type(lilo.database), "data_version", lambda _self: versions.pop(0))
    desk = CustodyDesk(lilo.database.unit, house.clock, Retention({}), timedelta(days=30))
    desk.request_erasure(who, "dana", "")  # as another program would
    assert who in {one.id for one in lilo.residents}
    try:
        with suppress(asyncio.CancelledError):
            await follow_others(lilo)
        assert who not in {one.id for one in lilo.residents}
    finally:
        desk.cancel_erasure(who, "dana", "")
        await lilo.roll.look()
