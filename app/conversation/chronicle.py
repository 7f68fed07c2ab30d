"""The chronicle: what was said, planned and recorded, as passages that can be recalled.

Passages of these streams are derived. They bear the id of the turn, the plan or the score they are
of, so writing one again changes nothing, and what was missed is made up for at the next start.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from app.clinical import Score
from app.conversation.history import Message, Speaker
from app.conversation.records import TurnUnits
from app.conversation.wording import Wording
from app.embedding import TextEmbedder
from app.identity import ConsentKind, ConsentRule, Resident
from app.ids import DocumentId, MessageId, ResidentId, TurnId
from app.recall import MESSAGE_FACT, Passage, RecallUnits, Scope, Sensitivity, StreamName
from app.recall.words import telling_words
from app.runtime import Lane
from app.safety import Level, level_named
from app.schedule import ScheduledItem
from app.schedule.rule import Frequency

_log = structlog.get_logger(__name__)

_FEWEST_WORDS = 2
"""What says less ("Yes, please") is not worth finding."""

_LOOK_BACK = 2_000
"""Messages of a resident that are looked through at a start for turns that were missed."""

_AT_ONCE = 200
_ASSUMED = ConsentRule(frozenset({ConsentKind.MEMORY}))


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the resident said in a turn, and what Lilo answered."""

    said: Message
    answer: str
    level: Level


def passage_of_exchange(exchange: Exchange, resident: Resident, passage_title: str) -> Passage:
    """Return an exchange as a passage, with who said what.

    What was said in danger is never brought up again, and what was worrying only when the
    resident speaks of it.
    """
    said, level = exchange.said, exchange.level
    sensitivity = Sensitivity.OPEN
    if level >= Level.MODERATE:
        worrying = level is Level.MODERATE
        sensitivity = Sensitivity.CAREFUL if worrying else Sensitivity.NEVER_RAISE
    return Passage(
        DocumentId(said.turn_id),
        StreamName.CHAT,
        resident.id,
        passage_title,
        f"{resident.preferred_name}: {said.text}\nLilo: {exchange.answer}",
        sensitivity=sensitivity,
        facts={"at": said.at.isoformat(), "said": said.text, MESSAGE_FACT: str(said.id)},
    )


def passage_of_plan(item: ScheduledItem, wording: Wording) -> Passage:
    """Return an item of the schedule as a passage that names days and time."""
    days = ", ".join(wording.weekdays[day] for day in sorted(_weekdays(item)))
    if item.dates is not None and item.dates.rule is None:
        first = item.dates.first
        days = f"{wording.weekdays[first.weekday()]}, {wording.spoken_date(first)}"
    parts = (item.spoken, item.visitor, days, wording.spoken_time(item.at))
    return Passage(
        DocumentId(item.id),
        StreamName.SCHEDULE,
        item.resident_id,
        item.title,
        ", ".join(part for part in parts if part) + ".",
        facts={"kind": item.kind.value},
    )


def _weekdays(item: ScheduledItem) -> frozenset[int]:
    """Return the weekdays it comes on; none where it comes by dates of a month or a year."""
    rule = item.dates.rule if item.dates else None
    if item.dates is None or rule is None:
        return item.weekdays
    if rule.weekdays:
        return frozenset(each.weekday for each in rule.weekdays)
    weekly = rule.frequency is Frequency.WEEKLY
    return frozenset({item.dates.first.weekday()}) if weekly else frozenset()


def passage_of_score(score: Score) -> Passage:
    """Return the result of a scale as a passage."""
    items = ", ".join(str(item) for item in score.items)
    return Passage(
        DocumentId(score.id),
        StreamName.CLINICAL,
        score.resident_id,
        score.scale.label,
        f"{score.scale.label} on {score.taken_on.isoformat()}: total {score.total}; {items}.",
        facts={"at": f"{score.taken_on.isoformat()}T12:00:00+00:00"},
    )


class Chronicle:
    """Writes passages of what happened, off the critical path.

    Args:
        on_written: told of whom an exchange can be recalled from now on.
        consent: what holds where a resident has said nothing about being remembered.
    """

    def __init__(
        self,
        turns: TurnUnits,
        passages: RecallUnits,
        database: Lane,
        inference: Lane,
        wording: Wording,
        zone: ZoneInfo,
        on_written: Callable[[ResidentId], None] = lambda _resident_id: None,
        consent: ConsentRule = _ASSUMED,
    ) -> None:
        self._turns = turns
        self._passages = passages
        self._database = database
        self._inference = inference
        self._wording = wording
        self._zone = zone
        self._on_written = on_written
        self._consent = consent
        self._embedder: TextEmbedder | None = None
        self._running: set[asyncio.Task[None]] = set()

    def learn(self, embedder: TextEmbedder) -> None:
        """Give passages their vectors from now on."""
        self._embedder = embedder

    def note(self, exchange: Exchange, resident: Resident) -> None:
        """Have an exchange written soon; the caller does not wait."""
        if len(telling_words(exchange.said.text)) < _FEWEST_WORDS:
            return
        passage = passage_of_exchange(exchange, resident, self._day_of(exchange.said))
        task = asyncio.create_task(self._written(passage, exchange.said.id, resident.id))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def settled(self) -> None:
        """Wait until everything noted so far is written."""
        await asyncio.gather(*self._running)

    async def catch_up(self, residents: Iterable[Resident]) -> None:
        """Write what is missing, and remove what no longer stands on a plan."""
        for resident in residents:
            await self._database.run(partial(self._brought_up, resident))

    async def _written(self, passage: Passage, said: MessageId, resident_id: ResidentId) -> None:
        try:
            kept = await self._database.run(lambda: self._keep(passage, said, resident_id))
            embedder = self._embedder
            if embedder is None or not kept:
                return
            vectors = await self._inference.run(lambda: embedder.embed([passage.searchable]))

            def save() -> None:
                with self._passages() as unit:
                    unit.passages.save_vectors([passage.id], vectors, embedder.fingerprint)

            await self._database.run(save)
            self._on_written(resident_id)
        except Exception:
            # The messages themselves are stored; the next start makes up for it.
            _log.exception("exchange_not_chronicled")

    def _keep(self, passage: Passage, said: MessageId, resident_id: ResidentId) -> bool:
        """Add an exchange, unless it was private or is to be forgotten."""
        with self._turns() as turn:
            marks = turn.memory_marks
            if marks.is_private(resident_id) or said in marks.disregarded(resident_id):
                return False
            if not self._consent.allows(turn.consents, resident_id, ConsentKind.MEMORY):
                return False
        with self._passages() as unit:
            unit.passages.add([passage])
        return True

    def _brought_up(self, resident: Resident) -> None:
        with self._turns() as turn:
            messages = turn.messages.recent(resident.id, _LOOK_BACK)
            plans = [passage_of_plan(i, self._wording) for i in turn.schedule.of(resident.id)]
            scores = [passage_of_score(score) for score in turn.scores.of(resident.id)]
            disregarded = turn.memory_marks.disregarded(resident.id)
            # Who agrees again is not recalled what was said before, nor meanwhile.
            since = self._consent.agreed_since(turn.consents, resident.id, ConsentKind.MEMORY)
        said = [
            passage_of_exchange(exchange, resident, self._day_of(exchange.said))
            for exchange in exchanges_in(messages)
            if since is not None
            and exchange.said.at >= since
            and exchange.said.id not in disregarded
            and len(telling_words(exchange.said.text)) >= _FEWEST_WORDS
        ]
        with self._passages() as unit:
            for start in range(0, len(said), _AT_ONCE):
                page = said[start : start + _AT_ONCE]
                known = unit.passages.get([passage.id for passage in page])
                unit.passages.add([passage for passage in page if passage.id not in known])
            for stream, now in ((StreamName.SCHEDULE, plans), (StreamName.CLINICAL, scores)):
                before = {p.id: p for p in unit.passages.of(Scope(stream, resident.id))}
                unit.passages.add([p for p in now if before.get(p.id) != p])
                if gone := before.keys() - {p.id for p in now}:
                    unit.passages.remove(sorted(gone))

    def _day_of(self, message: Message) -> str:
        day = message.at.astimezone(self._zone).date()
        return f"{self._wording.weekdays[day.weekday()]}, {self._wording.spoken_date(day)}"


def exchanges_in(messages: Sequence[Message]) -> list[Exchange]:
    """Put messages together to exchanges, oldest first."""
    answers: dict[TurnId, Message] = {m.turn_id: m for m in messages if m.speaker is Speaker.LILO}
    exchanges = []
    for message in messages:
        if message.speaker is Speaker.RESIDENT and message.turn_id in answers:
            answer = answers[message.turn_id]
            level = level_named(str(answer.trace.get("level", Level.NONE.label)))
            exchanges.append(Exchange(message, answer.text, level))
    return exchanges
