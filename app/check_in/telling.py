"""Telling staff of an answer, before the answer is kept and before anything more is asked."""

import asyncio
from dataclasses import dataclass

import structlog

from app.alerts import AlertCause, AlertDesk, AlertSource, CallButton
from app.check_in.escalation import Grade
from app.clinical.scale import Item, Option, Scale
from app.ids import AlertId, ResidentId
from app.safety import THRESHOLDS, DangerKind, Level

_log = structlog.get_logger(__name__)

PATIENCE_S = 1.5
"""How long the database may take before the journal is used."""


@dataclass(frozen=True, slots=True)
class Told:
    """What staff were told.

    Attributes:
        alert_id: None where it could not be stored; then the journal has called.
    """

    level: Level
    alert_id: AlertId | None


@dataclass(frozen=True, slots=True)
class StaffTeller:
    """Raises alerts for answers. Where the database fails it calls by the journal."""

    desk: AlertDesk
    call_button: CallButton

    async def tell(
        self, resident_id: ResidentId, scale: Scale, item: Item, option: Option, grade: Grade
    ) -> Told:
        """Raise an alert for an answer. Never raises."""
        cause = AlertCause(
            AlertSource.CHECK_IN,
            grade.level,
            DangerKind.SUICIDE,
            f"{item.text.en}: {option.text.en}",
            (f"{scale.label}, {item.short.en}: {option.text.en}. {grade.because}",),
            THRESHOLDS[grade.level],
        )
        try:
            raising = self.desk.raise_alert(resident_id, cause)
            return Told(grade.level, (await asyncio.wait_for(raising, PATIENCE_S)).id)
        except Exception:
            # Nothing may keep this from a human: the journal is the next way.
            _log.exception("check_in_alert_not_stored")
            await self.call_button.press(resident_id)
            return Told(grade.level, None)

    async def add(self, alert_id: AlertId, item: Item, option: Option, level: Level | None) -> bool:
        """Add an answer to an alert, which may make it graver; say whether it was stored."""
        try:
            adding = self.desk.answer(alert_id, item.text.en, option.text.en, level)
            await asyncio.wait_for(adding, PATIENCE_S)
        except Exception:
            _log.exception("check_in_answer_not_added_to_alert")
            return False
        return True
