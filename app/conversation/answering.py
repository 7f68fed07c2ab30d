"""Answering a turn that is no crisis: recall, an agent's plan, and the reply gateway."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.conversation.agents import streams_for
from app.conversation.asking import Asked, Asking
from app.conversation.by_turns import least_heard
from app.conversation.events import Spoken
from app.conversation.family import (
    TELL_FAMILY,
    WRITE_FAMILY,
    FamilyDraft,
    FamilyMessenger,
    FamilyWay,
)
from app.conversation.following import FRESH, HOW_KNOWN, SAY_AGAIN, Answer, offered_by
from app.conversation.history import Message, Speaker
from app.conversation.intents import Intent
from app.conversation.occasions import OccasionWords, last_time
from app.conversation.orchestration import Merging, answers, ensemble_for
from app.conversation.passing_on import TELL_STAFF, Messenger, wish_in
from app.conversation.perception import Perceived
from app.conversation.plain_answers import PlainAnswers
from app.conversation.records import Background
from app.conversation.reply import Draft, ReplySource, TierAttempt
from app.conversation.situation import Situation, Surroundings
from app.conversation.speaking import Speech
from app.conversation.taken_up import ANOTHER, SORTS, taken_up
from app.conversation.wording import Wording
from app.identity import Resident
from app.ids import DocumentId, TurnId
from app.recall import Recaller, RecallWeights, Recollection, StreamName
from app.safety import Level
from app.safety.disclosure import Disclosure
from app.utterance import sentences

_SMALL_WISHES = frozenset(
    {*SORTS, ANOTHER, "quiet_please", "hard_to_hear", "thanks", "what_can_you_do"}
)
"""Plain questions that wait where Lilo has proposed something: "Yes, thank you" is a yes first."""

MOST_AGAIN = 4
"""Sentences of a reply that are said again."""

_NEVER_WAITS = "are_you_human"


@dataclass(slots=True)
class Course:
    """How an answer went, filled in while it is given."""

    agent: str = "plain"
    tier: str = "curated"
    sources: Sequence[str] = ()
    told: Sequence[DocumentId] = ()
    attempts: Sequence[TierAttempt] = ()
    prompt: str = ""
    disclosure: Disclosure | None = None
    recall: Mapping[str, object] = field(default_factory=dict)
    recall_ms: float = 0.0
    reply_ms: float = 0.0
    offered: Sequence[Intent] = ()
    proposed: str = ""
    strategy: str = ""
    dropped: Sequence[str] = ()
    steps: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers turns.

    Attributes:
        occasions: how people greet and part; None where that is small talk like any other.
        messenger: passes wishes on to staff; None where only the call button does.
        family: sends messages to families; None where nobody does.
    """

    recaller: Recaller
    asking: Asking
    weights: RecallWeights
    replies: ReplySource
    wording: Wording
    plain_answers: Callable[[], PlainAnswers]
    clock: Clock
    timezone: ZoneInfo
    facility: str
    occasions: OccasionWords | None = None
    messenger: Messenger | None = None
    family: FamilyMessenger | None = None

    async def answer(
        self,
        resident: Resident,
        turn_id: TurnId,
        perceived: Perceived,
        background: Background,
        speech: Speech,
        course: Course,
        *,
        alerted: bool,
    ) -> AsyncIterator[Spoken | FamilyDraft]:
        """Give the reply sentence by sentence; there is always at least one."""
        started = perf_counter()
        plain = self._plain_key(perceived, background.recent)
        if plain is not None:
            for draft in self._plainly(plain, turn_id, background.recent, course):
                if spoken := speech.say(draft):
                    yield spoken
        else:
            surroundings = self._surroundings(background)
            asked = await self.asking.ask(
                resident, perceived.screened, background.recent, surroundings.now
            )
            recollection = await self.recaller.recall(
                asked.query,
                streams_for(perceived.understood),
                self.weights.for_intent(perceived.understood.primary),
            )
            course.recall = _traced(asked, recollection)
            course.recall_ms = (perf_counter() - started) * 1000
            situation = self._in_conversation(
                Situation(
                    turn_id,
                    resident,
                    perceived.screened,
                    perceived.understood,
                    perceived.feeling,
                    recollection,
                    surroundings,
                    background.recent,
                    background.tellings,
                    alerted,
                    answer=perceived.answer,
                    asked=perceived.asked,
                    passed_on=await self._passed_on(resident, perceived, background),
                    can_pass_on=self.messenger is not None,
                    family=await self._family_way(resident, perceived),
                    sent=await self._sent(resident, perceived, background),
                    last_session=background.last_session,
                )
            )
            async for spoken in self._by_agent(situation, speech, course):
                yield spoken
            if self.family is not None and course.proposed == TELL_FAMILY:
                yield self.family.draft(perceived.screened.utterance.text)
        if not speech.sentences and (spoken := speech.say(self.plain_line("trouble", turn_id))):
            yield spoken
        course.reply_ms = (perf_counter() - started) * 1000 - course.recall_ms

    def plain_line(self, key: str, turn_id: TurnId, recent: Sequence[Message] = ()) -> Draft:
        """Return one of the wordings of a plain line, the one not heard for longest."""
        lines = self.wording.lines[key]
        turned = [lines[(turn_id.int + at) % len(lines)] for at in range(len(lines))]
        return Draft(least_heard(turned, recent))

    def _plainly(
        self, key: str, turn_id: TurnId, recent: Sequence[Message], course: Course
    ) -> Sequence[Draft]:
        """Return a plain line; after "pardon?" with what was said before, as it was asked then."""
        if key == HOW_KNOWN:
            return self._where_from(turn_id, recent)
        if key != SAY_AGAIN:
            # What it was, for whoever wants another of the same sort.
            course.strategy = key if key in SORTS else course.strategy
            return [self.plain_line(key, turn_id, recent)]
        last = recent[-1] if recent and recent[-1].speaker is Speaker.LILO else None
        if last is None:
            return [self.plain_line("repeat_none", turn_id, recent)]
        if not last.text or self.clock() - last.at > FRESH:
            # Not kept in private mode; and what was said last night is not true any more.
            return [self.plain_line("repeat_gone", turn_id, recent)]
        course.agent = str(last.trace.get("agent") or course.agent)
        course.proposed = str(last.trace.get("proposed") or "")
        course.offered = offered_by(last)
        course.strategy = SAY_AGAIN
        course.sources = [str(source) for source in _listed(last.trace.get("sources"))]
        # What was quoted from an approved article is a quotation the second time as well.
        is_quoted = any(one.startswith(StreamName.KNOWLEDGE.value) for one in course.sources)
        # Said again before, it began with a line that announced that.
        is_second = last.trace.get("strategy") == SAY_AGAIN
        again = sentences(last.text)[is_second:][:MOST_AGAIN]
        drafts = [Draft(sentence, quoted=is_quoted) for sentence in again]
        return [self.plain_line(key, turn_id, recent), *drafts]

    def _where_from(self, turn_id: TurnId, recent: Sequence[Message]) -> Sequence[Draft]:
        """Return where the reply before had what it told; in private nothing of it is kept."""
        last = recent[-1] if recent and recent[-1].speaker is Speaker.LILO else None
        if last is None or not last.text or self.clock() - last.at > FRESH:
            return [self.plain_line("repeat_gone", turn_id, recent)]
        origins = [str(one) for one in _listed(last.trace.get("origins"))][:MOST_AGAIN]
        if not origins:
            return [self.plain_line("how_known_none", turn_id, recent)]
        named = [Draft(f"{origin}.") for origin in origins]
        return [self.plain_line(HOW_KNOWN, turn_id, recent), *named]

    async def _by_agent(
        self, situation: Situation, speech: Speech, course: Course
    ) -> AsyncIterator[Spoken]:
        ensemble = ensemble_for(situation, self.wording)
        course.agent, plan = ensemble.first
        course.sources, course.strategy = plan.sources, ensemble.strategy.value
        course.offered, course.proposed = plan.offered, plan.proposed
        merging = Merging()
        async for tiered in answers(ensemble, self.replies, merging):
            course.tier, course.attempts = tiered.tier, tiered.attempts
            course.prompt = course.prompt or tiered.draft.prompt
            if spoken := speech.say(tiered.draft):
                yield spoken
        course.dropped = merging.dropped
        joined = [theirs for name, theirs in ensemble.others if name in merging.joined]
        course.sources = [*plan.sources, *(source for p in joined for source in p.sources)]
        course.told = [*plan.told, *(story for p in joined for story in p.told)]

    def _in_conversation(self, situation: Situation) -> Situation:
        """Say where in a conversation the turn stands."""
        occasions = self.occasions
        if occasions is None or situation.screened.level > Level.NONE:
            return situation
        text = situation.screened.utterance.text
        recent, now = situation.recent, situation.surroundings.now
        return replace(
            situation,
            occasion=None if situation.answer else occasions.occasion_of(text, recent, now),
            last_time=last_time(recent, now),
            in_bed=occasions.is_in_bed(text, recent),
        )

    async def _passed_on(
        self, resident: Resident, perceived: Perceived, background: Background
    ) -> bool | None:
        """Do what was proposed, after a yes; return whether it is done, or None for nothing."""
        asked = perceived.asked
        if asked is None or asked.proposed != TELL_STAFF or perceived.answer is not Answer.YES:
            return None
        wish = wish_in(background.recent)
        if self.messenger is None or wish is None:
            return False
        return await self.messenger.pass_on(resident.id, wish)

    async def _family_way(self, resident: Resident, perceived: Perceived) -> FamilyWay:
        """Return whether what is wished can go to the family; asked only where something is."""
        if self.family is None or perceived.understood.primary is not Intent.BRIDGE:
            return FamilyWay.NONE
        asked = perceived.asked
        is_asked = asked is not None and asked.proposed == WRITE_FAMILY
        if perceived.answer is not None and not is_asked:
            return FamilyWay.NONE
        wish = perceived.screened.utterance.text
        return await self.family.way(resident, wish, is_asked=is_asked)

    async def _sent(
        self, resident: Resident, perceived: Perceived, background: Background
    ) -> bool | None:
        """Send what was shown, after a yes; return whether it is on its way, or None."""
        asked = perceived.asked
        if asked is None or asked.proposed != TELL_FAMILY or perceived.answer is not Answer.YES:
            return None
        wish = wish_in(background.recent)
        if self.family is None or wish is None:
            return False
        return await self.family.send(resident, wish)

    def _plain_key(self, perceived: Perceived, recent: Sequence[Message]) -> str | None:
        utterance = perceived.screened.utterance
        if perceived.screened.level > Level.MODERATE:
            return None
        if utterance.is_long:
            return "too_long"
        if len(utterance.text) == 1 and utterance.text.isalpha():
            return "one_letter"
        worries = perceived.screened.level > Level.NONE
        key = self.plain_answers().key_for(utterance.text, whole=worries)
        if key is None or key == _NEVER_WAITS:
            return key
        proposed = perceived.asked.proposed if perceived.asked is not None else ""
        is_answer = perceived.answer not in {None, Answer.OPEN}
        is_dictated = proposed == WRITE_FAMILY  # what comes is for the family, not for Lilo
        waits = is_answer or is_dictated or (key in _SMALL_WISHES and proposed)
        if waits and key != SAY_AGAIN:
            return None
        return taken_up(key, utterance.text, recent, self.clock(), self.plain_answers())

    def _surroundings(self, background: Background) -> Surroundings:
        now = self.clock().astimezone(self.timezone)
        return Surroundings(self.facility, now, background.on_shift, background.plan)


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _traced(asked: Asked, recollection: Recollection) -> Mapping[str, object]:
    """Return how recall went, for staff who look at a turn."""
    span = asked.read.span
    return {
        "ways": {stream.value: way.value for stream, way in recollection.ways.items()},
        "left_out": [stream.value for stream in recollection.left_out],
        "found": [snippet.source for snippet in recollection.snippets[:6]],
        "meant": list(asked.read.meant),
        "span": [span.start.isoformat(), span.end.isoformat()] if span else [],
        "years": [asked.read.years.start, asked.read.years.stop] if asked.read.years else [],
    }
