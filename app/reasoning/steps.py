"""What is done to work something out: typed steps, few of them, each kept in the trace."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Analyse:
    """It was seen what kind of question it is."""

    kind: str


@dataclass(frozen=True, slots=True)
class Call:
    """A tool was asked.

    Attributes:
        output: what it answered, in words.
    """

    tool: str
    input: str
    output: str
    ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Verify:
    """An answer was held against what the tools said.

    Attributes:
        unsupported: numbers and days in it that nobody has named; empty where it holds.
    """

    unsupported: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the answer may be given."""
        return not self.unsupported


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer."""

    text: str


Step = Analyse | Call | Verify | Answered


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be spent on one question.

    Attributes:
        steps: at most, the first and the last included.
        seconds: from the first to the last.
        tokens: read and written, as estimated before each step.
    """

    steps: int = 6
    seconds: float = 12.0
    tokens: int = 6_000


def told_as(step: Step) -> Mapping[str, str]:
    """Return a step as it stands in the record of a turn."""
    match step:
        case Analyse(kind):
            return {"step": "analyse", "kind": kind}
        case Call(tool, given, output, ms):
            return {
                "step": "call",
                "tool": tool,
                "input": given,
                "output": output,
                "ms": f"{ms:.1f}",
            }
        case Verify(unsupported):
            return {"step": "verify", "unsupported": ", ".join(unsupported)}
        case Answered(text):
            return {"step": "answer", "text": text}
