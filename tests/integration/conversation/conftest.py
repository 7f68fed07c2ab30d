"""A conversation with every part real, but for the clock and a small embedder."""

import shutil
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.alerts import AlertDesk, CallButton, CallJournal, Outcome
from app.conversation import Conversation, Parts, TurnEvent
from app.conversation.answering import Answerer
from app.conversation.asking import Asking
from app.conversation.chronicle import Chronicle
from app.conversation.crisis import AlertPath
from app.conversation.disclosing import Discloser
from app.conversation.feelings import FeelingReader, load_feelings
from app.conversation.following import load_answer_words
from app.conversation.intents import Intent, IntentClassifier, Prototype, load_prototypes
from app.conversation.occasions import load_occasions
from app.conversation.passing_on import DeskMessenger
from app.conversation.perception import Faculties, Perception
from app.conversation.plain_answers import load_plain_answers
from app.conversation.records import TurnRecords
from app.conversation.remembering import Remembering
from app.conversation.reply import ReplySource
from app.conversation.understanding import Understanding
from app.conversation.wording import load_wording
from app.embedding import TextEmbedder
from app.identity import Resident, StaffMember
from app.ids import DocumentId, ResidentId, new_uuid
from app.memory import (
    Extractor,
    Forgetter,
    MemoryKeeper,
    load_dating,
    load_memory_patterns,
    load_memory_requests,
)
from app.recall import (
    IndexShelf,
    Passage,
    Recaller,
    Searching,
    Stream,
    StreamName,
    load_articles,
    load_recall_weights,
    load_synonyms,
)
from app.recall.understanding import QueryReader, load_common_words, load_language
from app.runtime import ThreadLane
from app.safety import (
    DangerKind,
    Screener,
    Weigher,
    load_crisis_scripts,
    load_outgoing_screen,
    load_rule_book,
    load_trend_rules,
    load_weights,
)
from app.safety.patterns import DangerLine
from models.embedding import CachedEmbedder
from models.generation import CuratedReplyGenerator, ReplyGateway, load_library
from models.index import FaissFlatIndex
from storage import Database, FacilityKeys
from tests.fakes.clock import FakeClock
from tests.fakes.danger import WordsInCommon
from tests.fakes.embedder import HashEmbedder
from tests.fakes.routes import ROUTES

ALARMING = "the moon has swallowed my clock"
WATCHED = "grey pigeons follow everyone"
LOW = "my lamp burns lower each winter"
STORY = "You had a boat with a red sail."


@dataclass
class House:
    """One conversation with everything around it that a test may want to look at or break."""

    conversation: Conversation
    resident: Resident
    database: Database
    journal: CallJournal
    desk: AlertDesk
    clock: FakeClock
    perception: Perception
    chronicle: Chronicle
    ready: bool = True
    events: list[TurnEvent] = field(default_factory=list)

    async def take(self, words: str) -> list[TurnEvent]:
        """Take a turn; its events are also in `events`, even if it fails."""
        self.events = []
        async for event in self.conversation.take(self.resident.id, words):
            self.events.append(event)
        await self.chronicle.settled()
        return self.events


class Resources:
    """What ships, read once for all tests."""

    def __init__(self, folder: Path) -> None:
        crisis = folder / "crisis"
        self.rules = load_rule_book(crisis / "rules.yaml")
        self.outgoing = load_outgoing_screen(crisis / "outgoing.yaml")
        self.scripts = load_crisis_scripts(crisis / "dialogue.yaml")
        self.weights = load_weights(crisis / "fusion.yaml")
        self.trends = load_trend_rules(crisis / "trajectory.yaml")
        self.library = load_library(folder / "replies")
        self.wording = load_wording(folder / "i18n" / "en", folder / "replies" / "lines.yaml")
        self.plain = load_plain_answers(folder / "intents" / "plain.yaml")
        self.answers = load_answer_words(folder / "intents" / "answers.yaml")
        self.occasions = load_occasions(folder / "intents" / "occasions.yaml")
        self.recall = load_recall_weights(folder / "recall" / "weights.yaml")
        self.synonyms = load_synonyms(folder / "recall" / "synonyms.yaml")
        self.language = load_language(folder / "recall" / "language.yaml")
        self.common = load_common_words(folder)
        self.articles = load_articles(folder / "knowledge")
        # Beside those that ship, one by which the fake embedder knows a question about a boat.
        asked = Prototype("Tell me about the boat with a sail on the river", Intent.REMINISCE)
        self.prototypes = [asked, *_first_of_each(load_prototypes(folder / "intents"))]
        self.feelings = load_feelings(folder / "replies" / "feelings.jsonl")
        embed = HashEmbedder().embed
        self._prototype_vectors = embed([p.text for p in self.prototypes])
        self._feeling_vectors = embed([line.text for line in self.feelings])

    def faculties(self, embedder: TextEmbedder) -> Faculties:
        """One line that alarms, one to watch, and everything else that ships."""
        lines = [
            DangerLine(text=text, kind=kind, level=level, group="g")
            for text, kind, level in (
                (ALARMING, DangerKind.CONFUSION_RISK, "urgent"),
                (WATCHED, DangerKind.CONFUSION_RISK, "moderate"),
                (LOW, DangerKind.SUICIDE, "moderate"),
            )
        ]
        return Faculties(
            embedder,
            WordsInCommon(lines),
            IntentClassifier(self.prototypes, self._prototype_vectors),
            FeelingReader(self.feelings, self._feeling_vectors),
        )


def _first_of_each(prototypes: Sequence[Prototype], most: int = 200) -> list[Prototype]:
    """Enough for an embedder that knows words alone: with thousands any text is near to some."""
    chosen: list[Prototype] = []
    for intent in Intent:
        chosen += [p for p in prototypes if p.intent is intent][:most]
    return chosen


@pytest.fixture(scope="session")
def shipped(resources: Path) -> Resources:
    return Resources(resources)


@pytest.fixture(scope="session")
def empty_database(
    empty_database: tuple[Path, FacilityKeys],
    shipped: Resources,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, FacilityKeys]:
    """Nobody lives in it, but the articles that ship are there, with their vectors."""
    empty, keys = empty_database
    folder = tmp_path_factory.mktemp("articles") / "copy"
    shutil.copytree(empty, folder)
    with Database.open(folder / "lilo.db", keys) as database, database.unit() as unit:
        unit.passages.add(shipped.articles)
        vectors = HashEmbedder().embed([p.searchable for p in shipped.articles])
        ids = [p.id for p in shipped.articles]
        unit.passages.save_vectors(ids, vectors, HashEmbedder.fingerprint)
    return folder, keys


@pytest.fixture
def other_resident() -> Resident:
    return Resident(ResidentId(new_uuid()), "Walter", "Pell", "Wally", "14", "Garden")


@pytest.fixture
def inference() -> Iterator[ThreadLane]:
    lane = ThreadLane("inference")
    yield lane
    lane.close()


@pytest.fixture
def build(
    shipped: Resources,
    database: Database,
    lane: ThreadLane,
    inference: ThreadLane,
    clock: FakeClock,
    resident: Resident,
    other_resident: Resident,
    tmp_path: Path,
) -> Callable[..., House]:
    """Put a house together, with another embedder or source of replies where a test wants one."""
    story = Passage(
        DocumentId(new_uuid()),
        StreamName.LIFE_STORY,
        resident.id,
        "The red sail",
        "Peggy had a boat with a red sail on the river.",
        (STORY,),
    )
    with database.unit() as unit:
        unit.residents.add(other_resident)
        unit.passages.add([story])
        vector = HashEmbedder().embed([story.searchable])
        unit.passages.save_vectors([story.id], vector, HashEmbedder.fingerprint)

    def make(
        *,
        embedder: TextEmbedder | None = None,
        replies: ReplySource | None = None,
        journal: CallJournal | None = None,
        model: bool = True,
        discloser: Discloser | None = None,
    ) -> House:
        kept = journal or CallJournal(tmp_path / "journal" / "calls.jsonl")
        desk = AlertDesk(database.unit, lane, clock, routes=ROUTES)
        screener = Screener(shipped.rules)
        perception = Perception(screener)
        zone = ZoneInfo("America/New_York")
        shelf = IndexShelf(database.reading, lane, lane, FaissFlatIndex)
        searching = Searching(database.reading, lane, lane, shelf, shipped.synonyms, patience_s=5.0)
        streams = [Stream(name, searching, shipped.recall.trust_of(name)) for name in StreamName]
        if model:
            chosen = embedder or CachedEmbedder(HashEmbedder())
            perception.learn(shipped.faculties(chosen))
            shelf.use_vectors_of(chosen.fingerprint)
        chronicle = Chronicle(database.unit, database.unit, lane, inference, shipped.wording, zone)
        if model:
            chronicle.learn(chosen)
        parts = Parts(
            records=TurnRecords(database.unit, lane, clock),
            perception=perception,
            weigher=Weigher(shipped.weights, shipped.trends, screener.rule_levels, zone),
            clock=clock,
            alert_path=AlertPath(desk, CallButton("12", kept, clock, desk, patience_s=0.5)),
            answerer=Answerer(
                Recaller(streams, deadline_s=5.0),
                Asking(
                    QueryReader(shipped.language, shipped.common),
                    perception,
                    database.reading,
                    lane,
                    inference,
                ),
                shipped.recall,
                replies or ReplyGateway([CuratedReplyGenerator(shipped.library)]),
                shipped.wording,
                lambda: shipped.plain,
                clock,
                zone,
                "Willow House",
                shipped.occasions,
                DeskMessenger(desk, "Asked Lilo to tell staff"),
            ),
            understanding=Understanding(shipped.answers),
            outgoing=shipped.outgoing,
            scripts=shipped.scripts,
            inference=inference,
            residents=lambda: (resident, other_resident),
            is_ready=lambda: house.ready,
            discloser=discloser,
            chronicle=chronicle,
        )
        house = House(
            Conversation(parts), resident, database, kept, desk, clock, perception, chronicle
        )
        return house

    return make


@pytest.fixture
def house(build: Callable[..., House]) -> House:
    return build()


@pytest.fixture
def resolve(nurse: StaffMember) -> Callable[[House], Awaitable[None]]:
    """Have the nurse resolve every open alert."""

    async def resolved(house: House) -> None:
        with house.database.reading() as unit:
            alerts = list(unit.alerts.open_alerts())
        for alert in alerts:
            await house.desk.resolve(alert.id, nurse.id, Outcome.HELPED)

    return resolved


@pytest.fixture
def held_lane(inference: ThreadLane) -> Iterator[threading.Event]:
    """The inference lane does nothing until the event is set."""
    release = threading.Event()
    inference._executor.submit(release.wait)
    yield release
    release.set()


@pytest.fixture
def scene(
    build: Callable[..., House],
    database: Database,
    lane: ThreadLane,
    inference: ThreadLane,
    clock: FakeClock,
    resources: Path,
    shipped: Resources,
) -> tuple[House, Remembering]:
    """A house that remembers."""
    house = build()
    changed: list[object] = []
    keeper = MemoryKeeper(
        Extractor(
            load_memory_patterns(resources / "memory"),
            load_memory_requests(resources / "memory" / "requests.yaml"),
        ),
        database.unit,
        lane,
        inference,
        clock,
        changed.append,
        dating=load_dating(
            resources / "memory" / "dates.yaml",
            shipped.wording.weekdays,
            shipped.wording.spoken_date,
        ),
        zone=ZoneInfo("America/New_York"),
    )
    keeper.learn(HashEmbedder())
    remembering = Remembering(
        keeper,
        Forgetter(database.unit, lane, clock, changed.append),
        load_memory_requests(resources / "memory" / "requests.yaml"),
        database.unit,
        lane,
        shipped.wording,
        clock,
    )
    conversation = house.conversation
    conversation._parts = replace(conversation._parts, remembering=remembering)
    return house, remembering
