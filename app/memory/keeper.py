"""Keeping memories: after the turn, off the critical path, and nothing lost when interrupted.

What was said is in the record already. The keeper reads the record on from where it last was, so
that a power cut between a turn and its memories costs nothing: the next reading finds the turn.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.embedding import EmbeddingError, TextEmbedder, Vectors
from app.generation.usage import GenerationRepository
from app.identity import ConsentKind, ConsentRepository, ConsentRule
from app.ids import DocumentId, MemoryId, ResidentId, new_uuid
from app.memory.dating import Dating
from app.memory.extraction import Extracted, Extractor, Found
from app.memory.memory import (
    Memory,
    MemoryDoubt,
    MemoryMarks,
    MemoryRepository,
    MemoryState,
    SaidTurn,
)
from app.memory.merging import Comparison, Verdict, compare
from app.privacy import HoldBook
from app.recall import PassageRepository, Scope, StreamName, embed_missing
from app.recall.changeover import Known, RecallModels
from app.runtime import Lane
from app.safety import Level, level_named

_log = structlog.get_logger(__name__)

_BATCH = 20
_EMBED_DEADLINE_S = 30.0
_UTC = ZoneInfo("UTC")
_ASSUMED = ConsentRule(frozenset({ConsentKind.MEMORY}))


class MemoryUnit(Protocol):
    """What memory needs of a unit of work."""

    @property
    def memories(self) -> MemoryRepository:
        """Memories and doubts."""

    @property
    def memory_marks(self) -> MemoryMarks:
        """How far the record was read."""

    @property
    def passages(self) -> PassageRepository:
        """Where memories are found again."""

    @property
    def consents(self) -> ConsentRepository:
        """Whether the resident agrees that Lilo remembers."""

    @property
    def holds(self) -> HoldBook:
        """Who is under a legal hold."""

    @property
    def generation(self) -> GenerationRepository:
        """What a language model failed at quotes residents, and is forgotten as well."""

    @property
    def recall_models(self) -> RecallModels:
        """Whose vectors are searched."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class _Embedded:
    """Vectors, and the model that made them: another may take over before they are kept."""

    vectors: Vectors
    fingerprint: str


MemoryUnits = Callable[[], AbstractContextManager[MemoryUnit]]


@dataclass(slots=True)
class MemoryKeeper:
    """Learns from finished turns, of residents who agree to it.

    Attributes:
        consent: what holds where a resident has said nothing about it.
        dating: names the days that were meant; None keeps "tomorrow" as it was said.
        on_change: told whose memories have changed, so that indexes follow; called on the
            database's thread, where streams search.
    """

    extractor: Extractor
    units: MemoryUnits
    database: Lane
    inference: Lane
    clock: Clock
    on_change: Callable[[ResidentId], None]
    consent: ConsentRule = _ASSUMED
    dating: Dating | None = None
    zone: ZoneInfo = _UTC
    _embedder: TextEmbedder | None = None
    _at_work: set["asyncio.Task[None]"] = field(default_factory=set)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    def learn(self, embedder: TextEmbedder) -> None:
        """Compare by meaning from now on; until then by words alone."""
        self._embedder = embedder

    def after_turn(self, resident_id: ResidentId) -> None:
        """Begin to learn from what was said, and return at once."""
        task = asyncio.create_task(self._quietly(resident_id))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def settled(self) -> None:
        """Wait until what was begun is done."""
        while self._at_work:
            await asyncio.gather(*self._at_work)

    async def close(self, within_s: float) -> None:
        """Finish what was begun; what takes longer is left to the next start."""
        if self._at_work:
            _, late = await asyncio.wait(self._at_work, timeout=within_s)
            for task in late:
                task.cancel()

    async def catch_up(self, resident_id: ResidentId) -> int:
        """Learn from every finished turn that was not read yet; return how many there were."""
        turns = 0
        async with self._one_at_a_time:
            while batch := await self.database.run(partial(self._unread, resident_id)):
                extracted = await self.inference.run(partial(self._read, batch))
                # As their passages will be embedded, so that the two can be compared.
                texts = [f"{found.kind}. {found.text}" for one in extracted for found in one.found]
                embedded = await self._embedded(texts)
                kept = partial(self._keep, resident_id, batch, extracted, embedded)
                await self.database.run(kept)
                turns += len(batch)
        return turns

    async def keep_found(
        self, resident_id: ResidentId, turn: SaidTurn, extracted: Extracted
    ) -> None:
        """Keep what somebody else has found in a turn that was read before."""
        if not (extracted.found or extracted.doubtful):
            return
        extracted = self._dated(turn, extracted)
        async with self._one_at_a_time:
            embedded = await self._embedded([f"{f.kind}. {f.text}" for f in extracted.found])
            kept = partial(self._keep, resident_id, [turn], [extracted], embedded, again=True)
            await self.database.run(kept)

    async def embed_changed(self) -> None:
        """Give vectors to what has changed otherwise: summaries, corrected words.

        Not with a model that another process of this house has taken over from meanwhile: nobody
        would search these, and all texts of the house would have to be read for them.
        """
        if self._embedder is None:
            return
        serving = await self.database.run(self._serving)
        if serving is not None and serving.fingerprint != self._embedder.fingerprint:
            _log.warning("another_embedding_model_serves")
        else:
            await embed_missing(self.units, self._embedder, self.database, self.inference)

    def _serving(self) -> Known | None:
        with self.units() as unit:
            return unit.recall_models.serving()

    async def _quietly(self, resident_id: ResidentId) -> None:
        try:
            await self.catch_up(resident_id)
        except Exception:
            # The record keeps the words; the next turn or start reads them again.
            _log.exception("memories_not_kept")

    async def _embedded(self, texts: Sequence[str]) -> _Embedded | None:
        embedder = self._embedder
        if embedder is None or not texts:
            return None
        try:
            vectors = await self.inference.run(
                partial(embedder.embed, texts), deadline_s=_EMBED_DEADLINE_S
            )
            return _Embedded(vectors, embedder.fingerprint)
        except EmbeddingError:
            _log.exception("memories_not_embedded")
            return None

    def _unread(self, resident_id: ResidentId) -> Sequence[SaidTurn]:
        with self.units() as unit:
            return unit.memory_marks.unread(resident_id, _BATCH)

    def _read(self, turns: Sequence[SaidTurn]) -> list[Extracted]:
        return [
            # What alarmed is the nurses' matter; it must not come up again in small talk.
            self._dated(turn, self.extractor.extract(turn.text))
            if level_named(turn.level) <= Level.MODERATE
            else Extracted()
            for turn in turns
        ]

    def _dated(self, turn: SaidTurn, extracted: Extracted) -> Extracted:
        if self.dating is None:
            return extracted
        return self.dating.all_dated(extracted, turn.at.astimezone(self.zone).date())

    def _keep(
        self,
        resident_id: ResidentId,
        turns: Sequence[SaidTurn],
        extracted: Sequence[Extracted],
        embedded: _Embedded | None,
        *,
        again: bool = False,
    ) -> None:
        changed, row = False, 0
        with self.units() as unit:
            # Looked at in the transaction that writes: "don't remember this" may have come since.
            disregarded = unit.memory_marks.disregarded(resident_id)
            since = self.consent.agreed_since(unit.consents, resident_id, ConsentKind.MEMORY)
            if since is None:
                # Read all the same, so that nothing is made up for when they agree again.
                if not again:
                    unit.memory_marks.mark_read(resident_id, turns[-1].sequence)
                return
            for turn, one in zip(turns, extracted, strict=True):
                # Who agrees again has what was said before forgotten still.
                is_kept = turn.message_id not in disregarded and turn.at >= since
                for found in one.found:
                    its = embedded and replace(embedded, vectors=embedded.vectors[row : row + 1])
                    row += 1
                    if is_kept:
                        changed |= self._remember(unit, resident_id, turn, found, its)
                for doubtful in one.doubtful:
                    if is_kept:
                        unit.memories.add_doubt(
                            MemoryDoubt(
                                MemoryId(new_uuid()),
                                resident_id,
                                turn.message_id,
                                turn.at,
                                doubtful.said,
                                doubtful.reason,
                            )
                        )
            if not again:
                unit.memory_marks.mark_read(resident_id, turns[-1].sequence)
        if changed:
            self.on_change(resident_id)

    def _remember(
        self,
        unit: MemoryUnit,
        resident_id: ResidentId,
        turn: SaidTurn,
        found: Found,
        embedded: _Embedded | None,
    ) -> bool:
        known = unit.memories.of(resident_id)
        comparison = self._compared(unit, resident_id, found, embedded, known)
        if comparison.verdict is Verdict.AGAIN:
            (memory,) = comparison.known
            unit.memories.save(
                replace(
                    memory,
                    heard_at=turn.at,
                    strength=memory.strength + 1,
                    # All of them are forgotten with it.
                    again=(*memory.again, turn.message_id),
                )
            )
            return False
        memory = Memory(
            MemoryId(new_uuid()),
            resident_id,
            found.kind,
            found.text,
            found.said,
            found.slot,
            found.value,
            turn.message_id,
            turn.at,
            turn.at,
            found.confidence,
            careful=found.careful,
            over_after=found.over_after,
        )
        unit.memories.save(memory)
        unit.passages.add([memory.passage])
        if embedded is not None:
            unit.passages.save_vectors(
                [DocumentId(memory.id)], embedded.vectors, embedded.fingerprint
            )
        for older in comparison.known:
            unit.memories.save(replace(older, state=MemoryState.SUPERSEDED, successor=memory.id))
            unit.passages.remove([DocumentId(older.id)])
        details = {
            "memory": str(memory.id),
            "kind": memory.kind.value,
            "instead_of": len(comparison.known),
        }
        draft = AuditDraft(AuditAction.MEMORY_KEPT, "lilo", str(resident_id), details)
        unit.audit.append(draft, self.clock())
        return True

    def _compared(
        self,
        unit: MemoryUnit,
        resident_id: ResidentId,
        found: Found,
        embedded: _Embedded | None,
        known: Sequence[Memory],
    ) -> Comparison:
        if embedded is None:
            return compare(found, None, known, None)
        scope = Scope(StreamName.MEMORY, resident_id)
        ids, vectors = unit.passages.vectors(scope, embedded.fingerprint)
        by_id = {DocumentId(memory.id): memory for memory in known}
        rows = [row for row, passage_id in enumerate(ids) if passage_id in by_id]
        read = [by_id[ids[row]] for row in rows]
        others = [memory for memory in known if memory not in read]
        by_meaning = compare(found, embedded.vectors[0], read, vectors[rows] if rows else None)
        if by_meaning.verdict is Verdict.NEW:
            return compare(found, None, others, None)
        return by_meaning
