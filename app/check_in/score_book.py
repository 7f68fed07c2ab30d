"""What staff look at: results with their bands, changes and line, and how each was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from app.audit import AuditAction, AuditDraft
from app.check_in.ports import CheckInUnit, CheckInUnits
from app.clinical import Score
from app.clinical.administration import (
    Administration,
    AdministrationId,
    How,
    Status,
    administration_from,
    administrations_from,
)
from app.clinical.change import Change, Trend, change_of, trend_of
from app.clinical.house import HouseScale, house_of
from app.clinical.scale import Band, RiskLevel, Scale
from app.clinical.scale_files import Scales
from app.clinical.scoring import band_of
from app.clock import Clock
from app.ids import ResidentId, StaffId
from app.runtime import Lane


@dataclass(frozen=True, slots=True)
class HowAsked:
    """How a scale was taken.

    Attributes:
        by: how many answers came in each way.
        read_back: how many were read back and confirmed.
        skipped: how many were skipped at least once.
        changed: how many were put right afterwards.
        took: from the beginning to the end.
    """

    by: tuple[tuple[How, int], ...]
    read_back: int
    skipped: int
    changed: int
    stops: int
    took: timedelta


@dataclass(frozen=True, slots=True)
class ScaleRecord:
    """All results of one scale, oldest first.

    Attributes:
        how_asked: of the newest, where Lilo took it.
    """

    scale: Scale
    scores: tuple[Score, ...]
    band: Band | None
    change: Change
    trend: Trend | None
    how_asked: HowAsked | None


@dataclass(frozen=True, slots=True)
class ScreenerRecord:
    """One taking of a screener."""

    administration: Administration
    scale: Scale
    risk: RiskLevel


@dataclass(frozen=True, slots=True)
class ResidentRecord:
    """Everything on record about one resident's scales.

    Attributes:
        screeners: newest first.
    """

    resident_id: ResidentId
    scales: tuple[ScaleRecord, ...]
    screeners: tuple[ScreenerRecord, ...]


@dataclass(frozen=True, slots=True)
class ScoreBook:
    """Reads records of residents; who reads is audited.

    Attributes:
        units: begins a unit that may write, for the audit entry.
        zone: the facility's.
    """

    scales: Scales
    units: CheckInUnits
    reading: CheckInUnits
    lane: Lane
    clock: Clock
    zone: tzinfo

    async def read(self, resident_id: ResidentId, by: StaffId) -> ResidentRecord:
        """Return the record of a resident, for a staff member."""

        def job() -> ResidentRecord:
            with self.units() as unit:
                draft = AuditDraft(AuditAction.CLINICAL_READ, str(by), str(resident_id))
                unit.audit.append(draft, self.clock())
                return self._record(unit, resident_id)

        return await self.lane.run(job)

    async def house(self, by: StaffId) -> tuple[HouseScale, ...]:
        """Return how everybody stands on each scale, for a staff member."""

        def job() -> tuple[HouseScale, ...]:
            with self.units() as unit:
                asked = [
                    house_of(scale, unit.scores.last_two(scale.id))
                    for scale in self.scales.values()
                    if scale.has_total
                ]
                standing = tuple(one for one in asked if one.standings)
                who = {one.resident_id for scale in standing for one in scale.standings}
                draft = AuditDraft(
                    AuditAction.CLINICAL_READ, str(by), details={"residents": len(who)}
                )
                unit.audit.append(draft, self.clock())
                return standing

        return await self.lane.run(job)

    async def records(self, resident_ids: Sequence[ResidentId]) -> tuple[ResidentRecord, ...]:
        """Return records for a command that audits by itself."""

        def job() -> tuple[ResidentRecord, ...]:
            with self.reading() as unit:
                return tuple(self._record(unit, one) for one in resident_ids)

        return await self.lane.run(job)

    def _record(self, unit: CheckInUnit, resident_id: ResidentId) -> ResidentRecord:
        scores = unit.scores.of(resident_id)
        records = []
        for scale in self.scales.values():
            own = [score for score in scores if score.scale == scale.id]
            if own:
                records.append(_scale_record(scale, own, _taking(unit, own[-1])))
        screeners = [
            one
            for scale in self.scales.values()
            if not scale.has_total
            for one in _screeners(unit, resident_id, scale)
        ]
        return ResidentRecord(
            resident_id,
            tuple(sorted(records, key=lambda record: record.scores[-1].taken_on, reverse=True)),
            tuple(sorted(screeners, key=lambda one: one.administration.begun_at, reverse=True)),
        )


def how_asked(administration: Administration) -> HowAsked:
    """Return how a scale was taken."""
    given = list(administration.given.values())
    ways = [
        (how, sum(1 for one in given if one.how is how and one.value is not None)) for how in How
    ]
    ended = administration.ended_at or administration.last_at
    return HowAsked(
        tuple((how, count) for how, count in ways if count),
        sum(one.was_read_back for one in given),
        sum(one.skips > 0 for one in given),
        sum(one.changed for one in given),
        administration.stops,
        ended - administration.begun_at,
    )


def _taking(unit: CheckInUnit, score: Score) -> Administration | None:
    """Return how a score was taken; None for one that Lilo did not take."""
    # By its own events: years of answers need not be read for the newest of them.
    events = unit.administrations.events_of(AdministrationId(score.id))
    return administration_from(events) if events else None


def _screeners(unit: CheckInUnit, resident_id: ResidentId, scale: Scale) -> list[ScreenerRecord]:
    taken = administrations_from(unit.administrations.of_scale(resident_id, scale.id))
    return [
        ScreenerRecord(one, scale, one.result(scale).risk or RiskLevel.NONE)
        for one in taken
        if one.status is Status.COMPLETED
    ]


def _scale_record(
    scale: Scale, scores: Sequence[Score], administration: Administration | None
) -> ScaleRecord:
    last = scores[-1]
    return ScaleRecord(
        scale,
        tuple(scores),
        band_of(scale, last.total),
        change_of(scale, scores),
        trend_of(scores),
        how_asked(administration) if administration else None,
    )
