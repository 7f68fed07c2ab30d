"""What a resident is told of who has their alert: only what that person has said."""

import pytest

from app.alerts import AlertCause, AlertDesk, AlertSource, AlertStatus, Outcome
from app.identity import Resident, StaffMember
from app.ids import StaffId, new_uuid
from app.oversight import AlertProgress, Progress, Whereabouts
from app.runtime import ThreadLane
from app.safety import Level
from storage import Database
from tests.fakes.clock import FakeClock
from tests.fakes.routes import ROUTES

CALL = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)


@pytest.fixture
def desk(database: Database, lane: ThreadLane, clock: FakeClock) -> AlertDesk:
    return AlertDesk(database.unit, lane, clock, routes=ROUTES)


async def test_coming_here_handed_over_and_over(
    desk: AlertDesk,
    database: Database,
    lane: ThreadLane,
    resident: Resident,
    nurse: StaffMember,
) -> None:
    progress = AlertProgress(database.reading, lane)
    alert = await desk.raise_alert(resident.id, CALL)
    assert await progress.read(alert.id) == Progress(AlertStatus.WAITING, "")
    await desk.acknowledge(alert.id, nurse.id)
    taken = Progress(AlertStatus.ACKNOWLEDGED, nurse.given_name)
    assert await progress.read(alert.id) == taken
    await desk.arrive(alert.id, nurse.id)
    here = Progress(AlertStatus.ACKNOWLEDGED, nurse.given_name, Whereabouts.HERE)
    assert await progress.read(alert.id) == here
    await desk.hand_over(alert.id, nurse.id, StaffId(new_uuid()))
    handed = Progress(AlertStatus.ACKNOWLEDGED, "", Whereabouts.UNKNOWN)
    assert await progress.read(alert.id) == handed
    await desk.resolve(alert.id, nurse.id, Outcome.HELPED)
    assert (await progress.read(alert.id)).status is AlertStatus.RESOLVED
