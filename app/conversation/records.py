"""Keeping a turn: what was said, how it went, and that it took place."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.conversation.events import TurnRecord
from app.conversation.history import Message, MessageRepository, Observation, Speaker
from app.identity import Role, StaffMember, StaffRepository
from app.ids import MessageId, ResidentId, TurnId, new_uuid
from app.runtime import Lane
from app.safety import Level, Screened
from app.schedule import ScheduledItem, ScheduleRepository

RECENT_MESSAGES = 24
"""Enough for ten replies and what they answered."""


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
    def audit(self) -> AuditLog:
        """The audit log."""


TurnUnits = Callable[[], AbstractContextManager[TurnUnit]]


@dataclass(frozen=True, slots=True)
class Background:
    """What a turn reads before it answers."""

    recent: tuple[Message, ...]
    plan: tuple[ScheduledItem, ...]
    on_shift: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The resident's words, stored, with what was known just before."""

    message_id: MessageId
    background: Background


class TurnRecords:
    """Writes and reads what belongs to turns."""

    def __init__(self, units: TurnUnits, lane: Lane, clock: Clock) -> None:
        self._units = units
        self._lane = lane
        self._clock = clock

    async def keep_words(self, resident_id: ResidentId, turn_id: TurnId, text: str) -> Kept:
        """Store what the resident said; when this returns it is safe from a power cut."""

        def job() -> Kept:
            message = Message(
                MessageId(new_uuid()),
                turn_id,
                resident_id,
                Speaker.RESIDENT,
                text,
                self._clock(),
            )
            with self._units() as unit:
                background = Background(
                    tuple(unit.messages.recent(resident_id, RECENT_MESSAGES)),
                    tuple(unit.schedule.of(resident_id)),
                    _on_shift(unit.staff.all()),
                )
                unit.messages.add(message)
            return Kept(message.id, background)

        return await self._lane.run(job)

    async def keep_turn(
        self,
        resident_id: ResidentId,
        turn_id: TurnId,
        said: MessageId,
        screened: Screened,
        record: TurnRecord,
        fragments: Sequence[str],
        withheld: Sequence[str],
    ) -> None:
        """Store the reply, how the turn went, and the audit entries of it."""

        def job() -> None:
            now = self._clock()
            reply = Message(
                MessageId(new_uuid()),
                turn_id,
                resident_id,
                Speaker.LILO,
                " ".join(record.reply),
                now,
                tuple(fragments),
                _trace(record),
            )
            with self._units() as unit:
                unit.messages.add(reply)
                if screened.level is Level.MODERATE:
                    unit.messages.add_observation(
                        Observation(
                            said,
                            resident_id,
                            now,
                            screened.level,
                            screened.score,
                            screened.utterance.text,
                        )
                    )
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


def _on_shift(staff: Sequence[StaffMember]) -> str:
    """Return the first name of who is on shift, a nurse if there is one."""
    here = sorted((s for s in staff if s.on_shift), key=lambda s: s.role is not Role.NURSE)
    return here[0].given_name if here else ""


def _trace(record: TurnRecord) -> dict[str, object]:
    return {
        "level": record.level.label,
        "flags": list(record.flags),
        "intent": record.intent,
        "secondary": list(record.secondary),
        "agent": record.agent,
        "tier": record.tier,
        "sources": list(record.sources),
        "timings_ms": {step: round(ms, 2) for step, ms in record.timings_ms.items()},
    }
