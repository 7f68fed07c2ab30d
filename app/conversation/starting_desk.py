"""Beginning by itself: what Lilo would say to a resident now, and what they answered.

The round of chores looks; a screen shows what it found; a touch answers. What was begun with is
kept before it is shown, so of two screens of one resident one shows it, and after a no neither
does that day.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from app.alerts import AlertRepository
from app.audit import AuditAction, AuditDraft, AuditLog
from app.check_in import Offer
from app.clock import Clock
from app.conversation.family import WRITE_FAMILY
from app.conversation.history import Message, MessageRepository, Speaker
from app.conversation.intents import Intent
from app.conversation.starting import Begun, StartRules, Topic, may_start, slot_at, topics_of
from app.conversation.starting_words import StartingWords, StartKind
from app.identity import Resident
from app.ids import MessageId, ResidentId, TurnId, new_uuid
from app.runtime import Lane
from app.schedule import DayBook

_log = structlog.get_logger(__name__)

Spoken = Callable[[ResidentId, time], str]
"""Says a time of day in a resident's language."""

_REFUSED = "refused/"
_BIRTHDAYS = frozenset({StartKind.BIRTHDAY_TODAY, StartKind.BIRTHDAY_TOMORROW})


class BegunLog(Protocol):
    """Where it is kept when something was last done by itself, by name."""

    def done_at(self, name: str) -> datetime | None:
        """Return when it was last done, or None."""

    def note(self, name: str, at: datetime) -> None:
        """Keep that it was done."""


class StartUnit(Protocol):
    """What is read and written."""

    @property
    def messages(self) -> MessageRepository:
        """What was said."""

    @property
    def alerts(self) -> AlertRepository:
        """Alerts."""

    @property
    def chores(self) -> BegunLog:
        """When Lilo has begun."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class Start:
    """Something Lilo begins with, in the resident's language.

    Attributes:
        prompt: what is asked in the conversation after a yes; empty where it leads elsewhere.
    """

    topic: Topic
    title: str
    line: str
    yes: str
    no: str
    prompt: str = ""

    @property
    def kind(self) -> StartKind:
        """What it is about."""
        return self.topic.kind


@dataclass(slots=True)
class StartDesk:
    """Knows what to begin with, and keeps what became of it.

    Args:
        units: begins a unit that may write.
        reading: begins one that only reads.
        due: what check-in is due and may be offered now.
        put_off: notes that a resident would rather not begin the check-in that is due.
        residents: everybody who lives here now.
        words: of a resident's language.
        spoken_time: a time of day in a resident's language.
    """

    units: Callable[[], AbstractContextManager[StartUnit]]
    reading: Callable[[], AbstractContextManager[StartUnit]]
    lane: Lane
    clock: Clock
    zone: ZoneInfo
    rules: StartRules
    book: DayBook
    due: Callable[[ResidentId], Awaitable[Offer | None]]
    put_off: Callable[[ResidentId], Awaitable[object]]
    residents: Callable[[], Sequence[Resident]]
    words: Callable[[ResidentId], StartingWords]
    spoken_time: Spoken
    _found: dict[ResidentId, Start] = field(default_factory=dict)

    async def look(self) -> None:
        """Find out for everybody whether there is something to begin with now; a chore."""
        if slot_at(self.rules, self._now()) is None:
            self._found.clear()
            return
        for resident in self.residents():
            try:
                found = await self._find(resident)
            except Exception:
                # One resident's plan must not keep the others from being spoken to.
                _log.exception("start_not_found")
                continue
            if found is None:
                self._found.pop(resident.id, None)
            else:
                self._found[resident.id] = found

    def waiting(self, resident_id: ResidentId) -> Start | None:
        """Return what waits to be shown to a resident; reads nothing, and costs nothing."""
        return self._found.get(resident_id)

    async def show(self, resident_id: ResidentId, start: Start) -> bool:
        """Note that it is shown now; return False where it must not be any more.

        Looked at again inside the transaction: another screen may have shown it, somebody may
        have spoken, and an alert may stand.
        """
        self._found.pop(resident_id, None)

        def job() -> bool:
            now = self._now()
            with self.units() as unit:
                if not self._may(unit, resident_id, start.topic, now):
                    return False
                unit.chores.note(_name(resident_id), now)
                unit.chores.note(_name(resident_id, start.topic.key), now)
                self._audit(unit, AuditAction.STARTED, resident_id, start, now)
            return True

        return await self.lane.run(job)

    async def answer(self, resident_id: ResidentId, start: Start, *, agrees: bool) -> None:
        """Keep the answer; after a yes what Lilo asks stands in the conversation."""
        action = AuditAction.START_AGREED if agrees else AuditAction.START_DECLINED

        def job() -> None:
            now = self._now()
            with self.units() as unit:
                if not agrees:
                    unit.chores.note(_name(resident_id, "declined"), now)
                    unit.chores.note(_name(resident_id, _refused(start.topic.key)), now)
                elif start.prompt:
                    unit.messages.add(_asked(resident_id, start, now))
                self._audit(unit, action, resident_id, start, now)

        await self.lane.run(job)
        if start.kind is StartKind.CHECK_IN and not agrees:
            await self.put_off(resident_id)

    async def _find(self, resident: Resident) -> Start | None:
        now, words = self._now(), self.words(resident.id)
        offer = await self.due(resident.id)
        topics = topics_of(
            await self.book.day(resident.id),
            await self.book.day(resident.id, ahead=1),
            resident.born,
            words.names_a_birthday,
            now,
            check_in=str(offer.scale.id) if offer else "",
        )

        def job() -> Topic | None:
            with self.reading() as unit:
                return self._chosen(unit, resident.id, topics, now)

        topic = await self.lane.run(job) if topics else None
        return self._worded(resident, topic, words) if topic else None

    def _may(self, unit: StartUnit, resident_id: ResidentId, topic: Topic, now: datetime) -> bool:
        return self._chosen(unit, resident_id, [topic], now) is not None

    def _chosen(
        self, unit: StartUnit, resident_id: ResidentId, topics: Sequence[Topic], now: datetime
    ) -> Topic | None:
        if unit.alerts.open_alerts(resident_id):
            # Whoever waits for a nurse, or is stayed with, is not asked about an afternoon.
            return None
        last = unit.messages.recent(resident_id, 1)
        begun = Begun(
            unit.chores.done_at(_name(resident_id)),
            unit.chores.done_at(_name(resident_id, "declined")),
            _dated(unit.chores, resident_id, [topic.key for topic in topics]),
            _dated(unit.chores, resident_id, [_refused(topic.key) for topic in topics]),
        )
        return may_start(topics, begun, last[-1].at if last else None, self.rules, now)

    def _worded(self, resident: Resident, topic: Topic, words: StartingWords) -> Start:
        offer = words.offers[topic.kind]
        filled = {
            "name": resident.preferred_name or resident.given_name,
            "item": topic.title,
            "time": self.spoken_time(resident.id, topic.at) if topic.at else "",
        }
        return Start(
            topic,
            offer.title.format(**filled),
            offer.line.format(**filled),
            words.yes,
            words.no,
            _prompt(topic.kind, words),
        )

    def _audit(
        self,
        unit: StartUnit,
        action: AuditAction,
        resident_id: ResidentId,
        start: Start,
        now: datetime,
    ) -> None:
        who = "lilo" if action is AuditAction.STARTED else str(resident_id)
        details = {"kind": start.kind.value}
        unit.audit.append(AuditDraft(action, who, str(resident_id), details), now)

    def _now(self) -> datetime:
        return self.clock().astimezone(self.zone)


def _prompt(kind: StartKind, words: StartingWords) -> str:
    match kind:
        case StartKind.OWN_BIRTHDAY:
            return words.prompts.own_birthday
        case StartKind.BIRTHDAY_TODAY | StartKind.BIRTHDAY_TOMORROW:
            return words.prompts.birthday
        case StartKind.VISIT:
            return words.prompts.visit
        case StartKind.CHECK_IN | StartKind.ACTIVITY:
            return ""


def _asked(resident_id: ResidentId, start: Start, now: datetime) -> Message:
    """Return Lilo's question as the record has it, so that the answer is understood by it."""
    is_message = start.kind in _BIRTHDAYS
    agent = Intent.BRIDGE if is_message else Intent.CONNECT
    return Message(
        MessageId(new_uuid()),
        TurnId(new_uuid()),
        resident_id,
        Speaker.LILO,
        start.prompt,
        now,
        trace={
            "agent": agent.value.lower(),
            "tier": "scripted",
            "begun": start.kind.value,
            "proposed": WRITE_FAMILY if is_message else "",
        },
    )


def _dated(log: BegunLog, resident_id: ResidentId, keys: Sequence[str]) -> Mapping[str, datetime]:
    found = ((key, log.done_at(_name(resident_id, key))) for key in keys)
    return {key.removeprefix(_REFUSED): at for key, at in found if at is not None}


def _refused(key: str) -> str:
    return f"{_REFUSED}{key}"


def _name(resident_id: ResidentId, what: str = "") -> str:
    """Return under which name it is kept when Lilo began."""
    return f"begun/{resident_id}/{what}" if what else f"begun/{resident_id}"
