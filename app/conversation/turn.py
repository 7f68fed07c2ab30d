"""One turn, in one straight line: heard, screened, understood, recalled, answered, kept."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import structlog

from app.conversation.answering import Answerer, Course
from app.conversation.crisis import AlertPath
from app.conversation.events import (
    CrisisOpened,
    Heard,
    Spoken,
    TurnDone,
    TurnEvent,
    TurnRecord,
)
from app.conversation.perception import Perceived, Perception
from app.conversation.records import Kept, TurnRecords
from app.conversation.reply import Draft
from app.conversation.speaking import Speech
from app.errors import LiloError
from app.identity import Resident
from app.ids import AlertId, ResidentId, TurnId, new_uuid
from app.runtime import Lane
from app.safety import CrisisDialogue, CrisisScripts, OutgoingScreen, SafetyAction, Screened
from app.utterance import (
    EmptyUtteranceError,
    EndlessUtteranceError,
    HeardBy,
    Utterance,
    UtteranceError,
    cleaned,
    utterance_from,
)

_log = structlog.get_logger(__name__)

PERCEIVE_DEADLINE_S = 60.0
"""The first turn may have to wait until the model has loaded."""

GRAVE_DEADLINE_S = 1.0
"""What the rules have found grave waits no longer than this for the model to add to it."""

STORING_GRAVE_S = 1.5
"""Nor longer than this for its words to be stored."""

SCRIPTED = "scripted"
"""The tier of the crisis dialogue."""


class NobodyError(LiloError):
    """A turn was asked for somebody who does not live here."""

    code = "conversation.nobody"


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a turn is made with; put together in `bootstrap`.

    Attributes:
        residents: everybody who lives here, from memory.
        is_ready: whether the models have loaded, or it is known that they will not.
    """

    records: TurnRecords
    perception: Perception
    alert_path: AlertPath
    answerer: Answerer
    outgoing: OutgoingScreen
    scripts: CrisisScripts
    inference: Lane
    residents: Callable[[], Sequence[Resident]]
    is_ready: Callable[[], bool]


class Conversation:
    """Takes turns with the residents of this facility."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    @property
    def is_ready(self) -> bool:
        """Whether the models have loaded, or it is known that they will not."""
        return self._parts.is_ready()

    async def take(
        self, resident_id: ResidentId, raw: str, heard_by: HeardBy = HeardBy.KEYBOARD
    ) -> AsyncIterator[TurnEvent]:
        """Take one turn.

        Raises:
            LiloError: the words could not be stored. Danger in them has been told all the same.
        """
        parts = self._parts
        resident, speech = self._speech_with(resident_id)
        turn_id = TurnId(new_uuid())
        try:
            utterance = utterance_from(raw, heard_by=heard_by)
        except UtteranceError as error:
            async for event in self._not_words(resident_id, turn_id, raw, error, speech):
                yield event
            return
        started = perf_counter()
        keeping = asyncio.create_task(
            parts.records.keep_words(resident_id, turn_id, utterance.text)
        )
        perceived = await self._perceive(utterance)
        screened = perceived.screened
        is_grave = screened.action is not SafetyAction.CONTINUE
        kept = await _settled(keeping, STORING_GRAVE_S if is_grave else None)
        alert_id = await self._told(resident_id, screened, kept)
        course = Course()
        if isinstance(kept, Kept):
            yield Heard(kept.message_id, utterance.text)
        if screened.is_crisis:
            course = Course("safety", SCRIPTED)
            for scripted in self._crisis(resident, screened, alert_id, speech):
                yield scripted
        elif isinstance(kept, Kept):
            async for spoken in parts.answerer.answer(
                resident,
                turn_id,
                perceived,
                kept.background,
                speech,
                course,
                alerted=alert_id is not None,
            ):
                yield spoken
        if not isinstance(kept, Kept):
            raise kept
        total_ms = (perf_counter() - started) * 1000
        record = _record(perceived, speech, course, alert_id, total_ms)
        await parts.records.keep_turn(
            resident_id,
            turn_id,
            kept.message_id,
            screened,
            record,
            speech.fragments,
            speech.withheld,
        )
        yield TurnDone(record)

    async def _perceive(self, utterance: Utterance) -> Perceived:
        """Perceive with the model; what the rules found stands whatever becomes of the model."""
        perception = self._parts.perception
        if utterance.is_long:
            # Rules over a very long text take long enough to be felt.
            by_rules = await asyncio.to_thread(perception.by_rules, utterance)
        else:
            by_rules = perception.by_rules(utterance)
        is_grave = by_rules.screened.action is not SafetyAction.CONTINUE
        if is_grave and not self.is_ready:
            return by_rules
        try:
            return await self._parts.inference.run(
                lambda: perception.perceive(utterance),
                deadline_s=GRAVE_DEADLINE_S if is_grave else PERCEIVE_DEADLINE_S,
            )
        except Exception:
            _log.exception("perceived_by_rules_alone")
            return by_rules

    async def _told(
        self, resident_id: ResidentId, screened: Screened, kept: Kept | Exception
    ) -> AlertId | None:
        if screened.action is SafetyAction.CONTINUE:
            return None
        message_id = kept.message_id if isinstance(kept, Kept) else None
        return await self._parts.alert_path.tell(resident_id, screened, message_id)

    def _crisis(
        self, resident: Resident, screened: Screened, alert_id: AlertId | None, speech: Speech
    ) -> Sequence[TurnEvent]:
        if screened.kind is None:
            raise AssertionError("a crisis has a kind")
        scripts = self._parts.scripts
        dialogue = CrisisDialogue(screened.kind, scripts.scripts[screened.kind])
        lines = [*dialogue.lines, scripts.status.told if alert_id else scripts.status.not_told]
        if dialogue.question:
            lines.append(dialogue.question.ask)
        drafts = [Draft(line.format(name=resident.preferred_name)) for line in lines]
        said = [spoken for draft in drafts if (spoken := speech.say(draft))]
        return [CrisisOpened(dialogue, alert_id), *said]

    async def _not_words(
        self,
        resident_id: ResidentId,
        turn_id: TurnId,
        raw: str,
        error: UtteranceError,
        speech: Speech,
    ) -> AsyncIterator[Heard | Spoken]:
        """Answer calmly what is not words; signs without words are kept all the same."""
        if isinstance(error, EmptyUtteranceError):
            key = "empty"
        elif isinstance(error, EndlessUtteranceError):
            key = "too_long"
        else:
            key = "unreadable"
            signs = cleaned(raw)
            kept = await self._parts.records.keep_words(resident_id, turn_id, signs)
            yield Heard(kept.message_id, signs)
        if spoken := speech.say(self._parts.answerer.plain_line(key, turn_id)):
            yield spoken

    def _speech_with(self, resident_id: ResidentId) -> tuple[Resident, Speech]:
        everybody = self._parts.residents()
        resident = next((r for r in everybody if r.id == resident_id), None)
        if resident is None:
            raise NobodyError("Nobody of that id lives here.", "Look at the list of residents.")
        others = [r.full_name for r in everybody if r.id != resident_id]
        return resident, Speech(self._parts.outgoing, self._parts.answerer.wording, others)


async def _settled(keeping: "asyncio.Task[Kept]", patience_s: float | None) -> Kept | Exception:
    """Wait for the words to be stored; neither failing nor hanging keeps danger from being told."""
    try:
        return await asyncio.wait_for(keeping, patience_s)
    except Exception as error:
        _log.exception("words_not_stored")
        return error


def _record(
    perceived: Perceived,
    speech: Speech,
    course: Course,
    alert_id: AlertId | None,
    total_ms: float,
) -> TurnRecord:
    screened, understood = perceived.screened, perceived.understood
    steps = {"recall": course.recall_ms, "reply": course.reply_ms, "total": total_ms}
    return TurnRecord(
        tuple(speech.sentences),
        screened.level,
        screened.action,
        screened.kind,
        screened.flags,
        understood.primary.value,
        tuple(intent.value for intent in understood.secondary),
        course.agent,
        course.tier,
        tuple(course.sources),
        alert_id,
        {**perceived.timings_ms, **steps},
    )
