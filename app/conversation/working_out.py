"""Working out what can be worked out: sums, days, ages, the plan. By rules where they suffice.

Nothing here is guessed. A question that is not understood whole is left to the agents, and what a
language model makes of a complex one is said only where each number in it comes from a tool.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter

from app.conversation.answering import Course
from app.conversation.by_rules import RuleAnswers, Told
from app.conversation.events import Spoken, Working
from app.conversation.perception import Perceived
from app.conversation.reply import Draft
from app.conversation.speaking import Speech
from app.identity import Resident
from app.reasoning import (
    Analyse,
    Answered,
    Ask,
    Bounds,
    Call,
    Loop,
    Question,
    Reasoner,
    ReasoningWords,
    Step,
    Tool,
    told_as,
    unsupported,
)
from app.safety import Level, SafetyAction
from app.utterance import sentences

AGENT = "reasoning"
RULES = "curated"
"""The tier of what rules alone have worked out: like authored lines, it is always there."""

MOST_SENTENCES = 3

KnowledgeSearch = Callable[[str], Awaitable[str]]

_TOOLS: Mapping[Ask, str] = {
    Ask.SUM: "calculator",
    Ask.LEFT: "calculator",
    Ask.EACH: "calculator",
    Ask.ON_DAY: "calendar",
    Ask.WEEK: "calendar",
}


@dataclass(frozen=True, slots=True)
class WorkingOut:
    """Answers questions that need no memory but a little work.

    Attributes:
        reasoner: decides on the steps of complex questions; None without a language model.
        tier: the tier that it belongs to.
        is_ready: whether it could answer now; nobody waits for a model that is loading.
        search: looks into the articles of the house.
    """

    words: ReasoningWords
    rules: RuleAnswers
    reasoner: Reasoner | None = None
    tier: str = ""
    is_ready: Callable[[], bool] = lambda: True
    search: KnowledgeSearch | None = None
    bounds: Bounds = field(default_factory=Bounds)

    async def take(
        self, resident: Resident, perceived: Perceived, speech: Speech, course: Course
    ) -> AsyncIterator[Working | Spoken]:
        """Say what was worked out, and meanwhile what is being done; nothing where nothing was.

        Words that worry are never a question to be worked out.
        """
        screened = perceived.screened
        is_quiet = screened.action is SafetyAction.CONTINUE and screened.level is Level.NONE
        if not is_quiet or screened.utterance.is_long:
            return
        text = screened.utterance.text
        candidates = list(self.words.router.candidates(text))
        for question in candidates:
            began = perf_counter()
            told = await self.rules.answer(resident, question)
            if not told:
                continue
            took_ms = round((perf_counter() - began) * 1000, 1)
            course.agent, course.tier = AGENT, RULES
            course.steps = _steps_of(question, told, took_ms)
            for each in told:
                if spoken := speech.say(Draft(each.text, each.source)):
                    yield spoken
            return
        is_complex = any(question.ask is Ask.COMPLEX for question in candidates)
        if is_complex and self.reasoner is not None and self.is_ready():
            async for event in self._by_model(resident, text, speech, course, self.reasoner):
                yield event

    async def _by_model(
        self, resident: Resident, text: str, speech: Speech, course: Course, reasoner: Reasoner
    ) -> AsyncIterator[Working | Spoken]:
        loop = Loop(reasoner, self._tools(resident), self._unsupported, self.bounds)
        steps: list[Mapping[str, str]] = []
        async for step in loop.work_out(resident.id, text):
            steps.append(told_as(step))
            course.steps = steps
            if isinstance(step, Answered):
                course.agent, course.tier, course.prompt = AGENT, self.tier, AGENT
                for sentence in sentences(step.text)[:MOST_SENTENCES]:
                    if spoken := speech.say(Draft(sentence)):
                        yield spoken
            elif working := speech.meanwhile(self._progress(step)):
                yield working

    def _progress(self, step: Step) -> str:
        progress = self.words.progress
        match step:
            case Analyse():
                return progress["start"]
            case Call(tool=tool):
                return progress.get(tool, "")
            case _:
                return ""

    def _unsupported(self, answer: str, sources: Sequence[str]) -> tuple[str, ...]:
        return unsupported(answer, sources, self.words.numbers, self.words.names)

    def _tools(self, resident: Resident) -> Mapping[str, Tool]:
        tools: dict[str, Tool] = {
            name: partial(self._by_rule, resident, asks)
            for name, asks in (
                ("calculator", (Ask.SUM, Ask.LEFT, Ask.EACH)),
                ("dates", (Ask.UNTIL, Ask.SINCE, Ask.WEEKDAY, Ask.DATE, Ask.AGE, Ask.AGE_THEN)),
            )
        }
        tools["calendar"] = partial(self.rules.calendar, resident)
        if self.search is not None:
            tools["knowledge"] = self.search
        return tools

    async def _by_rule(self, resident: Resident, asks: Sequence[Ask], text: str) -> str:
        """Answer a question of some kinds; a bare sum or day is one too."""
        bare = {Ask.SUM: "sum", Ask.WEEKDAY: "day"}
        candidates = [q for q in self.words.router.candidates(text) if q.ask in asks]
        candidates += [Question(ask, text, {bare[ask]: text}) for ask in asks if ask in bare]
        for question in candidates:
            if told := await self.rules.answer(resident, question):
                return " ".join(each.text for each in told)
        return ""


def _steps_of(
    question: Question, told: Sequence[Told], took_ms: float
) -> Sequence[Mapping[str, str]]:
    output = " ".join(each.text for each in told)
    tool = _TOOLS.get(question.ask, "dates")
    given = "; ".join(f"{name}: {value}" for name, value in question.parts.items())
    call = Call(tool, given, output, took_ms)
    steps: tuple[Step, ...] = (Analyse(question.ask.value), call, Answered(output))
    return [told_as(step) for step in steps]
