"""What happens to the records of a check-in: one step, inside one unit of work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.audit import AuditAction, AuditDraft
from app.check_in.ports import CheckInUnit
from app.check_in.standing import StaleAnswerError
from app.clinical import ScaleId, Score
from app.clinical.administration import (
    Administration,
    AdministrationEvent,
    AdministrationId,
    Detail,
    How,
    Step,
    Why,
    administration_from,
    administrations_from,
    next_item,
)
from app.clinical.scale import Scale
from app.clinical.scale_files import Scales
from app.ids import ResidentId, new_uuid


@dataclass(frozen=True, slots=True)
class Ledger:
    """Writes the events of check-ins, their results and their audit entries.

    Attributes:
        zone: the facility's, for the day of a result.
        language_of: in which a resident is asked.
    """

    scales: Scales
    zone: tzinfo
    language_of: Callable[[ResidentId], str]

    def begun_since(
        self, unit: CheckInUnit, moment: datetime, resident_id: ResidentId | None = None
    ) -> tuple[Administration, ...]:
        """Return what a resident, or everybody, was asked since then, in the order of beginning."""
        return administrations_from(unit.administrations.begun_since(moment, resident_id))

    def unfinished(
        self, unit: CheckInUnit, resident_id: ResidentId, since: datetime
    ) -> tuple[Administration, ...]:
        """Return what was begun since then and can go on: a screener first, then the latest."""
        begun = self.begun_since(unit, since, resident_id)
        left = [one for one in begun if self._can_go_on(one)]
        return tuple(
            sorted(left, key=lambda one: (one.details.get("why") != Why.ITEM, -_order(one)))
        )

    def begin(
        self,
        unit: CheckInUnit,
        resident_id: ResidentId,
        scale: Scale,
        why: Why,
        now: datetime,
        *,
        carried: Mapping[str, int | None] | None = None,
        details: Mapping[str, Detail] | None = None,
    ) -> Administration:
        """Begin a scale; answers of the shorter one it begins with come along."""
        administration_id = AdministrationId(new_uuid())
        said: dict[str, Detail] = {
            "why": why.value,
            "version": scale.version,
            "language": scale.spoken(self.language_of(resident_id)),
            **(details or {}),
        }
        events = [
            AdministrationEvent(
                new_uuid(), administration_id, resident_id, scale.id, Step.BEGUN, now, details=said
            )
        ]
        for item, value in (carried or {}).items():
            if value is not None:
                events.append(_event(events[0], Step.ANSWERED, now, item, value, How.CARRIED))
        for event in events:
            unit.administrations.append(event)
        self._note(unit, AuditAction.CHECK_IN_BEGUN, events[0], now)
        return administration_from(events)

    def note(
        self, unit: CheckInUnit, administration: Administration, step: Step, now: datetime
    ) -> None:
        """Add a step without an answer."""
        event = self._event_of(administration, step, now)
        unit.administrations.append(event)
        if step is Step.STOPPED:
            self._note(unit, AuditAction.CHECK_IN_STOPPED, event, now)

    def declined(
        self, unit: CheckInUnit, resident_id: ResidentId, scale: ScaleId, now: datetime
    ) -> None:
        """Note that a resident would rather not begin."""
        event = AdministrationEvent(
            new_uuid(), AdministrationId(new_uuid()), resident_id, scale, Step.DECLINED, now
        )
        unit.administrations.append(event)
        self._note(unit, AuditAction.CHECK_IN_DECLINED, event, now)

    def answer(
        self,
        unit: CheckInUnit,
        asked: Administration,
        item: str,
        value: int | None,
        now: datetime,
        *,
        how: How,
        confidence: float = 1.0,
        was_read_back: bool = False,
    ) -> Administration:
        """Keep an answer, or with no value that the resident would rather not give one.

        Raises:
            StaleAnswerError: the question was answered elsewhere since it was asked.
        """
        own = unit.administrations.events_of(asked.id)
        before = administration_from(own)
        if not before.is_unfinished or before.given.get(item) != asked.given.get(item):
            raise StaleAnswerError("This question was answered meanwhile.", "Look at the next one.")
        event = AdministrationEvent(
            new_uuid(),
            asked.id,
            asked.resident_id,
            asked.scale,
            Step.SKIPPED if value is None else Step.ANSWERED,
            now,
            item,
            value,
            how,
            confidence,
            was_read_back,
        )
        unit.administrations.append(event)
        return administration_from([*own, event])

    def complete(
        self, unit: CheckInUnit, administration: Administration, now: datetime
    ) -> Administration:
        """Close a scale with its result; a total is kept as a score, which safety reads."""
        scale = self.scales[administration.scale]
        result = administration.result(scale)
        details: dict[str, Detail] = {
            "total": result.total,
            "band": result.band.name if result.band else None,
            "missing": len(result.missing),
            "is_prorated": result.is_prorated,
            "risk": result.risk.value if result.risk else None,
        }
        event = self._event_of(administration, Step.COMPLETED, now, details)
        unit.administrations.append(event)
        if result.total is not None:
            day = now.astimezone(self.zone).date()
            unit.scores.add(
                Score(
                    administration.id,
                    administration.resident_id,
                    scale.id,
                    day,
                    result.total,
                    result.points,
                )
            )
        # The audit log says that there is a result, and never which.
        self._note(unit, AuditAction.CHECK_IN_COMPLETED, event, now)
        return administration_from(unit.administrations.events_of(administration.id))

    def is_over(self, administration: Administration) -> bool:
        """Whether nothing is left to ask."""
        return next_item(self.scales[administration.scale], administration) is None

    def _can_go_on(self, administration: Administration) -> bool:
        # A scale that the facility no longer uses, or whose file has changed since, is not mixed.
        scale = self.scales.get(administration.scale)
        return (
            administration.is_unfinished
            and scale is not None
            and administration.details.get("version") == scale.version
        )

    def _event_of(
        self,
        administration: Administration,
        step: Step,
        now: datetime,
        details: Mapping[str, Detail] | None = None,
    ) -> AdministrationEvent:
        return AdministrationEvent(
            new_uuid(),
            administration.id,
            administration.resident_id,
            administration.scale,
            step,
            now,
            details=details or {},
        )

    def _note(
        self, unit: CheckInUnit, action: AuditAction, event: AdministrationEvent, now: datetime
    ) -> None:
        resident = str(event.resident_id)
        unit.audit.append(AuditDraft(action, resident, resident, {"scale": str(event.scale)}), now)


def _event(
    first: AdministrationEvent, step: Step, now: datetime, item: str, value: int, how: How
) -> AdministrationEvent:
    return AdministrationEvent(
        new_uuid(),
        first.administration_id,
        first.resident_id,
        first.scale,
        step,
        now,
        item,
        value,
        how,
    )


def _order(administration: Administration) -> float:
    return administration.begun_at.timestamp()
