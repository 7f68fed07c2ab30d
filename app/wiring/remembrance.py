"""Recall, memory and knowledge: everything Lilo may know, and how it finds it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.conversation.asking import Asking
from app.conversation.chronicle import Chronicle
from app.conversation.perception import Perception
from app.conversation.remembering import Remembering
from app.conversation.wording import Wording
from app.ids import ResidentId
from app.knowledge import KnowledgeShelf, load_steering_watch
from app.language_files import ENGLISH
from app.memory import (
    Extractor,
    Forgetter,
    ForgettingMark,
    MemoryDesk,
    MemoryKeeper,
    NightWork,
    Tidier,
    load_dating,
    load_memory_patterns,
    load_memory_requests,
)
from app.recall import (
    Budget,
    CachedStream,
    IndexShelf,
    Recaller,
    RecallWeights,
    Scope,
    Searching,
    Stream,
    StreamName,
    load_recall_weights,
    load_synonyms,
)
from app.recall.understanding import QueryReader, load_language
from app.story import StoryShelf
from app.wiring.foundation import Foundation
from app.wiring.identity import consent_rule
from models.documents.confined_reader import ConfinedDocumentReader
from models.generation.similar import SimilarAnswers
from models.index import index_by_size
from models.photos.confined_reader import ConfinedPhotoReader
from resources import RESOURCES

RECALL = RESOURCES / "recall"
MEMORY = RESOURCES / "memory"

_IN_ENGLISH = frozenset({StreamName.KNOWLEDGE, StreamName.MEMORY})


@dataclass(frozen=True, slots=True)
class Recollection:
    """The six streams, and the question that is put to them."""

    weights: RecallWeights
    shelf: IndexShelf
    streams: Sequence[CachedStream]
    recaller: Recaller
    asking: Asking

    def recaller_in(self, language: str) -> Recaller:
        """Return what recalls for who speaks a language.

        Articles and memories are English sentences: nobody is read them in another language.
        """
        return self.recaller if language == ENGLISH else self.recaller.without(_IN_ENGLISH)

    def changed(self, name: StreamName, resident_id: ResidentId | None) -> None:
        """Drop what was kept of a stream that has been written to."""
        self.shelf.let_go(Scope(name, resident_id))
        for stream in self.streams:
            if stream.name is name:
                stream.let_go()

    def memories_changed(self, resident_id: ResidentId) -> None:
        """Drop what was kept of a resident's memories and of the turns they came from."""
        self.changed(StreamName.MEMORY, resident_id)
        self.changed(StreamName.CHAT, resident_id)


@dataclass(frozen=True, slots=True)
class Remembrance:
    """What residents told Lilo and what the facility taught it."""

    keeper: MemoryKeeper
    extractor: Extractor
    memories: MemoryDesk
    remembering: Remembering
    chronicle: Chronicle
    knowledge: KnowledgeShelf
    night_work: NightWork
    forgetting: ForgettingMark

    def remembering_in(self, language: str, wording: Wording) -> Remembering:
        """Return what answers requests of memory in a language."""
        return replace(self.remembering, wording=wording, reads_memories=language == ENGLISH)

    stories: StoryShelf


def wire_recall(
    on: Foundation, perception: Perception, budget: Callable[[], Budget]
) -> Recollection:
    """Build the streams over the indexes of this database.

    Args:
        budget: how much of what is found a language model can take in.

    Raises:
        LiloError: a file that ships with Lilo is damaged.
    """
    reading, lanes = on.database.reading, on.runtime
    weights = load_recall_weights(RECALL / "weights.yaml")
    shelf = IndexShelf(reading, lanes.database, lanes.inference, index_by_size)
    synonyms = load_synonyms(RECALL / "synonyms.yaml")
    searching = Searching(reading, lanes.database, lanes.search, shelf, synonyms)
    streams = [
        CachedStream(Stream(name, searching, weights.trust_of(name)), shelf) for name in StreamName
    ]
    return Recollection(
        weights=weights,
        shelf=shelf,
        streams=streams,
        # Results of scales are read by who weighs a turn, never told (ADR 0081).
        recaller=Recaller(streams, on.basics.settings.recall.deadline_s, budget).without(
            {StreamName.CLINICAL}
        ),
        asking=Asking(
            QueryReader(load_language(RECALL / "language.yaml")),
            perception,
            reading,
            lanes.database,
            lanes.inference,
        ),
    )


def wire_remembrance(
    on: Foundation, recall: Recollection, similar: SimilarAnswers | None = None
) -> Remembrance:
    """Build memory, the chronicle of what was said, and the facility's knowledge.

    Args:
        similar: past answers, which are forgotten with what they may quote.

    Raises:
        LiloError: a file that ships with Lilo is damaged.
    """
    basics, lanes = on.basics, on.runtime
    unit, clock, zone = on.database.unit, basics.clock, basics.settings.facility.zone
    changed = recall.memories_changed
    requests = load_memory_requests(MEMORY / "requests.yaml")
    extractor = Extractor(load_memory_patterns(MEMORY), requests)

    def let_go_of(residents: Sequence[ResidentId]) -> None:
        recall.asking.perception.let_go()
        for resident_id in residents:
            changed(resident_id)
            if similar is not None:
                similar.forget(resident_id)

    forgetting = ForgettingMark(
        unit, lanes.database, clock, lambda: let_go_of([resident.id for resident in on.residents])
    )

    def forgotten(resident_id: ResidentId) -> None:
        let_go_of([resident_id])
        with on.database.unit() as work:
            work.kept_vectors.clear(resident_id)
        forgetting.leave()

    # Memories are English sentences, whatever the house speaks.
    english = on.tongues[ENGLISH].wording
    dating = load_dating(MEMORY / "dates.yaml", english.weekdays, english.spoken_date)
    keeper = MemoryKeeper(
        extractor,
        unit,
        lanes.database,
        lanes.inference,
        clock,
        lambda resident_id: recall.shelf.freshen(Scope(StreamName.MEMORY, resident_id)),
        consent_rule(basics.settings),
        dating,
        zone,
    )
    tidier = Tidier(
        unit,
        lanes.database,
        clock,
        zone,
        requests.summary,
        basics.wording.months,
        changed,
        dating,
    )
    return Remembrance(
        keeper=keeper,
        extractor=extractor,
        memories=MemoryDesk(unit, lanes.database, clock, forgotten),
        remembering=Remembering(
            keeper,
            Forgetter(unit, lanes.database, clock, forgotten),
            requests,
            unit,
            lanes.database,
            basics.wording,
            clock,
            zone,
        ),
        chronicle=Chronicle(
            unit,
            unit,
            lanes.database,
            lanes.inference,
            basics.wording,
            zone,
            lambda resident_id: recall.shelf.freshen(Scope(StreamName.CHAT, resident_id)),
            consent_rule(basics.settings),
        ),
        knowledge=KnowledgeShelf(
            unit,
            lanes.database,
            lanes.inference,
            ConfinedDocumentReader(),
            load_steering_watch(RESOURCES / "ingestion" / "steering.yaml"),
            clock,
            lambda: recall.changed(StreamName.KNOWLEDGE, None),
        ),
        stories=StoryShelf(
            unit,
            lanes.database,
            ConfinedPhotoReader(),
            clock,
            lambda resident_id: recall.changed(StreamName.LIFE_STORY, resident_id),
        ),
        forgetting=forgetting,
        night_work=NightWork(tidier, keeper, lambda: on.residents, clock, zone),
    )
