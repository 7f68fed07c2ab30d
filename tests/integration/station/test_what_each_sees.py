"""The board, the audit log and the state of the house, for those who may see less."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.alerts import AlertCause, AlertSource
from app.audit import AuditAction, AuditDraft
from app.identity import (
    Mobility,
    RefusedError,
    RiskFactor,
    RiskKind,
    Role,
    SessionOverError,
    StaffSession,
)
from app.safety import DangerKind, Level
from app.station import Profile, RecordChangedError, Wanted
from tests.fakes.station_house import StationHouse


@pytest.mark.parametrize("role", [None, Role.IT, Role.AUDITOR, Role.CARE_ASSISTANT])
async def test_the_board_is_veiled_for_those_who_may_not_see_it(
    house: StationHouse, role: Role | None
) -> None:
    cause = AlertCause(AlertSource.WORDS, Level.URGENT, DangerKind.SUICIDE, "secret", ("why",), 1.0)
    alert = await house.lilo.desk.raise_alert(house.margaret.id, cause)
    await house.lilo.desk.answer(alert.id, "Have you means?", "a secret answer")
    session: StaffSession | None = house.session(role) if role else None
    board = await house.lilo.station.board.read(session)
    sees = role is Role.CARE_ASSISTANT
    card = next(one for one in board.cards if one.alert.id == alert.id)
    assert (card.room, card.alert.cause.level) == ("12", alert.cause.level)
    assert bool(card.resident_name or card.alert.cause.words or card.latest_scores) is sees
    assert bool(board.tiles) is sees
    assert board.is_veiled is not sees
    assert ("secret" in repr(board)) is sees
    assert ("Ellis" in repr(board)) is sees


async def test_a_revoked_session_reads_no_board(house: StationHouse) -> None:
    session = house.session(Role.NURSE)
    await house.lilo.identity.people.revoke(house.session(Role.ADMINISTRATOR), session.id)
    with pytest.raises(SessionOverError):
        await house.lilo.station.board.read(session)


async def test_an_auditor_reads_who_acted_but_not_which_resident(house: StationHouse) -> None:
    await house.lilo.station.residents.open(house.session(Role.NURSE), house.margaret.id)
    audit = house.lilo.station.audit
    hidden = await audit.read(house.session(Role.AUDITOR))
    row = next(r for r in hidden.rows if r.entry.action == "resident.opened")
    assert (row.actor, row.subject) == ("nurse Person", str(house.margaret.id))
    named = await audit.read(house.session(Role.ADMINISTRATOR))
    assert next(r for r in named.rows if r.entry.action == "resident.opened").subject
    assert "Margaret Ellis" in {r.subject for r in named.rows}
    assert named.rows[0].entry.action == "audit.read"
    assert not hidden.residents
    assert "Margaret Ellis" in named.residents.values()


async def test_the_log_is_asked_for_a_person_a_resident_a_deed_and_a_time(
    house: StationHouse,
) -> None:
    await house.lilo.station.residents.open(house.session(Role.NURSE), house.margaret.id)
    audit, administrator = house.lilo.station.audit, house.session(Role.ADMINISTRATOR)
    margaret, nurse = str(house.margaret.id), str(house.session(Role.NURSE).member.id)

    async def found(**wanted: Any) -> set[str]:
        trail = await audit.read(administrator, Wanted(**wanted))
        return {row.entry.action for row in trail.rows}

    opened = {"resident.opened"}
    assert opened <= await found(about=margaret)
    assert opened <= await found(person=nurse)
    assert await found(action="resident.opened") == opened
    assert await found(person=nurse, about=margaret, action="resident.opened") == opened
    assert not await found(person=margaret, action="resident.opened")
    assert not await found(since=house.clock(), until=house.clock())
    assert opened <= await found(since=house.clock() - timedelta(days=1))


async def test_the_state_of_the_house_names_nobody_to_it(house: StationHouse) -> None:
    state = await house.lilo.station.system.read(house.session(Role.IT))
    assert state.model_fault is None
    assert state.storage.database_bytes > 100_000
    assert {tier.name for tier in state.tiers} == {"curated"}
    assert {lane.name for lane in state.lanes} == {"database", "inference", "search"}
    assert len(state.caches) == 6
    assert ("Lilo", "0.1.0") in state.versions
    assert state.messages_dead == 0
    assert state.backup is not None
    for action, details in (
        (AuditAction.BACKUP_MADE, {"backup": "one"}),
        (AuditAction.BACKUP_FAILED, {"fault": "storage.full"}),
    ):
        with house.lilo.database.unit() as unit:
            unit.audit.append(AuditDraft(action, "lilo", "", details), house.clock())
        news = (await house.lilo.station.system.read(house.session(Role.IT))).backup
        assert news is not None
        assert news.made_at == house.clock()
        assert news.fault == details.get("fault", "")
    nurse, it = house.session(Role.NURSE), house.session(Role.IT)
    await house.lilo.station.system.stop(nurse)
    stopped = await house.lilo.station.system.read(it)
    assert stopped.stop
    assert stopped.stop.stopped
    await house.lilo.station.system.allow(it)
    again = await house.lilo.station.system.read(it)
    assert again.stop
    assert not again.stop.stopped


async def test_a_record_is_put_right(house: StationHouse) -> None:
    residents, nurse = house.lilo.station.residents, house.session(Role.NURSE)
    who = house.margaret.id
    read = Profile.of((await residents.open(nurse, who)).resident)
    wanted = Profile(" Peggy ", read.room, "Tea.")
    saved = await residents.save_profile(nurse, who, read, wanted)
    assert saved == (read, Profile("Peggy", read.room, "Tea."))
    opened = await residents.open(nurse, who)
    assert Profile.of(opened.resident) == saved[1]
    assert "Margaret Ellis" in {line.name for line in await residents.all(nurse)}


async def test_how_a_resident_gets_about_is_put_on_record_and_audited(house: StationHouse) -> None:
    residents, nurse = house.lilo.station.residents, house.session(Role.NURSE)
    who = house.margaret.id
    await residents.set_mobility(nurse, who, Mobility.WHEELCHAIR)
    read = Profile.of((await residents.open(nurse, who)).resident)
    await residents.save_profile(nurse, who, read, read)
    assert (await residents.open(nurse, who)).resident.mobility is Mobility.WHEELCHAIR
    with house.lilo.database.reading() as unit:
        noted = [(e.action, e.details) for e in unit.audit.latest(12)]
    assert (AuditAction.RESIDENT_CHANGED, {"changed": "mobility"}) in noted
    await residents.set_mobility(nurse, who, Mobility.UNKNOWN)
    assert (await residents.open(nurse, who)).resident.mobility is Mobility.UNKNOWN


async def test_two_who_change_one_record_lose_nothing_of_each_other(house: StationHouse) -> None:
    residents, nurse = house.lilo.station.residents, house.session(Role.NURSE)
    who, another = house.margaret.id, house.session(Role.PHYSICIAN)
    before = (await residents.open(nurse, who)).resident
    attempt = RiskFactor(RiskKind.PREVIOUS_ATTEMPT, "told by her son")
    alone = RiskFactor(RiskKind.ISOLATION, "Few visits")
    await residents.add_risk(another, who, attempt)
    await residents.add_risk(nurse, who, alone)
    kept = (await residents.open(nurse, who)).resident.risk_factors
    assert kept == (*before.risk_factors, attempt, alone)
    with pytest.raises(RecordChangedError, match="already"):
        await residents.add_risk(nurse, who, alone)
    await residents.remove_risk(nurse, who, attempt)
    with pytest.raises(RecordChangedError, match="not on record any more"):
        await residents.remove_risk(another, who, attempt)
    await residents.remove_risk(nurse, who, alone)
    with house.lilo.database.reading() as unit:
        changes = [e.details for e in unit.audit.latest(12) if e.action == "resident.changed"]
    assert changes[0] == {"changed": "risk_factors", "removed": "isolation"}
    assert {"changed": "risk_factors", "added": "previous_attempt"} in changes

    read = Profile.of(before)
    await residents.save_profile(another, who, read, replace(read, room="14"))
    saved = await residents.save_profile(nurse, who, read, replace(read, background="Tea at four."))
    assert saved[1] == replace(read, room="14", background="Tea at four.")
    with pytest.raises(RecordChangedError, match="nothing of yours was kept"):
        await residents.save_profile(nurse, who, read, replace(read, room="15"))
    await residents.save_profile(nurse, who, saved[1], read)


async def test_figures_name_nobody(house: StationHouse) -> None:
    shifts = await house.lilo.station.figures.shifts(house.session(Role.AUDITOR))
    # Seven days of three shifts, and the one that runs.
    assert len(shifts) == 22
    activity = await house.lilo.station.figures.activity(house.session(Role.AUDITOR))
    assert len(activity.talk) == 14
    assert "Ellis" not in repr(activity)
    assert shifts[0].figures.alerts >= 1
    assert await house.lilo.station.figures.said(house.session(Role.AUDITOR))


async def test_why_glass_was_broken_can_be_read_when_its_time_is_over(house: StationHouse) -> None:
    nurse, audit = house.session(Role.NURSE), house.lilo.station.audit
    reason = "Margaret Ellis cannot be woken, 212-555-0142"
    glass = await house.lilo.identity.gate.break_glass(nurse, reason)
    house.clock.advance(minutes=31)
    for role in (Role.AUDITOR, Role.ADMINISTRATOR):
        line = (await audit.glasses(house.session(role)))[0]
        assert (line.glass, line.who) == (glass, "nurse Person")
    assert house.actions(house.count() - 1) == ["audit.read"]
    with pytest.raises(RefusedError):
        await audit.glasses(nurse)
    wanted = Wanted(action="access.glass_broken")
    details = (await audit.read(house.session(Role.AUDITOR), wanted)).rows[0].entry.details
    assert details["minutes"] == 30
    assert details["reason"] == "[name] [name] cannot be woken, [phone]"
