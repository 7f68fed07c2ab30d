"""The check-in desk: one question at a time, every answer kept before the next.

What is grave is told before it is kept: a cut between the two leaves an alert and a question
that is asked again, never an answer nobody was told of.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import TypeVar

from app.check_in.agenda import Agenda, CheckInRules
from app.check_in.asking import Asking, Pending, begin_asking
from app.check_in.ledger import Ledger
from app.check_in.ports import CheckInUnit, CheckInUnits
from app.check_in.standing import Offer, Remark, StaleAnswerError, Standing
from app.check_in.telling import StaffTeller, Told
from app.clinical import ScaleId
from app.clinical.administration import (
    Administration,
    AdministrationError,
    How,
    Status,
    Step,
    Why,
    next_item,
)
from app.clinical.due import Due, DueState
from app.clinical.scale import ENGLISH, Item, Option
from app.clinical.scoring import risk_of
from app.clinical.understanding import (
    Command,
    Confused,
    Meant,
    Outside,
    Unclear,
    Wished,
    confirms,
    understand,
)
from app.clock import Clock
from app.ids import ResidentId
from app.runtime import Lane

_Made = TypeVar("_Made")


@dataclass(slots=True)
class CheckInDesk:
    """Takes scales with residents.

    Args:
        units: begins a unit that may write.
        reading: begins one that only reads.
        teller: tells staff.
        zone: the facility's, for what day it is.
        language_of: in which a resident is asked.
        on_completed: told of whom there is a result now.
    """

    rules: CheckInRules
    units: CheckInUnits
    reading: CheckInUnits
    lane: Lane
    clock: Clock
    teller: StaffTeller
    zone: tzinfo
    language_of: Callable[[ResidentId], str] = lambda _: ENGLISH
    on_completed: Callable[[ResidentId], Awaitable[None]] | None = None
    _ledger: Ledger = field(init=False)
    _agenda: Agenda = field(init=False)
    _asking: dict[ResidentId, Asking] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ledger = Ledger(self.rules.scales, self.zone, self.language_of)
        self._agenda = Agenda(self.rules, self._ledger, self.zone, self.language_of)

    def is_asking(self, resident_id: ResidentId) -> bool:
        """Whether the resident's next words are an answer."""
        return resident_id in self._asking

    def asked(self, resident_id: ResidentId) -> Standing | None:
        """Return what is being asked of the resident, or None."""
        asking = self._asking.get(resident_id)
        return asking.standing(Remark.REPEAT) if asking else None

    async def offer(self, resident_id: ResidentId) -> Offer | None:
        """Return what Lilo may offer by itself; None for nothing."""
        return await self._read(lambda unit: self._agenda.offer(unit, resident_id, self.clock()))

    async def wish(self, resident_id: ResidentId) -> Offer | None:
        """Return what to offer to somebody who asks; None when all was asked today."""
        return await self._read(lambda unit: self._agenda.wish(unit, resident_id, self.clock()))

    async def due(self, resident_ids: Sequence[ResidentId]) -> tuple[Due, ...]:
        """Return where these residents stand with every scale, what is most due first."""

        def job(unit: CheckInUnit) -> tuple[Due, ...]:
            now = self.clock()
            lines = self._agenda.due_of_all(unit, resident_ids, now)
            order = tuple(DueState)
            return tuple(sorted(lines, key=lambda due: (order.index(due.state), due.on)))

        return await self._read(job)

    async def begin(self, resident_id: ResidentId, scale_id: ScaleId | None = None) -> Standing:
        """Go on with what was begun, or begin a scale: this one, or what is most due.

        Raises:
            AdministrationError: the facility does not use that scale.
        """

        def job(unit: CheckInUnit) -> tuple[Administration, Remark]:
            now = self.clock()
            unfinished = self._agenda.fresh(unit, resident_id, now)
            if unfinished and scale_id in {None, unfinished.scale}:
                if unfinished.status is Status.STOPPED:
                    self._ledger.note(unit, unfinished, Step.RESUMED, now)
                return replace(unfinished, status=Status.OPEN), Remark.GO_ON
            chosen = scale_id or self._agenda.most_due(unit, resident_id, now)
            scale = self.rules.scale(chosen)
            return self._ledger.begin(unit, resident_id, scale, Why.ASKED, now), Remark.BEGIN

        administration, remark = await self._write(job)
        return self._ask(administration, remark)

    async def decline(self, resident_id: ResidentId) -> Standing:
        """Note that the resident would rather not begin."""

        def job(unit: CheckInUnit) -> None:
            now = self.clock()
            offer = self._agenda.offer(unit, resident_id, now)
            if offer is not None and not offer.is_unfinished:
                self._ledger.declined(unit, resident_id, offer.scale.id, now)

        await self._write(job)
        return Standing(Remark.DECLINED)

    async def choose(
        self, resident_id: ResidentId, item: str, value: int, how: How = How.TOUCH
    ) -> Standing:
        """Take an answer that was touched.

        Raises:
            AdministrationError: nothing is being asked, or it is no answer of this scale.
        """
        asking = self._now(resident_id)
        option = self.rules.scale(asking.administration.scale).option(value)
        if option is None:
            raise AdministrationError("That is no answer of this question.", "Choose another.")
        if asking.item.id != item:
            return asking.standing(Remark.ELSEWHERE)
        return await self._take(asking, Pending(option, how, 1.0))

    async def hear(
        self, resident_id: ResidentId, words: str, how: How, confidence: float = 1.0
    ) -> Standing:
        """Take words for the answer they are, or say that they are none.

        Raises:
            AdministrationError: nothing is being asked.
        """
        asking = self._now(resident_id)
        spoken = self.language_of(resident_id)
        if asking.pending:
            is_right = confirms(words, self.rules.speech, spoken)
            if is_right is not None:
                return await self.confirm(resident_id, is_right=is_right)
            asking.pending = None
        scale = self.rules.scale(asking.administration.scale)
        heard = understand(words, scale, self.rules.speech, confidence=confidence, spoken=spoken)
        match heard:
            case Meant(value, is_sure):
                given = Pending(_of(scale.options, value), how, confidence)
                # A recogniser can be sure and wrong; a score stays on record for years.
                if is_sure and how is not How.SPEECH:
                    return await self._take(asking, given)
                asking.pending = given
                return asking.standing(Remark.READ_BACK)
            case Wished(command):
                return await self.press(resident_id, command, how)
            case Confused():
                return asking.not_understood(Remark.CONFUSED)
            case Outside():
                return asking.not_understood(Remark.OUTSIDE)
            case Unclear():
                return asking.not_understood(Remark.UNCLEAR)

    async def confirm(self, resident_id: ResidentId, *, is_right: bool) -> Standing:
        """Take the answer that was read back, or ask again.

        Raises:
            AdministrationError: nothing is being asked.
        """
        asking = self._now(resident_id)
        pending, asking.pending = asking.pending, None
        if pending is None or not is_right:
            return asking.standing(Remark.NOT_THAT)
        return await self._take(asking, pending, was_read_back=True)

    async def press(
        self, resident_id: ResidentId, command: Command, how: How = How.TOUCH
    ) -> Standing:
        """Do what is asked in place of an answer.

        Raises:
            AdministrationError: nothing is being asked.
        """
        asking = self._now(resident_id)
        asking.pending = None
        match command:
            case Command.REPEAT:
                return asking.standing(Remark.REPEAT)
            case Command.STOP:
                return await self.stop(resident_id)
            case Command.BACK:
                return asking.back()
            case Command.SKIP:
                return await self._kept(asking, None, how, Remark.SKIPPED)

    async def stop(self, resident_id: ResidentId) -> Standing:
        """Stop asking for now; the answers are kept, and it can go on later."""
        asking = self._asking.pop(resident_id, None)
        if asking is None:
            return Standing(Remark.STOPPED)
        stopped = asking.administration
        await self._write(lambda unit: self._ledger.note(unit, stopped, Step.STOPPED, self.clock()))
        return asking.ended(Remark.STOPPED, is_finished=False)

    async def _take(
        self, asking: Asking, given: Pending, *, was_read_back: bool = False
    ) -> Standing:
        asking.told = await self._tell(asking, given.option) or asking.told
        return await self._kept(asking, given, given.how, Remark.NOTED, was_read_back=was_read_back)

    async def _tell(self, asking: Asking, option: Option) -> Told | None:
        """Tell staff what this answer comes to, where it comes to more than was known before."""
        administration, item = asking.administration, asking.item
        resident_id = administration.resident_id
        scale = self.rules.scale(administration.scale)
        escalation = self.rules.escalation
        # A screener that nobody has put into the resident's language is one that is not used.
        asked = self.rules.scales.spoken_in(self.language_of(resident_id))
        if grade := escalation.at_answer(scale.id, item.id, option.value, asked):
            return await self.teller.tell(resident_id, scale, item, option, grade)
        before = risk_of(scale, administration.answers)
        now = risk_of(scale, {**administration.answers, item.id: option.value})
        risen = escalation.at_risk(now) if now.rank > before.rank else None
        known = asking.told
        if known is not None and known.alert_id is not None and scale.risk:
            level = risen.level if risen else known.level
            if await self.teller.add(known.alert_id, item, option, level):
                return Told(max(known.level, level), known.alert_id)
        if risen is None:
            return None
        return await self.teller.tell(resident_id, scale, item, option, risen)

    async def _kept(
        self,
        asking: Asking,
        given: Pending | None,
        how: How,
        remark: Remark,
        *,
        was_read_back: bool = False,
    ) -> Standing:
        """Keep an answer, or that there is none, and go on."""
        value, is_complete = given.option.value if given else None, False

        def job(unit: CheckInUnit) -> tuple[Administration | None, Remark]:
            nonlocal is_complete
            now = self.clock()
            kept = self._ledger.answer(
                unit,
                asking.administration,
                asking.item.id,
                value,
                now,
                how=how,
                confidence=given.confidence if given else 1.0,
                was_read_back=was_read_back,
            )
            opened = self._opened(unit, asking, asking.item, value)
            left = next_item(self.rules.scale(kept.scale), kept)
            # Over a screener, what was skipped is not asked once more.
            if left is None or (opened is not None and left.id in kept.given):
                self._ledger.complete(unit, kept, now)
                is_complete = True
            if opened is not None:
                return opened, Remark.SCREENER
            if left is None:
                return self._longer(unit, kept), Remark.STEP
            return kept, Remark.ASKED_AGAIN if left.id in kept.given else remark

        resident_id = asking.administration.resident_id
        try:
            administration, said = await self._write(job)
        except StaleAnswerError:
            return await self._caught_up(resident_id)
        if is_complete and self.on_completed is not None:
            await self.on_completed(resident_id)
        if administration is None:
            self._asking.pop(resident_id, None)
            return asking.ended(Remark.DONE, is_finished=True)
        return self._ask(administration, said, asking.told)

    def _opened(
        self, unit: CheckInUnit, asking: Asking, item: Item, value: int | None
    ) -> Administration | None:
        """Begin the screener that an answer opens."""
        administration, told = asking.administration, asking.told
        if value is None:
            return None
        opens = self.rules.escalation.opened_by(administration.scale, item.id, value)
        spoken = self.language_of(administration.resident_id)
        if opens is None or opens not in self.rules.scales.spoken_in(spoken):
            return None
        return self._ledger.begin(
            unit,
            administration.resident_id,
            self.rules.scale(opens),
            Why.ITEM,
            self.clock(),
            details={
                "from": str(administration.id),
                "alert": str(told.alert_id) if told and told.alert_id else None,
                "level": told.level.label if told else None,
            },
        )

    def _longer(self, unit: CheckInUnit, done: Administration) -> Administration | None:
        """Begin the longer scale that a shorter one leads on to; its answers come along."""
        scale = self.rules.scale(done.scale)
        total, step = done.result(scale).total, scale.continues
        if step is None or total is None or total < step.at_least:
            return None
        if step.to not in self.rules.scales.spoken_in(self.language_of(done.resident_id)):
            return None
        return self._ledger.begin(
            unit,
            done.resident_id,
            self.rules.scale(step.to),
            Why.STEP,
            self.clock(),
            carried=done.answers,
            details={"from": str(done.id)},
        )

    async def _caught_up(self, resident_id: ResidentId) -> Standing:
        """Show where it stands, after somebody has answered on another screen."""
        now = self.clock()
        left = await self._read(lambda unit: self._agenda.fresh(unit, resident_id, now))
        asking = self._asking.pop(resident_id)
        if left is None:
            return asking.ended(Remark.DONE, is_finished=True)
        return self._ask(left, Remark.ELSEWHERE)

    def _ask(
        self, administration: Administration, remark: Remark, told: Told | None = None
    ) -> Standing:
        asking = begin_asking(self.rules, administration, told)
        if asking is None:
            raise AdministrationError("Nothing is left to ask.")
        self._asking[administration.resident_id] = asking
        return asking.standing(remark)

    def _now(self, resident_id: ResidentId) -> Asking:
        asking = self._asking.get(resident_id)
        if asking is None:
            raise AdministrationError("Nothing is being asked.", "Begin the questions first.")
        return asking

    async def _write(self, job: Callable[[CheckInUnit], _Made]) -> _Made:
        def work() -> _Made:
            with self.units() as unit:
                return job(unit)

        return await self.lane.run(work)

    async def _read(self, job: Callable[[CheckInUnit], _Made]) -> _Made:
        def work() -> _Made:
            with self.reading() as unit:
                return job(unit)

        return await self.lane.run(work)


def _of(options: Sequence[Option], value: int) -> Option:
    return next(option for option in options if option.value == value)
