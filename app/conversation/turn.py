"""One turn, in one straight line: heard, screened, understood, recalled, answered, kept."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from time import perf_counter

import structlog

from app.conversation.answering import Course
from app.conversation.checking_in import CheckInEvent, CheckInTalk
from app.conversation.disclosing import Due
from app.conversation.events import (
    CheckInShown,
    CrisisOpened,
    Disclosed,
    Heard,
    Spoken,
    TurnDone,
    TurnEvent,
    Working,
)
from app.conversation.family import WRITE_FAMILY, FamilyDraft
from app.conversation.following import Answer, yes_or_no
from app.conversation.parts import Parts
from app.conversation.perception import Perceived
from app.conversation.records import Kept
from app.conversation.reply import Draft
from app.conversation.speaking import Speech, neighbour_of
from app.conversation.staying import Staying, Told
from app.conversation.turn_records import exchange_of, record_of
from app.errors import LiloError
from app.identity import Resident
from app.ids import ResidentId, TurnId, new_uuid
from app.safety import (
    RiskPicture,
    SafetyAction,
    Screened,
    Weighed,
)
from app.tracing import traced
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


class Conversation:
    """Takes turns with the residents of this facility."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._staying = Staying(parts.scripts, parts.alert_path)

    def in_other_words(self, parts: Parts) -> "Conversation":
        """Return the same conversation in another language; it stays with the same residents."""
        other = Conversation(parts)
        other._staying = replace(self._staying, scripts=parts.scripts)
        return other

    @property
    def is_ready(self) -> bool:
        """Whether the models have loaded, or it is known that they will not."""
        return self._parts.is_ready()

    async def worries(self, resident_id: ResidentId, raw: str) -> bool:
        """Whether words that were heard badly must not wait until they have been read back."""
        try:
            utterance = utterance_from(raw, heard_by=HeardBy.SPEECH)
        except UtteranceError:
            return False
        perceived = await self._perceive(utterance, resident_id)
        return perceived.screened.action is not SafetyAction.CONTINUE

    async def take(
        self,
        resident_id: ResidentId,
        raw: str,
        heard_by: HeardBy = HeardBy.KEYBOARD,
        confidence: float = 1.0,
    ) -> AsyncIterator[TurnEvent]:
        """Take one turn.

        Args:
            resident_id: who speaks.
            raw: what was said.
            heard_by: how it came in.
            confidence: of the recogniser, 0..1; 1 for what was typed.

        Raises:
            LiloError: the words could not be stored. Danger in them has been told all the same.
        """
        parts = self._parts
        resident, speech = self._speech_with(resident_id)
        turn_id = TurnId(new_uuid())
        with traced(turn=turn_id):
            try:
                utterance = utterance_from(
                    raw, heard_by=heard_by, confidence=confidence, language=parts.language
                )
            except UtteranceError as error:
                async for event in self._not_words(resident, turn_id, raw, error, speech):
                    yield event
                return
            started = perf_counter()
            parts.on_turn()
            keeping = asyncio.create_task(
                parts.records.keep_words(resident, turn_id, utterance.text)
            )
            perceived = await self._perceive(utterance, resident_id)
            is_grave = perceived.screened.action is not SafetyAction.CONTINUE
            kept = await _settled(keeping, STORING_GRAVE_S if is_grave else None)
            weighed = self._weighed(perceived, kept)
            screened = weighed.screened
            told = await self._staying.tell(resident_id, screened, kept)
            # Only now: what a turn means may take a language model's time, and danger has none.
            perceived = await self._meant(resident_id, replace(perceived, screened=screened), kept)
            course = Course()
            if isinstance(kept, Kept):
                speech.recent = kept.background.recent
                yield Heard(kept.message_id, utterance.text)
            async for answered in self._answered(
                resident, turn_id, perceived, told, kept, speech, course
            ):
                yield answered
            if not isinstance(kept, Kept):
                raise kept
            total_ms = (perf_counter() - started) * 1000
            record = record_of(perceived, speech, course, told.alert_id, total_ms)
            await parts.records.keep_turn(
                resident_id,
                turn_id,
                kept.message_id,
                weighed,
                record,
                speech.fragments,
                speech.withheld,
                course.disclosure,
                course.told,
            )
            parts.on_turn()
            if parts.remembering is not None:
                parts.remembering.keeper.after_turn(resident_id)
            if parts.chronicle is not None:
                parts.chronicle.note(
                    exchange_of(kept, resident, turn_id, record, utterance), resident
                )
            yield TurnDone(record)

    async def _answered(
        self,
        resident: Resident,
        turn_id: TurnId,
        perceived: Perceived,
        told: Told,
        kept: Kept | Exception,
        speech: Speech,
        course: Course,
    ) -> AsyncIterator[CrisisOpened | Disclosed | CheckInShown | FamilyDraft | Working | Spoken]:
        """Answer from the script while a crisis stands, and by an agent otherwise."""
        check_ins = self._parts.check_ins
        if check_ins is not None and check_ins.is_asking(resident.id):
            if perceived.screened.action is SafetyAction.CONTINUE and isinstance(kept, Kept):
                course.agent, course.tier = CheckInTalk.AGENT, SCRIPTED
                for asked in await check_ins.answer(resident, perceived, speech, kept):
                    yield asked
                return
            # What was said is graver than any question.
            await check_ins.pause(resident.id)
        crisis = self._staying.reply(resident, perceived.screened, told, kept)
        if crisis is not None:
            course.agent, course.tier = "safety", SCRIPTED
            yield crisis.opened
            for draft in crisis.drafts:
                if spoken := speech.say(draft):
                    yield spoken
            return
        if isinstance(kept, Kept):
            async for event in self._answered_quietly(
                resident, turn_id, perceived, told, kept, speech, course
            ):
                yield event

    async def _answered_quietly(
        self,
        resident: Resident,
        turn_id: TurnId,
        perceived: Perceived,
        told: Told,
        kept: Kept,
        speech: Speech,
        course: Course,
    ) -> AsyncIterator[CrisisOpened | Disclosed | CheckInShown | FamilyDraft | Working | Spoken]:
        """Say what Lilo is where due, do what is asked of memory, or have an agent answer."""
        due = self._disclosure_due(resident, perceived.screened, kept)
        if due is not None:
            course.disclosure = due.disclosure
            for event in speech.disclose(due):
                yield event
            if due.is_answer:
                return
        is_answered = False
        # What Lilo asked for as a message to the family is one, whatever it sounds like.
        if perceived.asked is None or perceived.asked.proposed != WRITE_FAMILY:
            async for shown in self._before_agents(resident, perceived, kept, speech, course):
                is_answered = is_answered or not isinstance(shown, Working)
                yield shown
        if is_answered:
            return
        alerted = told.alert_id is not None
        async for spoken in self._parts.answerer.answer(
            resident, turn_id, perceived, kept.background, speech, course, alerted=alerted
        ):
            yield spoken

    async def _before_agents(
        self, resident: Resident, perceived: Perceived, kept: Kept, speech: Speech, course: Course
    ) -> AsyncIterator[CheckInEvent | Working]:
        """Answer what has one true answer, offer a scale, or work something out."""
        for draft in await self._straight(resident, perceived.screened, kept, course):
            if spoken := speech.say(draft):
                yield spoken
        if speech.sentences:
            return
        if offered := await self._check_in(resident, perceived, speech, kept):
            course.agent, course.tier = CheckInTalk.AGENT, SCRIPTED
            for shown in offered:
                yield shown
            return
        if self._parts.working_out is not None:
            async for worked in self._parts.working_out.take(resident, perceived, speech, course):
                yield worked

    def _weighed(self, perceived: Perceived, kept: Kept | Exception) -> Weighed:
        """Weigh the words; where the record cannot be read they stand for themselves."""
        parts = self._parts
        picture = kept.background.picture if isinstance(kept, Kept) else RiskPicture()
        return parts.weigher.weigh(perceived.screened, picture, perceived.feeling, parts.clock())

    async def _perceive(self, utterance: Utterance, resident_id: ResidentId) -> Perceived:
        """Perceive with the model; what the rules found stands whatever becomes of the model."""
        perception = self._parts.perception
        if utterance.is_long:
            # Rules over a very long text take long enough to be felt.
            by_rules = await asyncio.to_thread(perception.by_rules, utterance)
        else:
            by_rules = perception.by_rules(utterance)
        is_grave = by_rules.screened.action is not SafetyAction.CONTINUE
        is_grave = is_grave or self._staying.is_with(resident_id)
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

    async def _straight(
        self, resident: Resident, screened: Screened, kept: Kept, course: Course
    ) -> Sequence[Draft]:
        """Answer what is asked of memory or of the day; never beside words that worry."""
        if screened.action is not SafetyAction.CONTINUE:
            return ()
        if drafts := await self._by_memory(resident, screened, kept, course):
            course.agent = "memory"
        elif drafts := await self._by_day(resident, screened):
            course.agent = "day"
        return drafts

    async def _meant(
        self, resident_id: ResidentId, perceived: Perceived, kept: Kept | Exception
    ) -> Perceived:
        """Take the question before into account; without the record the words stand alone."""
        understanding = self._parts.understanding
        is_quiet = perceived.screened.action is SafetyAction.CONTINUE
        if understanding is None or not is_quiet or not isinstance(kept, Kept):
            return perceived
        meant = await understanding.settle(
            resident_id,
            perceived.screened,
            perceived.understood,
            kept.background.recent,
            kept.at,
        )
        return replace(
            perceived, understood=meant.understood, answer=meant.answer, asked=meant.asked
        )

    async def _by_memory(
        self, resident: Resident, screened: Screened, kept: Kept, course: Course
    ) -> Sequence[Draft]:
        """Do what is asked of memory and return what to say."""
        remembering = self._parts.remembering
        if remembering is None:
            return ()
        recent = kept.background.recent
        request = remembering.asked(screened.utterance.text, recent, self._yes_or_no)
        if request is None:
            return ()
        course.strategy = request.wish.value
        return await remembering.answer(resident, kept.message_id, request, recent)

    def _yes_or_no(self, text: str) -> Answer | None:
        understanding = self._parts.understanding
        return None if understanding is None else yes_or_no(understanding.words, text)

    async def _by_day(self, resident: Resident, screened: Screened) -> Sequence[Draft]:
        """Answer what is asked of the day from the plan."""
        day = self._parts.day_answers
        if day is None or screened.utterance.is_long:
            return ()
        question = day.asked(screened.utterance.text)
        return await day.answer(resident, question) if question else ()

    async def _check_in(
        self, resident: Resident, perceived: Perceived, speech: Speech, kept: Kept
    ) -> Sequence[CheckInEvent]:
        """Offer or begin a scale where that is asked for; never beside words that worry."""
        check_ins = self._parts.check_ins
        if check_ins is None or perceived.screened.action is not SafetyAction.CONTINUE:
            return ()
        return await check_ins.offered(resident, perceived, speech, kept)

    def _disclosure_due(self, resident: Resident, screened: Screened, kept: Kept) -> Due | None:
        """Return what Lilo must say of itself first; never beside words that worry."""
        discloser = self._parts.discloser
        if discloser is None or screened.action is not SafetyAction.CONTINUE:
            return None
        return discloser.due(resident, screened.utterance.text, kept.background.disclosed_at)

    async def _not_words(
        self,
        resident: Resident,
        turn_id: TurnId,
        raw: str,
        error: UtteranceError,
        speech: Speech,
    ) -> AsyncIterator[Heard | Spoken]:
        """Answer calmly what is not words; signs without words are kept all the same."""
        kept: Kept | None = None
        if isinstance(error, EmptyUtteranceError):
            key = "empty"
        elif isinstance(error, EndlessUtteranceError):
            key = "too_long"
        else:
            key = "unreadable"
            signs = cleaned(raw)
            kept = await self._parts.records.keep_words(resident, turn_id, signs)
            yield Heard(kept.message_id, signs)
        plain = self._parts.answerer.plain_line(key, turn_id)
        if spoken := speech.say(self._staying.line_for_no_words(resident.id, kept) or plain):
            yield spoken

    def _speech_with(self, resident_id: ResidentId) -> tuple[Resident, Speech]:
        everybody = self._parts.residents()
        resident = next((r for r in everybody if r.id == resident_id), None)
        if resident is None:
            raise NobodyError("Nobody of that id lives here.", "Look at the list of residents.")
        others = [neighbour_of(r, resident) for r in everybody if r.id != resident_id]
        return resident, Speech(self._parts.outgoing, self._parts.answerer.wording, others)


async def _settled(keeping: "asyncio.Task[Kept]", patience_s: float | None) -> Kept | Exception:
    """Wait for the words to be stored; neither failing nor hanging keeps danger from being told."""
    try:
        return await asyncio.wait_for(keeping, patience_s)
    except Exception as error:
        _log.exception("words_not_stored")
        return error
