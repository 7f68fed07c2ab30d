"""Reading a second time, by a language model: it points at sentences that the patterns passed over.

The model fills in a form. It does not write memories: it quotes the resident's own words and says
what kind they are, and the words of the memory are made of the quotation by the same rules as
always. So it can neither invent anything nor carry in what would steer the program.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, Self

import structlog
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.clock import Clock
from app.generation import ChatMessage, Role, Sampling, StructuredWriter
from app.ids import ResidentId
from app.memory.extraction import Doubtful, Extracted, Extractor, Found, folded
from app.memory.keeper import MemoryKeeper
from app.memory.memory import MemoryKind, SaidTurn
from app.memory.patterns import MemoryPatternError
from app.memory.reading_marks import ReadingMarks
from app.plain_yaml import read_yaml
from app.runtime import Lane
from app.safety import Level, level_named

_log = structlog.get_logger(__name__)

PURPOSE = "memory"
CONFIDENCE = 0.7
"""Of what a model has found: less than of any pattern, so it fades sooner."""

UNREADABLE = "model_unreadable"
"""Why words are on the review list when three tries brought no form that could be read."""

MOST_OF_A_TURN = 5
LONGEST = 1_500
"""Characters of a turn that are put before the model."""

_FEWEST_WORDS = 4
_AT_ONCE = 20
_SAMPLING = Sampling(temperature=0.0, max_tokens=300)


class QuotedMemory(BaseModel):
    """One sentence worth remembering, as it was said."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: MemoryKind
    said: str = Field(min_length=1, max_length=300)
    sad: bool = False


class QuotedMemories(BaseModel):
    """The form that the model fills in."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    memories: tuple[QuotedMemory, ...] = Field(default=(), max_length=MOST_OF_A_TURN)


class SecondReadingWords(BaseModel):
    """How the model is asked (`resources/memory/second_reading.yaml`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: str
    question: str


class SecondReadingUnit(Protocol):
    """What is read and marked."""

    @property
    def reading_marks(self) -> ReadingMarks:
        """How far it was read."""


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Has a language model look at what the patterns have read."""

    writer: StructuredWriter
    ready: Callable[[], Awaitable[None]]
    words: SecondReadingWords
    extractor: Extractor
    keeper: MemoryKeeper
    units: Callable[[], AbstractContextManager[SecondReadingUnit]]
    database: Lane
    clock: Clock

    async def read(self, resident_id: ResidentId, go_on: Callable[[], bool]) -> int:
        """Read what is new of a resident; return how many turns were read.

        Args:
            go_on: asked before each turn; somebody who talks needs the model more.
        """
        await self.ready()
        turns = 0
        for turn in await self.database.run(partial(self._unread, resident_id)):
            if not go_on() or not await self._read(resident_id, turn):
                break
            turns += 1
        return turns

    async def _read(self, resident_id: ResidentId, turn: SaidTurn) -> bool:
        """Read one turn; return whether it is done with."""
        extracted = Extracted()
        if _is_worth_it(turn):
            filled = await self.writer.fill(
                form_for(turn.text),
                self._messages(turn.text),
                PURPOSE,
                resident_id=resident_id,
                sampling=_SAMPLING,
                about=(turn.message_id,),
            )
            if filled.value is not None:
                extracted = self._extracted(turn.text, filled.value)
            elif filled.was_written:
                # Nothing is lost: a person reads what the model could not.
                extracted = Extracted(doubtful=(Doubtful(turn.text, UNREADABLE),))
            else:
                # Stopped, over its budget, or not there: the turn waits for another time.
                return False
        await self.keeper.keep_found(resident_id, turn, extracted)
        await self.database.run(partial(self._mark, resident_id, turn))
        return True

    def _extracted(self, text: str, form: QuotedMemories) -> Extracted:
        known = [folded(found.said) for found in self.extractor.extract(text).found]
        found: list[Found] = []
        for quoted in form.memories:
            plain = folded(quoted.said)
            if any(plain in one or one in plain for one in known):
                # The patterns have found it; said once, it must not count twice.
                continue
            if one := self.extractor.quoted(quoted.said, quoted.kind, CONFIDENCE, sad=quoted.sad):
                known.append(plain)
                found.append(one)
        return Extracted(tuple(found))

    def _messages(self, text: str) -> tuple[ChatMessage, ...]:
        quoted = text[:LONGEST].replace("<", "‹").replace(">", "›")
        asked = self.words.question.replace("{words}", quoted)
        return (ChatMessage(Role.SYSTEM, self.words.role), ChatMessage(Role.USER, asked))

    def _unread(self, resident_id: ResidentId) -> Sequence[SaidTurn]:
        with self.units() as unit:
            return unit.reading_marks.unread_again(resident_id, _AT_ONCE)

    def _mark(self, resident_id: ResidentId, turn: SaidTurn) -> None:
        with self.units() as unit:
            unit.reading_marks.mark_read_again(resident_id, turn.sequence)


def form_for(text: str) -> type[QuotedMemories]:
    """Return the form for one turn: it can only be filled in with words that stand in it."""
    spoken = folded(text[:LONGEST].replace("<", "‹").replace(">", "›"))

    class Form(QuotedMemories):
        @model_validator(mode="after")
        def _is_quoted(self) -> Self:
            for memory in self.memories:
                if not folded(memory.said) or folded(memory.said) not in spoken:
                    raise ValueError("`said` holds words that the resident did not say")
            return self

    Form.__name__ = QuotedMemories.__name__
    return Form


def load_second_reading(path: Path) -> SecondReadingWords:
    """Read how the model is asked.

    Raises:
        MemoryPatternError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return SecondReadingWords.model_validate(raw)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise MemoryPatternError(
            f"How a language model is asked for memories in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error


def _is_worth_it(turn: SaidTurn) -> bool:
    # What alarmed is the nurses' matter, as in the first reading.
    is_quiet = level_named(turn.level) <= Level.MODERATE
    return is_quiet and len(turn.text.split()) >= _FEWEST_WORDS
