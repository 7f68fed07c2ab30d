"""Answering a turn that is no crisis: recall, an agent's plan, and the reply gateway."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.conversation.agents import agent_for, streams_for
from app.conversation.asking import Asked, Asking
from app.conversation.by_turns import least_heard
from app.conversation.events import Spoken
from app.conversation.history import Message
from app.conversation.perception import Perceived
from app.conversation.plain_answers import PlainAnswers
from app.conversation.records import Background
from app.conversation.reply import Draft, ReplySource, TierAttempt
from app.conversation.situation import Situation, Surroundings
from app.conversation.speaking import Speech
from app.conversation.wording import Wording
from app.identity import Resident
from app.ids import DocumentId, TurnId
from app.recall import Recaller, RecallWeights, Recollection
from app.safety import Level
from app.safety.disclosure import Disclosure


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


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers turns."""

    recaller: Recaller
    asking: Asking
    weights: RecallWeights
    replies: ReplySource
    wording: Wording
    plain_answers: PlainAnswers
    clock: Clock
    timezone: ZoneInfo
    facility: str

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
    ) -> AsyncIterator[Spoken]:
        """Give the reply sentence by sentence; there is always at least one."""
        started = perf_counter()
        plain = self._plain_key(perceived)
        if plain is not None:
            if spoken := speech.say(self.plain_line(plain, turn_id, background.recent)):
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
            situation = Situation(
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
            )
            async for spoken in self._by_agent(situation, speech, course):
                yield spoken
        if not speech.sentences and (spoken := speech.say(self.plain_line("trouble", turn_id))):
            yield spoken
        course.reply_ms = (perf_counter() - started) * 1000 - course.recall_ms

    def plain_line(self, key: str, turn_id: TurnId, recent: Sequence[Message] = ()) -> Draft:
        """Return one of the wordings of a plain line, the one not heard for longest."""
        lines = self.wording.lines[key]
        turned = [lines[(turn_id.int + at) % len(lines)] for at in range(len(lines))]
        return Draft(least_heard(turned, recent))

    async def _by_agent(
        self, situation: Situation, speech: Speech, course: Course
    ) -> AsyncIterator[Spoken]:
        agent = agent_for(situation)
        plan = agent.plan(situation, self.wording)
        course.agent, course.sources, course.told = agent.name, plan.sources, plan.told
        async for tiered in self.replies.reply(plan.request):
            course.tier, course.attempts = tiered.tier, tiered.attempts
            course.prompt = tiered.draft.prompt
            if spoken := speech.say(tiered.draft):
                yield spoken

    def _plain_key(self, perceived: Perceived) -> str | None:
        utterance = perceived.screened.utterance
        if perceived.screened.level > Level.MODERATE:
            return None
        if utterance.is_long:
            return "too_long"
        if len(utterance.text) == 1 and utterance.text.isalpha():
            return "one_letter"
        return self.plain_answers.key_for(utterance.text)

    def _surroundings(self, background: Background) -> Surroundings:
        now = self.clock().astimezone(self.timezone)
        return Surroundings(self.facility, now, background.on_shift, background.plan)


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
