"""What a resident has been asked, what is begun, and what falls due; read, never written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from app.check_in.escalation import Escalation
from app.check_in.ledger import Ledger
from app.check_in.ports import CheckInUnit
from app.check_in.standing import Offer
from app.clinical import ScaleId
from app.clinical.administration import Administration, AdministrationError
from app.clinical.due import Due, DueState, Rhythm, Taken, due_for, rhythms_of
from app.clinical.scale import ENGLISH, Scale
from app.clinical.scale_files import Scales, Speech
from app.ids import ResidentId


@dataclass(frozen=True, slots=True)
class CheckInRules:
    """How a facility asks.

    Attributes:
        rhythms: how often each scale falls due, in days, unless a resident has another rhythm.
        again_after: how long Lilo waits once a resident would rather not.
        going_on_within: what was begun longer ago is not gone on with.
        first: what is asked where a resident wishes for questions and nothing is due.
    """

    scales: Scales
    speech: Speech
    escalation: Escalation
    rhythms: Mapping[ScaleId, int]
    again_after: timedelta
    going_on_within: timedelta
    first: ScaleId

    def scale(self, scale_id: ScaleId) -> Scale:
        """Return a scale of this facility.

        Raises:
            AdministrationError: it does not use it.
        """
        scale = self.scales.get(scale_id)
        if scale is None:
            raise AdministrationError(
                f"This facility does not use the scale '{scale_id}'.",
                "Name it in `clinical.scales` of the settings.",
            )
        return scale


@dataclass(frozen=True, slots=True)
class Agenda:
    """Reads where residents stand.

    Attributes:
        zone: the facility's, for what day it is.
        language_of: a resident's; what nobody has put into it is not offered in it.
    """

    rules: CheckInRules
    ledger: Ledger
    zone: tzinfo
    language_of: Callable[[ResidentId], str] = lambda _: ENGLISH

    def fresh(
        self, unit: CheckInUnit, resident_id: ResidentId, now: datetime
    ) -> Administration | None:
        """Return what was begun lately and can go on."""
        since = now - self.rules.going_on_within
        return next(iter(self.ledger.unfinished(unit, resident_id, since)), None)

    def due(self, unit: CheckInUnit, resident_id: ResidentId, now: datetime) -> tuple[Due, ...]:
        """Return where the resident stands with every scale, what is most due first."""
        return self._due(resident_id, unit.rhythms.all(), self.known(unit, resident_id, now), now)

    def due_of_all(
        self, unit: CheckInUnit, resident_ids: Sequence[ResidentId], now: datetime
    ) -> tuple[Due, ...]:
        """Return where many residents stand, each as `due` does, in one reading for all."""
        rhythms, known = unit.rhythms.all(), self._known(unit, None, now)
        return tuple(
            due for one in resident_ids for due in self._due(one, rhythms, known.get(one, {}), now)
        )

    def known(
        self, unit: CheckInUnit, resident_id: ResidentId, now: datetime
    ) -> dict[ScaleId, Taken]:
        """Return what is known of each scale: what Lilo asked, and what was recorded besides."""
        return self._known(unit, resident_id, now).get(resident_id, {})

    def _due(
        self,
        resident_id: ResidentId,
        decided: Sequence[Rhythm],
        known: Mapping[ScaleId, Taken],
        now: datetime,
    ) -> tuple[Due, ...]:
        rules = self.rules
        return due_for(
            resident_id,
            rules.scales,
            rhythms_of(resident_id, rules.rhythms, decided),
            known,
            self.day(now),
            again_after=rules.again_after,
        )

    def _known(
        self, unit: CheckInUnit, resident_id: ResidentId | None, now: datetime
    ) -> dict[ResidentId, dict[ScaleId, Taken]]:
        """Return the latest days alone: years of answers need not be read to know what is due."""
        found: dict[ResidentId, dict[ScaleId, Taken]] = {}
        scales = tuple(self.rules.scales)

        def taken(who: ResidentId, scale: ScaleId) -> Taken:
            return found.setdefault(who, {}).get(scale, Taken())

        for (who, scale), day in unit.scores.last_days(scales, resident_id).items():
            before = taken(who, scale)
            found[who][scale] = replace(before, completed=(*before.completed, day))
        for (who, scale), end in unit.administrations.last_ends(scales, resident_id).items():
            before = taken(who, scale)
            done = (self.day(end.completed),) if end.completed else ()
            declined = self.day(end.declined) if end.declined else None
            found[who][scale] = replace(
                before, completed=(*before.completed, *done), declined=declined
            )
        since = now - self.rules.going_on_within
        for who, scale in unit.administrations.left_open_since(since, resident_id):
            before = taken(who, scale)
            found[who][scale] = replace(before, is_open=True)
        return found

    def offer(self, unit: CheckInUnit, resident_id: ResidentId, now: datetime) -> Offer | None:
        """Return what Lilo may offer by itself: what was begun, else what is most due."""
        if unfinished := self.fresh(unit, resident_id, now):
            return self._going_on(unfinished)
        for due in self.due(unit, resident_id, now):
            if due.state is DueState.DUE and self._speaks(due.scale, resident_id):
                return self._new(due.scale)
        return None

    def wish(self, unit: CheckInUnit, resident_id: ResidentId, now: datetime) -> Offer | None:
        """Return what to offer to somebody who asks; None when all was asked today."""
        if unfinished := self.fresh(unit, resident_id, now):
            return self._going_on(unfinished)
        chosen = self.most_due(unit, resident_id, now)
        asked = self.known(unit, resident_id, now).get(chosen, Taken()).completed
        if chosen not in self.rules.scales or not self._speaks(chosen, resident_id):
            return None
        if self.day(now) in asked:
            return None
        return self._new(chosen)

    def most_due(self, unit: CheckInUnit, resident_id: ResidentId, now: datetime) -> ScaleId:
        """Return what a resident who agrees is asked."""
        wanted = {DueState.DUE, DueState.DECLINED}
        due = self.due(unit, resident_id, now)
        chosen = (one.scale for one in due if one.state in wanted)
        return next((one for one in chosen if self._speaks(one, resident_id)), self.rules.first)

    def _speaks(self, scale_id: ScaleId, resident_id: ResidentId) -> bool:
        return self.rules.scale(scale_id).is_in(self.language_of(resident_id))

    def day(self, moment: datetime) -> date:
        """Return the day where the resident lives."""
        return moment.astimezone(self.zone).date()

    def _going_on(self, administration: Administration) -> Offer:
        scale = self.rules.scale(administration.scale)
        left = len(scale.items) - len(administration.given)
        return Offer(scale, left, is_unfinished=True)

    def _new(self, scale_id: ScaleId) -> Offer:
        scale = self.rules.scale(scale_id)
        return Offer(scale, len(scale.items))
