"""Small in-memory stand-ins around the real desk, progress, day book and call button."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.alerts import (
    Alert,
    AlertCause,
    AlertDesk,
    AlertEvent,
    AlertSource,
    CallButton,
    CallJournal,
    JournalError,
    alert_from,
)
from app.audit import AuditDraft
from app.conversation import CrisisOpened, Disclosed, Heard, Spoken, TurnDone, TurnEvent, TurnRecord
from app.conversation.history import Message, Speaker
from app.conversation.vocabulary import Vocabulary
from app.errors import LiloError
from app.identity import (
    Basis,
    Consent,
    ConsentKind,
    ConsentRule,
    PreferenceBook,
    Preferences,
    Resident,
    Role,
    StaffMember,
)
from app.ids import AlertId, DocumentId, MessageId, ResidentId, StaffId, TurnId, new_uuid
from app.oversight import AlertProgress
from app.presence import Place, PlaceBook
from app.recall import Passage, Scope, Sensitivity, StreamName
from app.safety import (
    CrisisScripts,
    DangerKind,
    Level,
    OutgoingScreen,
    SafetyAction,
    ScreenedSentence,
    begin_crisis,
    load_crisis_scripts,
)
from app.schedule import DayBook, ItemKind, ScheduledItem
from app.story import Photo, StoryAlbum
from app.story.entry import PhotoId
from app.utterance import HeardBy
from tests.fakes.routes import ROUTES
from ui.kiosk.services import KioskBasics, KioskServices
from ui.kiosk.view_model import KioskViewModel
from ui.shared.chime import Sound
from ui.shared.spawner import QueuedSpawner

ZONE = ZoneInfo("America/New_York")
AFTERNOON = datetime(2026, 11, 20, 15, 40, tzinfo=ZONE)
NIGHT = datetime(2026, 11, 20, 2, 10, tzinfo=ZONE)
ROOT = Path(__file__).parents[4]

MARGARET = Resident(
    ResidentId(new_uuid()), "Margaret", "Ellis", "Margaret", room="12", wing="Garden"
)
DANA = StaffMember(StaffId(new_uuid()), "dana", "Dana", "Whitfield", Role.NURSE)


@cache
def scripts() -> CrisisScripts:
    return load_crisis_scripts(ROOT / "resources" / "crisis" / "dialogue.yaml")


def sentence(text: str) -> ScreenedSentence:
    screened = OutgoingScreen(()).screen(text)
    assert isinstance(screened, ScreenedSentence)
    return screened


def spoken(text: str, source: str = "") -> Spoken:
    return Spoken(sentence(text), source)


def disclosed(screen: str) -> tuple[Disclosed, Spoken]:
    said = replace(spoken("I am Lilo, a computer program."), is_disclosure=True)
    return Disclosed(sentence(screen)), said


def heard(text: str) -> Heard:
    return Heard(MessageId(new_uuid()), text)


def done() -> TurnDone:
    record = TurnRecord(
        (), Level.NONE, SafetyAction.CONTINUE, None, (), "general", (), "", "", (), None, {}
    )
    return TurnDone(record)


def crisis_opened(
    alert_id: AlertId | None,
    kind: DangerKind = DangerKind.SUICIDE,
    *,
    flags: Sequence[str] = (),
    goes_on: bool = False,
) -> CrisisOpened:
    return CrisisOpened(begin_crisis(scripts(), kind, flags), alert_id, goes_on=goes_on)


class BrokenError(LiloError):
    code = "test.broken"


@dataclass
class FakeClock:
    now: datetime = AFTERNOON

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class FakeSeconds:
    """Seconds that only go forward, by a second a look unless held."""

    at: float = 0.0
    step: float = 1.0

    def __call__(self) -> float:
        self.at += self.step
        return self.at


@dataclass
class FakeChime:
    has_sound: bool = True
    rung: list[Sound] = field(default_factory=list)
    loudness: float = 1.0
    hushed: int = 0

    def ring(self, sound: Sound, loudness: float = 1.0) -> bool:
        self.loudness = loudness
        self.rung.append(sound)
        return self.has_sound

    def hush(self) -> None:
        self.hushed += 1


class InlineLane:
    """Does the job at once; or fails, as a broken database does."""

    def __init__(self) -> None:
        self.is_broken = False
        self.gate: asyncio.Event | None = None

    async def run(self, job: Callable[[], Any], *, deadline_s: float = 10.0) -> Any:
        if self.gate is not None:
            await self.gate.wait()
        if self.is_broken:
            raise BrokenError("The database cannot be reached.")
        return job()


@dataclass
class MemoryPreferences:
    kept: dict[ResidentId, Preferences] = field(default_factory=dict)

    def of(self, resident_id: ResidentId) -> Preferences | None:
        return self.kept.get(resident_id)

    def keep(self, resident_id: ResidentId, preferences: Preferences, at: datetime) -> None:
        self.kept[resident_id] = preferences


@dataclass
class MemoryPassages:
    passages: list[Passage] = field(default_factory=list)

    def of(self, scope: Scope) -> Sequence[Passage]:
        return [p for p in self.passages if Scope(p.stream, p.owner) == scope]


@dataclass
class MemoryPhotos:
    """Photographs of one resident, with their pixels; a picture without any is gone."""

    photos: dict[DocumentId, list[Photo]] = field(default_factory=dict)
    jpegs: dict[PhotoId, bytes] = field(default_factory=dict)

    def photos_of(self, resident_id: ResidentId) -> dict[DocumentId, list[Photo]]:
        return {
            story: [photo for photo in photos if photo.resident_id == resident_id]
            for story, photos in self.photos.items()
        }

    def pixels(self, photo_id: PhotoId) -> bytes | None:
        return self.jpegs.get(photo_id)


@dataclass
class MemoryConsents:
    given: set[ConsentKind] = field(default_factory=lambda: {ConsentKind.LIFE_STORY_PHOTOS})

    def latest(self, resident_id: ResidentId, kind: ConsentKind) -> Consent:
        is_given = kind in self.given
        return Consent(
            new_uuid(), resident_id, kind, is_given, Basis.RESIDENT, "M", DANA.id, AFTERNOON
        )


@dataclass
class MemoryMessages:
    said: list[Message] = field(default_factory=list)

    def recent(self, resident_id: ResidentId, limit: int) -> Sequence[Message]:
        return [message for message in self.said if message.resident_id == resident_id][-limit:]


@dataclass
class MemoryPlaces:
    kept: dict[ResidentId, tuple[Place, datetime]] = field(default_factory=dict)

    def of(self, resident_id: ResidentId) -> tuple[Place, datetime] | None:
        return self.kept.get(resident_id)

    def keep(self, resident_id: ResidentId, place: Place, at: datetime) -> None:
        self.kept[resident_id] = (place, at)

    def forget(self, resident_id: ResidentId) -> None:
        self.kept.pop(resident_id, None)


@dataclass
class Memory:
    """Alerts, audit, staff, plans, preferences and stories in memory."""

    events: list[AlertEvent] = field(default_factory=list)
    drafts: list[AuditDraft] = field(default_factory=list)
    items: list[ScheduledItem] = field(default_factory=list)
    members: dict[StaffId, StaffMember] = field(default_factory=lambda: {DANA.id: DANA})
    preferences: MemoryPreferences = field(default_factory=MemoryPreferences)
    passages: MemoryPassages = field(default_factory=MemoryPassages)
    messages: MemoryMessages = field(default_factory=MemoryMessages)
    stories: MemoryPhotos = field(default_factory=MemoryPhotos)
    consents: MemoryConsents = field(default_factory=MemoryConsents)
    places: MemoryPlaces = field(default_factory=MemoryPlaces)

    @property
    def alerts(self) -> "Memory":
        return self

    @property
    def staff(self) -> "Memory":
        return self

    @property
    def schedule(self) -> "Memory":
        return self

    @property
    def memory_marks(self) -> "Memory":
        return self

    def disregarded(self, resident_id: ResidentId) -> frozenset[MessageId]:
        return frozenset()

    @property
    def audit(self) -> "MemoryAudit":
        return MemoryAudit(self.drafts)

    def append(self, event: AlertEvent) -> None:
        self.events.append(event)

    def events_of(self, alert_id: AlertId) -> Sequence[AlertEvent]:
        return [event for event in self.events if event.alert_id == alert_id]

    def open_alerts(self, resident_id: ResidentId | None = None) -> Sequence[Alert]:
        ids = dict.fromkeys(event.alert_id for event in self.events)
        found = [alert_from(self.events_of(alert_id)) for alert_id in ids]
        return [a for a in found if a.is_open and a.resident_id == resident_id]

    def get(self, staff_id: StaffId) -> StaffMember | None:
        return self.members.get(staff_id)

    def of(self, resident_id: ResidentId, since: date | None = None) -> Sequence[ScheduledItem]:
        return [item for item in self.items if item.resident_id == resident_id]

    @contextmanager
    def unit(self) -> Iterator["Memory"]:
        yield self


@dataclass
class MemoryAudit:
    drafts: list[AuditDraft]

    def append(self, draft: AuditDraft, at: datetime) -> None:
        self.drafts.append(draft)


class BrokenJournal(CallJournal):
    def keep(self, call: object) -> None:
        raise JournalError("The disk is full.")


@dataclass
class FakeTalk:
    """Says what it was given; a step that is an error is raised, an event is waited for."""

    steps: list[object] = field(default_factory=list)
    is_ready: bool = True
    taken: list[str] = field(default_factory=list)
    how: list[tuple[HeardBy, float]] = field(default_factory=list)
    worrying: set[str] = field(default_factory=set)
    closed: int = 0

    async def worries(self, resident_id: ResidentId, raw: str) -> bool:
        return raw in self.worrying

    async def take(
        self,
        resident_id: ResidentId,
        raw: str,
        heard_by: HeardBy = HeardBy.KEYBOARD,
        confidence: float = 1.0,
    ) -> AsyncIterator[TurnEvent]:
        self.taken.append(raw)
        self.how.append((heard_by, confidence))
        try:
            for step in self.steps:
                if isinstance(step, Exception):
                    raise step
                if isinstance(step, asyncio.Event):
                    await step.wait()
                else:
                    yield step  # type: ignore[misc]
        finally:
            self.closed += 1


@dataclass
class Bench:
    """A kiosk's surroundings."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    memory: Memory = field(default_factory=Memory)
    lane: InlineLane = field(default_factory=InlineLane)
    talk: FakeTalk = field(default_factory=FakeTalk)
    resident: Resident = MARGARET

    def __post_init__(self) -> None:
        self.desk = AlertDesk(self.memory.unit, self.lane, self.clock, routes=ROUTES)  # type: ignore[arg-type]
        self.journal = CallJournal(self.folder / "calls.jsonl")
        self.button = CallButton("12", self.journal, self.clock)
        self.basics = KioskBasics(
            "Willow House", "12", ZONE, self.clock, self.button, {"trouble": ["Not your fault."]}
        )

    @property
    def services(self) -> KioskServices:
        self.button.desk = self.desk
        return KioskServices(
            resident=self.resident,
            talk=self.talk,
            desk=self.desk,
            day=DayBook(self.memory.unit, self.lane, self.clock, ZONE),  # type: ignore[arg-type]
            progress=AlertProgress(self.memory.unit, self.lane),  # type: ignore[arg-type]
            scripts=scripts(),
            preferences=PreferenceBook(self.memory.unit, self.lane, self.clock),  # type: ignore[arg-type]
            stories=StoryAlbum(self.memory.unit, self.lane, OutgoingScreen(()), ConsentRule()),  # type: ignore[arg-type]
            vocabulary=Vocabulary(self.memory.unit, self.lane, ["bakery", "tired", "tea"]),  # type: ignore[arg-type]
            places=PlaceBook(self.memory.unit, self.lane, self.clock),  # type: ignore[arg-type]
        )

    def story(
        self, title: str, *lines: str, when: str = "", sensitivity: Sensitivity = Sensitivity.OPEN
    ) -> None:
        self.memory.passages.passages.append(
            Passage(
                DocumentId(new_uuid()),
                StreamName.LIFE_STORY,
                self.resident.id,
                title,
                " ".join(lines),
                retelling=lines,
                sensitivity=sensitivity,
                facts={"time": when},
            )
        )

    def photograph(self, title: str, jpeg: bytes | None, caption: str = "") -> PhotoId:
        """Put a photograph to the story of that title; None for one whose pixels are gone."""
        story = next(p for p in self.memory.passages.passages if p.title == title)
        photo = Photo(
            PhotoId(new_uuid()), story.id, self.resident.id, caption or title, 640, 480, b""
        )
        self.memory.stories.photos.setdefault(story.id, []).append(photo)
        if jpeg is not None:
            self.memory.stories.jpegs[photo.id] = jpeg
        return photo.id

    def has_written(self, *texts: str) -> None:
        for text in texts:
            self.memory.messages.said.append(
                Message(
                    MessageId(new_uuid()),
                    TurnId(new_uuid()),
                    self.resident.id,
                    Speaker.RESIDENT,
                    text,
                    self.clock(),
                )
            )

    def plan(self, title: str, at: time, kind: ItemKind = ItemKind.ACTIVITY) -> None:
        item = ScheduledItem(
            UUID(int=len(self.memory.items)),
            self.resident.id,
            title,
            title,
            at,
            frozenset(range(7)),
            kind,
        )
        self.memory.items.append(item)

    async def raise_alert(self) -> AlertId:
        cause = AlertCause(AlertSource.WORDS, Level.IMMEDIATE, DangerKind.SUICIDE, "words")
        return (await self.desk.raise_alert(self.resident.id, cause)).id

    @property
    def last_alert(self) -> AlertId:
        return self.memory.events[-1].alert_id


def status(model: KioskViewModel) -> tuple[str, str]:
    lines = [line["text"] for line in model.status.lines]
    return model.status.tone, " ".join(lines)


def run(spawner: QueuedSpawner, work: object) -> None:
    """Do somebody else's work, then what it brings about here."""

    async def wrapped() -> None:
        await work  # type: ignore[misc]

    spawner.spawn(wrapped(), name="theirs")
    spawner.drain()
