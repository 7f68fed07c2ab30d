"""The only place where services meet their adapters: everything Lilo is made of, in plain sight.

Each part of the house is wired in its own module of `app.wiring`; here the parts meet.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from app.alerts import AlertDesk, Dispatcher, OutboxReader, Timekeeper
from app.audit import AuditAction, AuditDraft, Signer
from app.chores import ChoreRound
from app.conversation import Conversations, Parts
from app.conversation.answering import Answerer
from app.conversation.crisis import AlertPath
from app.conversation.family import FamilyMessenger
from app.conversation.listening import Ears
from app.conversation.perception import Perception
from app.conversation.records import TurnRecords
from app.conversation.starting_desk import StartDesk
from app.generation import Ledger
from app.identity import LanguageBook, Resident, SignIn
from app.knowledge import KnowledgeShelf
from app.language_files import ENGLISH
from app.memory import AfterTalk, MemoryDesk, MemoryKeeper
from app.oversight import AlertProgress, AuditTrail, BoardReader, ReviewReader, SpeechReader
from app.oversight.audit_export import AuditExport
from app.presence import Doorkeeper, Roll, RollCall
from app.runtime import Runtime
from app.safety import ReviewDesk, Screener, TriageVoter, watch_rules
from app.schedule import DayBook, ReminderDesk
from app.schedule.planner import Planner
from app.story import StoryShelf
from app.wiring.after_talk import wire_after_talk
from app.wiring.alarms import wire_alarms
from app.wiring.basics import Basics, find_keys, prepare_basics
from app.wiring.bundles import Bundles, bundle_chores, wire_bundles
from app.wiring.check_ins import CheckIns, wire_check_ins
from app.wiring.chores import wire_chores
from app.wiring.day import wire_day
from app.wiring.family import wire_family
from app.wiring.foundation import Foundation, Waking
from app.wiring.guarding import Guarding, wire_guarding
from app.wiring.identity import IdentityParts, wire_identity
from app.wiring.reasoning import wire_reasoning
from app.wiring.remembrance import Recollection, wire_recall, wire_remembrance
from app.wiring.replying import Replying, wire_replying
from app.wiring.resident_screen import ResidentScreen, wire_resident_screen
from app.wiring.screening import wire_discloser, wire_screening, wire_voter
from app.wiring.setting_changes import note_settings
from app.wiring.shifts import shift_times
from app.wiring.starting import starting_chore, wire_starting
from app.wiring.station import Oversight, Station, wire_station
from app.wiring.tongues import Tongue, Tongues, tongue_of, wire_tongues
from app.wiring.understanding import Conversing, wire_conversing
from app.wiring.upkeep import upkeep_of
from app.wiring.voice import fault_of, listening_of
from app.wiring.waking import Waker
from models.generation import ReplyGateway, Tiers, watch_prompts
from storage import AskPassphrase, Database, FacilityKeys, FacilityPaths, FoundKeys
from storage.export_files import AuditExportFiles

__all__ = ["Basics", "Lilo", "find_keys", "open_facility", "prepare_basics"]


@dataclass(frozen=True, slots=True)
class Lilo:
    """An open facility with every service on it."""

    basics: Basics
    key_source: str
    keys: FacilityKeys
    runtime: Runtime
    database: Database
    waking: Waking
    waker: Waker
    perception: Perception
    conversation: Conversations
    memory: MemoryKeeper
    memories: MemoryDesk
    knowledge: KnowledgeShelf
    stories: StoryShelf
    chores: ChoreRound
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
    identity: IdentityParts
    station: Station
    day: DayBook
    planner: Planner
    reminders: ReminderDesk | None
    doorkeeper: Doorkeeper
    resident_screen: ResidentScreen
    progress: AlertProgress
    starts: StartDesk
    tongues: Tongues
    languages: LanguageBook
    roll: Roll
    check_ins: CheckIns
    gateway: ReplyGateway
    tiers: Tiers
    ledger: Ledger
    voter: TriageVoter | None
    after_talk: AfterTalk
    guarding: Guarding
    bundles: Bundles
    ears: Ears | None

    @property
    def residents(self) -> tuple[Resident, ...]:
        """Return everybody on record, as last read."""
        return self.roll.everybody

    def tongue(self, language: str) -> Tongue:
        """Return everything that is said in a language."""
        return tongue_of(self.tongues, language)

    async def wake(self) -> None:
        """Load the models and everything that stands on them. Takes seconds; never raises."""
        await self.waker.wake()

    async def keep_watch(self) -> None:
        """Escalate, notify, reload and do chores until `stop_watching`."""
        resources = self.basics.resources
        rules, folder = resources.folder("crisis") / "rules.yaml", resources.folder("prompts")
        watching = [
            asyncio.create_task(watch_rules(rules, self.screener.use_rules)),
            asyncio.create_task(self.bundles.keep_watch()),
            asyncio.create_task(self.after_talk.run()),
        ]
        if self.voter is not None:
            watching.append(asyncio.create_task(self.voter.run()))
        if self.tiers.book is not None:
            prompts = watch_prompts(folder, self.tiers.book.use, self.tiers.refuse_prompts)
            watching.append(asyncio.create_task(prompts))
        try:
            await asyncio.gather(
                self.timekeeper.run(),
                self.dispatcher.run(),
                self.chores.run(),
                self.guarding.run(),
            )
        finally:
            for task in watching:
                task.cancel()

    def stop_watching(self) -> None:
        """End `keep_watch` once it has written what it is writing."""
        self.timekeeper.stop()
        self.dispatcher.stop()
        if self.voter is not None:
            self.voter.stop()
        self.after_talk.stop()
        self.guarding.stop()
        self.chores.stop()

    def close(self) -> None:
        """Finish what is being written, and close the database."""
        self.tiers.close()
        if self.ears is not None:
            self.ears.recognizer.close()
        self.runtime.close()
        self.guarding.checkpoints.take()
        self.database.close()


def open_facility(basics: Basics, ask: AskPassphrase | None = None, *, talks: bool = True) -> Lilo:
    """Open the facility's database and build every service on it. Blocking.

    Args:
        basics: settings, words and call button.
        ask: asks a person for the facility's passphrase.
        talks: residents are to talk in this process. Without it, as for a staff window alone, the
            danger rules and whatever else only a conversation needs wait until they are asked for.

    Raises:
        StorageError: the database or its key is missing, wrong, damaged, newer, or locked.
        LiloError: a resource that ships with Lilo is damaged.
    """
    found = find_keys(basics, ask)
    database = Database.open(FacilityPaths(basics.root).database, found.keys)
    runtime = Runtime()
    try:
        lilo = _built(_founded(basics, found, runtime, database, talks=talks))
        if talks:
            # Before anybody can say a word.
            lilo.screener.prepare()
    except BaseException:
        runtime.close()
        database.close()
        raise
    return lilo


def _founded(
    basics: Basics, keys: FoundKeys, runtime: Runtime, database: Database, *, talks: bool
) -> Foundation:
    with database.unit() as unit:
        call = RollCall.of(unit)
        unit.audit.append(AuditDraft(AuditAction.FACILITY_OPENED, "lilo"), basics.clock())
        for draft in note_settings(basics, keys.keys, unit.settings_mark):
            unit.audit.append(draft, basics.clock())
    languages = LanguageBook(call.everybody, database.unit, runtime.database, basics.clock)
    roll = Roll(call, database.reading, runtime.database.first, languages.heard)
    tongues = wire_tongues(basics.resources, talks=talks)
    return Foundation(basics, keys, runtime, database, roll, tongues, languages)


def _built(on: Foundation) -> Lilo:
    basics, database, lane = on.basics, on.database, on.runtime.database
    clock, unit, reading = basics.clock, database.unit, database.reading
    identity = wire_identity(on)
    alarms = wire_alarms(on)
    screening = wire_screening(on)
    replying = wire_replying(on)
    recall = wire_recall(on, screening.perception, replying.tiers.budget)
    remembrance = wire_remembrance(on, recall, replying.tiers.similar)
    check_ins = wire_check_ins(on, alarms, remembrance)
    voter = wire_voter(on, replying)
    after_talk = wire_after_talk(on, recall, remembrance, replying)

    def on_turn() -> None:
        after_talk.after_turn()
        if voter is not None:
            voter.after_turn()

    guarding = wire_guarding(on)
    day = wire_day(on, recall, remembrance)
    conversing = wire_conversing(on, alarms, replying)
    family = wire_family(on, alarms)
    starts = wire_starting(on, day, check_ins)
    waking = Waking()
    waker = Waker(on, waking, screening, recall, remembrance, replying)
    ears = listening_of(on, check_ins)
    bundles = wire_bundles(on, waking, recall, replying, lambda: fault_of(ears, basics.settings))
    oversight = Oversight(
        ReviewReader(reading, lane, clock),
        ReviewDesk(unit, lane, clock),
        SpeechReader(reading, lane, clock, shift_times(basics.settings)),
        AuditTrail(reading, on.keys.keys.audit, lane, guarding.checkpoints.history, clock),
        AuditExport(
            reading,
            lane,
            clock,
            Signer(on.keys.keys.audit),
            basics.settings.facility.name,
            AuditExportFiles,
        ),
        partial(upkeep_of, basics, bundles.store),
    )
    station = wire_station(
        on,
        identity,
        alarms,
        oversight,
        recall,
        remembrance.memories,
        remembrance.knowledge,
        remembrance.stories,
        replying,
        waking,
        check_ins,
        day,
    )

    # Its rules read English alone.
    working_out = {ENGLISH: wire_reasoning(on, recall, replying, day)}

    def parts_in(tongue: Tongue) -> Parts:
        language = tongue.language
        return Parts(
            records=TurnRecords(unit, lane, clock, lambda: screening.perception.fingerprint),
            perception=screening.perception,
            weigher=screening.weigher,
            clock=clock,
            discloser=wire_discloser(on, tongue),
            remembering=remembrance.remembering_in(language, tongue.wording),
            alert_path=AlertPath(alarms.desk, basics.call_button),
            answerer=_answerer(on, recall, replying, conversing, family, tongue),
            understanding=conversing.understanding[language],
            outgoing=check_ins.talk_in(language).outgoing,
            scripts=tongue.scripts,
            inference=on.runtime.inference,
            residents=lambda: on.roll.living_here,
            is_ready=lambda: waking.over,
            chronicle=remembrance.chronicle,
            on_turn=on_turn,
            day_answers=day.answers[language],
            check_ins=check_ins.talk_in(language),
            language=language,
            working_out=working_out.get(language),
        )

    conversation = Conversations(
        {language: parts_in(tongue) for language, tongue in on.tongues.items()}, on.languages.of
    )
    more = [starting_chore(starts), *bundle_chores(bundles)]
    return Lilo(
        basics=basics,
        key_source=on.keys.source,
        keys=on.keys.keys,
        runtime=on.runtime,
        database=on.database,
        waking=waking,
        waker=waker,
        perception=screening.perception,
        conversation=conversation,
        memory=remembrance.keeper,
        memories=remembrance.memories,
        knowledge=remembrance.knowledge,
        stories=remembrance.stories,
        chores=wire_chores(on, remembrance, day, waker, more),
        desk=alarms.desk,
        timekeeper=alarms.timekeeper,
        dispatcher=alarms.dispatcher,
        undelivered=alarms.undelivered,
        review=oversight.review,
        screener=screening.screener,
        board=alarms.board,
        day=day.book,
        planner=day.planner,
        reminders=day.reminders,
        doorkeeper=day.doorkeeper,
        reviews=oversight.reviews,
        speech=oversight.speech,
        trail=oversight.trail,
        sign_in=identity.sign_in,
        identity=identity,
        station=station,
        resident_screen=wire_resident_screen(on, screening),
        progress=AlertProgress(reading, lane),
        starts=starts,
        tongues=on.tongues,
        languages=on.languages,
        roll=on.roll,
        check_ins=check_ins,
        gateway=replying.gateway,
        tiers=replying.tiers,
        ledger=replying.ledger,
        voter=voter,
        after_talk=after_talk,
        guarding=guarding,
        bundles=bundles,
        ears=ears,
    )


def _answerer(
    on: Foundation,
    recall: Recollection,
    replying: Replying,
    conversing: Conversing,
    family: Mapping[str, FamilyMessenger],
    tongue: Tongue,
) -> Answerer:
    basics = on.basics
    facility = basics.settings.facility
    return Answerer(
        recall.recaller_in(tongue.language),
        recall.asking,
        recall.weights,
        replying.gateway_in(tongue.language),
        tongue.wording,
        tongue.plain,
        basics.clock,
        facility.zone,
        facility.name,
        tongue.occasions,
        conversing.messenger,
        family[tongue.language],
    )
