"""A language model decides on the next step: it fills in a form, and tools do the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.generation import ChatMessage, Role, Sampling, StructuredWriter, estimate
from app.ids import ResidentId
from app.reasoning.steps import Answered, Call, Step, Verify

PURPOSE = "reasoning"
_SAMPLING = Sampling(temperature=0.0, max_tokens=160)
_LONGEST = 400


class ModelWords(BaseModel):
    """What the model is told.

    Attributes:
        tools: for each tool what it does and how it is asked.
        question: with {words}. called: with {tool}, {input} and {output}.
        unsupported: with {what}, which stands in the answer and in no output.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: str
    tools: Mapping[str, str]
    question: str
    called: str
    unsupported: str


class NextStep(BaseModel):
    """The form that the model fills in."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    do: Literal["call", "answer"]
    tool: Literal["calculator", "dates", "calendar", "knowledge", "none"] = "none"
    input: str = Field(default="", max_length=200)
    answer: str = Field(default="", max_length=_LONGEST)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.do == "call" and (self.tool == "none" or not self.input.strip()):
            raise ValueError("a call names a tool and an input")
        if self.do == "answer" and not self.answer.strip():
            raise ValueError("an answer has words")
        return self


@dataclass(frozen=True, slots=True)
class ModelReasoner:
    """Implements `app.reasoning.loop.Reasoner`."""

    writer: StructuredWriter
    words: ModelWords

    def tokens(self, question: str, steps: Sequence[Step]) -> int:
        """Return about how many tokens the next decision takes."""
        return estimate(self._messages(question, steps), _SAMPLING.max_tokens)

    async def next(
        self, resident_id: ResidentId, question: str, steps: Sequence[Step]
    ) -> Call | Answered | None:
        """Return what the model wants done, or None when it cannot say."""
        filled = await self.writer.generate_as(
            NextStep,
            self._messages(question, steps),
            PURPOSE,
            resident_id=resident_id,
            sampling=_SAMPLING,
        )
        if filled is None:
            return None
        if filled.do == "call":
            return Call(filled.tool, filled.input.strip(), "")
        return Answered(filled.answer.strip())

    def _messages(self, question: str, steps: Sequence[Step]) -> tuple[ChatMessage, ...]:
        words = self.words
        tools = "\n".join(f"{name}: {told}" for name, told in words.tools.items())
        # What stands in the question is data: it cannot close the marks around it.
        asked = [words.question.format(words=_quoted(question))]
        for step in steps:
            if isinstance(step, Call):
                output = _quoted(step.output)
                given = _quoted(step.input)
                asked.append(words.called.format(tool=step.tool, input=given, output=output))
            elif isinstance(step, Verify) and not step.holds:
                asked.append(words.unsupported.format(what=", ".join(step.unsupported)))
        return (
            ChatMessage(Role.SYSTEM, f"{words.role}\n{tools}"),
            ChatMessage(Role.USER, "\n".join(asked)),
        )


def _quoted(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›")
