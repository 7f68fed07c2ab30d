"""The only place where services meet their adapters: everything Lilo is made of, in plain sight."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import structlog

import resources
from app.alerts import AlertDesk, CallButton, CallJournal
from app.audit import AuditAction, AuditDraft
from app.clock import Clock, system_clock
from app.conversation import Conversation, Parts
from app.conversation.answering import Answerer
from app.conversation.crisis import AlertPath
from app.conversation.feelings import FeelingReader, load_feelings
from app.conversation.intents import Intent, IntentClassifier, load_prototypes
from app.conversation.perception import Faculties, Perception
from app.conversation.plain_answers import load_plain_answers
from app.conversation.records import TurnRecords
from app.conversation.wording import Wording, load_wording
from app.embedding import EmbeddingError, TextEmbedder
from app.identity import Resident, SignIn
from app.oversight import AlertProgress, AuditTrail, BoardReader
from app.recall import Recaller, Stream, StreamName, embed_missing
from app.runtime import Runtime
from app.safety import (
    Calibration,
    CrisisScripts,
    PatternIndex,
    Screener,
    load_crisis_scripts,
    load_outgoing_screen,
    load_patterns,
    load_rule_book,
)
from app.schedule import DayBook
from app.settings import Settings, load_settings
from models.embedding import CachedEmbedder, embed_stored, load_sentence_transformer
from models.generation import CuratedReplyGenerator, ReplyGateway, load_library
from models.index import FaissFlatIndex
from storage import (
    AskPassphrase,
    Database,
    DemoKeySource,
    FacilityPaths,
    FoundKeys,
    resolve_keys,
    standard_sources,
)

RESOURCES = Path(resources.__file__).parent

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
    streams: Sequence[Stream]
    conversation: Conversation
    desk: AlertDesk
    board: BoardReader
    trail: AuditTrail
    sign_in: SignIn
    day: DayBook
    progress: AlertProgress
    scripts: CrisisScripts
    residents: tuple[Resident, ...]

    async def wake(self) -> None:
        """Load the models and everything that stands on them. Takes seconds; never raises."""
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
            await self._embed_what_is_new(faculties.embedder)
        finally:
            self.waking.over = True

    async def _embed_what_is_new(self, embedder: TextEmbedder) -> None:
        lanes = self.runtime
        self._search_by(embedder)
        self.waking.over = True
        try:
            if await embed_missing(self.database.unit, embedder, lanes.database, lanes.inference):
                self._search_by(embedder)
        except Exception:
            # Keywords find what has no vector yet; the next start tries again.
            _log.exception("passages_not_embedded")

    def _search_by(self, embedder: TextEmbedder) -> None:
        for stream in self.streams:
            stream.use_vectors_of(embedder.fingerprint)

    def _learned(self) -> Faculties:
        # On the inference lane: a turn that waits behind this must already find the model in use.
        faculties = load_faculties(self.basics.settings)
        self.perception.learn(faculties)
        return faculties

    def close(self) -> None:
        """Finish what is being written, and close the database."""
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
    settings, clock = basics.settings, basics.clock
    zone = settings.facility.zone
    crisis = RESOURCES / "crisis"
    with database.unit() as unit:
        residents = tuple(unit.residents.all())
        unit.audit.append(AuditDraft(AuditAction.FACILITY_OPENED, "lilo"), clock())
    desk = AlertDesk(database.unit, runtime.database, clock)
    basics.call_button.desk = desk
    waking = Waking()
    perception = Perception(Screener(load_rule_book(crisis / "rules.yaml")))
    scripts = load_crisis_scripts(crisis / "dialogue.yaml")
    streams = [
        Stream(name, database.reading, runtime.database, FaissFlatIndex) for name in StreamName
    ]
    gateway = ReplyGateway([CuratedReplyGenerator(load_library(RESOURCES / "replies"))])
    answerer = Answerer(
        Recaller(streams),
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
            alert_path=AlertPath(desk, basics.call_button),
            answerer=answerer,
            outgoing=load_outgoing_screen(crisis / "outgoing.yaml"),
            scripts=scripts,
            inference=runtime.inference,
            residents=lambda: residents,
            is_ready=lambda: waking.over,
        )
    )
    return Lilo(
        basics=basics,
        key_source=found.source,
        runtime=runtime,
        database=database,
        waking=waking,
        perception=perception,
        streams=streams,
        conversation=conversation,
        desk=desk,
        board=BoardReader(database.reading, basics.call_button.journal, runtime.database, clock),
        trail=AuditTrail(database.reading, found.keys.audit, runtime.database),
        sign_in=SignIn(database.unit, runtime.database, clock),
        day=DayBook(database.reading, runtime.database, clock, zone),
        progress=AlertProgress(database.reading, runtime.database),
        scripts=scripts,
        residents=residents,
    )


def load_faculties(settings: Settings) -> Faculties:
    """Load the embedding model and everything that stands on it. Takes seconds.

    Raises:
        EmbeddingError: the model is missing, altered, or cannot be loaded.
        LiloError: a file of examples is damaged.
    """
    embedder = CachedEmbedder(load_sentence_transformer(settings.models.embedding_folder))
    vectors = settings.models.cache_folder or _user_cache()
    patterns = load_patterns(RESOURCES / "crisis")
    prototypes = load_prototypes(RESOURCES / "intents")
    feelings = load_feelings(RESOURCES / "replies" / "feelings.jsonl")
    meant = embed_stored(embedder, [p.text for p in prototypes], vectors)
    # What people ask of Lilo on a quiet day is as harmless as the written look-alikes.
    quiet = meant[[p.intent is not Intent.CRISIS for p in prototypes]]
    contrast = embed_stored(embedder, [line.text for line in patterns.contrast], vectors)
    return Faculties(
        embedder,
        PatternIndex(
            patterns,
            embed_stored(embedder, [line.text for line in patterns.danger], vectors),
            np.concatenate([contrast, quiet]),
            Calibration(settings.safety.watch_at, settings.safety.alarm_at),
        ),
        IntentClassifier(prototypes, meant),
        FeelingReader(feelings, embed_stored(embedder, [line.text for line in feelings], vectors)),
    )


def _user_cache() -> Path:
    """Return the folder for what can be made again: vectors of texts that ship with Lilo."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "lilo" / "vectors"
