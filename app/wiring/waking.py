"""Waking: loading the models, and everything that stands on them, once the windows are open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from app.conversation.perception import Faculties
from app.embedding import EmbeddingError, TextEmbedder, Vector
from app.faculties import embedding_folder, load_faculties, with_article_vectors
from app.identity import Resident
from app.recall import Scope, StreamName, embed_missing
from app.recall.kept_vectors import KEPT_FOR
from app.recall.shelf import MOST_SCOPES
from app.recall.understanding import load_common_words
from app.wiring.foundation import Foundation, Waking
from app.wiring.remembrance import Recollection, Remembrance
from app.wiring.replying import Replying
from app.wiring.screening import Screening
from app.wiring.taking_over import TakingOver
from models.embedding import CachedEmbedder
from resources import RESOURCES

_log = structlog.get_logger(__name__)

WAKING_DEADLINE_S = 300.0
"""The first start reads every written example; later ones find the vectors kept."""


@dataclass(frozen=True, slots=True)
class Waker:
    """Teaches an open house what its models know."""

    on: Foundation
    waking: Waking
    screening: Screening
    recall: Recollection
    remembrance: Remembrance
    replying: Replying

    async def wake(self) -> None:
        """Load the models and everything that stands on them. Takes seconds; never raises."""
        self.replying.tiers.start()
        try:
            faculties = await self.on.runtime.inference.run(
                self._learned, deadline_s=WAKING_DEADLINE_S
            )
        except EmbeddingError as error:
            self.waking.fault = error
            _log.exception("embedding_model_unavailable")
        except Exception as error:
            self.waking.fault = EmbeddingError(f"The models did not load: {type(error).__name__}.")
            _log.exception("models_not_loaded")
        else:
            self.waking.embedder = faculties.embedder
            await self._embed_what_is_new(faculties.embedder)
        finally:
            self.waking.over = True
        await self.catch_up()

    async def catch_up(self) -> None:
        """Learn from what was said before a stop came between a turn and its memories."""
        for resident in self.on.residents:
            try:
                await self.remembrance.keeper.catch_up(resident.id)
            except Exception:
                # The next turn or start reads the record again.
                _log.exception("memories_not_kept")

    async def _embed_what_is_new(self, embedder: TextEmbedder) -> None:
        basics, lanes, chronicle = self.on.basics, self.on.runtime, self.remembrance.chronicle
        folder = embedding_folder(basics.settings, basics.resources)
        taking_over = TakingOver(self.on, self.waking, self.recall, self.remembrance, folder)
        searching = await taking_over.first(embedder)
        self.waking.over = True
        try:
            if isinstance(embedder, CachedEmbedder):
                embedder.know(await lanes.database.run(lambda: self._kept(embedder.fingerprint)))
            await chronicle.catch_up(self.on.residents)
            if searching is not embedder:
                # Reading everything takes long; until then the former's vectors are complete.
                await embed_missing(
                    self.on.database.unit, searching, lanes.database, lanes.inference
                )
                await self.warm()
            known = with_article_vectors(embedder, basics.settings, basics.resources)
            await taking_over.read_all(embedder, known)
            await self.warm()
        except Exception:
            # Keywords find what has no vector yet; the next start tries again.
            _log.exception("passages_not_embedded")

    def _kept(self, fingerprint: str) -> Mapping[bytes, Vector]:
        """Return the vectors of what was said within the last day."""
        now = self.on.basics.clock()
        with self.on.database.unit() as unit:
            unit.kept_vectors.drop(now - KEPT_FOR)
            return unit.kept_vectors.since(fingerprint, now - KEPT_FOR)

    async def warm(self) -> None:
        """Make the indexes that the next turn will ask: the facility's, and this room's."""
        settings = self.on.basics.settings
        for scope in scopes_to_warm(
            self.on.roll.living_here, settings.kiosk.resident, is_shared=settings.presence.shared
        ):
            await self.recall.shelf.warm(scope)

    def _learned(self) -> Faculties:
        # On the inference lane: a turn that waits behind this must already find the model in use.
        faculties = load_faculties(self.on.basics.settings, self.on.basics.resources)
        self.screening.perception.learn(faculties)
        self.recall.asking.reader.learn_common(load_common_words(RESOURCES))
        self.replying.tiers.load_tokenizer()
        book = self.replying.tiers.book
        if book is not None:
            book.examples.learn(faculties.embedder.embed(book.examples.said()))
        return faculties


def scopes_to_warm(
    residents: Sequence[Resident], resident: str, *, is_shared: bool
) -> Sequence[Scope]:
    """Return the scopes that are asked at this kiosk: the facility's, and those who talk here.

    Args:
        residents: who live here.
        resident: the full name of whose room this is.
        is_shared: anybody who lives here may come to this screen; as many as the shelf holds.
    """
    theirs = [stream for stream in StreamName if stream is not StreamName.KNOWLEDGE]
    talking = [one for one in residents if is_shared or one.full_name == resident]
    most = (MOST_SCOPES - 1) // len(theirs)
    return [
        Scope(StreamName.KNOWLEDGE, None),
        *(Scope(stream, one.id) for one in talking[:most] for stream in theirs),
    ]
