"""What is exported of one resident, gathered before anything is written."""

from dataclasses import dataclass
from datetime import datetime

from app.alerts import Alert, AlertSource
from app.check_in.ports import CheckInUnit
from app.clinical import Score
from app.clinical.administration import Administration, Status, administrations_from
from app.clinical.scale_files import Scales
from app.identity import Resident


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """One resident's clinical record.

    Attributes:
        administrations: completed takings by Lilo, oldest first.
        scores: results recorded otherwise, oldest first.
        alerts: raised by answers and by words, oldest first. A press of the call button is none:
            it says nothing about a person's health.
    """

    resident: Resident
    administrations: tuple[Administration, ...]
    scores: tuple[Score, ...]
    alerts: tuple[Alert, ...]


def gather(unit: CheckInUnit, resident: Resident, scales: Scales, since: datetime) -> ExportRecord:
    """Read what there is about a resident.

    Args:
        since: alerts resolved earlier are left out.
    """
    taken = administrations_from(unit.administrations.of(resident.id))
    done = tuple(one for one in taken if one.status is Status.COMPLETED and one.scale in scales)
    by_lilo = {one.id for one in done}
    scores = tuple(
        score
        for score in unit.scores.of(resident.id)
        if score.id not in by_lilo and score.scale in scales
    )
    alerts = [*unit.alerts.open_alerts(resident.id)]
    alerts += [one for one in unit.alerts.resolved_since(since) if one.resident_id == resident.id]
    clinical = [one for one in alerts if one.cause.source is not AlertSource.CALL_BUTTON]
    return ExportRecord(
        resident, done, scores, tuple(sorted(clinical, key=lambda alert: alert.raised_at))
    )
