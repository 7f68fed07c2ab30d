"""The only place where services meet their adapters: everything Lilo is made of, in plain sight."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from app.alerts import (
    AlertDesk,
    CallButton,
    CallJournal,
    Dispatcher,
    MessageWriter,
    Outbox,
    OutboxReader,
    Timekeeper,
    load_message_words,
    routes_of,
    targets_of,
)
from app.audit import AuditAction, AuditDraft
from app.clock import Clock, system_clock
from app.conversation import Conversation, Parts
from app.conversation.answering import Answerer
from app.conversation.asking import Asking
from app.conversation.chronicle import Chronicle
from app.conversation.crisis import AlertPath
from app.conversation.disclosing import Discloser
from app.conversation.perception import Faculties, Perception
from app.conversation.plain_answers import load_plain_answers
from app.conversation.records import TurnRecords
from app.conversation.remembering import Remembering
from app.conversation.wording import Wording, load_wording
from app.embedding import EmbeddingError, TextEmbedder
from app.faculties import load_faculties
from app.generation import Ledger
from app.identity import Resident, SignIn
from app.ids import ResidentId
from app.knowledge import KnowledgeShelf, load_steering_watch
from app.memory import (
    Extractor,
    Forgetter,
    MemoryDesk,
    MemoryKeeper,
    NightWork,
    Tidier,
    load_memory_patterns,
    load_memory_requests,
)
from app.outward import AppriseChannel
from app.oversight import AlertProgress, AuditTrail, BoardReader, ReviewReader, SpeechReader
from app.recall import (
    CachedStream,
    IndexShelf,
    Recaller,
    Scope,
    Searching,
    Stream,
    StreamName,
    embed_missing,
    load_recall_weights,
    load_synonyms,
)
from app.recall.understanding import QueryReader, load_common_words, load_language
from app.runtime import Runtime
from app.safety import (
    CrisisScripts,
    ReviewDesk,
    Screener,
    Weigher,
    load_crisis_scripts,
    load_disclosure_book,
    load_outgoing_screen,
    load_rule_book,
    load_trend_rules,
    load_weights,
    watch_rules,
)
from app.schedule import DayBook
from app.settings import Settings, load_settings
from models.documents import ConfinedDocumentReader
from models.generation import (
    CuratedReplyGenerator,
    ReplyGateway,
    Tier,
    Tiers,
    build_tiers,
    load_library,
    watch_prompts,
)
from models.index import index_by_size
from resources import RESOURCES
from storage import (
    AskPassphrase,
    Database,
    DemoKeySource,
    FacilityPaths,
    FoundKeys,
    resolve_keys,
    standard_sources,
)

_log = structlog.get_logger(__name__)

WAKING_DEADLINE_S = 300.0
"""The first start reads every written example; later ones find the vectors kept."""


@dataclass(slots=True)
class Waking:
    """How far the models have come.

    Attributes:
        over: they have loaded, or it is known that they will not.
        fault: why they will not; None while all is well.
    """

    over: bool = False
    fault: EmbeddingError | None = None


@dataclass(frozen=True, slots=True)
class Basics:
    """What works before, and without, an open facility: the words and the call button."""

    root: Path
    settings: Settings
    clock: Clock
    wording: Wording
    call_button: CallButton


@dataclass(frozen=True, slots=True)
class Lilo:
    """An open facility with every service on it."""

    basics: Basics
    key_source: str
    runtime: Runtime
    database: Database
    waking: Waking
    perception: Perception
    shelf: IndexShelf
    chronicle: Chronicle
    reader: QueryReader
    streams: Sequence[CachedStream]
    conversation: Conversation
    memory: MemoryKeeper
    memories: MemoryDesk
    knowledge: KnowledgeShelf
    night_work: NightWork
    desk: AlertDesk
    timekeeper: Timekeeper
    dispatcher: Dispatcher
    undelivered: OutboxReader
    review: ReviewDesk
    screener: Screener
    board: BoardReader
    reviews: ReviewReader
    speech: SpeechReader
    trail: AuditTrail
    sign_in: SignIn
    day: DayBook
    progress: AlertProgress
    scripts: CrisisScripts
    residents: tuple[Resident, ...]
    gateway: ReplyGateway
    tiers: Tiers
    ledger: Ledger

    async def wake(self) -> None:
        """Load the models and everything that stands on them. Takes seconds; never raises."""
        self.tiers.start()
        try:
            faculties = await self.runtime.inference.run(
                self._learned, deadline_s=WAKING_DEADLINE_S
            )
        except EmbeddingError as error:
            self.waking.fault = error
            _log.exception("embedding_model_unavailable")
        except Exception as error:
            self.waking.fault = EmbeddingError(f"The models did not load: {type(error).__name__}.")
            _log.exception("models_not_loaded")
        else:
            self.memory.learn(faculties.embedder)
            await self._embed_what_is_new(faculties.embedder)
        finally:
            self.waking.over = True
        await self.catch_up()

    async def catch_up(self) -> None:
        """Learn from what was said before a stop came between a turn and its memories."""
        for resident in self.residents:
            try:
                await self.memory.catch_up(resident.id)
            except Exception:
                # The next turn or start reads the record again.
                _log.exception("memories_not_kept")

    async def _embed_what_is_new(self, embedder: TextEmbedder) -> None:
        lanes = self.runtime
        self.shelf.use_vectors_of(embedder.fingerprint)
        self.waking.over = True
        try:
            self.chronicle.learn(embedder)
            await self.chronicle.catch_up(self.residents)
            await embed_missing(self.database.unit, embedder, lanes.database, lanes.inference)
            await self._warm()
        except Exception:
            # Keywords find what has no vector yet; the next start tries again.
            _log.exception("passages_not_embedded")

    async def _warm(self) -> None:
        """Make the indexes that the first turn will ask: the facility's, and this room's."""
        await self.shelf.warm(Scope(StreamName.KNOWLEDGE, None))
        here = self.basics.settings.kiosk.resident
        for resident in self.residents:
            if resident.full_name == here:
                for stream in StreamName:
                    if stream is not StreamName.KNOWLEDGE:
                        await self.shelf.warm(Scope(stream, resident.id))

    def _learned(self) -> Faculties:
        # On the inference lane: a turn that waits behind this must already find the model in use.
        faculties = load_faculties(self.basics.settings)
        self.perception.learn(faculties)
        self.reader.learn_common(load_common_words(RESOURCES))
        if self.tiers.book is not None:
            shelf = self.tiers.book.examples
            shelf.learn(faculties.embedder.embed(shelf.said()))
        return faculties

    async def keep_watch(self) -> None:
        """Escalate, notify and reload until `stop_watching`."""
        rules = RESOURCES / "crisis" / "rules.yaml"
        watching = [asyncio.create_task(watch_rules(rules, self.screener.use_rules))]
        if self.tiers.book is not None:
            prompts = watch_prompts(
                RESOURCES / "prompts", self.tiers.book.use, self.tiers.refuse_prompts
            )
            watching.append(asyncio.create_task(prompts))
        try:
            await asyncio.gather(
                self.timekeeper.run(), self.dispatcher.run(), self.night_work.run()
            )
        finally:
            for task in watching:
                task.cancel()

    def stop_watching(self) -> None:
        """End `keep_watch` once it has written what it is writing."""
        self.timekeeper.stop()
        self.dispatcher.stop()
        self.night_work.stop()

    def close(self) -> None:
        """Finish what is being written, and close the database."""
        self.tiers.close()
        self.runtime.close()
        self.database.close()


def prepare_basics(root: Path, clock: Clock = system_clock) -> Basics:
    """Read the settings and words of a facility and make its call button.

    Raises:
        SettingsError, WordingError: a file is wrong.
    """
    paths = FacilityPaths(root)
    settings = load_settings(RESOURCES / "defaults", paths.config)
    wording = load_wording(
        RESOURCES / "i18n" / settings.kiosk.language, RESOURCES / "replies" / "lines.yaml"
    )
    journal = CallJournal(paths.journal / "calls.jsonl")
    return Basics(root, settings, clock, wording, CallButton(settings.kiosk.room, journal, clock))


def find_keys(basics: Basics, ask: AskPassphrase | None = None) -> FoundKeys:
    """Return the facility's keys; for a new facility make them.

    Raises:
        KeyUnavailableError: they are nowhere, and there is nobody to ask.
    """
    demo = basics.settings.facility.demo
    sources = (DemoKeySource(),) if demo else standard_sources(os.environ, ask)
    return resolve_keys(FacilityPaths(basics.root), sources)


def open_facility(basics: Basics, ask: AskPassphrase | None = None) -> Lilo:
    """Open the facility's database and build every service on it. Blocking.

    Raises:
        StorageError: the database or its key is missing, wrong, damaged, newer, or locked.
        LiloError: a resource that ships with Lilo is damaged.
    """
    paths = FacilityPaths(basics.root)
    found = find_keys(basics, ask)
    database = Database.open(paths.database, found.keys)
    runtime = Runtime()
    try:
        return _built(basics, found, runtime, database)
    except BaseException:
        runtime.close()
        database.close()
        raise


def _built(basics: Basics, found: FoundKeys, runtime: Runtime, database: Database) -> Lilo:
    settings, clock, paths = basics.settings, basics.clock, FacilityPaths(basics.root)
    crisis = RESOURCES / "crisis"
    with database.unit() as unit:
        residents = tuple(unit.residents.all())
        unit.audit.append(AuditDraft(AuditAction.FACILITY_OPENED, "lilo"), clock())
    routes = routes_of(settings.alerts)
    channel = AppriseChannel()
    targets = targets_of(settings.notifications, os.environ, channel.accepts)
    outbox = Outbox(targets, _message_writer(settings), clock)
    desk = AlertDesk(database.unit, runtime.database, clock, routes=routes, on_alarm=outbox.enqueue)
    dispatcher = Dispatcher(targets, channel, database.unit, runtime.database, clock)
    desk.on_change(dispatcher.announce)
    basics.call_button.desk = desk
    waking = Waking()
    screener = Screener(load_rule_book(crisis / "rules.yaml"))
    perception = Perception(screener)
    zone = settings.facility.zone
    weigher = Weigher(
        load_weights(_own_or_shipped(paths, "fusion.yaml")),
        load_trend_rules(_own_or_shipped(paths, "trajectory.yaml")),
        screener.rule_levels,
        zone,
    )
    discloser = Discloser(
        load_disclosure_book(crisis / "disclosure.yaml"),
        settings.facility.disclosure_profile,
        clock,
        zone,
    )
    scripts = load_crisis_scripts(crisis / "dialogue.yaml")
    recall = RESOURCES / "recall"
    weights = load_recall_weights(recall / "weights.yaml")
    shelf = IndexShelf(database.reading, runtime.database, runtime.inference, index_by_size)
    searching = Searching(
        database.reading,
        runtime.database,
        runtime.search,
        shelf,
        load_synonyms(recall / "synonyms.yaml"),
    )
    streams = [
        CachedStream(
            Stream(name, searching, weights.trust_of(name)),
            database.reading,
            runtime.database,
            shelf,
        )
        for name in StreamName
    ]
    memory_requests = load_memory_requests(RESOURCES / "memory" / "requests.yaml")

    def changed(name: StreamName, resident_id: ResidentId | None) -> None:
        shelf.let_go(Scope(name, resident_id))
        for stream in streams:
            if stream.name is name:
                stream.let_go()

    def memories_changed(resident_id: ResidentId) -> None:
        changed(StreamName.MEMORY, resident_id)
        changed(StreamName.CHAT, resident_id)

    keeper = MemoryKeeper(
        Extractor(load_memory_patterns(RESOURCES / "memory")),
        database.unit,
        runtime.database,
        runtime.inference,
        clock,
        memories_changed,
    )
    forgetter = Forgetter(database.unit, runtime.database, clock, memories_changed)
    tidier = Tidier(
        database.unit,
        runtime.database,
        clock,
        zone,
        memory_requests.summary,
        basics.wording.months,
        memories_changed,
    )
    chronicle = Chronicle(
        database.unit,
        database.unit,
        runtime.database,
        runtime.inference,
        basics.wording,
        zone,
    )
    asking = Asking(
        QueryReader(load_language(recall / "language.yaml")),
        perception,
        database.reading,
        runtime.database,
        runtime.inference,
    )
    ledger = Ledger(database.unit, runtime.database, clock, zone, settings.generation.budgets)
    tiers = build_tiers(settings.generation, RESOURCES / "prompts", ledger, os.environ)
    curated = CuratedReplyGenerator(load_library(RESOURCES / "replies"))
    gateway = ReplyGateway([*tiers.in_order, Tier(curated, is_last_resort=True)])
    answerer = Answerer(
        Recaller(streams, deadline_s=settings.recall.deadline_s),
        asking,
        weights,
        gateway,
        basics.wording,
        load_plain_answers(RESOURCES / "intents" / "plain.yaml"),
        clock,
        zone,
        settings.facility.name,
    )
    conversation = Conversation(
        Parts(
            records=TurnRecords(database.unit, runtime.database, clock),
            perception=perception,
            weigher=weigher,
            clock=clock,
            discloser=discloser,
            remembering=Remembering(
                keeper,
                forgetter,
                memory_requests,
                database.unit,
                runtime.database,
                basics.wording,
                clock,
            ),
            alert_path=AlertPath(desk, basics.call_button),
            answerer=answerer,
            outgoing=load_outgoing_screen(crisis / "outgoing.yaml"),
            scripts=scripts,
            inference=runtime.inference,
            residents=lambda: residents,
            is_ready=lambda: waking.over,
            chronicle=chronicle,
        )
    )
    return Lilo(
        basics=basics,
        key_source=found.source,
        runtime=runtime,
        database=database,
        waking=waking,
        perception=perception,
        shelf=shelf,
        chronicle=chronicle,
        reader=asking.reader,
        streams=streams,
        conversation=conversation,
        memory=keeper,
        memories=MemoryDesk(database.unit, runtime.database, clock, memories_changed),
        knowledge=KnowledgeShelf(
            database.unit,
            runtime.database,
            runtime.inference,
            ConfinedDocumentReader(),
            load_steering_watch(RESOURCES / "ingestion" / "steering.yaml"),
            clock,
            lambda: changed(StreamName.KNOWLEDGE, None),
        ),
        night_work=NightWork(tidier, keeper, lambda: residents, clock, zone),
        desk=desk,
        timekeeper=Timekeeper(desk, database.reading, runtime.database, routes, clock),
        dispatcher=dispatcher,
        undelivered=OutboxReader(
            database.reading, database.unit, runtime.database, clock, dispatcher.announce
        ),
        review=ReviewDesk(database.unit, runtime.database, clock),
        screener=screener,
        board=BoardReader(
            database.reading,
            basics.call_button.journal,
            runtime.database,
            clock,
            routes=routes,
            notices=database.reading,
        ),
        reviews=ReviewReader(database.reading, runtime.database, clock),
        speech=SpeechReader(database.reading, runtime.database, clock),
        trail=AuditTrail(database.reading, found.keys.audit, runtime.database),
        sign_in=SignIn(database.unit, runtime.database, clock),
        day=DayBook(database.reading, runtime.database, clock, zone),
        progress=AlertProgress(database.reading, runtime.database),
        scripts=scripts,
        residents=residents,
        gateway=gateway,
        tiers=tiers,
        ledger=ledger,
    )


def _own_or_shipped(paths: FacilityPaths, name: str) -> Path:
    """Return the facility's own weights, where it has written some, else those that ship."""
    own = paths.config / "crisis" / name
    return own if own.is_file() else RESOURCES / "crisis" / name


def _message_writer(settings: Settings) -> MessageWriter:
    words = RESOURCES / "i18n" / settings.kiosk.language / "notifications.yaml"
    told = settings.notifications
    return MessageWriter(load_message_words(words), told.disclose, told.name_residents)
