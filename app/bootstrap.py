"""The only place where services meet their adapters: everything Lilo is made of, in plain sight.

Each part of the house is wired in its own module of `app.wiring`; here the parts meet.
"""

import asyncio
from dataclasses import dataclass

from app.alerts import AlertDesk, Dispatcher, OutboxReader, Timekeeper
from app.audit import AuditAction, AuditDraft
from app.conversation import Conversation, Parts
from app.conversation.answering import Answerer
from app.conversation.crisis import AlertPath
from app.conversation.perception import Perception
from app.conversation.plain_answers import load_plain_answers
from app.conversation.records import TurnRecords
from app.generation import Ledger
from app.identity import Resident, SignIn
from app.knowledge import KnowledgeShelf
from app.memory import MemoryDesk, MemoryKeeper, NightWork
from app.oversight import AlertProgress, AuditTrail, BoardReader, ReviewReader, SpeechReader
from app.runtime import Runtime
from app.safety import CrisisScripts, ReviewDesk, Screener, watch_rules
from app.schedule import DayBook
from app.wiring.alarms import wire_alarms
from app.wiring.basics import Basics, find_keys, prepare_basics
from app.wiring.foundation import Foundation, Waking
from app.wiring.remembrance import Recollection, wire_recall, wire_remembrance
from app.wiring.replying import PROMPTS, Replying, wire_replying
from app.wiring.resident_screen import ResidentScreen, wire_resident_screen
from app.wiring.screening import CRISIS, wire_screening
from app.wiring.waking import Waker
from models.generation import ReplyGateway, Tiers, watch_prompts
from resources import RESOURCES
from storage import AskPassphrase, Database, FacilityPaths, FoundKeys

__all__ = ["Basics", "Lilo", "find_keys", "open_facility", "prepare_basics"]


@dataclass(frozen=True, slots=True)
class Lilo:
    """An open facility with every service on it."""

    basics: Basics
    key_source: str
    runtime: Runtime
    database: Database
    waking: Waking
    waker: Waker
    perception: Perception
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
    resident_screen: ResidentScreen
    progress: AlertProgress
    scripts: CrisisScripts
    residents: tuple[Resident, ...]
    gateway: ReplyGateway
    tiers: Tiers
    ledger: Ledger

    async def wake(self) -> None:
        """Load the models and everything that stands on them. Takes seconds; never raises."""
        await self.waker.wake()

    async def keep_watch(self) -> None:
        """Escalate, notify and reload until `stop_watching`."""
        watching = [
            asyncio.create_task(watch_rules(CRISIS / "rules.yaml", self.screener.use_rules))
        ]
        if self.tiers.book is not None:
            prompts = watch_prompts(PROMPTS, self.tiers.book.use, self.tiers.refuse_prompts)
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


def open_facility(basics: Basics, ask: AskPassphrase | None = None) -> Lilo:
    """Open the facility's database and build every service on it. Blocking.

    Raises:
        StorageError: the database or its key is missing, wrong, damaged, newer, or locked.
        LiloError: a resource that ships with Lilo is damaged.
    """
    found = find_keys(basics, ask)
    database = Database.open(FacilityPaths(basics.root).database, found.keys)
    runtime = Runtime()
    try:
        return _built(_founded(basics, found, runtime, database))
    except BaseException:
        runtime.close()
        database.close()
        raise


def _founded(basics: Basics, keys: FoundKeys, runtime: Runtime, database: Database) -> Foundation:
    with database.unit() as unit:
        residents = tuple(unit.residents.all())
        unit.audit.append(AuditDraft(AuditAction.FACILITY_OPENED, "lilo"), basics.clock())
    return Foundation(basics, keys, runtime, database, residents)


def _built(on: Foundation) -> Lilo:
    basics, database, lane = on.basics, on.database, on.runtime.database
    clock, zone, unit, reading = (
        basics.clock,
        basics.settings.facility.zone,
        database.unit,
        database.reading,
    )
    alarms = wire_alarms(on)
    screening = wire_screening(on)
    recall = wire_recall(on, screening.perception)
    remembrance = wire_remembrance(on, recall)
    replying = wire_replying(on)
    waking = Waking()
    conversation = Conversation(
        Parts(
            records=TurnRecords(unit, lane, clock),
            perception=screening.perception,
            weigher=screening.weigher,
            clock=clock,
            discloser=screening.discloser,
            remembering=remembrance.remembering,
            alert_path=AlertPath(alarms.desk, basics.call_button),
            answerer=_answerer(on, recall, replying),
            outgoing=screening.outgoing,
            scripts=screening.scripts,
            inference=on.runtime.inference,
            residents=lambda: on.residents,
            is_ready=lambda: waking.over,
            chronicle=remembrance.chronicle,
        )
    )
    return Lilo(
        basics=basics,
        key_source=on.keys.source,
        runtime=on.runtime,
        database=on.database,
        waking=waking,
        waker=Waker(on, waking, screening, recall, remembrance, replying),
        perception=screening.perception,
        conversation=conversation,
        memory=remembrance.keeper,
        memories=remembrance.memories,
        knowledge=remembrance.knowledge,
        night_work=remembrance.night_work,
        desk=alarms.desk,
        timekeeper=alarms.timekeeper,
        dispatcher=alarms.dispatcher,
        undelivered=alarms.undelivered,
        review=ReviewDesk(unit, lane, clock),
        screener=screening.screener,
        board=alarms.board,
        reviews=ReviewReader(reading, lane, clock),
        speech=SpeechReader(reading, lane, clock),
        trail=AuditTrail(reading, on.keys.keys.audit, lane),
        sign_in=SignIn(unit, lane, clock),
        day=DayBook(reading, lane, clock, zone),
        resident_screen=wire_resident_screen(on, screening),
        progress=AlertProgress(reading, lane),
        scripts=screening.scripts,
        residents=on.residents,
        gateway=replying.gateway,
        tiers=replying.tiers,
        ledger=replying.ledger,
    )


def _answerer(on: Foundation, recall: Recollection, replying: Replying) -> Answerer:
    basics = on.basics
    facility = basics.settings.facility
    return Answerer(
        recall.recaller,
        recall.asking,
        recall.weights,
        replying.gateway,
        basics.wording,
        load_plain_answers(RESOURCES / "intents" / "plain.yaml"),
        basics.clock,
        facility.zone,
        facility.name,
    )
