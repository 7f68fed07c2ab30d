"""Examples of good replies; those nearest to the turn are shown to the model."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.embedding import Vector, Vectors
from models.generation.prompts.prompt_file import PromptError

SHOWN = 3


class Example(BaseModel):
    """What a resident said, and a reply its author would be glad to hear."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    said: str = Field(min_length=1)
    reply: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Shelf:
    examples: tuple[Example, ...]
    vectors: Vectors | None


class ExampleShelf:
    """All examples by agent; until `learn` was called, the first of each agent are shown."""

    def __init__(self, examples: Mapping[str, Sequence[Example]]) -> None:
        self._shelves = {agent: _Shelf(tuple(given), None) for agent, given in examples.items()}

    def said(self) -> list[str]:
        """Return what is said in all examples, in a fixed order, to be embedded."""
        return [e.said for agent in sorted(self._shelves) for e in self._shelves[agent].examples]

    def learn(self, vectors: Vectors) -> None:
        """Take the vectors of `said` into use."""
        start = 0
        for agent in sorted(self._shelves):
            examples = self._shelves[agent].examples
            self._shelves[agent] = _Shelf(examples, vectors[start : start + len(examples)])
            start += len(examples)

    def nearest(self, agent: str, vector: Vector | None) -> tuple[Example, ...]:
        """Return up to three examples of the agent, the likest to the turn first."""
        shelf = self._shelves.get(agent)
        if shelf is None:
            return ()
        if shelf.vectors is None or vector is None:
            return shelf.examples[:SHOWN]
        order = np.argsort(-(shelf.vectors @ vector), kind="stable")
        return tuple(shelf.examples[int(at)] for at in order[:SHOWN])


def load_examples(folder: Path) -> Mapping[str, Sequence[Example]]:
    """Read the examples, one file an agent.

    Raises:
        PromptError: a line is wrong; the message names file and line.
    """
    examples: dict[str, list[Example]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                example = Example.model_validate(json.loads(line))
            except (ValueError, ValidationError) as error:
                raise PromptError(
                    f"Line {number} of {path} is no example: {type(error).__name__}.",
                    "Correct the line, or restore the file from the installation.",
                ) from error
            examples.setdefault(path.stem, []).append(example)
    return examples
