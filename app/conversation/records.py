"""Keeping a turn: what was said, how it went, and that it took place."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from app.alerts import Alert, AlertRepository, standing_crisis
from app.audit import AuditAction, AuditDraft, AuditLog
from app.clinical import ScoreRepository
from app.clock import Clock
from app.conversation.events import TurnRecord
from app.conversation.history import Message, MessageRepository, Observation, Speaker
from app.conversation.set_aside import without_forgotten
from app.identity import ConsentRepository, Resident, Role, StaffMember, StaffRepository
from app.ids import DocumentId, MessageId, ResidentId, TurnId, new_uuid
from app.memory import MemoryMarks, ReadingMarks
from app.recall import PassageRepository
from app.recall.kept_vectors import KEPT_FOR, KeptVectors, digest_of
from app.runtime import Lane
from app.safety import (
    Disclosure,
    DisclosureRepository,
    Doubt,
    Level,
    ReadingRepository,
    ReviewCase,
    ReviewCaseId,
    ReviewRepository,
    RiskPicture,
    Weighed,
)
from app.schedule import ScheduledItem, ScheduleRepository
from app.story import StoryRepository, Telling

RECENT_MESSAGES = 24
"""Enough for ten replies and what they answered."""

LOOK_BACK = timedelta(days=14)
MOST_READINGS = 400
"""How far back, and over how many turns, a trend is looked for."""


TELLINGS_BACK = timedelta(days=90)
"""How far back it counts which stories were told."""
_WITHOUT_WORDS = frozenset({"ways", "left_out"})


class TurnUnit(Protocol):
    """What a turn needs of a unit of work."""

    @property
    def messages(self) -> MessageRepository:
        """What was said."""

    @property
    def schedule(self) -> ScheduleRepository:
        """The resident's day."""

    @property
    def staff(self) -> StaffRepository:
        """Who is on shift."""

    @property
    def alerts(self) -> AlertRepository:
        """Whether the resident is being stayed with."""

    @property
    def scores(self) -> ScoreRepository:
        """Results of clinical scales."""

    @property
    def readings(self) -> ReadingRepository:
        """What the last turns and days showed."""

    @property
    def reviews(self) -> ReviewRepository:
        """Turns that the screening was not sure of."""

    @property
    def disclosures(self) -> DisclosureRepository:
        """When Lilo last said what it is."""

    @property
    def stories(self) -> StoryRepository:
        """What was told of life stories."""

    @property
    def memory_marks(self) -> MemoryMarks:
        """Whether the resident speaks in private."""

    @property
    def kept_vectors(self) -> KeptVectors:
        """Vectors of what was said lately."""

    @property
    def reading_marks(self) -> ReadingMarks:
        """Which session was summed up last."""

    @property
    def passages(self) -> PassageRepository:
        """Summaries of sessions."""

    @property
    def consents(self) -> ConsentRepository:
        """Whether the resident agrees that Lilo remembers."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


TurnUnits = Callable[[], AbstractContextManager[TurnUnit]]


@dataclass(frozen=True, slots=True)
class Background:
    """What a turn reads before it answers.

    Attributes:
        picture: what is on record, for weighing the words.
        standing: the alert of a crisis that staff have not resolved yet.
        disclosed_at: when Lilo last said that it is a program.
        tellings: of life stories, newest first.
        last_session: the summary of the last session, with its day; empty where there is none.
    """

    recent: tuple[Message, ...]
    plan: tuple[ScheduledItem, ...]
    on_shift: str
    picture: RiskPicture = field(default_factory=RiskPicture)
    standing: Alert | None = None
    disclosed_at: datetime | None = None
    tellings: tuple[Telling, ...] = ()
    last_session: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Kept:
    """The resident's words, stored, with what was known just before."""

    message_id: MessageId
    background: Background
    at: datetime


class TurnRecords:
    """Writes and reads what belongs to turns."""

    def __init__(
        self,
        units: TurnUnits,
        lane: Lane,
        clock: Clock,
        fingerprint: Callable[[], str] = lambda: "",
    ) -> None:
        self._units = units
        self._lane = lane
        self._clock = clock
        self._fingerprint = fingerprint

    async def keep_words(self, resident: Resident, turn_id: TurnId, text: str) -> Kept:
        """Store what the resident said; when this returns it is safe from a power cut."""

        def job() -> Kept:
            now = self._clock()
            with self._units() as unit:
                # In private the turn is counted, and its words are not kept. What alarms keeps
                # its own copy, for a human must know it.
                words = "" if unit.memory_marks.is_private(resident.id) else text
                message = Message(
                    MessageId(new_uuid()), turn_id, resident.id, Speaker.RESIDENT, words, now
                )
                disclosed = unit.disclosures.last(resident.id)
                recent = unit.messages.recent(resident.id, RECENT_MESSAGES)
                background = Background(
                    without_forgotten(recent, unit.memory_marks.disregarded(resident.id)),
                    tuple(unit.schedule.of(resident.id, (now - timedelta(days=1)).date())),
                    _on_shift(unit.staff.all()),
                    _picture(unit, resident, now),
                    standing_crisis(unit.alerts.open_alerts(resident.id)),
                    disclosed.at if disclosed else None,
                    tuple(unit.stories.tellings(resident.id, now - TELLINGS_BACK)),
                    _last_session(unit, resident.id),
                )
                unit.messages.add(message)
            return Kept(message.id, background, now)

        return await self._lane.run(job)

    async def keep_turn(
        self,
        resident_id: ResidentId,
        turn_id: TurnId,
        said: MessageId,
        weighed: Weighed,
        record: TurnRecord,
        fragments: Sequence[str],
        withheld: Sequence[str],
        disclosure: Disclosure | None = None,
        told: Sequence[DocumentId] = (),
    ) -> None:
        """Store the reply, how the turn went, and the audit entries of it.

        Args:
            told: entries of the life story that the reply told of.
        """

        def job() -> None:
            now = self._clock()
            with self._units() as unit:
                private = unit.memory_marks.is_private(resident_id)
                reply = Message(
                    MessageId(new_uuid()),
                    turn_id,
                    resident_id,
                    Speaker.LILO,
                    "" if private else " ".join([*record.disclosure, *record.reply]),
                    now,
                    tuple(fragments),
                    _trace(record, private=private),
                )
                unit.messages.add(reply)
                _note(unit, resident_id, said, weighed)
                if not private:
                    _keep_vector(unit, resident_id, weighed, self._fingerprint(), now)
                for story_id in told:
                    unit.stories.add_telling(resident_id, story_id, turn_id, now)
                if disclosure is not None:
                    unit.disclosures.add(disclosure)
                    unit.audit.append(_disclosed(disclosure), now)
                for rule in withheld:
                    unit.audit.append(
                        AuditDraft(
                            AuditAction.SENTENCE_WITHHELD, "lilo", str(resident_id), {"rule": rule}
                        ),
                        now,
                    )
                unit.audit.append(
                    AuditDraft(
                        AuditAction.TURN_TAKEN,
                        str(resident_id),
                        str(resident_id),
                        {
                            "turn": str(turn_id),
                            "level": record.level.label,
                            "intent": record.intent,
                            "agent": record.agent,
                            "tier": record.tier,
                        },
                    ),
                    now,
                )

        await self._lane.run(job)


def _picture(unit: TurnUnit, resident: Resident, now: datetime) -> RiskPicture:
    since = now - LOOK_BACK
    cases = unit.reviews.recent(resident.id, since, MOST_READINGS)
    return RiskPicture(
        tuple(unit.scores.of(resident.id)),
        resident.risk_factors,
        tuple(unit.readings.recent(resident.id, since, MOST_READINGS)),
        # A trend that alarms always opens a case as well.
        max((case.at for case in cases if Doubt.TREND in case.doubts), default=None),
    )


def _note(unit: TurnUnit, resident_id: ResidentId, said: MessageId, weighed: Weighed) -> None:
    """Keep what the screening found, where there is something: for watching and for review."""
    screened, at = weighed.screened, weighed.reading.at
    words = screened.utterance.text
    unit.readings.add(resident_id, said, weighed.reading)
    if screened.level is Level.MODERATE:
        unit.messages.add_observation(
            Observation(said, resident_id, at, screened.level, screened.score, words)
        )
    if weighed.doubts:
        case = ReviewCase(
            ReviewCaseId(new_uuid()),
            resident_id,
            said,
            at,
            words,
            screened.level,
            screened.score,
            screened.reasons,
            weighed.doubts,
        )
        unit.reviews.add_case(case)


def _keep_vector(
    unit: TurnUnit, resident_id: ResidentId, weighed: Weighed, fingerprint: str, now: datetime
) -> None:
    """Keep the vector of the words for a day, so that it outlives a restart."""
    screened = weighed.screened
    if screened.vector is None or not fingerprint:
        return
    digest = digest_of(screened.utterance.text)
    unit.kept_vectors.keep(resident_id, digest, screened.vector, fingerprint, now)
    unit.kept_vectors.drop(now - KEPT_FOR)


def _last_session(unit: TurnUnit, resident_id: ResidentId) -> tuple[str, str]:
    """Return day and summary of the last session; what was forgotten since is no longer there."""
    summary = unit.reading_marks.last_summary(resident_id)
    found = unit.passages.get([summary]).get(summary) if summary else None
    return (found.title, found.text) if found else ("", "")


def _disclosed(disclosure: Disclosure) -> AuditDraft:
    details = {"occasion": disclosure.occasion.value, "profile": disclosure.profile}
    return AuditDraft(AuditAction.DISCLOSED, "lilo", str(disclosure.resident_id), details)


def _on_shift(staff: Sequence[StaffMember]) -> str:
    """Return the first name of who is on shift, a nurse if there is one."""
    here = sorted((s for s in staff if s.on_shift), key=lambda s: s.role is not Role.NURSE)
    return here[0].given_name if here else ""


def _trace(record: TurnRecord, *, private: bool) -> dict[str, object]:
    # The steps quote the question, and recall names who was spoken of and what came to mind; in
    # private only their kinds are kept, and how each stream answered.
    steps = [{"step": step["step"]} if private else dict(step) for step in record.steps]
    recall = {
        name: value
        for name, value in record.recall.items()
        if not private or name in _WITHOUT_WORDS
    }
    return {
        "level": record.level.label,
        "flags": list(record.flags),
        "intent": record.intent,
        "secondary": list(record.secondary),
        "agent": record.agent,
        "answer": record.answer,
        "offered": list(record.offered),
        "proposed": record.proposed,
        "strategy": record.strategy,
        "dropped": list(record.dropped),
        "tier": record.tier,
        "tiers": list(record.attempts),
        "prompt": record.prompt,
        "sources": [] if private else list(record.sources),
        "origins": [] if private else list(record.origins),
        "recall": recall,
        **({"steps": steps} if steps else {}),
        **({"alert": str(record.alert_id)} if record.alert_id else {}),
        "timings_ms": {step: round(ms, 2) for step, ms in record.timings_ms.items()},
    }
