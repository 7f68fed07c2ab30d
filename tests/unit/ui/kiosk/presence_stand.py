"""A kiosk with reminders, names to touch, and time that passes when it is told to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from kiosk_fakes import (
    AFTERNOON,
    MARGARET,
    Bench,
    FakeChime,
    FakeSeconds,
    heard,
)

from app.conversation.family import CardWords, FamilyDraft, SaysWords
from app.conversation.starting import Topic
from app.conversation.starting_desk import Start
from app.conversation.starting_words import StartKind
from app.identity import Resident
from app.ids import ResidentId
from app.presence import Face, PinBlockedError, PinError
from app.schedule import (
    ItemKind,
    Occurrence,
    Reminder,
    ReminderKey,
    ReminderStep,
    ScheduledItem,
)
from ui.kiosk.services import KioskServices
from ui.kiosk.view_model import KioskViewModel
from ui.shared.spawner import QueuedSpawner

ARTHUR = replace(
    MARGARET,
    id=ResidentId(UUID(int=5)),
    given_name="Arthur",
    family_name="Bell",
    preferred_name="Art",
    room="3",
)

VISIT = Start(
    Topic("visit/1", StartKind.VISIT, "Tea with Carol"),
    "Today at four: Tea with Carol",
    "Shall we talk about it?",
    "Yes, please",
    "Not now",
    "What would you like to talk about?",
)
DRAFT = FamilyDraft(
    "Tell Carol I love her",
    CardWords(title="Shall I send this?", line="“{words}”", send="Send it", keep="Do not"),
    SaysWords(send="Yes", keep="No"),
)


@dataclass
class ScriptedStarts:
    found: Start | None = VISIT
    may: bool = True
    shown: int = 0
    answers: list[bool] = field(default_factory=list)

    def waiting(self, resident_id: ResidentId) -> Start | None:
        return self.found

    async def show(self, resident_id: ResidentId, start: Start) -> bool:
        self.shown += 1
        self.found = None
        return self.may

    async def answer(self, resident_id: ResidentId, start: Start, *, agrees: bool) -> None:
        self.answers.append(agrees)


def reminder(
    kind: ItemKind = ItemKind.MEDICATION, *, is_new: bool = True, is_late: bool = False
) -> Reminder:
    at = AFTERNOON - timedelta(minutes=80) if is_late else AFTERNOON
    item = ScheduledItem(
        UUID(int=9), MARGARET.id, "Chair yoga", "yoga", at.time(), frozenset(range(7)), kind
    )
    return Reminder(Occurrence(item, at), is_new=is_new, is_late=is_late)


@dataclass
class ScriptedReminders:
    """Implements `Reminders`: what is due is told to it."""

    due: list[Reminder] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    settled_by: ReminderStep | None = None
    is_broken: bool = False

    async def current(self, resident_id: ResidentId) -> Reminder | None:
        if self.is_broken:
            raise OSError
        if not self.due or resident_id != MARGARET.id:
            return None
        first = self.due[0]
        self.due[0] = replace(first, is_new=False)
        return first

    async def done(self, resident_id: ResidentId, key: ReminderKey) -> ReminderStep:
        return self._settled("done", ReminderStep.DONE)

    async def ask(self, resident_id: ResidentId, key: ReminderKey) -> ReminderStep:
        return self._settled("ask", ReminderStep.ASKED)

    async def snooze(self, resident_id: ResidentId, key: ReminderKey) -> datetime:
        self._settled("later", ReminderStep.SNOOZED)
        return AFTERNOON

    def _settled(self, how: str, step: ReminderStep) -> ReminderStep:
        if self.is_broken:
            raise OSError
        self.answered.append(how)
        self.due = self.due[1:]
        return self.settled_by or step


@dataclass
class ScriptedDoors:
    """Implements `Doors`."""

    pins: dict[ResidentId, tuple[str, ...]] = field(default_factory=dict)
    departed: set[ResidentId] = field(default_factory=set)
    is_blocked: bool = False
    tries: int = 0

    async def look(self) -> frozenset[ResidentId]:
        return frozenset(self.departed)

    async def faces(self) -> Sequence[Face]:
        here = [each for each in (ARTHUR, MARGARET) if each.id not in self.departed]
        return [Face(each, None, each.id in self.pins) for each in here]

    async def enter(self, resident_id: ResidentId, pictures: Sequence[str] = ()) -> None:
        self.tries += 1
        if self.is_blocked:
            raise PinBlockedError(30)
        if resident_id in self.departed or self.pins.get(resident_id, ()) != tuple(pictures):
            raise PinError("no")


@dataclass
class Stand:
    """A view model with everything around it."""

    bench: Bench
    model: KioskViewModel
    spawner: QueuedSpawner
    chime: FakeChime
    seconds: FakeSeconds
    reminders: ScriptedReminders
    doors: ScriptedDoors

    def services_of(self, resident: Resident) -> KioskServices:
        return replace(
            self.bench.services,
            resident=resident,
            reminders=self.reminders,
            doors=self.doors,
        )

    def tick(self, seconds: float = 0.0) -> None:
        self.seconds.at += seconds
        self.model.tick()
        self.spawner.drain()

    def minute(self) -> None:
        self.bench.clock.now += timedelta(minutes=1)
        self.tick(60)

    def answer(self, choice: str) -> None:
        self.seconds.at += 2
        self.model.answer_over(choice)
        self.spawner.drain()

    def say(self, text: str, *events: object) -> None:
        self.bench.talk.steps = [heard(text), *events]  # type: ignore[list-item]
        self.model.start_talking()
        self.model.keep_draft(text)
        self.model.send()
        self.spawner.drain()

    @property
    def screen(self) -> str:
        return str(self.model.frame.overlay or self.model.frame.screen)


def choices(stand: Stand) -> list[str]:
    return [choice["key"] for choice in stand.model.over.choices]


def names(stand: Stand) -> list[str]:
    return [face["text"] for face in stand.model.who.faces]
