"""Alerts go only to colleagues who can look after them."""

from dataclasses import replace

import pytest

from app.alerts import Alert, AlertCause, AlertError, AlertSource, AlertStatus
from app.identity import Role
from app.ids import StaffId, new_uuid
from app.safety import Level
from tests.fakes.station_house import StationHouse

CALL = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)


async def taken(house: StationHouse, role: Role = Role.NURSE) -> Alert:
    raised = await house.lilo.desk.raise_alert(house.margaret.id, CALL)
    return await house.lilo.station.alerts.acknowledge(house.session(role), raised.id)


async def test_colleagues_are_those_who_may_answer_alerts(house: StationHouse) -> None:
    nurse = house.session(Role.NURSE)
    house.session(Role.PHYSICIAN)
    found = await house.lilo.station.handing_over.colleagues(nurse)
    ids = [who.id for who in found]
    assert house.members[Role.PHYSICIAN].id in ids
    assert not {house.members[role].id for role in (Role.IT, Role.AUDITOR, Role.NURSE)} & set(ids)
    here = [who.is_signed_in for who in found]
    assert here == sorted(here, reverse=True)
    assert here[ids.index(house.members[Role.PHYSICIAN].id)]


@pytest.mark.parametrize("role", [Role.IT, Role.AUDITOR])
async def test_nobody_gets_what_they_may_not_answer(house: StationHouse, role: Role) -> None:
    alert = await taken(house)
    nurse = house.session(Role.NURSE)
    with pytest.raises(AlertError, match="cannot look after alerts"):
        await house.lilo.station.handing_over.hand_over(nurse, alert.id, house.members[role].id)


async def test_nobody_who_has_left_or_never_was_gets_one(house: StationHouse) -> None:
    alert = await taken(house)
    nurse, gone = house.session(Role.NURSE), house.members[Role.PHYSICIAN]
    with house.lilo.database.unit() as unit:
        unit.staff.save(replace(gone, is_active=False))
    service = house.lilo.station.handing_over
    for to in (gone.id, StaffId(new_uuid())):
        with pytest.raises(AlertError, match="cannot look after alerts"):
            await service.hand_over(nurse, alert.id, to)
    assert gone.id not in [who.id for who in await service.colleagues(nurse)]
    with house.lilo.database.unit() as unit:
        unit.staff.save(gone)


async def test_only_an_administrator_passes_on_or_gives_back_what_others_have(
    house: StationHouse,
) -> None:
    alert = await taken(house)
    physician, station = house.session(Role.PHYSICIAN), house.lilo.station
    with pytest.raises(AlertError, match="Somebody else has this alert"):
        await station.handing_over.hand_over(physician, alert.id, physician.member.id)
    with pytest.raises(AlertError, match="Somebody else has this alert"):
        await station.alerts.release(physician, alert.id)
    administrator = house.session(Role.ADMINISTRATOR)
    to = house.members[Role.PHYSICIAN].id
    handed = await station.handing_over.hand_over(administrator, alert.id, to)
    assert handed.acknowledged_by == to
    assert (await station.alerts.release(administrator, alert.id)).status is AlertStatus.WAITING
