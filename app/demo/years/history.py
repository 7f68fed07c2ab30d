"""Years of a house's history, made up by chance: what was said, measured, alarmed and decided.

Each function yields records in the order in which they came about. The same chance gives the same
history, but for the ids.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from app.alerts import AlertCause, AlertEvent, AlertEventKind, AlertSource, Outcome
from app.conversation.history import Message, Observation, Speaker
from app.demo.years.invented import Invented
from app.generation import Usage
from app.identity.sessions import Proof, SessionId, SessionRecord
from app.ids import (
    AlertEventId,
    AlertId,
    MemoryId,
    MessageId,
    ResidentId,
    StaffId,
    TurnId,
    new_uuid,
)
from app.memory.memory import Memory, MemoryKind
from app.safety import DangerKind, Level
from app.safety.disclosure import Disclosure, Occasion
from app.safety.review import Decision, Doubt, ReviewCase, ReviewCaseId, Verdict
from app.schedule import ScheduledItem
from app.schedule.reminders import ReminderEvent, ReminderKey, ReminderStep

_DAY_BEGINS_H, _DAY_LASTS_H = 7, 14
_VARIANT = 0b10 << 62
_WATCHED_IN = 25
"""One turn in so many is noted for the watch list."""

Turn = tuple[Message, Message, Observation | None]
"""What a resident said, what Lilo answered, and what was noted of it."""


@dataclass(frozen=True, slots=True)
class House:
    """Whose history it is, and over which time.

    Attributes:
        begins, ends: the history lies between them.
    """

    residents: Sequence[ResidentId]
    nurses: Sequence[StaffId]
    words: Invented
    begins: datetime
    ends: datetime

    def moments(self, count: int, chance: Random) -> Iterator[datetime]:
        """Yield so many moments of the waking day, oldest first, ever closer to the end."""
        span = self.ends - self.begins
        last = self.begins
        for number in range(count):
            at = self.begins + span * (number / count)
            midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
            # The share of the whole day that has gone is the share of the waking day.
            gone = (at - midnight) / timedelta(days=1)
            at = midnight + timedelta(
                hours=_DAY_BEGINS_H + _DAY_LASTS_H * gone, seconds=chance.random() * 60
            )
            last = max(last, min(at, self.ends - timedelta(seconds=count - number)))
            yield last.astimezone(UTC)

    def resident(self, chance: Random) -> ResidentId:
        """Return one of them."""
        return self.residents[int(chance.random() * len(self.residents))]


def conversations(house: House, messages: int, chance: Random) -> Iterator[Turn]:
    """Yield turns: what a resident said, what Lilo answered, and what was noted of it."""
    words = house.words
    for number, at in enumerate(house.moments(messages // 2, chance)):
        who, turn = house.resident(chance), TurnId(id_of(at, chance))
        is_watched = number % _WATCHED_IN == 0
        text = chance.choice(words.doubtful if is_watched else words.said)
        said = Message(MessageId(id_of(at, chance)), turn, who, Speaker.RESIDENT, text, at)
        reply = Message(
            MessageId(id_of(at, chance)),
            turn,
            who,
            Speaker.LILO,
            chance.choice(words.answered),
            at + timedelta(seconds=1),
            trace={"level": "none", "intent": "chat", "agent": "companion", "tier": "curated"},
        )
        note = Observation(said.id, who, at, Level.MODERATE, 0.42, text) if is_watched else None
        yield said, reply, note


def alerts(
    house: House, count: int, still_open: int, chance: Random
) -> Iterator[Sequence[AlertEvent]]:
    """Yield the events of alerts, oldest alert first; the last ones still wait."""
    kinds, levels = tuple(DangerKind), (Level.ELEVATED, Level.URGENT, Level.IMMEDIATE)
    moments = list(house.moments(count - still_open, chance))
    moments += [house.ends - timedelta(minutes=4 * n + 2) for n in range(still_open)][::-1]
    for number, at in enumerate(moments):
        is_call = number % 3 == 0
        level = Level.URGENT if is_call else levels[number % 3]
        cause = (
            AlertCause(AlertSource.CALL_BUTTON, level)
            if is_call
            else AlertCause(
                AlertSource.WORDS,
                level,
                kinds[number % len(kinds)],
                chance.choice(house.words.grave),
                ("Invented for measuring",),
                0.8,
            )
        )
        who = house.residents[number % len(house.residents)]
        raised = AlertEvent(
            AlertEventId(id_of(at, chance)),
            AlertId(id_of(at, chance)),
            who,
            AlertEventKind.RAISED,
            at,
            cause,
        )
        if number >= count - still_open:
            yield [raised]
            continue
        nurse, after = chance.choice(house.nurses), timedelta(seconds=chance.randint(8, 400))
        outcome = chance.choices(tuple(Outcome), weights=(4, 2, 2, 3))[0]
        steps = (
            (AlertEventKind.DELIVERED, timedelta(seconds=1), None, None),
            (AlertEventKind.ACKNOWLEDGED, after, nurse, None),
            (AlertEventKind.RESOLVED, after + timedelta(minutes=5), nurse, outcome),
        )
        yield [
            raised,
            *(
                AlertEvent(
                    AlertEventId(id_of(at, chance)),
                    raised.alert_id,
                    who,
                    kind,
                    at + later,
                    by=by,
                    outcome=result,
                    note="staff" if kind is AlertEventKind.DELIVERED else "",
                )
                for kind, later, by, result in steps
            ),
        ]


def reviews(
    house: House, cited: Sequence[tuple[MessageId, ResidentId, datetime]], still_open: int
) -> Iterator[tuple[ReviewCase, Decision | None]]:
    """Yield a case for each of the messages, oldest first; the last ones wait for a verdict."""
    verdicts = tuple(Verdict)
    for number, (message, who, at) in enumerate(cited):
        case = ReviewCase(
            id=ReviewCaseId(new_uuid()),
            resident_id=who,
            message_id=message,
            at=at,
            words=house.words.doubtful[number % len(house.words.doubtful)],
            level=Level.MODERATE,
            score=0.3 + (number % 40) / 100,
            reasons=("Invented for measuring",),
            doubts=(tuple(Doubt)[number % len(Doubt)],),
        )
        if number >= len(cited) - still_open:
            yield case, None
            continue
        verdict = verdicts[number % len(verdicts)]
        level = Level.ELEVATED if verdict is Verdict.DANGER else None
        by = house.nurses[number % len(house.nurses)]
        yield case, Decision(case.id, verdict, level, by, at + timedelta(hours=3), "")


def memories(house: House, count: int, source: MessageId, chance: Random) -> Iterator[Memory]:
    """Yield what Lilo remembers of residents."""
    for at in house.moments(count, chance):
        text = chance.choice(house.words.remembered)
        yield Memory(
            id=MemoryId(id_of(at, chance)),
            resident_id=house.resident(chance),
            kind=chance.choice(tuple(MemoryKind)),
            text=text,
            said=text,
            slot="",
            value="",
            source=source,
            learned_at=at,
            heard_at=at,
            confidence=0.9,
        )


def usage(house: House, count: int, chance: Random) -> Iterator[Usage]:
    """Yield what a language model took."""
    for at in house.moments(count, chance):
        yield Usage(
            turn_id=TurnId(id_of(at, chance)),
            resident_id=house.resident(chance),
            at=at,
            purpose="companion",
            tier="local",
            model="Qwen3-1.7B-int4",
            prompt="companion@1",
            tokens_in=chance.randint(200, 800),
            tokens_out=chance.randint(15, 90),
            tokens_cached=100,
            seconds=chance.uniform(0.6, 4.0),
            ended="whole",
        )


def disclosures(house: House, count: int, chance: Random) -> Iterator[Disclosure]:
    """Yield when Lilo said that it is a program."""
    for at in house.moments(count, chance):
        yield Disclosure(
            id_of(at, chance), house.resident(chance), at, Occasion.FIRST_TODAY, "default"
        )


def reminders(
    house: House, plans: Sequence[ScheduledItem], count: int, chance: Random
) -> Iterator[ReminderEvent]:
    """Yield reminders that were said and confirmed; two events each."""
    if not plans:
        return
    for number, at in enumerate(house.moments(count // 2, chance)):
        item = plans[number % len(plans)]
        key = ReminderKey(item.id, at)
        yield ReminderEvent(key, item.resident_id, ReminderStep.SAID, at, "lilo")
        later = at + timedelta(minutes=2)
        yield ReminderEvent(key, item.resident_id, ReminderStep.DONE, later, "resident")


def sessions(house: House, count: int, chance: Random) -> Iterator[SessionRecord]:
    """Yield who sat at a screen; all have ended."""
    for at in house.moments(count, chance):
        ended = at + timedelta(hours=chance.uniform(0.1, 8.0))
        yield SessionRecord(
            SessionId(id_of(at, chance)),
            chance.choice(house.nurses),
            f"station-{chance.randint(1, 6)}",
            Proof.PASSPHRASE,
            at,
            ended,
            min(ended, house.ends),
            "idle",
        )


def id_of(at: datetime, chance: Random) -> UUID:
    """Return a UUIDv7 of that moment: ids lie in the order of the history, as real ones do."""
    milliseconds = int(at.timestamp() * 1_000)
    return UUID(
        int=milliseconds << 80
        | 7 << 76
        | chance.getrandbits(12) << 64
        | _VARIANT
        | chance.getrandbits(62)
    )
