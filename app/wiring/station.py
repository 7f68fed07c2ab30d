"""The station: what the staff window and the command line get to work with."""

import platform
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.metadata import version

from app.alerts import routes_of
from app.audit import AuditLog, Signer, checkpoint_in
from app.backup import BackupStanding, standing_of
from app.check_in.rhythm_book import RhythmBook
from app.identity import Preferences, VoiceLiking
from app.knowledge import KnowledgeShelf
from app.memory import MemoryDesk
from app.oversight import AuditTrail, ReviewReader, SpeechReader
from app.oversight.audit_export import AuditExport
from app.safety import ReviewDesk
from app.settings import Settings
from app.station import (
    CacheLine,
    LaneLine,
    StationAlerts,
    StationAudit,
    StationBoard,
    StationClinicalRecords,
    StationConsents,
    StationConversations,
    StationCustody,
    StationDoors,
    StationExports,
    StationFigures,
    StationHandingOver,
    StationKnowledge,
    StationLikings,
    StationMemories,
    StationMessages,
    StationReminders,
    StationResidents,
    StationReviews,
    StationSchedule,
    StationScores,
    StationStories,
    StationSystem,
    StationWindow,
    StorageFigures,
    SystemPorts,
    TierLine,
    Upkeep,
    UpkeepPorts,
    Visits,
)
from app.story import StoryShelf
from app.story.editing import StoryEditor
from app.wiring.alarms import Alarms
from app.wiring.check_ins import CheckIns
from app.wiring.day import Day
from app.wiring.foundation import Foundation, Waking
from app.wiring.guarding import wire_custody
from app.wiring.identity import IdentityParts
from app.wiring.remembrance import Recollection
from app.wiring.replying import Replying
from app.wiring.shifts import shift_times
from app.wiring.window_choice import keep_choice, kept_choice
from models.embedding import CachedEmbedder
from storage.checkpoint_files import CheckpointFiles
from storage.migrations import HEAD

_SHOWN = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "onnxruntime", "faiss-cpu")


@dataclass(frozen=True, slots=True)
class Station:
    """Everything that staff do, behind the gate."""

    alerts: StationAlerts
    handing_over: StationHandingOver
    board: StationBoard
    reviews: StationReviews
    messages: StationMessages
    audit: StationAudit
    figures: StationFigures
    residents: StationResidents
    likings: StationLikings
    consents: StationConsents
    conversations: StationConversations
    memories: StationMemories
    knowledge: StationKnowledge
    system: StationSystem
    scores: StationScores
    stories: StationStories
    schedule: StationSchedule
    exports: StationExports
    doors: StationDoors
    custody: StationCustody
    clinical: StationClinicalRecords
    reminders: StationReminders | None
    window: StationWindow


@dataclass(frozen=True, slots=True)
class Oversight:
    """The readers behind it."""

    reviews: ReviewReader
    review: ReviewDesk
    speech: SpeechReader
    trail: AuditTrail
    exports: AuditExport
    upkeep: Callable[[], Upkeep]


def wire_station(
    on: Foundation,
    identity: IdentityParts,
    alarms: Alarms,
    oversight: Oversight,
    recall: Recollection,
    memories: MemoryDesk,
    knowledge: KnowledgeShelf,
    stories: StoryShelf,
    replying: Replying,
    waking: Waking,
    check_ins: CheckIns,
    day: Day,
) -> Station:
    """Put the gate before every service that staff use."""
    gate, clock, lane = identity.gate, on.basics.clock, on.runtime.database
    unit, reading, rule = on.database.unit, on.database.reading, identity.rule
    settings = on.basics.settings
    figures = StationFigures(
        gate,
        oversight.speech,
        reading,
        lane,
        clock,
        routes_of(settings.alerts),
        shift_times(settings),
    )
    rhythms = RhythmBook(check_ins.rules, unit, reading, lane, clock)
    upkeep = UpkeepPorts(oversight.upkeep, alarms.dispatcher.health)
    custody = wire_custody(on.basics, on.keys.keys, on.database)
    visits = Visits(unit, lane, clock)
    has_targets = bool(alarms.dispatcher.health())
    return Station(
        alerts=StationAlerts(gate, alarms.desk),
        handing_over=StationHandingOver(
            gate, alarms.desk, reading, lane, clock, identity.people.longest_session
        ),
        board=StationBoard(gate, alarms.board),
        reviews=StationReviews(gate, oversight.reviews, oversight.review, visits, replying.ledger),
        messages=StationMessages(
            gate, alarms.undelivered if has_targets else None, alarms.dispatcher.health, visits
        ),
        audit=StationAudit(gate, oversight.trail, unit, lane, clock, oversight.exports),
        figures=figures,
        residents=StationResidents(gate, unit, lane, clock, rule, day.doorkeeper, on.roll),
        likings=StationLikings(gate, unit, lane, clock, on.languages, _house_liking(settings)),
        consents=StationConsents(gate, unit, lane, clock, memories.on_change, visits),
        conversations=StationConversations(gate, unit, lane, clock, rule),
        memories=StationMemories(gate, memories),
        knowledge=StationKnowledge(gate, knowledge),
        system=StationSystem(
            gate,
            _ports(on, recall, replying, waking, upkeep),
            replying.ledger,
            reading,
            lane,
            clock,
        ),
        scores=StationScores(
            gate, check_ins.book, check_ins.desk, rhythms, lambda: on.roll.living_here, visits
        ),
        stories=StationStories(gate, StoryEditor(stories), reading, lane, rule, visits),
        schedule=StationSchedule(gate, day.planner),
        exports=StationExports(
            gate, check_ins.book, figures, unit, lane, clock, lambda: on.residents
        ),
        doors=StationDoors(gate, day.doorkeeper),
        custody=StationCustody(gate, custody, on.roll.look),
        clinical=StationClinicalRecords(gate, unit, lane, clock, check_ins.rules.scales),
        reminders=StationReminders(gate, day.reminders) if day.reminders else None,
        window=StationWindow(
            gate, partial(kept_choice, on.basics), partial(keep_choice, on.basics)
        ),
    )


def _lanes(on: Foundation, waking: Waking) -> Sequence[LaneLine]:
    runtime = on.runtime
    every = (runtime.database, runtime.inference, runtime.search)
    lines = [LaneLine(lane.name, lane.pending) for lane in every]
    if waking.unread:
        # Another embedding model reads everything before recall searches with it.
        lines.append(LaneLine("reading all anew", waking.unread))
    return lines


def _house_liking(settings: Settings) -> Preferences:
    """Return how the house sets the kiosk for whoever has chosen nothing."""
    speaking = settings.voice.speaking
    voice = VoiceLiking(speaking.words_a_minute, speaking.loudness)
    return Preferences(settings.kiosk.text_scale, voice=voice)


def _ports(
    on: Foundation,
    recall: Recollection,
    replying: Replying,
    waking: Waking,
    upkeep: UpkeepPorts,
) -> SystemPorts:
    def tiers() -> Sequence[TierLine]:
        return [
            TierLine(one.tier, one.breaker, one.answered, one.failures, one.last_fault)
            for one in replying.gateway.health()
        ]

    def caches() -> Sequence[CacheLine]:
        named = [(stream.name.value, stream.figures) for stream in recall.streams]
        if isinstance(waking.embedder, CachedEmbedder):
            named.append(("vectors", waking.embedder.figures))
        if replying.tiers.similar is not None:
            named.append(("similar answers", replying.tiers.similar.figures))
        return [CacheLine(name, figures.hits, figures.misses) for name, figures in named]

    def storage() -> StorageFigures:
        path = on.paths.database
        files = [path, path.with_name(path.name + "-wal")]
        size = sum(file.stat().st_size for file in files if file.exists())
        free = shutil.disk_usage(on.basics.root).free
        return StorageFigures(size, free, on.keys.source, HEAD)

    def model_fault() -> str | None:
        if not waking.over:
            return None
        fault = waking.fault or replying.tiers.fault
        return str(fault) if fault else ""

    signer, folder = Signer(on.keys.keys.audit), on.paths.checkpoints
    newest = CheckpointFiles(folder, None, signer.public.fingerprint)

    def backups(log: AuditLog) -> BackupStanding:
        settings, zone = on.basics.settings.backup, on.basics.settings.facility.zone
        nightly = settings.enabled and not on.basics.settings.facility.demo
        checkpoint = checkpoint_in(newest.last_line(), signer.public)
        return standing_of(
            log,
            on.basics.clock(),
            zone,
            settings.at if nightly else None,
            datetime.fromisoformat(checkpoint.at) if checkpoint else None,
        )

    return SystemPorts(
        backups=backups,
        tiers=tiers,
        lanes=partial(_lanes, on, waking),
        caches=caches,
        storage=storage,
        model_fault=model_fault,
        prompts_refused=lambda: replying.tiers.prompts_refused,
        versions=(
            ("Lilo", version("lilo")),
            ("Python", platform.python_version()),
            *((name, version(name)) for name in _SHOWN),
        ),
        upkeep=upkeep,
    )
