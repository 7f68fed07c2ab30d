"""Check-ins: the scales of this facility, the desk that takes them, and what staff read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from app.check_in import CheckInDesk, ScoreBook, load_escalation
from app.check_in.agenda import CheckInRules
from app.check_in.telling import StaffTeller
from app.clinical import ScaleId
from app.clinical.scale_files import SHARED, load_scales, load_speech
from app.conversation.checking_in import CheckInTalk
from app.ids import ResidentId
from app.language_files import ENGLISH
from app.wiring.alarms import Alarms
from app.wiring.foundation import Foundation
from app.wiring.remembrance import Remembrance

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CheckIns:
    """Everything that asks scales and shows what came of it.

    Attributes:
        talks: by language.
    """

    rules: CheckInRules
    desk: CheckInDesk
    talks: Mapping[str, CheckInTalk]
    book: ScoreBook

    def talk_in(self, language: str) -> CheckInTalk:
        """Return what asks in a language."""
        return self.talks.get(language, self.talks[ENGLISH])


def wire_check_ins(on: Foundation, alarms: Alarms, remembrance: Remembrance) -> CheckIns:
    """Load the scales and build what takes them.

    Raises:
        LiloError: a file that ships with Lilo, or one of the facility's own, is damaged.
    """
    basics, database, lane = on.basics, on.database, on.runtime.database
    zone = basics.settings.facility.zone
    clinical = basics.settings.clinical
    rules = _rules(on)

    async def completed(resident_id: ResidentId) -> None:
        try:
            await remembrance.chronicle.catch_up(r for r in on.residents if r.id == resident_id)
        except Exception:
            # The result itself is kept; the next start writes its passage.
            _log.exception("score_not_chronicled")

    desk = CheckInDesk(
        rules,
        database.unit,
        database.reading,
        lane,
        basics.clock,
        StaffTeller(alarms.desk, basics.call_button),
        zone,
        on.languages.of,
        completed,
    )
    talks = {
        language: CheckInTalk(
            desk,
            tongue.check_in,
            tongue.outgoing.publishing(rules.scales.wordings()),
            tongue.wording,
            tongue.scripts,
            language,
            (clinical.offer_from, clinical.offer_until),
        )
        for language, tongue in on.tongues.items()
    }
    book = ScoreBook(rules.scales, database.unit, database.reading, lane, basics.clock, zone)
    return CheckIns(rules, desk, talks, book)


def _rules(on: Foundation) -> CheckInRules:
    settings = on.basics.settings.clinical
    folder = on.basics.resources.folder("scales")
    scales = load_scales(folder, settings.scales)
    every: Mapping[ScaleId, int] = {ScaleId(k): days for k, days in settings.every_days.items()}
    return CheckInRules(
        scales,
        load_speech(folder / SHARED / "speech.yaml"),
        load_escalation(_own_or_shipped(on, "escalation.yaml"), scales),
        every,
        timedelta(days=settings.again_after_days),
        timedelta(days=settings.going_on_within_days),
        ScaleId(settings.first),
    )


def _own_or_shipped(on: Foundation, name: str) -> Path:
    """Return the facility's own rules, where it has written some, else those that ship."""
    own = on.paths.config / "scales" / name
    return own if own.is_file() else on.basics.resources.folder("scales") / SHARED / name
