"""Sessions: what was spoken of in one sitting, summed up once it is over.

This is the short-term tier between the last turns, word for word, and memories that stay. A summary
is a passage of what was said, so it is found with it, and goes with what it sums up when that is
forgotten. Rules sum up what was kept and what was told; a language model may say it better.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid5
from zoneinfo import ZoneInfo

import structlog
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.clock import Clock
from app.generation import ChatMessage, Role, Sampling, StructuredWriter
from app.identity import ConsentKind, ConsentRepository, ConsentRule
from app.ids import DocumentId, ResidentId
from app.memory.dating import Dating
from app.memory.memory import MemoryMarks, MemoryRepository, names_in
from app.memory.patterns import MemoryPatternError
from app.memory.reading_marks import ReadingMarks, SpokenTurn
from app.plain_yaml import read_yaml
from app.recall import SUMMARY_FACT, Passage, PassageRepository, StreamName
from app.runtime import Lane
from app.safety import Level, level_named

_log = structlog.get_logger(__name__)

QUIET = timedelta(minutes=30)
"""After so long without a word a session is over."""

MOST_TOLD = 3
FEWEST_TURNS = 2
_AT_ONCE = 200
_PURPOSE = "session"
_LONGEST_SESSION = 4_000
_NUMBER = re.compile(r"\d+")


class SessionForm(BaseModel):
    """The form that a language model fills in."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    summary: str = Field(min_length=10, max_length=320)


class SessionWords(BaseModel):
    """How a session is summed up (`resources/memory/sessions.yaml`).

    Attributes:
        told: "{memories}" in the second person. spoken_of: "{titles}".
        role, question: for a language model; "{words}" are both sides of the session.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    told: str
    spoken_of: str
    join: str
    role: str
    question: str


class SessionUnit(Protocol):
    """What is read and written."""

    @property
    def reading_marks(self) -> ReadingMarks:
        """How far it was summed up."""

    @property
    def memory_marks(self) -> MemoryMarks:
        """What must not be recalled."""

    @property
    def memories(self) -> MemoryRepository:
        """What was kept."""

    @property
    def passages(self) -> PassageRepository:
        """Where summaries are found."""

    @property
    def consents(self) -> ConsentRepository:
        """Whether the resident agrees that Lilo remembers."""


@dataclass(frozen=True, slots=True)
class SessionKeeper:
    """Sums sessions up.

    Attributes:
        writer: a language model, where there is one.
        ready: returns when it has loaded.
        on_change: told whose summaries have changed; called on the database's thread.
    """

    units: Callable[[], AbstractContextManager[SessionUnit]]
    database: Lane
    clock: Clock
    zone: ZoneInfo
    words: SessionWords
    weekdays: Sequence[str]
    spoken_date: Callable[[Any], str]
    consent: ConsentRule
    on_change: Callable[[ResidentId], None]
    writer: StructuredWriter | None = None
    ready: Callable[[], Awaitable[None]] | None = None
    dating: Dating | None = None

    async def sum_up(self, resident_id: ResidentId) -> int:
        """Sum up every session of a resident that is over; return how many left a summary."""
        count = 0
        for session in await self.database.run(partial(self._over, resident_id)):
            by_rules = await self.database.run(partial(self._by_rules, resident_id, session))
            text = await self._by_model(resident_id, session) or by_rules
            kept = await self.database.run(partial(self._keep, resident_id, session, text))
            count += kept
        return count

    def _over(self, resident_id: ResidentId) -> Sequence[Sequence[SpokenTurn]]:
        with self.units() as unit:
            turns = unit.reading_marks.unsummed(resident_id, _AT_ONCE)
        sessions = split(turns)
        if sessions and self.clock() - sessions[-1][-1].said.at < QUIET:
            sessions.pop()
        return sessions

    def _by_rules(self, resident_id: ResidentId, session: Sequence[SpokenTurn]) -> str:
        messages = {turn.said.message_id for turn in session}
        with self.units() as unit:
            told = [
                memory.text
                for memory in unit.memories.of(resident_id)
                if memory.source in messages and not memory.careful
            ]
        titles = dict.fromkeys(
            source.partition(": ")[2]
            for turn in session
            for source in turn.sources
            if source.startswith((StreamName.LIFE_STORY.value, StreamName.KNOWLEDGE.value))
        )
        parts = []
        if told:
            parts.append(self.words.told.format(memories=" ".join(told[-MOST_TOLD:])))
        if titles:
            named = self.words.join.join(list(titles)[:MOST_TOLD])
            parts.append(self.words.spoken_of.format(titles=named))
        return " ".join(parts)

    async def _by_model(self, resident_id: ResidentId, session: Sequence[SpokenTurn]) -> str:
        """Return a language model's summary; empty where there is none that holds."""
        quiet = [turn for turn in session if _may_be_told(turn)]
        if self.writer is None or self.ready is None or len(quiet) < FEWEST_TURNS:
            return ""
        await self.ready()
        words = "\n".join(f"- {turn.said.text}\n+ {turn.answer}" for turn in quiet)
        words = words[-_LONGEST_SESSION:].replace("<", "‹").replace(">", "›")
        filled = await self.writer.fill(
            SessionForm,
            (
                ChatMessage(Role.SYSTEM, self.words.role),
                ChatMessage(Role.USER, self.words.question.replace("{words}", words)),
            ),
            _PURPOSE,
            resident_id=resident_id,
            sampling=Sampling(temperature=0.0, max_tokens=160),
            about=[turn.said.message_id for turn in quiet],
        )
        summary = filled.value.summary if filled.value else ""
        # "Tomorrow" would be read on another day.
        is_dateless = self.dating is None or not self.dating.is_relative(summary)
        return summary if summary and is_dateless and holds(summary, words) else ""

    def _keep(self, resident_id: ResidentId, session: Sequence[SpokenTurn], text: str) -> bool:
        last = session[-1].said
        with self.units() as unit:
            # Looked at in the transaction that writes: what was said may be forgotten by now.
            disregarded = unit.memory_marks.disregarded(resident_id)
            allowed = self.consent.allows(unit.consents, resident_id, ConsentKind.MEMORY)
            gone = any(turn.said.message_id in disregarded for turn in session)
            is_kept = bool(text) and allowed and not gone
            passage = self._passage(resident_id, session, text)
            if is_kept:
                unit.passages.add([passage])
            unit.reading_marks.mark_summed(
                resident_id, last.sequence, passage.id if is_kept else None
            )
        if is_kept:
            self.on_change(resident_id)
        return is_kept

    def _passage(
        self, resident_id: ResidentId, session: Sequence[SpokenTurn], text: str
    ) -> Passage:
        first, last = session[0].said, session[-1].said
        day = last.at.astimezone(self.zone).date()
        return Passage(
            DocumentId(uuid5(first.message_id, "session")),
            StreamName.CHAT,
            resident_id,
            f"{self.weekdays[day.weekday()]}, {self.spoken_date(day)}",
            text,
            facts={
                "at": last.at.isoformat(),
                SUMMARY_FACT: " ".join(str(turn.said.message_id) for turn in session),
            },
        )


def split(turns: Sequence[SpokenTurn]) -> list[list[SpokenTurn]]:
    """Part turns into sessions where there was a long silence."""
    sessions: list[list[SpokenTurn]] = []
    for turn in turns:
        if sessions and turn.said.at - sessions[-1][-1].said.at < QUIET:
            sessions[-1].append(turn)
        else:
            sessions.append([turn])
    return sessions


def holds(summary: str, words: str) -> bool:
    """Whether a summary names nobody and no number that was not said."""
    told = words.casefold()
    named = [*names_in(summary), *_NUMBER.findall(summary)]
    return all(name.casefold().removesuffix("'s").removesuffix("’s") in told for name in named)


def load_session_words(path: Path) -> SessionWords:
    """Read how a session is summed up.

    Raises:
        MemoryPatternError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return SessionWords.model_validate(raw)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise MemoryPatternError(
            f"How sessions are summed up in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error


def _may_be_told(turn: SpokenTurn) -> bool:
    return bool(turn.said.text) and level_named(turn.said.level) <= Level.NONE
